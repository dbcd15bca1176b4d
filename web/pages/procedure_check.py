"""The Digital-Check of a tender procedure: linking one, and taking the link back while nothing is published."""

import asyncio
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from core.numbers import LARGEST_NUMBER
from digitalcheck.errors import CheckClosedError, CheckNotFoundError
from digitalcheck.rules.wording import STATES
from infra.policy.table import Action
from procurement.errors import CheckLinkedError, CheckNotLinkedError, ProcedureFrozenError
from procurement.rules.wording import fault_sentence
from procurement.services.check_linking import LONGEST_REASON, CheckLinking
from procurement.services.procedures import Procedures
from procurement.services.tendering import Tendering
from web import addresses
from web.pages.check_tender import REFUSED
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

CHECK, REASON = "digital-check", "grund"
NO_CHECK = "Diesen Digital-Check gibt es hier nicht. Bitte prüfen Sie die Nummer."
NOT_SIGNED = "Diesen Digital-Check hat die Amtsleitung noch nicht gezeichnet, oder ein anderer hat ihn ersetzt."
GONE = "Die Verbindung ist inzwischen gelöst."
_LARGEST_BODY = 20_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Faults = Mapping[str, str]


@get("/vergabeverfahren/{procedure:str}/digital-check", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_check(
    request: Connection,
    procedures: NamedDependency[Procedures],
    tendering: NamedDependency[Tendering],
    procedure: FromPath[str],
) -> Response[str]:
    """Show the check of a procedure, and what can be done about the link."""
    return _page(request, procedures, tendering, procedure, {}, {})


@post(
    "/vergabeverfahren/{procedure:str}/digital-check",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.TENDER_CHECK,
)
async def link_check(
    request: Connection,
    procedures: NamedDependency[Procedures],
    tendering: NamedDependency[Tendering],
    check_linking: NamedDependency[CheckLinking],
    procedure: FromPath[str],
) -> Answer:
    """Link the procedure to a check."""
    typed = text_in(await form_of(request), CHECK)
    fault = await asyncio.to_thread(_link, request, check_linking, procedure, typed.strip())
    return await asyncio.to_thread(_answer, request, procedures, tendering, procedure, (CHECK, typed, fault))


@post(
    "/vergabeverfahren/{procedure:str}/digital-check/loesen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def unlink_check(
    request: Connection,
    procedures: NamedDependency[Procedures],
    tendering: NamedDependency[Tendering],
    check_linking: NamedDependency[CheckLinking],
    procedure: FromPath[str],
) -> Answer:
    """Take the link back."""
    typed = text_in(await form_of(request), REASON)
    fault = await asyncio.to_thread(_unlink, request, check_linking, procedure, typed)
    return await asyncio.to_thread(_answer, request, procedures, tendering, procedure, (REASON, typed, fault))


def _link(request: Connection, linking: CheckLinking, slug: str, typed: str) -> str:
    """Link, and return what is wrong; nothing where it worked."""
    if not (typed.isascii() and typed.isdigit() and int(typed) <= LARGEST_NUMBER):
        return NO_CHECK
    try:
        linking.link(request.user, int(typed), slug)
    except CheckNotFoundError:
        return NO_CHECK
    except CheckClosedError:
        return NOT_SIGNED
    except (CheckLinkedError, ProcedureFrozenError) as error:
        return REFUSED[type(error)]
    return ""


def _unlink(request: Connection, linking: CheckLinking, slug: str, reason: str) -> str:
    """Take the link back, and return what is wrong; nothing where it worked."""
    try:
        linking.unlink(request.user, slug, reason)
    except InputError as error:
        return fault_sentence(error.faults[0])
    except CheckNotLinkedError:
        return GONE
    except ProcedureFrozenError as error:
        return REFUSED[type(error)]
    return ""


def _answer(
    request: Connection, procedures: Procedures, tendering: Tendering, slug: str, outcome: tuple[str, str, str]
) -> Answer:
    field, typed, fault = outcome
    if not fault:
        return Redirect(addresses.tender(slug), status_code=SEE_OTHER)
    return _page(request, procedures, tendering, slug, {field: typed}, {field: fault})


def _page(
    request: Connection,
    procedures: Procedures,
    tendering: Tendering,
    slug: str,
    typed: Mapping[str, str],
    faults: Faults,
) -> Response[str]:
    opened = procedures.open(request.user, slug)
    return render(
        request,
        "vergabeverfahren/digital_check.html",
        status=UNREADABLE if faults else 200,
        procedure=opened.procedure,
        check=tendering.check_of(request.user, slug),
        states=STATES,
        typed=typed,
        faults=faults,
        longest=LONGEST_REASON,
        is_open=opened.is_editable and not opened.procedure.publications,
    )


HANDLERS = (show_check, link_check, unlink_check)
