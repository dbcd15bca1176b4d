"""``/plan-scenarios``: other plans, taken over or left by the Digitaldezernat."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_202_ACCEPTED
from pydantic import BaseModel, ConfigDict, Field

from api.once import answer_once
from api.problems import responses
from api.scenario_view import (
    ScenarioStarted,
    ScenariosView,
    ScenarioView,
    WholeScenarioView,
    kept_scenario,
    kept_start,
    scenarios_view,
    whole_view,
)
from capacity.model import ScenarioAim
from capacity.services.gathering import LONGEST_REASON
from capacity.services.scenarios import ScenarioDesk
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_MOST, _MOST_MOVES = 100, 1_000


class ScenarioInput(BaseModel):
    """A scenario to be made."""

    model_config = ConfigDict(extra="forbid")

    aim: ScenarioAim = Field(description="„wartezeit“ für weniger Wartezeit, „termine“ für Termine zuerst")


class ScenarioReason(BaseModel):
    """Why a scenario is taken over, left or taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_REASON, description="Begründung; sie bleibt beim Szenario stehen")


@get(
    "/plan-scenarios",
    operation_id="list_plan_scenarios",
    summary="Die letzten 100 Szenarien des Plans",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def list_scenarios(actor: NamedDependency[Actor], scenario_desk: NamedDependency[ScenarioDesk]) -> ScenariosView:
    """Return the scenarios, the newest first."""
    return scenarios_view(scenario_desk.page(actor, size=_MOST))


@post(
    "/plan-scenarios",
    operation_id="make_plan_scenario",
    summary="Ein Szenario des Plans rechnen lassen; es ändert nichts",
    status_code=HTTP_202_ACCEPTED,
    sync_to_thread=True,
    action=Action.PLAN_QUEUE,
)
def make_scenario(
    request: Call,
    actor: NamedDependency[Actor],
    scenario_desk: NamedDependency[ScenarioDesk],
    data: JSONBody[ScenarioInput],
) -> Response[ScenarioStarted]:
    """Have a scenario made."""
    return answer_once(request, lambda once: scenario_desk.make(actor, data.aim, once), kept_start)


@get(
    "/plan-scenarios/{plan_scenario:int}",
    operation_id="get_plan_scenario",
    summary="Ein Szenario des Plans mit den IT-Anforderungen, die anders begännen",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def get_scenario(
    actor: NamedDependency[Actor], scenario_desk: NamedDependency[ScenarioDesk], plan_scenario: FromPath[int]
) -> WholeScenarioView:
    """Return a scenario."""
    return whole_view(scenario_desk.see(actor, plan_scenario, size=_MOST_MOVES))


@post(
    "/plan-scenarios/{plan_scenario:int}/acceptance",
    operation_id="accept_plan_scenario",
    summary="Ein Szenario des Plans übernehmen; andere offene sind damit verworfen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.DECIDE_SCENARIO,
)
def accept_scenario(
    request: Call,
    actor: NamedDependency[Actor],
    scenario_desk: NamedDependency[ScenarioDesk],
    plan_scenario: FromPath[int],
    data: JSONBody[ScenarioReason],
) -> Response[ScenarioView]:
    """Take it over."""
    return answer_once(
        request, lambda once: scenario_desk.accept(actor, plan_scenario, data.reason, once), kept_scenario
    )


@post(
    "/plan-scenarios/{plan_scenario:int}/rejection",
    operation_id="discard_plan_scenario",
    summary="Ein Szenario des Plans verwerfen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.DECIDE_SCENARIO,
)
def discard_scenario(
    request: Call,
    actor: NamedDependency[Actor],
    scenario_desk: NamedDependency[ScenarioDesk],
    plan_scenario: FromPath[int],
    data: JSONBody[ScenarioReason],
) -> Response[ScenarioView]:
    """Leave it."""
    return answer_once(
        request, lambda once: scenario_desk.discard(actor, plan_scenario, data.reason, once), kept_scenario
    )


@post(
    "/plan-scenarios/{plan_scenario:int}/withdrawal",
    operation_id="withdraw_plan_scenario",
    summary="Ein übernommenes Szenario zurücknehmen; die Plätze folgen wieder den Rängen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.DECIDE_SCENARIO,
)
def withdraw_scenario(
    request: Call,
    actor: NamedDependency[Actor],
    scenario_desk: NamedDependency[ScenarioDesk],
    plan_scenario: FromPath[int],
    data: JSONBody[ScenarioReason],
) -> Response[ScenarioView]:
    """Take it back."""
    return answer_once(
        request, lambda once: scenario_desk.withdraw(actor, plan_scenario, data.reason, once), kept_scenario
    )


HANDLERS = (list_scenarios, make_scenario, get_scenario, accept_scenario, discard_scenario, withdraw_scenario)
