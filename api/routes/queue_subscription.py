"""``/queue-subscription``: how the caller hears of what waits for them, by calendar and by one mail a day."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.once import answer_once, presented
from api.problems import responses
from capacity.model import QueueSubscription
from capacity.services.subscribing import LONGEST_ADDRESS, Subscribing, shared_path
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_CALENDAR = "text/calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionView:
    """How somebody hears of what waits for them.

    Args:
        mail_address: Where the mail of a day goes; null where none was ordered.
        has_calendar_address: Whether a secret address of the calendar is good.
        sends_mail: Whether this service sends mails at all.
    """

    mail_address: str | None
    has_calendar_address: bool
    sends_mail: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAddressView:
    """A secret address of a calendar; it is told once and can be read nowhere again."""

    address: str


class MailInput(BaseModel):
    """Where the mail of a day shall go."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(max_length=LONGEST_ADDRESS, description="E-Mail-Adresse; leer: keine Mail mehr")


@get(
    "/queue-subscription",
    operation_id="get_queue_subscription",
    summary="Wie man selbst erfährt, was auf einen wartet",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def get_subscription(actor: NamedDependency[Actor], subscribing: NamedDependency[Subscribing]) -> SubscriptionView:
    """Return the own subscription."""
    return _view(subscribing, subscribing.of(actor))


@put(
    "/queue-subscription/mail",
    operation_id="order_queue_mail",
    summary="Die tägliche Mail bestellen oder abbestellen",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def order_mail(
    request: Call,
    actor: NamedDependency[Actor],
    subscribing: NamedDependency[Subscribing],
    data: JSONBody[MailInput],
) -> Response[SubscriptionView]:
    """Order the daily mail, or with an empty address cancel it."""
    return answer_once(
        request,
        lambda once: subscribing.set_address(actor, data.address, once),
        lambda one: presented(_view(subscribing, one)),
    )


@post(
    "/queue-subscription/calendar",
    operation_id="make_calendar_address",
    summary="Eine geheime Adresse des Kalenders erzeugen; die vorige gilt nicht mehr",
    description="Die Adresse wird nur in dieser Antwort genannt. Wer sie kennt, sieht den Kalender.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
    repeatable=False,
)
def make_calendar_address(
    request: Call, actor: NamedDependency[Actor], subscribing: NamedDependency[Subscribing]
) -> CalendarAddressView:
    """Make a new address, told once."""
    base = subscribing.public_url or str(request.base_url).rstrip("/")
    return CalendarAddressView(address=base + shared_path(str(actor.city), subscribing.new_calendar(actor)))


@delete(
    "/queue-subscription/calendar",
    operation_id="drop_calendar_address",
    summary="Die geheime Adresse des Kalenders sperren",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(401, 403),
    action=Action.READ_CAPACITY,
)
def drop_calendar_address(
    request: Call, actor: NamedDependency[Actor], subscribing: NamedDependency[Subscribing]
) -> Response[None]:
    """Let the present address be worth nothing."""
    return answer_once(
        request,
        lambda once: subscribing.drop_calendar(actor, once),
        lambda _: presented(status=HTTP_204_NO_CONTENT),
    )


@get(
    "/queue-subscription/calendar.ics",
    operation_id="get_queue_calendar",
    summary="Fristen und Zeitfenster als Kalender (iCalendar)",
    media_type=_CALENDAR,
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def get_calendar(actor: NamedDependency[Actor], subscribing: NamedDependency[Subscribing]) -> Response[bytes]:
    """Return the own calendar."""
    named = {"Content-Disposition": 'attachment; filename="it-anforderungen.ics"'}
    return Response(subscribing.calendar(actor), media_type=_CALENDAR, headers=named)


def _view(subscribing: Subscribing, found: QueueSubscription) -> SubscriptionView:
    return SubscriptionView(
        mail_address=found.address or None,
        has_calendar_address=bool(found.calendar),
        sends_mail=subscribing.mailer is not None,
    )


HANDLERS = (get_subscription, order_mail, make_calendar_address, drop_calendar_address, get_calendar)
