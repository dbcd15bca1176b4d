"""Figures of the queue: answers in time, how long requests wait, how old they are. Sums only, nobody by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from capacity.model.calibration import ForecastFigures
from capacity.model.request import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCount:
    """Clocks that are alike.

    Args:
        topic: What they are for: a stage, a check, or ``question``.
        party: Whose clocks they are.
        was_missed: Answered too late, or not yet and too late already.
        used: Working days they ran; None while they run, or where nobody knows.
        is_open: They have not ended.
        count: How many, from 1.
        is_answered: Somebody answered; False where the request has left before, and while it is awaited.
    """

    topic: str
    party: Party
    was_missed: bool
    used: int | None
    is_open: bool
    count: int
    is_answered: bool = False

    @property
    def counts(self) -> bool:
        """Whether it tells anything: nobody can answer in time what was taken back in time."""
        return self.is_open or self.is_answered or self.was_missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The people behind clocks.

    Args:
        answered: Ids of those who answered in the year, by topic; whoever speaks for a party later is not among them.
        asked: Ids of those who speak for each party today: behind clocks that still run.
    """

    answered: Mapping[str, frozenset[str]]
    asked: Mapping[Party, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRule:
    """What figures are told by.

    Args:
        least: Fewest people and fewest cases that a figure is told about.
        most_percent: Of so many of 100 requests the greatest age is told.
        borders: Weeks at which one zone of age ends and the next begins, ascending.
    """

    least: int
    most_percent: int
    borders: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """Answers of one step in a year.

    Args:
        topic: Which step; None for several together.
        is_told: Enough people and cases stand behind it; else all that follows is empty.
        cases: Answers, and those that are too late already, or were when the request left.
        kept: Answers in time.
        median: Median of the working days that answers took; None where nobody knows.
        running: Clocks that run or stand still, in time.
        late: Clocks that run and are too late.
    """

    topic: str | None
    is_told: bool
    cases: int = 0
    kept: int = 0
    median: Fraction | None = None
    running: int = 0
    late: int = 0

    @property
    def share(self) -> Fraction | None:
        """Share of answers in time; None where nothing is told."""
        return Fraction(self.kept, self.cases) if self.cases else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeFigures:
    """Ages of requests.

    Args:
        is_told: There are enough; else all that follows is empty.
        total: How many.
        zones: How many in each zone, the youngest first.
        median: Median of the ages in days.
        most: Age in days that so many of 100 do not pass as the rule says.
    """

    is_told: bool
    total: int = 0
    zones: tuple[int, ...] = ()
    median: Fraction | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFigures:
    """All figures of a year.

    Args:
        year: Which.
        as_of: Day on which they were counted.
        steps: One for each step, in the order of the course.
        together: All steps together.
        rule: What they are told by.
        waiting: Requests that wait for a decision.
        working: Requests that were approved and are not finished.
        decided: How long those waited that were decided on in the year for the first time.
        forecast: How good the forecast is, of all years.
    """

    year: int
    as_of: date
    steps: tuple[StepFigures, ...]
    together: StepFigures
    rule: FigureRule
    waiting: AgeFigures
    working: AgeFigures
    decided: AgeFigures
    forecast: ForecastFigures
