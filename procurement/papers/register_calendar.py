"""What ends in the register of contracts and systems, and until when notice is to be given, as a calendar."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from core.day_calendar import CalendarDays, calendar_file
from procurement.model import RegisterEntry
from procurement.rules.register.ends import ends_of, notice_by
from procurement.rules.register.wording import ENDS

TITLE = "Vertragsregister"


def register_calendar(city: str, entries: Iterable[RegisterEntry], at: datetime, public_url: str | None) -> bytes:
    """Return a calendar with each end of each entry on its day, and the last day for giving notice.

    Args:
        city: Id of the city.
        entries: Entries.
        at: When it is written.
        public_url: Address of this service; None where it has none.
    """
    return calendar_file(TITLE, city, (day for one in entries for day in _days(one)), at, public_url)


def _days(one: RegisterEntry) -> Iterator[CalendarDays]:
    ends = ends_of(one.facts)
    for kind, day in ends.items():
        yield _day(one, kind.value, ENDS[kind], day)
    last = notice_by(one.facts)
    if ends and last is not None:
        yield _day(one, "kuendigung", "Spätestens kündigen", last)


def _day(one: RegisterEntry, name: str, words: str, day: date) -> CalendarDays:
    about = (("Vertrag", one.facts.contract), ("Auftragnehmer", one.facts.supplier))
    return CalendarDays(
        name=f"register-{one.number}-{name}",
        summary=f"{words}: {one.facts.product}",
        first=day,
        last=day,
        path=f"/vertragsregister/{one.number}",
        description=", ".join(f"{what} {text}" for what, text in about if text),
    )
