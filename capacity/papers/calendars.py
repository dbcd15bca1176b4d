"""What waits for somebody as a calendar."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from capacity.model import BookedSlot, Duty, RequestStage
from capacity.papers.duties import duty_words
from capacity.rules.course.wording import PARTIES
from core.day_calendar import CalendarDays, calendar_file

_SLOT = "Zeitfenster"


def calendar_of(
    city: str, duties: Iterable[Duty], slots: Iterable[BookedSlot], at: datetime, public_url: str | None
) -> bytes:
    """Return a calendar of whole days: each answer on its last day, each slot from its first to its last.

    Args:
        city: Id of the city.
        duties: Answers.
        slots: Slots.
        at: When it is written.
        public_url: Address of this service; None where it has none.
    """
    return calendar_file("IT-Anforderungen", city, (*_answers(duties), *_slots(slots)), at, public_url)


def _answers(duties: Iterable[Duty]) -> Iterator[CalendarDays]:
    for one in duties:
        yield CalendarDays(
            name=f"frist-{one.request}-{one.clock}",
            summary=f"Antwort fällig: Nr. {one.request}: {one.title}",
            first=one.due,
            last=one.due,
            path=_path(one.request),
            description=f"{duty_words(one)} – {PARTIES[one.party]}",
        )


def _slots(slots: Iterable[BookedSlot]) -> Iterator[CalendarDays]:
    for slot in slots:
        first = slot.first if _what(slot) == _SLOT else None
        yield CalendarDays(
            name=f"fenster-{slot.request}",
            summary=f"{_what(slot)}: Nr. {slot.request}: {slot.title}",
            first=first or slot.last,
            last=slot.last,
            path=_path(slot.request),
        )


def _path(request: int) -> str:
    return f"/anforderungen/{request}"


def _what(slot: BookedSlot) -> str:
    if slot.stage is RequestStage.VORBEHALT:
        return "Reservierung endet"
    return "Zusage endet" if slot.first is None else _SLOT
