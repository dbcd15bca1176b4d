"""Minimum periods of a procedure: how many days, counted how, ending when.

Days are calendar days in Germany. A period is counted in days, so clocks put forward or back change nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.legal import LegalSource, VerificationStatus
from core.parameters import DatedParameter, ParameterNotValidError, ParameterSet
from procurement.model import ProcedureType

Holiday = Callable[[date], str | None]
"""Tells the German name of the public holiday on a day, None where it is none."""

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_WEEKEND = {_SATURDAY: "Samstag", _SUNDAY: "Sonntag"}

COUNTING = LegalSource(
    "§ 82 VgV, Art. 3 Verordnung (EWG, Euratom) Nr. 1182/71",
    VerificationStatus.SECONDARY,
    "§ 82 VgV im Wortlaut gelesen; Art. 3 nach vergabe24 und einer Abschrift von Absatz 4",
    date(2021, 6, 9),
)
"""How periods above the EU threshold are counted."""

APPROPRIATE_EU = LegalSource(
    "§ 20 Abs. 1 VgV",
    VerificationStatus.VERIFIED,
    "Wortlaut in der Fassung vom 09.06.2021 gelesen",
    date(2021, 6, 9),
)
"""Where EU law names no number of days."""

APPROPRIATE_NATIONAL = LegalSource(
    "§ 13 Abs. 1 und § 54 UVgO",
    VerificationStatus.VERIFIED,
    "Fassung vom 02.02.2017; § 13 Abs. 1 Satz 1 und § 54 im Wortlaut gelesen",
    date(2017, 2, 8),
)
"""Below the EU threshold no number of days is named; §§ 186 to 193 BGB count them."""


class Stage(StrEnum):
    """What is awaited: requests to participate, or bids."""

    PARTICIPATION = "participation"
    BID = "bid"


class Case(StrEnum):
    """Which rule sets the length of a period."""

    REGULAR = "regular"
    ELECTRONIC = "electronic"
    URGENT = "urgent"
    PRIOR_INFORMATION = "prior-information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What makes a period shorter.

    Args:
        electronic_bids: Bids are accepted electronically.
        urgent: Sufficiently reasoned urgency makes the regular period impossible.
        prior_information: A prior information notice was sent in time.
    """

    electronic_bids: bool = True
    urgent: bool = False
    prior_information: bool = False

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case that applies."""
        applies = {
            Case.REGULAR: True,
            Case.ELECTRONIC: self.electronic_bids,
            Case.URGENT: self.urgent,
            Case.PRIOR_INFORMATION: self.prior_information,
        }
        return tuple(case for case in Case if applies[case])


@dataclass(frozen=True, slots=True)
class Length:
    """How long a period is at least.

    Args:
        days: Calendar days.
        case: The rule that sets it.
        regular: The regular length.
        shortened: The entry that shortens it; None in the regular case.
    """

    days: int
    case: Case
    regular: DatedParameter
    shortened: DatedParameter | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A period laid over the calendar.

    Args:
        event: Day of the event, e.g. of sending the notice; it does not count.
        first: First day of the period.
        counted: Last day by counting alone.
        last: Last day in law: the next working day where ``counted`` is none. The period ends when this day does.
        skipped: Days moved over with the reason (Samstag, Sonntag, name of the holiday).
    """

    event: date
    first: date
    counted: date
    last: date
    skipped: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """One stage of one kind of procedure.

    Args:
        stage: What is awaited.
        length: None where the law asks for an appropriate period and names no number.
        counted: Its days; None where there is no number, or nothing to start from.
        is_assumed: It starts on an assumed day, not on a given one.
        source: The rule that sets the length.
    """

    stage: Stage
    length: Length | None
    counted: Counted | None
    is_assumed: bool
    source: LegalSource


def count_days(event: date, days: int, holiday: Holiday) -> Counted:
    """Lay a period of calendar days over the calendar.

    The day of the event does not count; a last day that is no working day moves to the next one that is.

    Args:
        event: Day of the event.
        days: Length, 1 or more.
        holiday: Public holidays at the place where the period is kept.

    Raises:
        ValueError: ``days`` is below 1.

    Legal source:
        Art. 3 (1), (2) lit. b and (4) Regulation (EEC, Euratom) No 1182/71
    """
    if days < 1:
        raise ValueError("a period has at least one day")
    counted = event + days * _DAY
    last, skipped = counted, list[tuple[date, str]]()
    while reason := free_day(last, holiday):
        skipped.append((last, reason))
        last += _DAY
    return Counted(event, event + _DAY, counted, last, tuple(skipped))


def free_day(day: date, holiday: Holiday) -> str | None:
    """Return why a day is no working day; None where it is one."""
    return holiday(day) or _WEEKEND.get(day.weekday())


def next_working_day(day: date, holiday: Holiday) -> date:
    """Return the first working day after a day."""
    found = day + _DAY
    while free_day(found, holiday):
        found += _DAY
    return found


def minimum_length(
    kind: ProcedureType, stage: Stage, day: date, circumstances: Circumstances, parameters: ParameterSet
) -> Length | None:
    """Return the shortest lawful length of a period; None where the law names no number.

    Electronic bids shorten the regular period only; urgency and prior information set lengths of their own.

    Args:
        kind: Kind of procedure.
        stage: What is awaited.
        day: Day on which the entries must be valid.
        circumstances: What makes it shorter.
        parameters: Entries ``<kind>.<stage>.<case>``.

    Legal source:
        §§ 15 to 19, 38 (3) VgV
    """
    found = {case: _entry(parameters, kind, stage, case, day) for case in circumstances.cases}
    regular = found[Case.REGULAR]
    if regular is None:
        return None
    lengths = [Length(int(regular.number), Case.REGULAR, regular, None)]
    for case, entry in found.items():
        if entry is not None and case is not Case.REGULAR:
            days = int(regular.number - entry.number) if case is Case.ELECTRONIC else int(entry.number)
            lengths.append(Length(days, case, regular, entry))
    return min(lengths, key=lambda length: length.days)


def _entry(parameters: ParameterSet, kind: ProcedureType, stage: Stage, case: Case, day: date) -> DatedParameter | None:
    try:
        return parameters.on(f"{kind}.{stage}.{case}", day)
    except ParameterNotValidError:
        return None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the periods of a procedure are computed from.

    Args:
        kind: Kind of procedure.
        stages: Its stages, in order.
        appropriate: Source where no number of days is named.
        sent: Day on which the notice, or the invitation, is sent.
        circumstances: What makes periods shorter.
    """

    kind: ProcedureType
    stages: tuple[Stage, ...]
    appropriate: LegalSource
    sent: date
    circumstances: Circumstances


def periods(plan: Plan, parameters: ParameterSet, holiday: Holiday) -> tuple[Period, ...]:
    """Return every stage of a procedure with its minimum period.

    A second stage starts when the invitations are sent. That day is not known yet: assumed is the earliest, the first
    working day after the last one of the stage before.

    Args:
        plan: The procedure.
        parameters: Entries ``<kind>.<stage>.<case>``.
        holiday: Public holidays at the seat of the authority.
    """
    found = list[Period]()
    start: date | None = plan.sent
    for number, stage in enumerate(plan.stages):
        length = minimum_length(plan.kind, stage, plan.sent, plan.circumstances, parameters)
        counted = count_days(start, length.days, holiday) if length and start else None
        source = plan.appropriate if length is None else (length.shortened or length.regular).source
        found.append(Period(stage, length, counted, number > 0 and counted is not None, source))
        start = next_working_day(counted.last, holiday) if counted else None
    return tuple(found)
