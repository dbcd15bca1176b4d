"""Check a file: evaluate an uploaded or pasted document and show the result without storing anything."""

import asyncio
from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from core.errors import InputError
from infra.policy.table import Action
from procurement.services import ScoredDocument, Services
from web.rendering import render
from web.upload import (
    NOTHING_SUBMITTED,
    Submitted,
    faults_of,
    form_of,
    one_fault,
    submitted,
)
from web.upload_page import upload_form
from web.views.bid import all_bid_views
from web.views.result import result_view

_form = partial(upload_form, template="pruefen/formular.html")


@get("/pruefen", sync_to_thread=False, action=Action.USE_PUBLIC_TOOLS)
def show_form(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the empty form."""
    return _form(request)


@post("/pruefen", status_code=200, action=Action.USE_PUBLIC_TOOLS)
async def check_document(request: Request[Any, Any, Any], services: NamedDependency[Services]) -> Response[str]:
    """Evaluate the document; show its result, or the form with every fault."""
    handed_in = await submitted(await form_of(request))
    return await asyncio.to_thread(_answer, request, services, handed_in)


def _answer(request: Request[Any, Any, Any], services: Services, handed_in: Submitted) -> Response[str]:
    if not handed_in.data:
        return _form(request, handed_in, one_fault(NOTHING_SUBMITTED))
    try:
        return _result(request, services.score_document(request.user, handed_in.data))
    except InputError as error:
        return _form(request, handed_in, faults_of(error))


def _result(request: Request[Any, Any, Any], scored: ScoredDocument) -> Response[str]:
    view = result_view(scored.outcome, scored.result)
    bids = all_bid_views(scored.outcome, view.bids)
    return render(request, "pruefen/ergebnis.html", view=view, outcome=scored.outcome, bids=bids)


HANDLERS = (show_form, check_document)
