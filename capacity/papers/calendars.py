"""What waits for somebody as a calendar (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from capacity.model import BookedSlot, Duty, RequestStage
from capacity.papers.duties import duty_words
from capacity.rules.course.wording import PARTIES

_DAY, _SLOT = timedelta(days=1), "Zeitfenster"


def calendar_of(
    city: str, duties: Iterable[Duty], slots: Iterable[BookedSlot], at: datetime, public_url: str | None
) -> bytes:
    """Return a calendar of whole days: each answer on its last day, each slot from its first to its last.

    Args:
        city: Id of the city; it makes the names of entries unique.
        duties: Answers.
        slots: Slots.
        at: When it is written.
        public_url: Address of this service; None where it has none, then nothing is linked.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Pruefstand//IT-Anforderungen//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "IT-Anforderungen")
    for one in duties:
        said = f"Antwort fällig: Nr. {one.request}: {one.title}"
        event = _event(f"frist-{one.request}-{one.clock}", city, said, one.due, one.due, at)
        event.add("description", f"{duty_words(one)} – {PARTIES[one.party]}")
        calendar.add_component(_linked(event, one.request, public_url))
    for slot in slots:
        said = f"{_what(slot)}: Nr. {slot.request}: {slot.title}"
        first = slot.first if _what(slot) == _SLOT else None
        event = _event(f"fenster-{slot.request}", city, said, first or slot.last, slot.last, at)
        calendar.add_component(_linked(event, slot.request, public_url))
    return bytes(calendar.to_ical())


def _what(slot: BookedSlot) -> str:
    if slot.stage is RequestStage.VORBEHALT:
        return "Reservierung endet"
    return "Zusage endet" if slot.first is None else _SLOT


def _event(name: str, city: str, summary: str, first: date, last: date, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{name}@{city}.pruefstand.invalid")
    event.add("dtstamp", at)
    event.add("dtstart", first)
    event.add("dtend", last + _DAY)  # the day after: RFC 5545, 3.6.1
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def _linked(event: Event, number: int, public_url: str | None) -> Event:
    if public_url:
        event.add("url", f"{public_url}/anforderungen/{number}")
    return event
