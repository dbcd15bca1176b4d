"""The consensus: all criteria with their spread, one criterion with all single scores, joint points and reason."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from infra.fields.model import Conflict, Edit, FieldConflictError, FieldTooLongError
from infra.policy.table import Action
from procurement.services.bids.consensus import JOINT_NAMES, Agreeing, Table
from procurement.services.bids.sheet_cells import CellEdit, Outcomes
from procurement.services.openness import Comparison, OpennessDesk
from procurement.services.score_fields import POINTS
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.consensus import LABELS, LONGEST, bid_views, joint_warnings, lot_view, with_frozen_reason
from web.views.fields import TOO_LONG
from web.views.openness import beside
from web.views.sheet import (
    Place,
    cell_edits,
    field_forms,
    neighbours,
    numbered,
    places_of,
    scale_sentence,
)

TAKE, SUGGESTION = "uebernehmen", "vorschlag-"
_CONFLICT = 409
_LARGEST_BODY = 4_000_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/konsens", sync_to_thread=True, action=Action.READ_SCORES)
def show_consensus(request: Connection, agreeing: NamedDependency[Agreeing], procedure: FromPath[str]) -> Response[str]:
    """Show all criteria with the spread of the single scores."""
    found, tables = agreeing.lots(request.user, procedure)
    lots = [lot_view(table) for table in tables]
    return render(request, "vergabeverfahren/konsens.html", procedure=found, lots=lots)


@get(
    "/vergabeverfahren/{procedure:str}/konsens/{number:int}/{criterion_id:str}",
    sync_to_thread=True,
    action=Action.READ_SCORES,
)
def show_agreement(
    request: Connection,
    agreeing: NamedDependency[Agreeing],
    openness_desk: NamedDependency[OpennessDesk],
    procedure: FromPath[str],
    number: FromPath[int],
    criterion_id: FromPath[str],
) -> Response[str]:
    """Show one criterion with all single scores beside each other."""
    criterion = addresses.identifier(criterion_id)
    table = agreeing.open(request.user, procedure, number, criterion)
    return _page(request, table, criterion, compared=openness_desk.beside(request.user, procedure, number, criterion))


@post(
    "/vergabeverfahren/{procedure:str}/konsens/{number:int}/{criterion_id:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.AGREE_SCORES,
)
async def save_agreement(
    request: Connection,
    agreeing: NamedDependency[Agreeing],
    procedure: FromPath[str],
    number: FromPath[int],
    criterion_id: FromPath[str],
) -> Answer:
    """Save what did not save itself; take over points that all gave, or reason and source of a single score."""
    form, criterion = await form_of(request), addresses.identifier(criterion_id)
    return await asyncio.to_thread(_save, request, agreeing, procedure, number, criterion, form)


def _save(
    request: Connection, agreeing: Agreeing, slug: str, number: int, criterion: str, form: FormMultiDict
) -> Answer:
    table = agreeing.open(request.user, slug, number, criterion)
    wanted, sent = text_in(form, TAKE), cell_edits(form, _places(table, criterion))
    edits = with_frozen_reason(table, sent, wanted)
    try:
        outcomes: Outcomes = agreeing.save(request.user, slug, number, edits)
        if not _is_conflict(outcomes) and wanted.startswith(SUGGESTION):
            _take_over(
                request, agreeing, table, CellEdit(wanted.removeprefix(SUGGESTION), criterion, _NO_EDIT), outcomes
            )
    except FieldTooLongError as error:
        fault = TOO_LONG.format(longest=error.longest)
        return _page(request, agreeing.open(request.user, slug, number, criterion), criterion, sent, fault=fault)
    except FieldConflictError as error:
        place = (wanted.removeprefix(SUGGESTION), criterion, POINTS)
        outcomes = {place: Conflict(error.now)}
    if _is_conflict(outcomes):
        return _page(request, agreeing.open(request.user, slug, number, criterion), criterion, edits, outcomes)
    return Redirect(f"{addresses.consensus_on(slug, number, criterion)}?geaendert=ja", status_code=SEE_OTHER)


_NO_EDIT = Edit(field=POINTS, value="", base_version=0)


def _take_over(request: Connection, agreeing: Agreeing, table: Table, wish: CellEdit, saved: Outcomes) -> None:
    """Copy the points that all gave over what this form has just saved."""
    seen = saved.get(wish.key)
    edit = Edit(field=POINTS, value="", base_version=seen.now.version if seen else 0)
    agreeing.take_over(request.user, table.procedure.slug, table.number, CellEdit(wish.bid, wish.criterion, edit))


def _is_conflict(outcomes: Outcomes) -> bool:
    return any(isinstance(one, Conflict) for one in outcomes.values())


def _places(table: Table, criterion: str) -> dict[str, Place]:
    return places_of(table.bids, {criterion: numbered(table.lot.criteria)[criterion]}, JOINT_NAMES)


def _page(  # noqa: PLR0913 - everything that a page of a form may tell
    request: Connection,
    table: Table,
    criterion: str,
    sent: Sequence[CellEdit] = (),
    outcomes: Outcomes | None = None,
    *,
    fault: str = "",
    compared: Comparison | None = None,
) -> Response[str]:
    scale = table.lot.matrix.scale
    places = _places(table, criterion)
    forms = field_forms(places, lambda bid, one, field: table.fields(bid, one)[field], scale, sent, outcomes)
    before, after = neighbours(list(table.lot.criteria), criterion)
    return render(
        request,
        "vergabeverfahren/konsens_kriterium.html",
        status=UNREADABLE if fault else _CONFLICT if sent else 200,
        table=table,
        procedure=table.procedure,
        criterion=table.lot.criterion(criterion),
        bids=bid_views(table, criterion, forms),
        warnings=joint_warnings(table, criterion),
        before=before,
        after=after,
        labels=LABELS,
        longest=LONGEST,
        has_conflict=any(one.others is not None for one in forms.values()),
        fault=fault,
        scale=scale_sentence(scale),
        form_name=uuid4().hex,
        saving=f"/api/v1/procedures/{table.procedure.slug}/lots/{table.number}/consensus/",
        **beside(compared),
    )


HANDLERS = (show_consensus, show_agreement, save_agreement)
