"""Calendars of whole days (iCalendar, RFC 5545), as every part of this service gives them away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDays:
    """An entry that fills whole days.

    Args:
        name: Unique within a city; the same thing keeps it when its days move.
        summary: What it is.
        first: First day.
        last: Last day.
        path: Where this service shows it.
        description: More about it; may be empty.
    """

    name: str
    summary: str
    first: date
    last: date
    path: str
    description: str = ""


def calendar_file(
    title: str, city: str, entries: Iterable[CalendarDays], at: datetime, public_url: str | None
) -> bytes:
    """Return a calendar.

    Args:
        title: What it is called.
        city: Id of the city; it makes the names of entries unique.
        entries: What stands in it.
        at: When it is written.
        public_url: Address of this service; None where it has none, then nothing is linked.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Pruefstand//{title}//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    for one in entries:
        event = Event()
        event.add("uid", f"{one.name}@{city}.pruefstand.invalid")
        event.add("dtstamp", at)
        event.add("dtstart", one.first)
        event.add("dtend", one.last + _DAY)  # the day after: RFC 5545, 3.6.1
        event.add("summary", one.summary)
        event.add("transp", "TRANSPARENT")
        if one.description:
            event.add("description", one.description)
        if public_url:
            event.add("url", f"{public_url}{one.path}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
