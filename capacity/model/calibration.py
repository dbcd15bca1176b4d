"""What closed requests teach: effort that was really spent, promises of a finish, and whether they were kept."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from capacity.model.request import RequestStage


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentEffort:
    """Person-days that a request really took of a role.

    Args:
        role: Name of the role.
        days: Person-days, 0 or more.
        person: Id of the person who noted it.
        at: When, UTC.
    """

    role: str
    days: Decimal
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishPromise:
    """A finish that was promised. It never changes; after another decision there is another one.

    Args:
        request: Number of the request.
        number: Counts the promises of the request, from 1.
        due: The work is finished before this day, a Monday.
        given_at: When it was given, UTC.
    """

    request: int
    number: int
    due: date
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedWork:
    """Where the work stands that a finish was promised for.

    Args:
        stage: How far the request has come.
        finished_on: Day on which the work was last handed over for acceptance; None where it never was.
        replaced_on: Day from which the promise no longer held, because it was decided anew; None while it holds.
    """

    stage: RequestStage
    finished_on: date | None = None
    replaced_on: date | None = None


class PromiseOutcome(StrEnum):
    """What became of a promise; ``ENTFALLEN``: the request was decided anew or ended before its day."""

    GEHALTEN = "gehalten"
    VERFEHLT = "verfehlt"
    OFFEN = "offen"
    ENTFALLEN = "entfallen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastFigures:
    """How good the forecast is.

    Args:
        closed: Closed requests whose spent effort is known.
        needed: So many calibrate it.
        factor: Spent by estimated effort, the median of them; None while too few are known.
        kept: Promises that were kept; None while too few are over.
        broken: Promises that were not; None likewise.
        running: Promises whose day is still ahead; None while there are too few.
    """

    closed: int
    needed: int
    factor: Fraction | None = None
    kept: int | None = None
    broken: int | None = None
    running: int | None = None

    @property
    def share(self) -> Fraction | None:
        """Return the share that was kept; None where nothing is told."""
        return None if self.kept is None or self.broken is None else Fraction(self.kept, self.kept + self.broken)
