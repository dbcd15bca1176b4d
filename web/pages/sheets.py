"""Single scoring: the own lots, the matrix of one, one criterion across all bids (Wertungstisch), handing in."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from infra.fields.model import Conflict, FieldTooLongError
from infra.policy.table import Action
from procurement.errors import SheetIncompleteError
from procurement.services.bids.sheet_cells import CellEdit, Outcomes
from procurement.services.bids.sheets import OwnSheet, Sheets
from procurement.services.openness import Comparison, OpennessDesk
from procurement.services.score_fields import POINTS
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.fields import TOO_LONG
from web.views.openness import beside
from web.views.sheet import (
    LABELS,
    LONGEST,
    Place,
    cell_edits,
    desk_views,
    desk_warnings,
    field_forms,
    matrix_rows,
    missing_lines,
    neighbours,
    numbered,
    places_of,
    progress_of,
    scale_sentence,
)

STEP, SUBMIT = "schritt", "abgeben"
_CONFLICT = 409
_LARGEST_BODY = 4_000_000  # 20 bids on 200 criteria, each with its version

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
OnlyOpen = Annotated[str, QueryParameter(name="offen")]


@get("/vergabeverfahren/{procedure:str}/wertung", sync_to_thread=True, action=Action.SCORE_BIDS)
def show_sheets(request: Connection, sheets: NamedDependency[Sheets], procedure: FromPath[str]) -> Response[str]:
    """Show the lots that the person scores."""
    found, lots = sheets.lots(request.user, procedure)
    return render(request, "vergabeverfahren/wertung.html", procedure=found, lots=lots)


@get("/vergabeverfahren/{procedure:str}/wertung/{number:int}", sync_to_thread=True, action=Action.SCORE_BIDS)
def show_sheet(
    request: Connection,
    sheets: NamedDependency[Sheets],
    procedure: FromPath[str],
    number: FromPath[int],
    only_open: OnlyOpen = "",
) -> Response[str]:
    """Show the own sheet as a matrix of criteria and bids."""
    return _matrix(request, sheets.open(request.user, procedure, number), only_open=only_open == "ja")


@post(
    "/vergabeverfahren/{procedure:str}/wertung/{number:int}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.SCORE_BIDS,
)
async def save_sheet(
    request: Connection, sheets: NamedDependency[Sheets], procedure: FromPath[str], number: FromPath[int]
) -> Answer:
    """Save points that did not save themselves; or hand the sheet in."""
    form = await form_of(request)
    return await asyncio.to_thread(_save_matrix, request, sheets, procedure, number, form)


@get(
    "/vergabeverfahren/{procedure:str}/wertung/{number:int}/{criterion_id:str}",
    sync_to_thread=True,
    action=Action.SCORE_BIDS,
)
def show_desk(
    request: Connection,
    sheets: NamedDependency[Sheets],
    openness_desk: NamedDependency[OpennessDesk],
    procedure: FromPath[str],
    number: FromPath[int],
    criterion_id: FromPath[str],
) -> Response[str]:
    """Show one criterion across all bids."""
    criterion, sheet = addresses.identifier(criterion_id), sheets.open(request.user, procedure, number)
    return _desk(request, sheet, criterion, compared=openness_desk.beside(request.user, procedure, number, criterion))


@post(
    "/vergabeverfahren/{procedure:str}/wertung/{number:int}/{criterion_id:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.SCORE_BIDS,
)
async def save_desk(
    request: Connection,
    sheets: NamedDependency[Sheets],
    procedure: FromPath[str],
    number: FromPath[int],
    criterion_id: FromPath[str],
) -> Answer:
    """Save what was written about one criterion and did not save itself."""
    form, criterion = await form_of(request), addresses.identifier(criterion_id)
    return await asyncio.to_thread(_save_desk, request, sheets, procedure, number, criterion, form)


def _save_matrix(request: Connection, sheets: Sheets, slug: str, number: int, form: FormMultiDict) -> Answer:
    edits = cell_edits(form, _matrix_places(sheets.open(request.user, slug, number)))
    try:
        outcomes = sheets.save(request.user, slug, number, edits)
    except FieldTooLongError as error:
        sheet = sheets.open(request.user, slug, number)
        return _matrix(request, sheet, edits, fault=TOO_LONG.format(longest=error.longest))
    if _is_conflict(outcomes):
        return _matrix(request, sheets.open(request.user, slug, number), edits, outcomes)
    if text_in(form, STEP) == SUBMIT:
        return _hand_in(request, sheets, slug, number)
    only = "offen=ja&" if text_in(form, "offen") == "ja" else ""
    return Redirect(f"{addresses.own_sheet(slug, number)}?{only}geaendert=ja", status_code=SEE_OTHER)


def _hand_in(request: Connection, sheets: Sheets, slug: str, number: int) -> Answer:
    try:
        sheets.hand_in(request.user, slug, number)
    except SheetIncompleteError:
        return _matrix(request, sheets.open(request.user, slug, number), is_incomplete=True)
    return Redirect(f"{addresses.own_sheet(slug, number)}?geaendert=ja", status_code=SEE_OTHER)


def _save_desk(
    request: Connection, sheets: Sheets, slug: str, number: int, criterion: str, form: FormMultiDict
) -> Answer:
    edits = cell_edits(form, _desk_places(sheets.open(request.user, slug, number), criterion))
    try:
        outcomes = sheets.save(request.user, slug, number, edits)
    except FieldTooLongError as error:
        sheet = sheets.open(request.user, slug, number)
        return _desk(request, sheet, criterion, edits, fault=TOO_LONG.format(longest=error.longest))
    if _is_conflict(outcomes):
        return _desk(request, sheets.open(request.user, slug, number), criterion, edits, outcomes)
    return Redirect(f"{addresses.scoring_desk(slug, number, criterion)}?geaendert=ja", status_code=SEE_OTHER)


def _is_conflict(outcomes: Outcomes) -> bool:
    return any(isinstance(one, Conflict) for one in outcomes.values())


def _matrix_places(sheet: OwnSheet) -> dict[str, Place]:
    return places_of(sheet.bids, numbered(sheet.lot.criteria), (POINTS,))


def _desk_places(sheet: OwnSheet, criterion: str) -> dict[str, Place]:
    sheet.lot.criterion(criterion)
    return places_of(sheet.bids, {criterion: numbered(sheet.lot.criteria)[criterion]}, tuple(LABELS))


def _forms(sheet: OwnSheet, places: dict[str, Place], sent: Sequence[CellEdit], outcomes: Outcomes | None) -> Any:  # noqa: ANN401 - forms by place
    scale = sheet.lot.matrix.scale
    return field_forms(places, lambda bid, one, field: sheet.cells[bid, one].field(field), scale, sent, outcomes)


def _status(sent: Sequence[CellEdit], fault: str, *, is_incomplete: bool = False) -> int:
    if fault:
        return UNREADABLE
    return _CONFLICT if sent or is_incomplete else 200


def _matrix(  # noqa: PLR0913 - everything that a page of a form may tell
    request: Connection,
    sheet: OwnSheet,
    sent: Sequence[CellEdit] = (),
    outcomes: Outcomes | None = None,
    *,
    only_open: bool = False,
    is_incomplete: bool = False,
    fault: str = "",
) -> Response[str]:
    forms = _forms(sheet, _matrix_places(sheet), sent, outcomes)
    return render(
        request,
        "vergabeverfahren/wertung_matrix.html",
        status=_status(sent, fault, is_incomplete=is_incomplete),
        sheet=sheet,
        procedure=sheet.procedure,
        rows=matrix_rows(sheet, forms, only_open=only_open),
        progress=progress_of(sheet),
        missing=missing_lines(sheet),
        missing_count=sum(map(bool, sheet.lacking.values())),
        only_open=only_open,
        is_incomplete=is_incomplete,
        has_conflict=any(one.others is not None for one in forms.values()),
        fault=fault,
        scale=scale_sentence(sheet.lot.matrix.scale),
        longest=LONGEST[POINTS],
        form_name=uuid4().hex,
        saving=f"/api/v1/procedures/{sheet.procedure.slug}/lots/{sheet.number}/sheet/",
    )


def _desk(  # noqa: PLR0913 - everything that a page of a form may tell
    request: Connection,
    sheet: OwnSheet,
    criterion: str,
    sent: Sequence[CellEdit] = (),
    outcomes: Outcomes | None = None,
    *,
    fault: str = "",
    compared: Comparison | None = None,
) -> Response[str]:
    forms = _forms(sheet, _desk_places(sheet, criterion), sent, outcomes)
    before, after = neighbours(list(sheet.lot.criteria), criterion)
    return render(
        request,
        "vergabeverfahren/wertungstisch.html",
        status=_status(sent, fault),
        sheet=sheet,
        procedure=sheet.procedure,
        criterion=sheet.lot.criterion(criterion),
        index=numbered(sheet.lot.criteria)[criterion],
        bids=desk_views(sheet, criterion, forms),
        warnings=desk_warnings(sheet, criterion),
        before=before,
        after=after,
        labels=LABELS,
        longest=LONGEST,
        has_conflict=any(one.others is not None for one in forms.values()),
        fault=fault,
        scale=scale_sentence(sheet.lot.matrix.scale),
        form_name=uuid4().hex,
        saving=f"/api/v1/procedures/{sheet.procedure.slug}/lots/{sheet.number}/sheet/",
        **beside(compared),
    )


HANDLERS = (show_sheets, show_sheet, save_sheet, show_desk, save_desk)
