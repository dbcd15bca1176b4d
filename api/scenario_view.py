"""Scenarios of the plan as the interface shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from api.once import presented
from capacity.model import PlanMeasures, PlanScenario, ScenarioAim, ScenarioState
from capacity.services.scenarios import SeenScenario
from core.listing import Page
from infra.jobs.model import Job
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioView:
    """A scenario: how the plan was before, how it would be, and how many begin elsewhere or later."""

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
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenariosView:
    """The latest scenarios."""

    items: list[ScenarioView]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioMoveView:
    """A request that would begin elsewhere; ``before`` is null where it has no place now."""

    request: int
    before: date | None
    weeks: list[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeScenarioView:
    """A scenario with the first 1,000 requests that it moves, in the order of ranks."""

    scenario: ScenarioView
    moves: list[ScenarioMoveView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioStarted:
    """The job that makes a scenario."""

    job: int


def scenarios_view(page: Page[PlanScenario]) -> ScenariosView:
    """Return the latest scenarios."""
    return ScenariosView(items=[scenario_view(one) for one in page.items], total=page.total)


def whole_view(seen: SeenScenario) -> WholeScenarioView:
    """Return a scenario with whom it moves."""
    moves = [
        ScenarioMoveView(request=one.request, before=one.before, weeks=list(one.weeks)) for one in seen.moves.items
    ]
    return WholeScenarioView(scenario=scenario_view(seen.scenario), moves=moves)


def scenario_view(one: PlanScenario) -> ScenarioView:
    """Return a scenario."""
    return ScenarioView(
        number=one.number,
        aim=one.aim,
        state=one.state,
        made_at=one.made_at,
        now=one.now,
        then=one.then,
        moved=one.moved,
        displaced=one.displaced,
        seed=one.seed,
        iterations=one.iterations,
        decided_at=one.decided_at,
        reason=one.reason,
    )


def kept_scenario(scenario: PlanScenario) -> KeptAnswer:
    """Return the answer to a decision."""
    return presented(scenario_view(scenario), status=200)


def kept_start(job: Job) -> KeptAnswer:
    """Return the answer to the wish for a scenario."""
    return presented(ScenarioStarted(job=job.id), status=202)
