"""The plan of the queue: when each request would be worked on, why then, and how full roles are."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BookingKind(StrEnum):
    """How firmly a request stands in the plan; ``EINGEFROREN`` is booked and begins soon."""

    WEICH = "weich"
    FEST = "fest"
    EINGEFROREN = "eingefroren"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRule:
    """By what the queue is planned.

    Args:
        weeks: Weeks that are planned, 1 or more.
        frozen_weeks: A booked request that begins within so many weeks is not moved any more.
        side_by_side: Requests that have room beside each other in a normal week of a role, 1 or more.
    """

    weeks: int
    frozen_weeks: int
    side_by_side: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LostWeeks:
    """Weeks that a request loses because a role is taken."""

    role: str
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBy:
    """A request that holds a role in the weeks lost.

    Args:
        request: Its number.
        role: The role.
        quarter_days: Quarters of a person-day.
    """

    request: int
    role: str
    quarter_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHelp:
    """What another plan with one thing changed would give.

    Args:
        role: The role that has a tenth more; None: the request comes first of all.
        weeks_earlier: Weeks gained; 0 where there is no gain.
    """

    role: str | None
    weeks_earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRequest:
    """A request in the plan.

    Args:
        request: Its number.
        kind: How firmly it stands there.
        start: Monday of its first week; None where it has no place.
        finish: Monday after its last week; None likewise.
        earliest: Monday of the first week that would be possible, were all roles free; None likewise.
        p50: Monday after the week by which 50 of 100 simulated plans are finished; None: beyond the plan.
        p85: The same of 85.
        before: Where it began in the last plan of an earlier day; None where it was not in it.
        waits_for: Number of the request that it must wait for; None where it waits for none.
        lost: Weeks lost before its start by role, most first; together they are start − earliest.
        lost_later: Weeks lost between its phases.
        held_by: Who holds these roles.
        helps: What would help.
        refusal: Why it has no place; empty where it has one.
        refused_role: Role that has too little, where one has.
        is_set: Somebody has set its place by hand.
        late_for: Number of the request that it waits for and that is not finished when it begins; None without one.
    """

    request: int
    kind: BookingKind
    start: date | None
    finish: date | None
    earliest: date | None
    p50: date | None
    p85: date | None
    before: date | None = None
    waits_for: int | None = None
    lost: tuple[LostWeeks, ...] = ()
    lost_later: tuple[LostWeeks, ...] = ()
    held_by: tuple[HeldBy, ...] = ()
    helps: tuple[PlanHelp, ...] = ()
    refusal: str = ""
    refused_role: str = ""
    is_set: bool = False
    late_for: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlace:
    """A place in the plan that somebody has set by hand.

    Args:
        request: Number of the request.
        weeks: Mondays on which its phases begin, one or more.
        reason: Why.
        scenario: Number of the scenario that it comes from; None where it was set alone.
        person: Id of the person.
        at: When, UTC.
    """

    request: int
    weeks: tuple[date, ...]
    reason: str
    scenario: int | None
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRequest:
    """A request that another plan puts elsewhere.

    Args:
        request: Its number.
        before: Monday on which it begins now; None where it has no place.
        after: Monday on which it would begin; None where it would have no place.
    """

    request: int
    before: date | None
    after: date | None

    @property
    def weeks_later(self) -> int | None:
        """Weeks lost, below 0 where it gains some; None where it has no place before or after."""
        return None if self.before is None or self.after is None else (self.after - self.before).days // 7

    @property
    def is_displaced(self) -> bool:
        """Whether it loses by it."""
        return self.before is not None and (self.after is None or self.after > self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterFit:
    """A request that could still begin in a quarter, and what that would cost others.

    Args:
        quarter: As ``2027-Q1``.
        request: Its number.
        now: Monday on which it begins in the plan; None where it has no place.
        start: First Monday of the quarter on which it could begin.
        finish: Monday after its last week then.
        displaced: Who would begin later or lose their place, at most 10, most weeks first.
        count: How many they are.
    """

    quarter: str
    request: int
    now: date | None
    start: date
    finish: date
    displaced: tuple[MovedRequest, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLoad:
    """How full a role is in the weeks of the plan, in quarters of a person-day.

    Args:
        role: The role.
        plannable: What may be planned in each week.
        booked: What is planned in each week.
    """

    role: str
    plannable: tuple[int, ...]
    booked: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlan:
    """The plan of a city as it was made last.

    Args:
        made_at: When, UTC.
        monday: Monday of its first week.
        roles: How full roles are, by name.
        planned: Requests with a place.
        refused: Numbers of requests without one.
        unestimated: Numbers of requests whose effort nobody has estimated.
        runs: Simulated plans behind the forecast.
        seed: Seed of the simulation.
        rule_version: State of the rules.
        calibrated_by: Closed requests whose spent effort was known.
        is_calibrated: They were enough: windows may be promised.
    """

    made_at: datetime
    monday: date
    roles: tuple[RoleLoad, ...]
    planned: int
    refused: tuple[int, ...]
    unestimated: tuple[int, ...]
    runs: int
    seed: int
    rule_version: str
    calibrated_by: int = 0
    is_calibrated: bool = False
