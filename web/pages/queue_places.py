"""Places in the plan by hand: what could still begin in a quarter, and one request tried, set and lifted."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from capacity.errors import PlaceRefusedError, RequestClosedError
from capacity.rules.course.refusal import StepRefusedError
from capacity.rules.course.wording import reason_sentence
from capacity.services.gathering import LONGEST_REASON
from capacity.services.moving import SlotMoving
from capacity.services.placing import PlaceDesk
from core.errors import InputError
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses, place_words, plan_words
from web.rendering import SEE_OTHER, render
from web.upload import form_of, text_in

_LARGEST_BODY, _CONFLICT = 20_000, 409
_NO_WEEK = "Bitte eine Woche aus der Liste wählen."

Quarter = Annotated[str, QueryParameter(name="quartal", max_length=20)]
Week = Annotated[str, QueryParameter(name="woche", max_length=20)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Change = Callable[[PlaceDesk, Connection, int, dict[str, str]], object]


@get("/anforderungen/plan/quartal", sync_to_thread=True, action=Action.READ_RANKING)
def show_fits(request: Connection, place_desk: NamedDependency[PlaceDesk], quarter: Quarter = "") -> Response[str]:
    """Show what could still begin in a quarter, and who would give way."""
    seen = place_desk.fits(request.user)
    chosen = quarter if quarter in seen.quarters else next(iter(seen.quarters), "")
    return render(
        request,
        "anforderungen/quartal.html",
        seen=seen,
        chosen=chosen,
        fits=[one for one in seen.fits if one.quarter == chosen],
        words=place_words,
        week=plan_words.week,
    )


@get("/anforderungen/{capacity_request:int}/platz", sync_to_thread=True, action=Action.READ_RANKING)
def show_place(
    request: Connection, place_desk: NamedDependency[PlaceDesk], capacity_request: FromPath[int], asked: Week = ""
) -> Response[str]:
    """Show the place of a request, and what would happen if it began in a week."""
    return _place(request, place_desk, capacity_request, {"woche": asked, "grund": ""})


def _place_route(path: str, act: Change) -> Any:  # noqa: ANN401 - Litestar's handler
    """Return the route of something that changes a place."""

    @post(
        f"/anforderungen/{{capacity_request:int}}/{path}",
        status_code=SEE_OTHER,
        request_max_body_size=_LARGEST_BODY,
        action=Action.PLACE_REQUEST,
    )
    async def change(
        request: Connection, place_desk: NamedDependency[PlaceDesk], capacity_request: FromPath[int]
    ) -> Answer:
        return await _changed(request, place_desk, capacity_request, act)

    return change


async def _changed(request: Connection, desk: PlaceDesk, number: int, act: Change) -> Answer:
    """Do something that changes a place or a slot; what stands against it is shown where it was typed."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in ("woche", "grund")}

    def done() -> Answer:
        try:
            act(desk, request, number, typed)
        except InputError as error:
            sentences = tuple(map(fault_sentence, error.faults))
        except RequestClosedError:
            sentences = (place_words.CLOSED,)
        except StepRefusedError as error:
            sentences = tuple(map(reason_sentence, error.reasons))
        except PlaceRefusedError:
            sentences = ()
        else:
            return Redirect(f"{addresses.request_place(number)}?geaendert=ja", status_code=SEE_OTHER)
        return _place(request, desk, number, typed, sentences)

    return await asyncio.to_thread(done)


def _set(desk: PlaceDesk, request: Connection, number: int, typed: dict[str, str]) -> object:
    monday = _day(typed["woche"])
    if monday is None:
        raise PlaceRefusedError
    return desk.put(request.user, number, monday, typed["grund"])


def _lift(desk: PlaceDesk, request: Connection, number: int, typed: dict[str, str]) -> None:
    desk.lift(request.user, number, typed["grund"])


def _place(
    request: Connection, desk: PlaceDesk, number: int, typed: dict[str, str], refused: tuple[str, ...] | None = None
) -> Response[str]:
    monday = _day(typed["woche"])
    seen = desk.see(request.user, number, monday)
    return render(
        request,
        "anforderungen/platz.html",
        status=200 if refused is None else _CONFLICT,
        seen=seen,
        weeks=[(one.isoformat(), place_words.week_choice(one)) for one in seen.mondays],
        typed=typed,
        faults=refused or (),
        fault=_NO_WEEK if typed["woche"] and monday is None else "",
        longest=LONGEST_REASON,
        words=place_words,
        week=plan_words.week,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@post(
    "/anforderungen/{capacity_request:int}/zeitfenster",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.HANDLE_REQUEST,
)
async def move_slot(
    request: Connection,
    place_desk: NamedDependency[PlaceDesk],
    slot_moving: NamedDependency[SlotMoving],
    capacity_request: FromPath[int],
) -> Answer:
    """Move the booked slot of a request."""

    def act(_desk: PlaceDesk, _request: Connection, number: int, typed: dict[str, str]) -> object:
        monday = _day(typed["woche"])
        if monday is None:
            raise PlaceRefusedError
        return slot_moving.put(request.user, number, monday, typed["grund"])

    return await _changed(request, place_desk, capacity_request, act)


HANDLERS = (show_fits, show_place, _place_route("platz", _set), _place_route("platz-aufheben", _lift), move_slot)
