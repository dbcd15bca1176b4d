"""A tender procedure that begins from a Digital-Check: what it takes over, and its number."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from digitalcheck.rules.wording import STATES
from infra.policy.table import Action
from procurement.errors import ReferenceTakenError
from procurement.rules.wording import fault_sentence
from procurement.services.tendering import Tendering
from web import addresses
from web.pages.procedure_list import REFERENCE, TAKEN
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.check_tender import purchase_lines

_LARGEST_BODY = 20_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/digital-checks/{check:int}/vergabe", sync_to_thread=True, action=Action.TENDER_CHECK)
def show_tender(request: Connection, tendering: NamedDependency[Tendering], check: FromPath[int]) -> Response[str]:
    """Show what a procedure takes over."""
    return _page(request, tendering, check)


@post(
    "/digital-checks/{check:int}/vergabe",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.TENDER_CHECK,
)
async def begin_tender(request: Connection, tendering: NamedDependency[Tendering], check: FromPath[int]) -> Answer:
    """Begin the procedure."""
    reference = text_in(await form_of(request), REFERENCE)
    return await asyncio.to_thread(_begin, request, tendering, check, reference)


def _begin(request: Connection, tendering: Tendering, check: int, reference: str) -> Answer:
    try:
        begun = tendering.begin(request.user, check, reference)
    except InputError as error:
        return _page(request, tendering, check, reference, fault_sentence(error.faults[0]))
    except ReferenceTakenError:
        return _page(request, tendering, check, reference, TAKEN)
    return Redirect(addresses.tender(begun.slug), status_code=SEE_OTHER)


def _page(request: Connection, tendering: Tendering, check: int, reference: str = "", fault: str = "") -> Response[str]:
    offered = tendering.offer(request.user, check)
    return render(
        request,
        "digitalcheck/vergabe.html",
        status=UNREADABLE if fault else 200,
        offered=offered,
        lines=purchase_lines(offered),
        state=STATES[offered.status],
        reference=reference,
        fault=fault,
    )


HANDLERS = (show_tender, begin_tender)
