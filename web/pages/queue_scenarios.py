"""Scenarios of the plan: side by side, one with whom it moves, taken over or left by the Digitaldezernat."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from capacity.errors import ScenarioClosedError, ScenarioOutdatedError
from capacity.model import ScenarioAim
from capacity.services.gathering import LONGEST_REASON
from capacity.services.scenarios import ScenarioDesk
from core.errors import InputError
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses, plan_words, scenario_words
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

PAGE_SIZE = 25
SIDE_BY_SIDE = 5
_LARGEST_PAGE, _LARGEST_BODY, _CONFLICT = 100_000, 20_000, 409

PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Decision = Callable[[ScenarioDesk, Connection, int, str], object]


@get("/anforderungen/szenarien", sync_to_thread=True, action=Action.READ_RANKING)
def show_scenarios(
    request: Connection, scenario_desk: NamedDependency[ScenarioDesk], number: PageNumber = 1
) -> Response[str]:
    """Show the scenarios, a few side by side."""
    return _list(request, scenario_desk, number)


@post("/anforderungen/szenarien", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.PLAN_QUEUE)
async def make_scenario(request: Connection, scenario_desk: NamedDependency[ScenarioDesk]) -> Answer:
    """Have a scenario made."""
    aim = text_in(await form_of(request), "ziel")

    def done() -> Answer:
        if aim not in set(ScenarioAim):
            return _list(request, scenario_desk, 1, "Bitte ein Ziel aus der Liste wählen.")
        scenario_desk.make(request.user, ScenarioAim(aim))
        return Redirect(f"{addresses.plan_scenarios()}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(done)


def _list(request: Connection, desk: ScenarioDesk, number: int, fault: str = "") -> Response[str]:
    return render(
        request,
        "anforderungen/szenarien.html",
        status=UNREADABLE if fault else 200,
        found=desk.page(request.user, page=number, size=SIDE_BY_SIDE),
        aims=[(one.value, name) for one, name in scenario_words.AIMS.items()],
        factors=desk.factors(),
        fault=fault,
        to=_list_address,
        words=scenario_words,
    )


def _list_address(_search: str, page: int) -> str:
    return addresses.plan_scenarios(page)


@get("/anforderungen/szenarien/{plan_scenario:int}", sync_to_thread=True, action=Action.READ_RANKING)
def show_scenario(
    request: Connection,
    scenario_desk: NamedDependency[ScenarioDesk],
    plan_scenario: FromPath[int],
    number: PageNumber = 1,
) -> Response[str]:
    """Show a scenario with whom it moves."""
    return _scenario(request, scenario_desk, plan_scenario, number)


def _decision_route(path: str, act: Decision) -> Any:  # noqa: ANN401 - Litestar's handler
    """Return the route of a decision on a scenario."""

    @post(
        f"/anforderungen/szenarien/{{plan_scenario:int}}/{path}",
        status_code=SEE_OTHER,
        request_max_body_size=_LARGEST_BODY,
        action=Action.DECIDE_SCENARIO,
    )
    async def decide(
        request: Connection, scenario_desk: NamedDependency[ScenarioDesk], plan_scenario: FromPath[int]
    ) -> Answer:
        reason = text_in(await form_of(request), "grund")

        def done() -> Answer:
            try:
                act(scenario_desk, request, plan_scenario, reason)
            except InputError as error:
                sentences = tuple(map(fault_sentence, error.faults))
            except ScenarioClosedError:
                sentences = (scenario_words.CLOSED,)
            except ScenarioOutdatedError:
                sentences = (scenario_words.OUTDATED,)
            else:
                return Redirect(f"{addresses.plan_scenario(plan_scenario)}?geaendert=ja", status_code=SEE_OTHER)
            return _scenario(request, scenario_desk, plan_scenario, 1, sentences, {path: reason})

        return await asyncio.to_thread(done)

    return decide


def _scenario(
    request: Connection,
    desk: ScenarioDesk,
    number: int,
    page: int,
    faults: tuple[str, ...] = (),
    typed: dict[str, str] | None = None,
) -> Response[str]:
    return render(
        request,
        "anforderungen/szenario.html",
        status=_CONFLICT if faults else 200,
        seen=desk.see(request.user, number, page=page, size=PAGE_SIZE),
        faults=faults,
        typed=typed or {},
        longest=LONGEST_REASON,
        to=partial(_page_address, number),
        words=scenario_words,
        week=plan_words.week,
    )


def _page_address(number: int, _search: str, page: int) -> str:
    return addresses.plan_scenario(number, page)


HANDLERS = (
    show_scenarios,
    make_scenario,
    show_scenario,
    _decision_route("uebernehmen", lambda desk, request, number, reason: desk.accept(request.user, number, reason)),
    _decision_route("verwerfen", lambda desk, request, number, reason: desk.discard(request.user, number, reason)),
    _decision_route("zuruecknehmen", lambda desk, request, number, reason: desk.withdraw(request.user, number, reason)),
)
