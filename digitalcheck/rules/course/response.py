"""How long offices took to answer: working days between the steps of a check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.parameters import ParameterSet
from digitalcheck.model import CheckStatus

Holiday = Callable[[date], str | None]
"""Tells the German name of the public holiday on a day, None where it is none."""

_SATURDAY = 5


class Responder(StrEnum):
    """Whose turn it is."""

    DEPARTMENT = "department"
    ADIT = "adit"
    DEZERNAT = "dezernat"


_TURNS = {
    CheckStatus.GEZEICHNET: Responder.ADIT,
    CheckStatus.RUECKFRAGE: Responder.DEPARTMENT,
    CheckStatus.MITGEZEICHNET: Responder.DEZERNAT,
}
"""States in which a clock runs, and whose; a draft belongs to its office and has none."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A state and the day it began."""

    status: CheckStatus
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTime:
    """How long one answer took.

    Args:
        responder: Whose turn it was.
        since: Day on which it came to them; it does not count.
        until: Day of the answer; None while it is awaited.
        working_days: Working days after ``since`` up to the answer, or up to today.
        target: Within how many it should come.
    """

    responder: Responder
    since: date
    until: date | None
    working_days: int
    target: int

    @property
    def is_late(self) -> bool:
        """Whether it took, or takes, longer than it should."""
        return self.working_days > self.target


def targets_on(parameters: ParameterSet, day: date) -> dict[Responder, int]:
    """Return within how many working days each office should answer.

    Raises:
        ParameterNotValidError: The day lies before the figures.
    """
    return {one: int(parameters.on(f"response_working_days_{one.value}", day).number) for one in Responder}


def working_days_after(start: date, end: date, holiday: Holiday) -> int:
    """Return the working days after ``start`` up to and with ``end``: neither Saturday, Sunday nor public holiday."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(day.weekday() < _SATURDAY and holiday(day) is None for day in days)


def response_times(
    course: Sequence[Entered], today: date, targets: dict[Responder, int], holiday: Holiday
) -> tuple[ResponseTime, ...]:
    """Return how long each answer took, the last one up to today where it is awaited.

    Args:
        course: States in the order in which the check came to them.
        today: Day that an open clock is read on.
        targets: Within how many working days each office should answer.
        holiday: Public holidays at the place of the city.
    """
    found = []
    for number, entered in enumerate(course):
        responder = _TURNS.get(entered.status)
        if responder is None:
            continue
        until = course[number + 1].day if number + 1 < len(course) else None
        days = working_days_after(entered.day, until or today, holiday)
        found.append(
            ResponseTime(
                responder=responder, since=entered.day, until=until, working_days=days, target=targets[responder]
            )
        )
    return tuple(found)
