"""Working days, response clocks and reminders within one transaction."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Select, delete, func, select, update
from sqlmodel import Session, col

from capacity.model import ClosingDay
from capacity.rules.calendar import WorkCalendar, read_calendar
from capacity.rules.clocks import ResponseClock
from capacity.tables.clocks import CalendarRow, ClockRow, ClosingDayRow, ReminderRow
from infra.rows import city_of

_CLOCK = tuple(one.name for one in fields(ResponseClock))
_CLOSING = tuple(one.name for one in fields(ClosingDay))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClock:
    """A clock where it belongs.

    Args:
        request: Number of the request.
        number: Its number within the request.
        clock: The clock.
    """

    request: int
    number: int
    clock: ResponseClock


class ClockRepository:
    """Clocks of the city.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def closing_days(self) -> tuple[ClosingDay, ...]:
        """Return the closing days of the city, oldest first."""
        rows = self._session.execute(select(ClosingDayRow).order_by(col(ClosingDayRow.day))).scalars()
        return tuple(ClosingDay(**{name: getattr(row, name) for name in _CLOSING}) for row in rows)

    def add_closing_day(self, closing: ClosingDay) -> None:
        """Store a closing day; the caller has made sure that there is none on it."""
        values = {name: getattr(closing, name) for name in _CLOSING}
        self._session.add(ClosingDayRow.model_validate({"city_id": city_of(self._session), **values}))
        self._session.flush()

    def drop_closing_day(self, day: date) -> None:
        """Take a closing day back; clocks that run keep their calendar."""
        self._session.execute(delete(ClosingDayRow).where(col(ClosingDayRow.day) == day))

    def keep_calendar(self, calendar: WorkCalendar) -> None:
        """Store a state of the calendar, once."""
        if self._text(calendar.digest) is None:
            row = CalendarRow(city_id=str(city_of(self._session)), digest=calendar.digest, text=calendar.text)
            self._session.add(row)
            self._session.flush()

    def calendar(self, digest: str) -> WorkCalendar:
        """Return the calendar that a clock was started with.

        Raises:
            LookupError: It was never kept: a defect of ours.
        """
        text = self._text(digest)
        if text is None:
            raise LookupError(digest)
        return read_calendar(text)

    def _text(self, digest: str) -> str | None:
        wanted = select(col(CalendarRow.text)).where(col(CalendarRow.digest) == digest)
        found = self._session.execute(wanted).scalar_one_or_none()
        return None if found is None else str(found)

    def add(self, request: int, clock: ResponseClock) -> int:
        """Store a clock that starts, and return its number."""
        wanted = select(func.count()).select_from(ClockRow).where(col(ClockRow.request_id) == request)
        number = int(self._session.execute(wanted).scalar_one()) + 1
        values = {name: getattr(clock, name) for name in _CLOCK}
        row = {"city_id": city_of(self._session), "request_id": request, "number": number, **values}
        self._session.add(ClockRow.model_validate(row))
        self._session.flush()
        return number

    def save(self, stored: StoredClock) -> None:
        """Store a clock as it became."""
        here = (col(ClockRow.request_id) == stored.request, col(ClockRow.number) == stored.number)
        values = {name: getattr(stored.clock, name) for name in _CLOCK}
        change = update(ClockRow).where(*here).values(**values)
        self._session.execute(change.execution_options(synchronize_session=False))

    def of(self, request: int) -> tuple[StoredClock, ...]:
        """Return the clocks of a request, oldest first."""
        wanted = select(ClockRow).where(col(ClockRow.request_id) == request).order_by(col(ClockRow.number))
        return stored_clocks(self._session, wanted)

    def overdue(self, day: date) -> tuple[StoredClock, ...]:
        """Return the clocks that run and should have been answered before a day."""
        running = (col(ClockRow.ended_on).is_(None), col(ClockRow.paused_on).is_(None), col(ClockRow.due) < day)
        return stored_clocks(
            self._session, select(ClockRow).where(*running).order_by(col(ClockRow.request_id), col(ClockRow.number))
        )

    def reminded(self, stored: StoredClock) -> Collection[int]:
        """Return the levels of reminders that were sent about a clock."""
        here = (col(ReminderRow.request_id) == stored.request, col(ReminderRow.clock) == stored.number)
        return set(self._session.execute(select(col(ReminderRow.level)).where(*here)).scalars())

    def note_reminder(self, stored: StoredClock, level: int, at: datetime) -> None:
        """Note that a reminder was sent; the key of the table allows it once."""
        values = {"request_id": stored.request, "clock": stored.number, "level": level, "at": at}
        self._session.add(ReminderRow.model_validate({"city_id": city_of(self._session), **values}))
        self._session.flush()


def stored_clocks(session: Session, wanted: Select[ClockRow]) -> tuple[StoredClock, ...]:
    """Return the clocks that a statement of this package finds."""
    rows = session.execute(wanted.execution_options(populate_existing=True)).scalars()
    return tuple(
        StoredClock(
            request=row.request_id,
            number=row.number,
            clock=ResponseClock(**{name: getattr(row, name) for name in _CLOCK}),
        )
        for row in rows
    )
