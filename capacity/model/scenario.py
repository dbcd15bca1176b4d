"""Scenarios: another plan that somebody may take over or leave."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ScenarioAim(StrEnum):
    """What a scenario looks for: less waiting of all, or fewer missed dates above all."""

    WARTEZEIT = "wartezeit"
    TERMINE = "termine"


class ScenarioState(StrEnum):
    """What has become of a scenario."""

    OFFEN = "offen"
    ANGENOMMEN = "angenommen"
    VERWORFEN = "verworfen"
    ZURUECKGENOMMEN = "zurueckgenommen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFactors:
    """What dates weigh in a scenario, against one week until the end.

    Args:
        wish: A week after the day that was wished for, from 0.
        deadline: A week after the day of a law or contract, from 0.
    """

    wish: int
    deadline: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeasures:
    """How good a plan is.

    Args:
        planned: Requests with a place.
        finish_weeks: Sum of the weeks until they are finished.
        missed_deadlines: Requests finished after the day of a law or contract, or without a place before it.
        missed_wishes: Requests finished after the day that was wished for.
        cost: What the search makes small: weeks, and weeks too late, by weight.
    """

    planned: int
    finish_weeks: int
    missed_deadlines: int
    missed_wishes: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanScenario:
    """Another plan of the same requests.

    Args:
        number: Its number; 0 before it is stored.
        aim: What it looks for.
        state: What has become of it.
        made_at: When, UTC.
        now: The plan that it was compared with.
        then: The scenario.
        moved: Requests that would begin elsewhere.
        displaced: Of these, requests that would begin later.
        seed: Seed of the search.
        iterations: Iterations of the search.
        factors: What dates weighed; None where it was made before that was kept.
        decided_by: Id of the person who took it over or left it; None while it is open.
        decided_at: When, UTC; None likewise.
        reason: Why; empty likewise.
    """

    number: int
    aim: ScenarioAim
    state: ScenarioState
    made_at: datetime
    now: PlanMeasures
    then: PlanMeasures
    moved: int
    displaced: int
    seed: int
    iterations: int
    factors: ScenarioFactors | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPlace:
    """Where a scenario puts a request that may be moved.

    Args:
        request: Its number.
        before: Monday on which it begins in the plan; None where it has no place.
        weeks: Mondays on which its phases would begin.
    """

    request: int
    before: date | None
    weeks: tuple[date, ...]

    @property
    def is_moved(self) -> bool:
        """Whether it would begin elsewhere."""
        return self.before != self.weeks[0]
