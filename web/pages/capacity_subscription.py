"""How somebody hears of what waits for them and of what ends: calendars, and a mail once a day."""

import asyncio
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from capacity.errors import MailAddressError
from capacity.services.subscribing import LONGEST_ADDRESS, MAIL_AT, Subscribing, shared_path
from infra.policy.table import Action
from procurement.services.register import RegisterCalendar
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

ADDRESS, SHARING, NEW = "adresse", "freigabe", "neu"
NO_ADDRESS = "Bitte eine E-Mail-Adresse eingeben, zum Beispiel vorname.nachname@musterstadt.de."
_LARGEST_BODY = 5_000
_OWN = addresses.capacity_subscription()
REGISTER_FILE = "vertragsregister.ics"
_MEDIA_TYPE = "text/calendar"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(_OWN, sync_to_thread=True, action=Action.READ_CAPACITY)
def show_subscription(request: Connection, subscribing: NamedDependency[Subscribing]) -> Response[str]:
    """Show calendar and daily mail of the reader."""
    return _page(request, subscribing)


@post(f"{_OWN}/mail", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.READ_CAPACITY)
async def change_mail(request: Connection, subscribing: NamedDependency[Subscribing]) -> Answer:
    """Order the daily mail, or with an empty field cancel it."""
    typed = text_in(await form_of(request), ADDRESS)
    return await asyncio.to_thread(_change_mail, request, subscribing, typed)


def _change_mail(request: Connection, subscribing: Subscribing, typed: str) -> Answer:
    try:
        subscribing.set_address(request.user, typed)
    except MailAddressError:
        return _page(request, subscribing, typed=typed, fault=NO_ADDRESS)
    return Redirect(f"{_OWN}?geaendert=ja", status_code=SEE_OTHER)


@post(f"{_OWN}/kalender", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.READ_CAPACITY)
async def change_calendar(request: Connection, subscribing: NamedDependency[Subscribing]) -> Answer:
    """Make a new address of the calendar, shown once, or let the present one be worth nothing."""
    is_new = text_in(await form_of(request), SHARING) == NEW
    return await asyncio.to_thread(_change_calendar, request, subscribing, is_new=is_new)


def _change_calendar(request: Connection, subscribing: Subscribing, *, is_new: bool) -> Answer:
    if not is_new:
        subscribing.drop_calendar(request.user)
        return Redirect(f"{_OWN}?geaendert=ja", status_code=SEE_OTHER)
    key = subscribing.new_calendar(request.user)
    base = subscribing.public_url or str(request.base_url).rstrip("/")
    return _page(request, subscribing, made=base + shared_path(str(request.user.city), key))


@get(f"{_OWN}/kalender.ics", sync_to_thread=True, action=Action.READ_CAPACITY)
def send_calendar(request: Connection, subscribing: NamedDependency[Subscribing]) -> Response[bytes]:
    """Send the calendar of the reader."""
    return _calendar(subscribing.calendar(request.user))


@get("/kalender/{city:str}/{calendar_key:str}", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def send_shared_calendar(
    subscribing: NamedDependency[Subscribing], city: FromPath[str], calendar_key: FromPath[str]
) -> Response[bytes]:
    """Send the calendar of whoever the secret key belongs to."""
    return _calendar(subscribing.shared_calendar(city, calendar_key))


@get("/vertragsregister/kalender.ics", sync_to_thread=True, action=Action.READ_REGISTER)
def send_register_calendar(
    request: Connection, register_calendar: NamedDependency[RegisterCalendar]
) -> Response[bytes]:
    """Send what ends in the register, as far as the reader sees it."""
    return _calendar(register_calendar.calendar(request.user), REGISTER_FILE)


@get(
    "/kalender/{city:str}/{calendar_key:str}/vertragsregister",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def send_shared_register_calendar(
    subscribing: NamedDependency[Subscribing],
    register_calendar: NamedDependency[RegisterCalendar],
    city: FromPath[str],
    calendar_key: FromPath[str],
) -> Response[bytes]:
    """Send the same to a program that has the secret key of a reader."""
    person = subscribing.owner(city, calendar_key, Action.READ_REGISTER)
    return _calendar(register_calendar.calendar(person), REGISTER_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _CalendarFile:
    data: bytes
    name: str
    media_type: str = _MEDIA_TYPE


def _calendar(data: bytes, name: str = "it-anforderungen.ics") -> Response[bytes]:
    return attachment(_CalendarFile(data=data, name=name))


def _page(
    request: Connection, subscribing: Subscribing, *, typed: str | None = None, fault: str = "", made: str = ""
) -> Response[str]:
    found = subscribing.of(request.user)
    return render(
        request,
        "anforderungen/termine.html",
        status=UNREADABLE if fault else 200,
        found=found,
        typed=found.address if typed is None else typed,
        fault=fault,
        made=made,
        sends_mail=subscribing.mailer is not None,
        longest=LONGEST_ADDRESS,
        mail_at=MAIL_AT.hour,
    )


HANDLERS = (
    show_subscription,
    change_mail,
    change_calendar,
    send_calendar,
    send_shared_calendar,
    send_register_calendar,
    send_shared_register_calendar,
)
