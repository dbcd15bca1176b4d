"""One criterion of a catalogue for a lot that has its Bewertungsmatrix already."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from http import HTTPStatus
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.german import read_number
from infra.policy.table import Action
from procurement.errors import CatalogueNotFoundError
from procurement.rules.criteria.adding import groups_in
from procurement.rules.procedure.lot_terms import nodes_of
from procurement.rules.wording import fault_sentence
from procurement.services.criteria import Criteria
from procurement.services.procedures import EntryTaking, Procedures
from procurement.services.procedures.lot_entry import EntryWish
from web import addresses
from web.pages.procedure_lots import CHANGED
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.lots import document_of, lot_of

ENTRY, GROUP, WEIGHT, NUMBER = "kriterium", "gruppe", "gewicht", "nummer"
CATALOGUE, EDITION = "katalog", "fassung"
NAMES: Mapping[str, str] = {
    ENTRY: "Kriterium",
    GROUP: "Gruppe der Bewertungsmatrix",
    WEIGHT: "Gewicht in der Gruppe",
    NUMBER: "Nummer in der Bewertungsmatrix",
}
NO_ENTRY = "Bitte ein Kriterium aus der Liste wählen."
NO_NUMBER = "Bitte eine Zahl mit Komma eingeben, zum Beispiel 12,5."
_PLACES = {"/group": GROUP, "/weight_percent": WEIGHT, "/id": NUMBER}
_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 20_000
_PAGE = "/vergabeverfahren/{procedure:str}/lose/{number:int}/kriterium"

Chosen = Annotated[str, QueryParameter(name="katalog", max_length=80)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(_PAGE, sync_to_thread=True, action=Action.PREPARE_PROCEDURE)
def show_criterion(
    request: Connection,
    procedures: NamedDependency[Procedures],
    criteria: NamedDependency[Criteria],
    procedure: FromPath[str],
    number: FromPath[int],
    chosen: Chosen = "",
) -> Response[str]:
    """Show the criteria of a catalogue that the matrix does not have yet."""
    return _page(request, procedures, criteria, (procedure, number), (chosen, None))


@post(_PAGE, status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.PREPARE_PROCEDURE)
async def take_criterion(
    request: Connection,
    procedures: NamedDependency[Procedures],
    criteria: NamedDependency[Criteria],
    entry_taking: NamedDependency[EntryTaking],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Put one criterion into the matrix."""
    form = await form_of(request)
    typed, version = {name: text_in(form, name) for name in NAMES}, version_in(form)
    seen = text_in(form, CATALOGUE), version_in(form, EDITION)

    def take() -> Answer:
        place = (procedure, number)
        weight = read_number(typed[WEIGHT]) if typed[WEIGHT].strip() else None
        faults = {} if typed[ENTRY] else {ENTRY: NO_ENTRY}
        if typed[WEIGHT].strip() and weight is None:
            faults[WEIGHT] = NO_NUMBER
        if faults:
            return _page(request, procedures, criteria, place, seen, typed, faults)
        wish = EntryWish(
            catalogue=seen[0],
            number=seen[1],
            entry=typed[ENTRY],
            criterion=typed[NUMBER],
            group=typed[GROUP],
            weight=None if weight is None else Decimal(weight),
        )
        try:
            entry_taking.take(request.user, procedure, version, number, wish)
        except InputError as error:
            told = {_PLACES.get(one.pointer, ENTRY): fault_sentence(one) for one in error.faults}
            return _page(request, procedures, criteria, place, seen, typed, told)
        except VersionConflictError:
            return _page(request, procedures, criteria, place, seen, typed, conflict=CHANGED)
        return Redirect(f"{addresses.procedure_lot(procedure, number)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(take)


def _page(  # noqa: PLR0913, PLR0917 - what was typed comes back with what is wrong with it
    request: Connection,
    procedures: Procedures,
    criteria: Criteria,
    place: tuple[str, int],
    chosen: tuple[str, int | None],
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    *,
    conflict: str = "",
) -> Response[str]:
    opened, catalogues = procedures.open(request.user, place[0]), criteria.catalogues(request.user)
    lot, document = lot_of(opened, place[1]), document_of(opened, place[1])
    wanted, edition = chosen
    if not wanted and not catalogues:
        raise CatalogueNotFoundError(wanted)
    catalogue = criteria.open(request.user, wanted or catalogues[0].catalogue, edition)
    known = set(nodes_of(document)) if document else set()
    offered = [one for one in catalogue.catalogue.entries if one.id not in known]
    return render(
        request,
        "vergabeverfahren/kriterium.html",
        status=_CONFLICT if conflict else UNREADABLE if faults else 200,
        opened=opened,
        procedure=opened.procedure,
        lot=lot,
        has_matrix=document is not None,
        catalogues=catalogues,
        summary=catalogue.summary,
        entries=[(one.id, f"{one.id} {one.name} ({one.kind.value})") for one in offered],
        groups=[(key, f"{key} {title}") for key, title in groups_in(document)] if document else [],
        typed=typed or dict.fromkeys(NAMES, ""),
        faults=dict(faults or {}),
        ids={name: (name, label) for name, label in NAMES.items()},
        conflict=conflict,
    )


HANDLERS = (show_criterion, take_criterion)
