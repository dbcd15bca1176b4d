"""``/procedures/…/result``: ties decided, the result read and proposed, what happened."""

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, saved_field
from api.once import answer_once, presented
from api.problems import responses
from api.result_view import (
    DrawView,
    ProcedureHistoryView,
    ProcedureResultView,
    draw_view,
    history_view,
    result_view,
)
from core.numbers import LARGEST_NUMBER
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import LotDraw
from procurement.rules.procedure.lot_decision import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_VALUE,
    DrawKind,
    DrawOutcome,
    DrawPlan,
)
from procurement.services.results import Draws, History, Results

Call = Request[Any, Any, Any]
Before = Annotated[int | None, QueryParameter(name="before", ge=1, le=LARGEST_NUMBER)]
_MOST_BIDS = 200
_MOST_PEOPLE = 20


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DrawPlanInput(_Body):
    """How a tie is to be decided."""

    kind: DrawKind = Field(description="Nach der veröffentlichten Regel, mit Zetteln oder elektronisch")
    procedure: str = Field(max_length=LONGEST_TEXT, description="Ablauf in Worten")
    people: list[Annotated[str, Field(max_length=LONGEST_NAME)]] = Field(
        default_factory=list, max_length=_MOST_PEOPLE, description="Wer die Zettel zieht"
    )
    event: str = Field(default="", max_length=LONGEST_VALUE, description="Späteres öffentliches Ereignis")
    event_at: AwareDatetime | None = Field(default=None, description="Wann es stattfindet")


class DrawOutcomeInput(_Body):
    """What came of it."""

    order: list[Annotated[str, Field(max_length=40)]] = Field(
        default_factory=list, max_length=_MOST_BIDS, description="Alle teilnehmenden Angebote, das gezogene zuerst"
    )
    value: str = Field(default="", max_length=LONGEST_VALUE, description="Veröffentlichter Wert des Ereignisses")
    drawn_at: AwareDatetime = Field(description="Zeitpunkt")
    minutes: str = Field(max_length=LONGEST_TEXT, description="Niederschrift")


@get(
    "/procedures/{procedure:str}/result",
    operation_id="get_procedure_result",
    summary="Das Ergebnis, wie es festgestellt würde oder wurde",
    sync_to_thread=True,
    action=Action.READ_PRICES,
)
def get_result(
    actor: NamedDependency[Actor], results: NamedDependency[Results], procedure: FromPath[str]
) -> ProcedureResultView:
    """Return the result; nothing of it before prices are unlocked."""
    return result_view(results.open(actor, procedure))


@patch(
    "/procedures/{procedure:str}/decision-proposal/{field:str}",
    operation_id="change_decision_proposal",
    summary="Den Entscheidungsvorschlag speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.FIX_RESULT,
)
def change_proposal(
    request: Call,
    actor: NamedDependency[Actor],
    results: NamedDependency[Results],
    procedure: FromPath[str],
    field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field of the decision proposal."""
    edit = edit_of(request, field, data)
    return answer_once(request, lambda once: results.change_proposal(actor, procedure, edit, once), saved_field)


@post(
    "/procedures/{procedure:str}/lots/{number:int}/draw-plan",
    operation_id="plan_draw",
    summary="Festlegen, wie ein Gleichstand auf Rang 1 entschieden wird",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.JUDGE_PRICES,
)
def plan_draw(
    request: Call,
    actor: NamedDependency[Actor],
    draws: NamedDependency[Draws],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[DrawPlanInput],
) -> Response[DrawView]:
    """Fix how a tie is decided; it does not change afterwards."""
    wanted = DrawPlan(
        kind=data.kind,
        procedure=data.procedure,
        people=tuple(data.people),
        event=data.event,
        event_at=_utc(data.event_at) if data.event_at else None,
    )
    return answer_once(request, lambda once: draws.plan(actor, procedure, number, wanted, once), _drawn)


@post(
    "/procedures/{procedure:str}/lots/{number:int}/draw",
    operation_id="record_draw",
    summary="Festhalten, wie ein Gleichstand auf Rang 1 entschieden wurde",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.JUDGE_PRICES,
)
def record_draw(
    request: Call,
    actor: NamedDependency[Actor],
    draws: NamedDependency[Draws],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[DrawOutcomeInput],
) -> Response[DrawView]:
    """Record what came of it; an electronic draw is recomputed."""
    outcome = DrawOutcome(order=tuple(data.order), value=data.value, drawn_at=_utc(data.drawn_at), minutes=data.minutes)
    return answer_once(request, lambda once: draws.record(actor, procedure, number, outcome, once), _drawn)


@get(
    "/procedures/{procedure:str}/history",
    operation_id="get_procedure_history",
    summary="Was mit einem Vergabeverfahren geschehen ist, das Neueste zuerst",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def get_history(
    actor: NamedDependency[Actor], history: NamedDependency[History], procedure: FromPath[str], before: Before = None
) -> ProcedureHistoryView:
    """Return one page of what happened."""
    return history_view(history.open(actor, procedure, before))


def _drawn(draw: LotDraw) -> KeptAnswer:
    return presented(draw_view(draw))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


HANDLERS = (
    get_result,
    change_proposal,
    plan_draw,
    record_draw,
    get_history,
)
