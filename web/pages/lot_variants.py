"""Whether a lot admits variants (Nebenangebote), and what they must meet."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.model import VariantTerms
from procurement.rules.wording import fault_sentence
from procurement.services.procedures import Procedures, VariantSetting
from web import addresses
from web.pages.procedure_lots import CHANGED
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.lots import lot_of

ADMITTED, REQUIREMENTS, SCORING, WITH_MAIN = "zulassung", "anforderungen", "wertung", "hauptangebot"
YES, NO = "ja", "nein"
_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 400_000
_PLACES = {"/requirements": REQUIREMENTS, "/scoring": SCORING}
_PAGE = "/vergabeverfahren/{procedure:str}/lose/{number:int}/nebenangebote"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(_PAGE, sync_to_thread=True, action=Action.PREPARE_PROCEDURE)
def show_variants(
    request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str], number: FromPath[int]
) -> Response[str]:
    """Show what is said about variants of a lot."""
    return _page(request, procedures, (procedure, number))


@post(_PAGE, status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.PREPARE_PROCEDURE)
async def set_variants(
    request: Connection,
    procedures: NamedDependency[Procedures],
    variant_setting: NamedDependency[VariantSetting],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Store what is said about variants of a lot."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in (ADMITTED, REQUIREMENTS, SCORING, WITH_MAIN)}
    version = version_in(form)

    def store() -> Answer:
        try:
            variant_setting.set_variants(request.user, procedure, version, number, _terms(typed))
        except InputError as error:
            faults = {_PLACES[one.pointer]: fault_sentence(one) for one in error.faults}
            return _page(request, procedures, (procedure, number), typed, faults)
        except VersionConflictError:
            return _page(request, procedures, (procedure, number), typed, conflict=CHANGED)
        return Redirect(f"{addresses.procedure_lot(procedure, number)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(store)


def _terms(typed: Mapping[str, str]) -> VariantTerms | None:
    if typed[ADMITTED] != YES:
        return None
    return VariantTerms(
        requirements=tuple(typed[REQUIREMENTS].splitlines()),
        scoring=typed[SCORING].replace("\r\n", "\n"),
        with_main_bid=typed[WITH_MAIN] == YES,
    )


def _stored(terms: VariantTerms | None) -> dict[str, str]:
    if terms is None:
        return {ADMITTED: NO, REQUIREMENTS: "", SCORING: "", WITH_MAIN: YES}
    return {
        ADMITTED: YES,
        REQUIREMENTS: "\n".join(terms.requirements),
        SCORING: terms.scoring,
        WITH_MAIN: YES if terms.with_main_bid else NO,
    }


def _page(
    request: Connection,
    procedures: Procedures,
    place: tuple[str, int],
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    conflict: str = "",
) -> Response[str]:
    opened = procedures.open(request.user, place[0])
    lot = lot_of(opened, place[1])
    return render(
        request,
        "vergabeverfahren/nebenangebote.html",
        status=_CONFLICT if conflict else UNREADABLE if faults else 200,
        opened=opened,
        procedure=opened.procedure,
        lot=lot,
        typed=typed or _stored(lot.terms.variants),
        faults=faults or {},
        conflict=conflict,
    )


HANDLERS = (show_variants, set_variants)
