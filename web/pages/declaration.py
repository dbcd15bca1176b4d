"""Erklärung zu Interessenkonflikten (§ 6 VgV): an evaluator declares about each bidder before any access."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from infra.policy.table import Action
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.wording import examination_sentence
from procurement.services.examination import Declarations, Declaring
from procurement.services.examination.shared import LONGEST_TEXT
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import form_of, text_in
from web.views.team import CONFLICT, TEXT, declarations_in, tenderer_forms

_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 2_000_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/erklaerung", sync_to_thread=True, action=Action.DECLARE_CONFLICTS)
def show_declaration(
    request: Connection, declaring: NamedDependency[Declaring], procedure: FromPath[str]
) -> Response[str]:
    """Show the bidders of the reader's lots by name, and what was declared last."""
    return _page(request, declaring.open(request.user, procedure), {}, ())


@post(
    "/vergabeverfahren/{procedure:str}/erklaerung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.DECLARE_CONFLICTS,
)
async def declare(request: Connection, declaring: NamedDependency[Declaring], procedure: FromPath[str]) -> Answer:
    """Declare whatever is new in the form."""
    form = await form_of(request)

    def record() -> Answer:
        found = declaring.open(request.user, procedure)
        bids = [bid for lot in found.lots for bid in lot.tenderers]
        typed = {bid: (text_in(form, CONFLICT + bid), text_in(form, TEXT + bid)) for bid in bids}
        try:
            declaring.declare(request.user, procedure, declarations_in(form, found))
        except ExaminationRefusedError as error:
            faults = tuple(map(examination_sentence, error.reasons))
            return _page(request, declaring.open(request.user, procedure), typed, faults)
        return Redirect(f"{addresses.declaration(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(record)


def _page(
    request: Connection, found: Declarations, typed: Mapping[str, tuple[str, str]], faults: tuple[str, ...]
) -> Response[str]:
    return render(
        request,
        "vergabeverfahren/erklaerung.html",
        status=_CONFLICT if faults else 200,
        found=found,
        lots=[(lot, tenderer_forms(found, lot.number, typed)) for lot in found.lots],
        faults=faults,
        longest=LONGEST_TEXT,
    )


HANDLERS = (show_declaration, declare)
