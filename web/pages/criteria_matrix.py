"""A Bewertungsmatrix from the catalogue: choose criteria, weigh them, see the probe, take the file away.

Everything travels in the form, and nothing typed is lost on the way; only a lot that it is for keeps the matrix.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.german import german_number, read_number
from core.numbers import decimal_string
from infra.policy.table import Action
from procurement.services.criteria import Criteria, OpenedCatalogue
from procurement.services.procedures import LotTaking, Procedures
from procurement.services.selecting import ChosenMatrix, MatrixFile, Selecting
from procurement.services.tendering import Tendering
from scoring.bundle.manifest import canonical
from scoring.matrix_check.places import criterion_names_in
from scoring.methods import METHODS
from scoring.workbook.start import START_METHODS
from web import addresses
from web.downloads import attachment
from web.method_fields import DECISION, FIELDS
from web.pages.procedure_lots import CHANGED
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.probe import probe_view
from web.views.selection import (
    REFERENCE,
    TITLE,
    SelectionForm,
    checked,
    price_percent,
    selection_form,
    selection_of,
    with_faults,
    with_suggestions,
)

CATALOGUE, NUMBER, STEP = "katalog", "fassung", "schritt"
CHOOSE, ANEW, CHECK, TAKE = "auswahl", "vorschlag", "pruefen", "los-bewertungsmatrix"
PROCEDURE, LOT, SEEN, PROMISED = "verfahren", "los", "stand", "open-source-zusage"
NOTHING_CHOSEN = "Bitte wählen Sie mindestens ein B-Kriterium: Ohne gibt es nichts zu bewerten."
_LARGEST = 1_000_000

Chosen = Annotated[str, QueryParameter(name="katalog", max_length=80)]
OfProcedure = Annotated[str, QueryParameter(name="verfahren", max_length=200)]
OfLot = Annotated[int, QueryParameter(name="los", ge=0, le=1000)]
Number = Annotated[int | None, QueryParameter(name="fassung", ge=1, le=_LARGEST)]
Connection = Request[Any, Any, Any]
Answer = Response[Any] | Redirect


@get("/kriterien/bewertungsmatrix", sync_to_thread=True, action=Action.READ_CRITERIA)
def show_choice(  # noqa: PLR0913, PLR0917 - one argument for each parameter
    request: Connection,
    criteria: NamedDependency[Criteria],
    procedures: NamedDependency[Procedures],
    tendering: NamedDependency[Tendering],
    chosen: Chosen = "",
    number: Number = None,
    procedure: OfProcedure = "",
    lot: OfLot = 0,
) -> Answer:
    """Show the criteria of a catalogue to choose from; without a name those of the first, else where one comes from.

    Named a lot of a procedure, the matrix goes there in the end.
    """
    found = criteria.catalogues(request.user, size=1)
    if not chosen and not found:
        return Redirect("/kriterien", status_code=SEE_OTHER)
    opened = criteria.open(request.user, chosen or found[0].catalogue, number)
    carried = _carried(request, procedures, tendering, (procedure, lot))
    return _choice(request, criteria, opened, selection_form(opened.catalogue, carried))


@post("/kriterien/bewertungsmatrix", status_code=200, action=Action.READ_CRITERIA)
async def make_matrix(
    request: Connection,
    criteria: NamedDependency[Criteria],
    selecting: NamedDependency[Selecting],
    lot_taking: NamedDependency[LotTaking],
) -> Answer:
    """Go on with what was chosen: weights, the probe, the file, or the lot that it is for."""
    form = await form_of(request)
    return await asyncio.to_thread(_answer, request, criteria, selecting, lot_taking, form)


def _answer(
    request: Connection, criteria: Criteria, selecting: Selecting, taking: LotTaking, form: FormMultiDict
) -> Answer:
    number, step = text_in(form, NUMBER), text_in(form, STEP)
    fits = number.isascii() and number.isdecimal() and 0 < len(number) < 8  # noqa: PLR2004 - more than any version
    opened = criteria.open(request.user, text_in(form, CATALOGUE), int(number) if fits else 0)
    pairs: Sequence[tuple[str, str]] = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    state = selection_form(opened.catalogue, pairs)
    if step == CHOOSE or not state.groups:
        return _choice(request, criteria, opened, state, missing=step != CHOOSE)
    if step not in {CHECK, TAKE, *MatrixFile}:
        ids = frozenset(entry.id for _, entry in state.entries)
        promised = read_number(state.typed.get(PROMISED, ""))
        weights = selecting.suggest(
            opened.catalogue, ids, price_percent(state), Decimal(promised) if promised else None
        )
        return _weights(request, opened, with_suggestions(state, weights, anew=step == ANEW))
    if step == TAKE:
        return _taken(request, taking, opened, checked(state))
    return _made(request, selecting, opened, checked(state), step)


def _taken(request: Connection, taking: LotTaking, opened: OpenedCatalogue, state: SelectionForm) -> Answer:
    """Give the matrix to the lot that it is for, and lead there."""
    if state.faults:
        return _weights(request, opened, state)
    summary, typed = opened.summary, state.typed
    slug, lot, seen = typed.get(PROCEDURE, ""), _whole(typed.get(LOT, "")), _whole(typed.get(SEEN, ""))
    try:
        taking.take_criteria(request.user, slug, seen, lot, summary.catalogue, summary.number, selection_of(state))
    except InputError as error:
        return _weights(request, opened, with_faults(state, error.faults))
    except VersionConflictError as error:
        seen_now = replace(state, typed={**typed, SEEN: str(error.current_version)}, faults={"": CHANGED})
        return _weights(request, opened, seen_now)
    return Redirect(f"{addresses.procedure_lot(slug, lot)}?geaendert=ja", status_code=SEE_OTHER)


def _carried(
    request: Connection, procedures: Procedures, tendering: Tendering, place: tuple[str, int]
) -> list[tuple[str, str]]:
    """Return what the form carries about the lot that a matrix is for; nothing where it is for none."""
    slug, lot = place
    if not slug:
        return []
    procedure, check = procedures.open(request.user, slug).procedure, tendering.check_of(request.user, slug)
    promised = check.purchase.open_source_percent if check and check.purchase else None
    told = [] if promised is None else [(PROMISED, german_number(decimal_string(promised, 9)))]
    return [
        *told,
        (PROCEDURE, procedure.slug),
        (LOT, str(lot)),
        (SEEN, str(procedure.version)),
        (REFERENCE, procedure.reference),
        (TITLE, procedure.plan.title),
    ]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - digits


def _made(
    request: Connection, selecting: Selecting, opened: OpenedCatalogue, state: SelectionForm, step: str
) -> Response[Any]:
    if state.faults:
        return _weights(request, opened, state)
    summary = opened.summary
    try:
        made = selecting.make(request.user, summary.catalogue, summary.number, selection_of(state))
        if step in set(MatrixFile):
            return attachment(selecting.file(request.user, made, MatrixFile(step)))
    except InputError as error:
        return _weights(request, opened, with_faults(state, error.faults))
    return _weights(request, opened, state, made)


def _choice(
    request: Connection, criteria: Criteria, opened: OpenedCatalogue, state: SelectionForm, *, missing: bool = False
) -> Response[str]:
    return render(
        request,
        "kriterien/auswahl.html",
        status=UNREADABLE if missing else 200,
        summary=opened.summary,
        catalogues=criteria.catalogues(request.user),
        state=state,
        fault=NOTHING_CHOSEN if missing else "",
        methods={name: METHODS[name] for name in START_METHODS},
    )


def _weights(
    request: Connection, opened: OpenedCatalogue, state: SelectionForm, made: ChosenMatrix | None = None
) -> Response[str]:
    return render(
        request,
        "kriterien/gewichte.html",
        status=UNREADABLE if state.faults else 200,
        summary=opened.summary,
        state=state,
        method=METHODS[state.method],
        fields=FIELDS[state.method],
        decision=DECISION,
        made=made,
        view=probe_view(made.probe, criterion_names_in(made.document)) if made else None,
        document=canonical(dict(made.document)).decode() if made else "",
    )


HANDLERS = (show_choice, make_matrix)
