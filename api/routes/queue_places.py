"""``/capacity-plan/fits`` and places of requests: what could still begin, and places set by hand."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.once import answer_once, presented
from api.place_view import (
    MovedSlotView,
    PlaceTrialView,
    QuarterFitsView,
    SetPlaceView,
    fits_view,
    kept_place,
    kept_slot,
    trial_view,
)
from api.problems import responses
from capacity.services.gathering import LONGEST_REASON
from capacity.services.moving import SlotMoving
from capacity.services.placing import PlaceDesk
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
Week = Annotated[date, QueryParameter(name="week", description="Ein Tag der Woche, in der sie beginnen soll")]


class PlaceInput(BaseModel):
    """A place to set by hand."""

    model_config = ConfigDict(extra="forbid")

    week: date = Field(description="Ein Tag der Woche, in der die IT-Anforderung beginnen soll")
    reason: str = Field(max_length=LONGEST_REASON, description="Begründung; sie bleibt bei der IT-Anforderung stehen")


class PlaceLiftInput(BaseModel):
    """A place to lift."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_REASON, description="Begründung")


@get(
    "/capacity-plan/fits",
    operation_id="get_capacity_plan_fits",
    summary="Was noch in die nächsten Quartale passt, und wer verdrängt würde",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def get_fits(actor: NamedDependency[Actor], place_desk: NamedDependency[PlaceDesk]) -> QuarterFitsView:
    """Return what could still begin."""
    return fits_view(place_desk.fits(actor))


@get(
    "/capacity-requests/{capacity_request:int}/place-trial",
    operation_id="try_capacity_request_place",
    summary="Ob eine IT-Anforderung in einer Woche beginnen kann, und wer verdrängt würde",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def try_place(
    actor: NamedDependency[Actor], place_desk: NamedDependency[PlaceDesk], capacity_request: FromPath[int], week: Week
) -> PlaceTrialView:
    """Return what would happen."""
    return trial_view(place_desk.see(actor, capacity_request, week))


@post(
    "/capacity-requests/{capacity_request:int}/place",
    operation_id="set_capacity_request_place",
    summary="Platz einer IT-Anforderung im Plan von Hand setzen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PLACE_REQUEST,
)
def set_place(
    request: Call,
    actor: NamedDependency[Actor],
    place_desk: NamedDependency[PlaceDesk],
    capacity_request: FromPath[int],
    data: JSONBody[PlaceInput],
) -> Response[SetPlaceView]:
    """Set a place."""
    return answer_once(
        request, lambda once: place_desk.put(actor, capacity_request, data.week, data.reason, once), kept_place
    )


@post(
    "/capacity-requests/{capacity_request:int}/place-removal",
    operation_id="lift_capacity_request_place",
    summary="Den von Hand gesetzten Platz einer IT-Anforderung aufheben",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PLACE_REQUEST,
)
def lift_place(
    request: Call,
    actor: NamedDependency[Actor],
    place_desk: NamedDependency[PlaceDesk],
    capacity_request: FromPath[int],
    data: JSONBody[PlaceLiftInput],
) -> Response[None]:
    """Lift a place."""
    return answer_once(
        request,
        lambda once: place_desk.lift(actor, capacity_request, data.reason, once),
        lambda _: presented(None, status=204),
    )


@post(
    "/capacity-requests/{capacity_request:int}/slot-moves",
    operation_id="move_capacity_request_slot",
    summary="Gebuchtes Zeitfenster einer IT-Anforderung in eine andere Woche verschieben",
    description="Es bleibt so lang, wie es ist. Passt es dort nicht, ist es eingefroren, oder läuft die Umsetzung "
    "schon, ändert sich nichts.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.HANDLE_REQUEST,
)
def move_slot(
    request: Call,
    actor: NamedDependency[Actor],
    slot_moving: NamedDependency[SlotMoving],
    capacity_request: FromPath[int],
    data: JSONBody[PlaceInput],
) -> Response[MovedSlotView]:
    """Move a slot."""
    return answer_once(
        request, lambda once: slot_moving.put(actor, capacity_request, data.week, data.reason, once), kept_slot
    )


HANDLERS = (get_fits, try_place, set_place, lift_place, move_slot)
