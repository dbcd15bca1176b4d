"""``/procedures/…/lots/…/consensus``: single scores beside each other, and the joint points."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.etag import IF_MATCH, IF_NONE_MATCH, expected_version
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, field_view, saved_field
from api.once import answer_once
from api.problems import responses
from api.routes.sheets import BidId, CriterionId
from core.numbers import decimal_string
from infra.fields.model import Edit
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services.bids.consensus import Agreeing, Table
from procurement.services.bids.sheet_cells import CellEdit
from procurement.services.score_fields import POINTS

Call = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleView:
    """What one evaluator handed in.

    Args:
        evaluator: Name.
        points: Points.
        reason: Why.
        source: Place in the bid.
    """

    evaluator: str
    points: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """One criterion of one bid.

    Args:
        bid: Id of the bid.
        criterion: Id of the criterion.
        lowest: Fewest points; null where nobody scored.
        highest: Most points; null where nobody scored.
        discuss: They lie further apart than the house rule allows without discussion.
        single_scores: Of all evaluators who count.
        joint: Joint points, reason and source by the name of the field.
    """

    bid: str
    criterion: str
    lowest: str | None
    highest: str | None
    discuss: bool
    single_scores: list[SingleView]
    joint: dict[str, FieldView]


@get(
    "/procedures/{procedure:str}/lots/{number:int}/consensus",
    operation_id="get_consensus",
    summary="Einzelwertungen eines Loses nebeneinander, mit gemeinsamen Punkten",
    sync_to_thread=True,
    action=Action.READ_SCORES,
)
def get_consensus(
    actor: NamedDependency[Actor], agreeing: NamedDependency[Agreeing], procedure: FromPath[str], number: FromPath[int]
) -> list[AgreementView]:
    """Return all criteria of all scored bids."""
    table = agreeing.open(actor, procedure, number)
    return [_view(table, bid.id, criterion) for criterion in table.lot.criteria for bid in table.bids]


@patch(
    "/procedures/{procedure:str}/lots/{number:int}/consensus/{joint_field:str}",
    operation_id="change_joint_score",
    summary="Ein Feld der Konsenswertung speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.AGREE_SCORES,
)
def change_joint_score(  # noqa: PLR0913, PLR0917 - what names a field
    request: Call,
    actor: NamedDependency[Actor],
    agreeing: NamedDependency[Agreeing],
    procedure: FromPath[str],
    number: FromPath[int],
    joint_field: FromPath[str],
    bid: BidId,
    criterion: CriterionId,
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field."""
    wish = CellEdit(bid, criterion, edit_of(request, joint_field, data))
    return answer_once(request, lambda once: agreeing.change(actor, procedure, number, wish, once), saved_field)


@post(
    "/procedures/{procedure:str}/lots/{number:int}/consensus/suggestion",
    operation_id="take_over_suggestion",
    summary="Die Punkte übernehmen, die alle vergeben haben",
    description="Nur, wo alle Einzelwertungen übereinstimmen. Die gemeinsame Begründung ist danach zu schreiben. "
    + PRECONDITION,
    status_code=200,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.AGREE_SCORES,
)
def take_over_suggestion(  # noqa: PLR0913, PLR0917 - what names a field
    request: Call,
    actor: NamedDependency[Actor],
    agreeing: NamedDependency[Agreeing],
    procedure: FromPath[str],
    number: FromPath[int],
    bid: BidId,
    criterion: CriterionId,
) -> Response[FieldView]:
    """Copy the points."""
    is_new = request.headers.get(IF_NONE_MATCH) == "*" and IF_MATCH not in request.headers
    base = 0 if is_new else expected_version(request, first=0)
    wish = CellEdit(bid, criterion, Edit(field=POINTS, value="", base_version=base))
    return answer_once(request, lambda once: agreeing.take_over(actor, procedure, number, wish, once), saved_field)


def _view(table: Table, bid: str, criterion: str) -> AgreementView:
    found, singles = table.agreement(bid, criterion), table.singles.get((bid, criterion), ())
    return AgreementView(
        bid=bid,
        criterion=criterion,
        lowest=decimal_string(found.lowest, 9) if found else None,
        highest=decimal_string(found.highest, 9) if found else None,
        discuss=found is not None and found.discuss,
        single_scores=[
            SingleView(
                evaluator=one.name,
                points=decimal_string(one.score.points, 9),
                reason=one.score.reason,
                source=one.score.source,
            )
            for one in singles
        ],
        joint={name: field_view(held) for name, held in table.fields(bid, criterion).items()},
    )


HANDLERS = (get_consensus, change_joint_score, take_over_suggestion)
