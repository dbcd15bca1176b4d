"""Who scores the bids of a tender procedure: appointed and removed by officers, with what they declared."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from infra.policy.table import Action
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.wording import examination_sentence
from procurement.services.examination import Staffing, Team
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import form_of, text_in
from web.views.team import lot_teams

_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 20_000
_DIGITS = 4

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/wertende", sync_to_thread=True, action=Action.READ_BIDS)
def show_team(request: Connection, staffing: NamedDependency[Staffing], procedure: FromPath[str]) -> Response[str]:
    """Show who scores each lot and what they declared."""
    return _page(request, staffing.open(request.user, procedure))


@post(
    "/vergabeverfahren/{procedure:str}/wertende/bestimmen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.MANAGE_EVALUATORS,
)
async def appoint(request: Connection, staffing: NamedDependency[Staffing], procedure: FromPath[str]) -> Answer:
    """Appoint somebody for a lot."""
    form = await form_of(request)
    lot, person = _number(text_in(form, "los")), text_in(form, "person")
    call = lambda: staffing.appoint(request.user, procedure, lot, person)  # noqa: E731 - carried out in a thread
    return await asyncio.to_thread(_changed, request, staffing, procedure, call)


@post(
    "/vergabeverfahren/{procedure:str}/wertende/entfernen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.MANAGE_EVALUATORS,
)
async def remove(request: Connection, staffing: NamedDependency[Staffing], procedure: FromPath[str]) -> Answer:
    """Take an appointment back."""
    form = await form_of(request)
    lot, person = _number(text_in(form, "los")), text_in(form, "person")
    call = lambda: staffing.remove(request.user, procedure, lot, person)  # noqa: E731 - carried out in a thread
    return await asyncio.to_thread(_changed, request, staffing, procedure, call)


@post(
    "/vergabeverfahren/{procedure:str}/wertende/uebernehmen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.MANAGE_EVALUATORS,
)
async def copy(request: Connection, staffing: NamedDependency[Staffing], procedure: FromPath[str]) -> Answer:
    """Appoint the team of a lot for all other lots."""
    lot = _number(text_in(await form_of(request), "los"))
    call = lambda: staffing.copy(request.user, procedure, lot)  # noqa: E731 - carried out in a thread
    return await asyncio.to_thread(_changed, request, staffing, procedure, call)


def _changed(request: Connection, staffing: Staffing, slug: str, call: Callable[[], object]) -> Answer:
    try:
        call()
    except ExaminationRefusedError as error:
        faults = tuple(map(examination_sentence, error.reasons))
        return _page(request, staffing.open(request.user, slug), faults)
    return Redirect(f"{addresses.evaluators(slug)}?geaendert=ja", status_code=SEE_OTHER)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


def _page(request: Connection, team: Team, faults: tuple[str, ...] = ()) -> Response[str]:
    return render(
        request,
        "vergabeverfahren/wertende.html",
        status=_CONFLICT if faults else 200,
        team=team,
        procedure=team.procedure,
        lots=lot_teams(team),
        faults=faults,
    )


HANDLERS = (show_team, appoint, remove, copy)
