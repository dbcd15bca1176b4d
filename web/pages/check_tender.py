"""A Digital-Check and tender procedures: what one that begins takes over, and linking one that is there already."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from digitalcheck.rules.wording import STATES
from infra.policy.table import Action
from procurement.errors import CheckLinkedError, ProcedureFrozenError, ProcedureNotFoundError, ReferenceTakenError
from procurement.rules.wording import fault_sentence
from procurement.services.check_linking import CheckLinking
from procurement.services.tendering import Tendering
from web import addresses
from web.pages.procedure_list import REFERENCE, TAKEN
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

EXISTING = "vorhandene"
UNKNOWN = "Dieses Vergabeverfahren gibt es hier nicht. Bitte prüfen Sie die Vergabenummer."
REFUSED: Mapping[type[Exception], str] = {
    CheckLinkedError: (
        "Dieses Vergabeverfahren ist schon mit einem Digital-Check verbunden. Lösen Sie zuerst dort die Verbindung."
    ),
    ProcedureFrozenError: (
        "Dieses Vergabeverfahren ist veröffentlicht oder liegt zur Freigabe vor. "
        "Seine Verbindung ändert sich nicht mehr."
    ),
}
_LARGEST_BODY = 20_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed.

    Args:
        reference: Number of the procedure that is to begin.
        existing: Number of one that is there already.
        fault: Field and sentence; None where nothing is wrong.
    """

    reference: str = ""
    existing: str = ""
    fault: tuple[str, str] | None = None


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


@post(
    "/digital-checks/{check:int}/vergabe/verbinden",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.TENDER_CHECK,
)
async def link_tender(
    request: Connection,
    tendering: NamedDependency[Tendering],
    check_linking: NamedDependency[CheckLinking],
    check: FromPath[int],
) -> Answer:
    """Link a procedure that is there already."""
    reference = text_in(await form_of(request), EXISTING)
    return await asyncio.to_thread(_link, request, tendering, check_linking, check, reference)


def _link(request: Connection, tendering: Tendering, linking: CheckLinking, check: int, reference: str) -> Answer:
    try:
        linking.link_reference(request.user, check, reference)
    except ProcedureNotFoundError:
        return _page(request, tendering, check, Typed(existing=reference, fault=(EXISTING, UNKNOWN)))
    except (CheckLinkedError, ProcedureFrozenError) as error:
        return _page(request, tendering, check, Typed(existing=reference, fault=(EXISTING, REFUSED[type(error)])))
    return Redirect(addresses.check_tender(check), status_code=SEE_OTHER)


def _begin(request: Connection, tendering: Tendering, check: int, reference: str) -> Answer:
    try:
        begun = tendering.begin(request.user, check, reference)
    except InputError as error:
        return _page(request, tendering, check, Typed(reference, fault=(REFERENCE, fault_sentence(error.faults[0]))))
    except ReferenceTakenError:
        return _page(request, tendering, check, Typed(reference, fault=(REFERENCE, TAKEN)))
    return Redirect(addresses.tender(begun.slug), status_code=SEE_OTHER)


def _page(request: Connection, tendering: Tendering, check: int, typed: Typed | None = None) -> Response[str]:
    typed, offered = typed or Typed(), tendering.offer(request.user, check)
    return render(
        request,
        "digitalcheck/vergabe.html",
        status=UNREADABLE if typed.fault else 200,
        offered=offered,
        lines=offered.lines,
        state=STATES[offered.status],
        typed=typed,
        faults=dict([typed.fault]) if typed.fault else {},
    )


HANDLERS = (show_tender, begin_tender, link_tender)
