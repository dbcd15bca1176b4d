"""Clauses for standards as criteria of a lot: which lots there are, which clauses, and taking one."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.german import read_number
from infra.policy.table import Action
from licensing.standards.model import StandardDomain
from procurement.rules.criteria.adding import groups_in
from procurement.rules.wording import fault_sentence
from procurement.services.procedures import Procedures
from procurement.services.standards import Standards
from procurement.services.standards.taking import ClauseWish
from scoring.model import CriterionKind
from web import addresses
from web import standards as words
from web.addresses import identifier
from web.pages.lot_criterion import GROUP, NO_NUMBER, NUMBER, WEIGHT
from web.pages.procedure_lots import CHANGED
from web.pages.standards import PageNumber, Search
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.lots import document_of, lot_of

CLAUSE, KIND = "klausel", "art"
KINDS: Mapping[str, str] = {"A": "muss erfüllt sein (A-Kriterium)", "B": "wird mit Punkten bewertet (B-Kriterium)"}
NAMES: Mapping[str, str] = {
    KIND: "Art des Kriteriums",
    GROUP: "Gruppe der Bewertungsmatrix",
    WEIGHT: "Gewicht in der Gruppe",
    NUMBER: "Nummer in der Bewertungsmatrix",
}
NO_KIND = "Bitte wählen Sie, ob das Kriterium erfüllt sein muss oder bewertet wird."
PAGE_SIZE = 10
_PLACES = {"/group": GROUP, "/weight_percent": WEIGHT, "/id": NUMBER}
_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 20_000
_PAGE = "/vergabeverfahren/{procedure:str}/lose/{number:int}/standards"

Domain = Annotated[str, QueryParameter(name="bereich", max_length=40)]
Chosen = Annotated[str, QueryParameter(name="klausel", max_length=80)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/standards/{standard:str}/lose", sync_to_thread=True, action=Action.PREPARE_PROCEDURE)
def show_standard_lots(
    request: Connection,
    standards: NamedDependency[Standards],
    standard: FromPath[str],
    search: Search = "",
    page: PageNumber = 1,
) -> Response[str]:
    """Show the lots in preparation that a clause for a standard can go into."""
    opened = standards.shelf.open(request.user, identifier(standard))
    return render(
        request,
        "standards/lose.html",
        standard=opened.judged.standard,
        found=standards.taking.prepared(request.user, search, page=page, size=PAGE_SIZE),
        search=search.strip(),
        to=partial(addresses.standard_lots, identifier(standard)),
    )


@get(_PAGE, sync_to_thread=True, action=Action.PREPARE_PROCEDURE)
def show_lot_clauses(  # noqa: PLR0913 - each filter is an argument
    request: Connection,
    *,
    standards: NamedDependency[Standards],
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    number: FromPath[int],
    search: Search = "",
    domain: Domain = "",
    page: PageNumber = 1,
    chosen: Chosen = "",
) -> Response[str]:
    """Show one page of the clauses that are asked for; with one chosen, the form to take it."""
    if standards.shelf.clause(request.user, chosen):
        return _form(request, standards, procedures, (procedure, number), chosen)
    opened = procedures.open(request.user, procedure)
    wanted = StandardDomain(domain) if domain in set(StandardDomain) else None
    return render(
        request,
        "standards/klauseln.html",
        opened=opened,
        procedure=opened.procedure,
        lot=lot_of(opened, number),
        found=standards.shelf.offered(request.user, wanted, search, page=page, size=PAGE_SIZE),
        asked={"suche": search.strip(), "bereich": domain},
        to=partial(addresses.lot_clauses, procedure, number),
        has_matrix=document_of(opened, number) is not None,
        words=words,
    )


@post(_PAGE, status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.PREPARE_PROCEDURE)
async def take_clause(
    request: Connection,
    standards: NamedDependency[Standards],
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Put a clause into the matrix as a criterion."""
    form = await form_of(request)
    typed, version = {name: text_in(form, name) for name in NAMES}, version_in(form)
    chosen, place = text_in(form, CLAUSE), (procedure, number)

    def take() -> Answer:
        if faults := _faults(typed):
            return _form(request, standards, procedures, place, chosen, typed, faults)
        try:
            standards.taking.take(request.user, procedure, version, number, _wish(chosen, typed))
        except InputError as error:
            told = {_PLACES.get(one.pointer, KIND): fault_sentence(one) for one in error.faults}
            return _form(request, standards, procedures, place, chosen, typed, told)
        except VersionConflictError:
            return _form(request, standards, procedures, place, chosen, typed, conflict=CHANGED)
        return Redirect(f"{addresses.procedure_lot(procedure, number)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(take)


def _faults(typed: Mapping[str, str]) -> dict[str, str]:
    faults = {} if typed[KIND] in KINDS else {KIND: NO_KIND}
    if typed[WEIGHT].strip() and read_number(typed[WEIGHT]) is None:
        faults[WEIGHT] = NO_NUMBER
    return faults


def _wish(clause: str, typed: Mapping[str, str]) -> ClauseWish:
    weight = read_number(typed[WEIGHT]) if typed[WEIGHT].strip() else None
    return ClauseWish(
        clause=clause,
        kind=CriterionKind(typed[KIND]),
        criterion=typed[NUMBER],
        group=typed[GROUP],
        weight=None if weight is None else Decimal(weight),
    )


def _form(  # noqa: PLR0913, PLR0917 - what was typed comes back with what is wrong with it
    request: Connection,
    standards: Standards,
    procedures: Procedures,
    place: tuple[str, int],
    chosen: str,
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    *,
    conflict: str = "",
) -> Response[str]:
    opened = procedures.open(request.user, place[0])
    document = document_of(opened, place[1])
    return render(
        request,
        "standards/klausel.html",
        status=_CONFLICT if conflict else UNREADABLE if faults else 200,
        opened=opened,
        procedure=opened.procedure,
        lot=lot_of(opened, place[1]),
        has_matrix=document is not None,
        clause=standards.shelf.clause(request.user, chosen),
        chosen=chosen,
        groups=[(key, f"{key} {title}") for key, title in groups_in(document)] if document else [],
        kinds=KINDS,
        typed=typed or dict.fromkeys(NAMES, ""),
        faults=dict(faults or {}),
        ids={name: (name, label) for name, label in NAMES.items()},
        conflict=conflict,
    )


HANDLERS = (show_standard_lots, show_lot_clauses, take_clause)
