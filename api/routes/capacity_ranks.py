"""``/capacity-ranking``: the order of requests for capacity, and ranks set by hand."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.capacity_rank_view import (
    PriorityView,
    RankedView,
    SetRankView,
    kept_rank,
    priority_view,
    ranked_view,
)
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once, presented
from api.problems import responses
from capacity.services.gathering import LONGEST_REASON
from capacity.services.ranking import LARGEST_RANK, RankDesk
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


class RankInput(BaseModel):
    """A rank to set by hand."""

    model_config = ConfigDict(extra="forbid")

    rank: int = Field(ge=1, le=LARGEST_RANK, description="Rang, auf dem die IT-Anforderung stehen soll")
    reason: str = Field(max_length=LONGEST_REASON, description="Begründung; sie bleibt bei der IT-Anforderung stehen")


class LiftInput(BaseModel):
    """A rank to lift."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_REASON, description="Begründung")


@get(
    "/capacity-ranking",
    operation_id="list_capacity_ranking",
    summary="IT-Anforderungen, die auf die Entscheidung warten, in ihrer Rangfolge",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def list_ranking(
    request: Call,
    actor: NamedDependency[Actor],
    rank_desk: NamedDependency[RankDesk],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[RankedView]]:
    """Return a part of the ranked list; the cursor stands at a rank."""
    after = number_in(request) or 0
    found = rank_desk.part(actor, after + 1, limit).page
    last = found.items[-1].rank if found.items and found.items[-1].rank < found.total else None
    return listed(request, map(ranked_view, found.items), last)


@get(
    "/capacity-requests/{capacity_request:int}/priority",
    operation_id="get_capacity_request_priority",
    summary="Rang einer IT-Anforderung mit jedem Faktor",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def get_priority(
    actor: NamedDependency[Actor], rank_desk: NamedDependency[RankDesk], capacity_request: FromPath[int]
) -> PriorityView:
    """Return every factor."""
    return priority_view(rank_desk.see(actor, capacity_request))


@post(
    "/capacity-requests/{capacity_request:int}/rank",
    operation_id="set_capacity_request_rank",
    summary="Rang einer IT-Anforderung von Hand setzen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.SET_RANK,
)
def set_rank(
    request: Call,
    actor: NamedDependency[Actor],
    rank_desk: NamedDependency[RankDesk],
    capacity_request: FromPath[int],
    data: JSONBody[RankInput],
) -> Response[SetRankView]:
    """Set a rank."""
    return answer_once(
        request, lambda once: rank_desk.set(actor, capacity_request, data.rank, data.reason, once), kept_rank
    )


@post(
    "/capacity-requests/{capacity_request:int}/rank-removal",
    operation_id="lift_capacity_request_rank",
    summary="Den von Hand gesetzten Rang einer IT-Anforderung aufheben",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.SET_RANK,
)
def lift_rank(
    request: Call,
    actor: NamedDependency[Actor],
    rank_desk: NamedDependency[RankDesk],
    capacity_request: FromPath[int],
    data: JSONBody[LiftInput],
) -> Response[None]:
    """Lift a rank."""
    return answer_once(
        request,
        lambda once: rank_desk.lift(actor, capacity_request, data.reason, once),
        lambda _: presented(None, status=204),
    )


HANDLERS = (list_ranking, get_priority, set_rank, lift_rank)
