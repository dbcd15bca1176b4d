"""Working days of a city: Monday to Friday without public holidays and without its own closing days."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

Holiday = Callable[[date], str | None]
"""Tells the German name of the public holiday on a day, None where it is none."""

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a span, as they were known on one day. It never changes: clocks keep theirs.

    Args:
        first: First day it knows.
        last: Last day it knows.
        free: Days from Monday to Friday on which nobody works.
    """

    first: date
    last: date
    free: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Tell whether people work on a day.

        Raises:
            ValueError: The calendar does not know the day.
        """
        if not self.first <= day <= self.last:
            raise ValueError("the calendar does not know this day")
        return day.weekday() < _SATURDAY and day not in self.free

    def after(self, day: date, working_days: int) -> date:
        """Return the working day that is so many working days after a day, which does not count itself.

        Args:
            day: The day before the count.
            working_days: 1 or more.

        Raises:
            ValueError: The calendar ends before, or nothing is to be counted.

        Legal source:
            § 187 Abs. 1 BGB, applied to working days
        """
        if working_days < 1:
            raise ValueError("at least one working day")
        left = working_days
        while left:
            day += _DAY
            left -= self.is_working(day)
        return day

    def between(self, day: date, end: date) -> int:
        """Return the working days after a day up to and with another; negative where that lies before it."""
        if end < day:
            return -self.between(end, day)
        days = (day + _DAY * number for number in range(1, (end - day).days + 1))
        return sum(self.is_working(one) for one in days)

    @property
    def text(self) -> str:
        """The calendar as one line of text, from which it can be read again."""
        return " ".join(one.isoformat() for one in (self.first, self.last, *sorted(self.free)))

    @property
    def digest(self) -> str:
        """Checksum of the text: the name of this state of the calendar."""
        return hashlib.sha256(self.text.encode("ascii")).hexdigest()


def calendar_of(first: date, last: date, holiday: Holiday, closed: Iterable[date]) -> WorkCalendar:
    """Return the calendar of a span.

    Args:
        first: First day.
        last: Last day.
        holiday: Public holidays at the place of the city.
        closed: Its own closing days.
    """
    days = (first + _DAY * number for number in range((last - first).days + 1))
    own = frozenset(closed)
    free = (one for one in days if one.weekday() < _SATURDAY and (one in own or holiday(one) is not None))
    return WorkCalendar(first, last, frozenset(free))


def read_calendar(text: str) -> WorkCalendar:
    """Return the calendar that was written as ``WorkCalendar.text``.

    Raises:
        ValueError: The text is none.
    """
    first, last, *free = (date.fromisoformat(one) for one in text.split(" "))
    return WorkCalendar(first, last, frozenset(free))
