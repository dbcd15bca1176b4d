"""``/procedures/…/lots/…/sheet``: the own single sheet, saved field by field, and handing it in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, field_view, saved_field
from api.once import answer_once, presented
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services.bids.sheet_cells import CellEdit
from procurement.services.bids.sheets import HandedIn, OwnSheet, Sheets

Call = Request[Any, Any, Any]
BidId = Annotated[str, QueryParameter(name="bid", max_length=64, description="Kennung des Angebots")]
CriterionId = Annotated[str, QueryParameter(name="criterion", max_length=64, description="Kennung des Kriteriums")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """One score of a sheet.

    Args:
        bid: Id of the bid.
        criterion: Id of the criterion.
        fields: Points, answers and source by the name of the field.
        missing: What it lacks before the sheet can be handed in: points, reason, source.
    """

    bid: str
    criterion: str
    fields: dict[str, FieldView]
    missing: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """The own sheet about the bids of a lot.

    Args:
        lot: Number of the lot.
        submitted_at: When it was handed in; null until then.
        scores: One for each criterion and bid.
    """

    lot: int
    submitted_at: datetime | None
    scores: list[ScoreView]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedInView:
    """A sheet that was handed in.

    Args:
        submitted_at: When.
        digest: ``sha256:…`` of its points, reasons and sources, as the audit log has it.
        count: Number of scores.
    """

    submitted_at: datetime
    digest: str
    count: int


@get(
    "/procedures/{procedure:str}/lots/{number:int}/sheet",
    operation_id="get_sheet",
    summary="Die eigene Einzelwertung zu einem Los",
    sync_to_thread=True,
    action=Action.SCORE_BIDS,
)
def get_sheet(
    actor: NamedDependency[Actor], sheets: NamedDependency[Sheets], procedure: FromPath[str], number: FromPath[int]
) -> SheetView:
    """Return the own sheet, as draft or as handed in."""
    return _view(sheets.open(actor, procedure, number))


@patch(
    "/procedures/{procedure:str}/lots/{number:int}/sheet/{score_field:str}",
    operation_id="change_score",
    summary="Ein Feld der eigenen Einzelwertung speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.SCORE_BIDS,
)
def change_score(  # noqa: PLR0913, PLR0917 - what names a field
    request: Call,
    actor: NamedDependency[Actor],
    sheets: NamedDependency[Sheets],
    procedure: FromPath[str],
    number: FromPath[int],
    score_field: FromPath[str],
    bid: BidId,
    criterion: CriterionId,
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field."""
    wish = CellEdit(bid, criterion, edit_of(request, score_field, data))
    return answer_once(request, lambda once: sheets.change(actor, procedure, number, wish, once), saved_field)


@post(
    "/procedures/{procedure:str}/lots/{number:int}/sheet/submission",
    operation_id="hand_in_sheet",
    summary="Die eigene Einzelwertung abgeben; danach ist sie nicht mehr zu ändern",
    status_code=200,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.SCORE_BIDS,
)
def hand_in_sheet(
    request: Call,
    actor: NamedDependency[Actor],
    sheets: NamedDependency[Sheets],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Response[HandedInView]:
    """Freeze the own sheet as it is saved."""
    return answer_once(
        request, lambda once: sheets.hand_in(actor, procedure, number, once), lambda done: presented(_handed_in(done))
    )


def _view(sheet: OwnSheet) -> SheetView:
    return SheetView(
        lot=sheet.number,
        submitted_at=sheet.submitted_at,
        scores=[
            ScoreView(
                bid=bid,
                criterion=criterion,
                fields={name: field_view(held) for name, held in cell.fields.items()},
                missing=[gap.value for gap in sheet.lacking[bid, criterion]],
            )
            for (bid, criterion), cell in sheet.cells.items()
        ],
    )


def _handed_in(done: HandedIn) -> HandedInView:
    return HandedInView(submitted_at=done.submitted_at, digest=done.digest, count=done.count)


HANDLERS = (get_sheet, change_score, hand_in_sheet)
