"""A Bewertungsmatrix from the catalogue: choose criteria, weigh them, see the probe, take the file away.

Everything travels in the form; nothing is stored, and nothing that was typed is lost on the way.
"""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from core.errors import InputError
from infra.policy.table import Action
from procurement.errors import CatalogueNotFoundError
from procurement.services.criteria import Criteria, OpenedCatalogue
from procurement.services.selecting import ChosenMatrix, MatrixFile, Selecting
from scoring.bundle.manifest import canonical
from scoring.matrix_check.places import criterion_names_in
from scoring.methods import METHODS
from scoring.workbook.start import START_METHODS
from web.downloads import attachment
from web.method_fields import DECISION, FIELDS
from web.rendering import render
from web.upload import UNREADABLE, form_of, text_in
from web.views.probe import probe_view
from web.views.selection import (
    SelectionForm,
    checked,
    price_percent,
    selection_form,
    selection_of,
    with_faults,
    with_suggestions,
)

CATALOGUE, NUMBER, STEP = "katalog", "fassung", "schritt"
CHOOSE, ANEW, CHECK = "auswahl", "vorschlag", "pruefen"
NOTHING_CHOSEN = "Bitte wählen Sie mindestens ein B-Kriterium: Ohne gibt es nichts zu bewerten."
_LARGEST = 1_000_000

Chosen = Annotated[str, QueryParameter(name="katalog", max_length=80)]
Number = Annotated[int | None, QueryParameter(name="fassung", ge=1, le=_LARGEST)]
Connection = Request[Any, Any, Any]


@get("/kriterien/bewertungsmatrix", sync_to_thread=True, action=Action.READ_CRITERIA)
def show_choice(
    request: Connection,
    criteria: NamedDependency[Criteria],
    chosen: Chosen = "",
    number: Number = None,
) -> Response[str]:
    """Show the criteria of a catalogue to choose from; without a name those of the first."""
    found = criteria.catalogues(request.user, size=1)
    if not chosen and not found:
        raise CatalogueNotFoundError(chosen)
    opened = criteria.open(request.user, chosen or found[0].catalogue, number)
    return _choice(request, criteria, opened, selection_form(opened.catalogue, ()))


@post("/kriterien/bewertungsmatrix", status_code=200, action=Action.READ_CRITERIA)
async def make_matrix(
    request: Connection, criteria: NamedDependency[Criteria], selecting: NamedDependency[Selecting]
) -> Response[Any]:
    """Go on with what was chosen: weights, the probe, or the file."""
    form = await form_of(request)
    return await asyncio.to_thread(_answer, request, criteria, selecting, form)


def _answer(request: Connection, criteria: Criteria, selecting: Selecting, form: FormMultiDict) -> Response[Any]:
    number, step = text_in(form, NUMBER), text_in(form, STEP)
    fits = number.isascii() and number.isdecimal() and 0 < len(number) < 8  # noqa: PLR2004 - more than any version
    opened = criteria.open(request.user, text_in(form, CATALOGUE), int(number) if fits else 0)
    pairs: Sequence[tuple[str, str]] = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    state = selection_form(opened.catalogue, pairs)
    if step == CHOOSE or not state.groups:
        return _choice(request, criteria, opened, state, missing=step != CHOOSE)
    if step not in {CHECK, *MatrixFile}:
        ids = frozenset(entry.id for _, entry in state.entries)
        weights = selecting.suggest(opened.catalogue, ids, price_percent(state))
        return _weights(request, opened, with_suggestions(state, weights, anew=step == ANEW))
    return _made(request, selecting, opened, checked(state), step)


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
