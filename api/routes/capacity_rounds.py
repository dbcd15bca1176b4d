"""``/capacity-rounds``: rounds that decide on requests for capacity, and their minutes."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.capacity_round_view import (
    RecordView,
    RoundSummaryView,
    RoundsView,
    RoundView,
    kept_record,
    kept_round,
    round_view,
    rounds_view,
)
from api.once import answer_once
from api.problems import responses
from capacity.model import RoundKind
from capacity.services.reviewing import LONGEST_TEXT
from capacity.services.rounds import RoundDesk
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_MOST = 100


class RoundInput(BaseModel):
    """A round to open."""

    model_config = ConfigDict(extra="forbid")

    kind: RoundKind = Field(description="„monat“ für alle, „woche“ für kleine IT-Anforderungen")


class ResolutionInput(BaseModel):
    """What closes a round."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(default="", max_length=LONGEST_TEXT, description="Vermerk im Protokoll")


@get(
    "/capacity-rounds",
    operation_id="list_capacity_rounds",
    summary="Die letzten 100 Runden über IT-Anforderungen",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def list_rounds(actor: NamedDependency[Actor], round_desk: NamedDependency[RoundDesk]) -> RoundsView:
    """Return the rounds, the newest first."""
    return rounds_view(round_desk.page(actor, size=_MOST))


@post(
    "/capacity-rounds",
    operation_id="open_capacity_round",
    summary="Eine Runde eröffnen; die Rangfolge wird festgehalten",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.OPEN_ROUND,
)
def open_round(
    request: Call, actor: NamedDependency[Actor], round_desk: NamedDependency[RoundDesk], data: JSONBody[RoundInput]
) -> Response[RoundSummaryView]:
    """Open a round."""
    return answer_once(request, lambda once: round_desk.open(actor, data.kind, once), kept_round)


@get(
    "/capacity-rounds/{capacity_round:int}",
    operation_id="get_capacity_round",
    summary="Eine Runde mit Rangfolge, Beschlüssen und verdrängten IT-Anforderungen",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def get_round(
    actor: NamedDependency[Actor], round_desk: NamedDependency[RoundDesk], capacity_round: FromPath[int]
) -> RoundView:
    """Return a round."""
    return round_view(round_desk.see(actor, capacity_round))


@post(
    "/capacity-rounds/{capacity_round:int}/resolution",
    operation_id="close_capacity_round",
    summary="Eine Runde schließen; ihre Beschlüsse bleiben, wie sie sind",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.CLOSE_ROUND,
)
def close_round(
    request: Call,
    actor: NamedDependency[Actor],
    round_desk: NamedDependency[RoundDesk],
    capacity_round: FromPath[int],
    data: JSONBody[ResolutionInput],
) -> Response[RecordView]:
    """Close a round."""
    return answer_once(request, lambda once: round_desk.close(actor, capacity_round, data.note, once), kept_record)


@get(
    "/capacity-rounds/{capacity_round:int}/minutes",
    operation_id="get_capacity_round_minutes",
    summary="Das Protokoll einer geschlossenen Runde als PDF",
    description="PDF/UA-1 und PDF/A-2a.",
    media_type="application/pdf",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.READ_RANKING,
)
def get_minutes(
    actor: NamedDependency[Actor], round_desk: NamedDependency[RoundDesk], capacity_round: FromPath[int]
) -> Response[bytes]:
    """Return the minutes."""
    file = round_desk.minutes(actor, capacity_round)
    named = f'attachment; filename="{file.name}"'
    return Response(file.data, media_type=file.media_type, headers={"Content-Disposition": named})


HANDLERS = (list_rounds, open_round, get_round, close_round, get_minutes)
