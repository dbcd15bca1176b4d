"""What a lot takes besides its Bewertungsmatrix: clauses of catalogues, and the kind of EVB-IT contract."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.model import ChosenClause
from procurement.rules.wording import fault_sentence
from procurement.services.procedures import LotTaking, Procedures
from procurement.services.procedures.lot_terms import LONGEST_REASON, ClauseKey
from web import addresses
from web.pages.procedure_lots import CHANGED
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.lots import lot_of

_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 100_000
_LONGEST_NUMBER = 7
_LOT = "/vergabeverfahren/{procedure:str}/lose/{number:int}"

MOST_OFFERED = 30
"""Clauses that a page offers besides the chosen ones; the others are found by their words."""

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(f"{_LOT}/klauseln", sync_to_thread=True, action=Action.PREPARE_PROCEDURE)
def show_clauses(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
    search: Search = "",
) -> Response[str]:
    """Show the chosen clauses, and of the others those that are looked for."""
    return _clauses(request, procedures, lot_taking, (procedure, number), search=search)


@post(f"{_LOT}/klauseln", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.PREPARE_PROCEDURE)
async def choose_clauses(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Store the chosen clauses."""
    form = await form_of(request)
    ticked = [value for name, value in form.multi_items() if name == "klausel" and isinstance(value, str)]
    version = version_in(form)

    def choose() -> Answer:
        try:
            lot_taking.set_clauses(request.user, procedure, version, number, _keys(ticked))
        except InputError as error:
            fault = fault_sentence(error.faults[0])
            return _clauses(request, procedures, lot_taking, (procedure, number), ticked, fault=fault)
        except VersionConflictError:
            return _clauses(request, procedures, lot_taking, (procedure, number), ticked, conflict=CHANGED)
        return _back(procedure, number)

    return await asyncio.to_thread(choose)


@get(f"{_LOT}/vertrag", sync_to_thread=True, action=Action.PREPARE_PROCEDURE)
def show_contract(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Response[str]:
    """Show all kinds of contract to choose from, the suggested one first."""
    return _contract(request, procedures, lot_taking, (procedure, number))


@post(f"{_LOT}/vertrag", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.PREPARE_PROCEDURE)
async def choose_contract(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Store the chosen kind of contract."""
    form = await form_of(request)
    name, reason, version = text_in(form, "vertrag"), text_in(form, "grund"), version_in(form)

    def choose() -> Answer:
        try:
            lot_taking.set_contract(request.user, procedure, version, number, name or None, reason)
        except InputError as error:
            fault = fault_sentence(error.faults[0])
            return _contract(request, procedures, lot_taking, (procedure, number), (name, reason), fault=fault)
        except VersionConflictError:
            return _contract(request, procedures, lot_taking, (procedure, number), (name, reason), conflict=CHANGED)
        return _back(procedure, number)

    return await asyncio.to_thread(choose)


def key_of(clause: ChosenClause) -> str:
    """Return the words that a form names a clause by."""
    return f"{clause.catalogue} {clause.number} {clause.id}"


def is_about(clause: ChosenClause, search: str) -> bool:
    """Tell whether all words stand in a clause."""
    told = f"{clause.catalogue} {clause.id} {clause.title} {clause.text}".casefold()
    return all(word in told for word in search.casefold().split())


def _clauses(  # noqa: PLR0913 - one argument for each thing that can go wrong
    request: Connection,
    procedures: Procedures,
    taking: LotTaking,
    place: tuple[str, int],
    ticked: Sequence[str] | None = None,
    *,
    search: str = "",
    fault: str = "",
    conflict: str = "",
) -> Response[str]:
    opened = procedures.open(request.user, place[0])
    lot = lot_of(opened, place[1])
    chosen = lot.terms.clauses
    wanted = () if ticked is None else tuple(ticked)
    others = [one for one in taking.clauses(request.user) if one not in chosen]
    kept = [one for one in others if key_of(one) in wanted]
    found = [one for one in others if one not in kept and is_about(one, search)]
    offered = [*chosen, *kept, *found[:MOST_OFFERED]]
    return render(
        request,
        "vergabeverfahren/klauseln.html",
        status=_CONFLICT if conflict else UNREADABLE if fault else 200,
        opened=opened,
        procedure=opened.procedure,
        lot=lot,
        offered=[(key_of(one), one) for one in offered],
        ticked=[key_of(one) for one in chosen] if ticked is None else ticked,
        search=search.strip(),
        more=len(found) - len(found[:MOST_OFFERED]),
        fault=fault,
        conflict=conflict,
    )


def _contract(  # noqa: PLR0913 - one argument for each thing that can go wrong
    request: Connection,
    procedures: Procedures,
    taking: LotTaking,
    place: tuple[str, int],
    typed: tuple[str, str] | None = None,
    *,
    fault: str = "",
    conflict: str = "",
) -> Response[str]:
    opened = procedures.open(request.user, place[0])
    lot = lot_of(opened, place[1])
    stored, suggested = lot.terms.contract, taking.suggested(opened.need)
    name, reason = typed or ((stored.name, stored.reason) if stored else ("", ""))
    return render(
        request,
        "vergabeverfahren/vertrag.html",
        status=_CONFLICT if conflict else UNREADABLE if fault else 200,
        opened=opened,
        procedure=opened.procedure,
        lot=lot,
        contracts=[*suggested, *(one for one in taking.contracts if one not in suggested)],
        suggested=suggested,
        name=name,
        reason=reason,
        longest=LONGEST_REASON,
        fault=fault,
        conflict=conflict,
    )


def _keys(ticked: Sequence[str]) -> list[ClauseKey]:
    """Return what was ticked; what names no clause stays and is refused by its id."""
    found = []
    for text in ticked:
        catalogue, number, id_ = (*text.split(" ", 2), "", "")[:3]
        fits = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
        found.append(ClauseKey(catalogue=catalogue, number=int(number) if fits else 0, id=id_))
    return found


def _back(slug: str, number: int) -> Redirect:
    return Redirect(f"{addresses.procedure_lot(slug, number)}?geaendert=ja", status_code=SEE_OTHER)


HANDLERS = (show_clauses, choose_clauses, show_contract, choose_contract)
