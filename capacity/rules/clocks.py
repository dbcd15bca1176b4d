"""Response clocks in working days: they run, stand still while a named question waits, and end for good."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from capacity.model import Party
from capacity.rules.calendar import WorkCalendar


class ClockState(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseClock:
    """A clock of one party.

    Args:
        topic: What it is for: a stage, a check or a question.
        party: Whose clock it is.
        calendar: Digest of the calendar it was started with, and that it keeps.
        days: Working days in all, 1 or more.
        began: Day of the start; it does not count.
        due: Last day in time.
        paused_on: Day since which it stands still; None while it runs, or has ended.
        left: Working days left when it was paused last; 0 or less where it was late already.
        ended_on: Day on which it ended; None while an answer is awaited.
        was_missed: It was late at least once; a later pause heals nothing.
        waited: Working days that it has stood still so far, 0 or more.
        used: Working days that it ran in all, known once it has ended; None before.
        answered_by: Id of the person whose answer ended it; None while awaited, and where it ended without one.
    """

    topic: str
    party: Party
    calendar: str
    days: int
    began: date
    due: date
    paused_on: date | None = None
    left: int | None = None
    ended_on: date | None = None
    was_missed: bool = False
    waited: int = 0
    used: int | None = None
    answered_by: str | None = None

    @property
    def state(self) -> ClockState:
        """Where it stands."""
        if self.ended_on is not None:
            return ClockState.ENDED
        return ClockState.RUNNING if self.paused_on is None else ClockState.PAUSED

    def is_late(self, day: date) -> bool:
        """Tell whether it was missed, as a day knows it."""
        return self.was_missed or (self.state is ClockState.RUNNING and day > self.due)


def started(topic: str, party: Party, calendar: WorkCalendar, day: date, days: int) -> ResponseClock:
    """Return a clock that starts on a day.

    Args:
        topic: What it is for.
        party: Whose clock it is.
        calendar: The calendar of that day.
        day: It does not count itself.
        days: Working days, 1 or more.

    Raises:
        ValueError: The calendar ends before the clock, or ``days`` is less than 1.
    """
    due = calendar.after(day, days)
    return ResponseClock(topic=topic, party=party, calendar=calendar.digest, days=days, began=day, due=due)


def paused(clock: ResponseClock, calendar: WorkCalendar, day: date) -> ResponseClock:
    """Return the clock as it stands still from a day on, which still counts.

    Args:
        clock: It runs.
        calendar: Its own.
        day: Day of the question.

    Raises:
        ValueError: It does not run.
    """
    if clock.state is not ClockState.RUNNING:
        raise ValueError("only a running clock can be paused")
    left = calendar.between(day, clock.due)
    return replace(clock, paused_on=day, left=left, was_missed=clock.is_late(day))


def resumed(clock: ResponseClock, calendar: WorkCalendar, day: date) -> ResponseClock:
    """Return the clock as it runs on after a day, which does not count; what was missed stays missed.

    Args:
        clock: It stands still.
        calendar: Its own.
        day: Day of the answer.

    Raises:
        ValueError: It does not stand still.
    """
    if clock.state is not ClockState.PAUSED:
        raise ValueError("only a paused clock can run on")
    left = clock.left or 0
    due = calendar.after(day, left) if left > 0 else max(clock.due, day) if not clock.was_missed else clock.due
    return replace(clock, paused_on=None, due=due, waited=_waited(clock, calendar, day))


def ended(clock: ResponseClock, calendar: WorkCalendar, day: date, answered_by: str | None = None) -> ResponseClock:
    """Return the clock as a day ends it, kept or missed for good; one that has ended stays as it is.

    Args:
        clock: Any.
        calendar: Its own.
        day: Day of the answer; it counts.
        answered_by: Id of the person who answered; None where nobody did: the request has left without an answer.
    """
    if clock.state is ClockState.ENDED:
        return clock
    waited = _waited(clock, calendar, day)
    used = calendar.between(clock.began, day) - waited
    missed = clock.is_late(day)
    over = replace(clock, ended_on=day, paused_on=None, was_missed=missed, waited=waited, used=used)
    return replace(over, answered_by=answered_by)


def days_left(clock: ResponseClock, calendar: WorkCalendar, day: date) -> int:
    """Return how many working days are left on a day; negative for days late, and for a paused clock what it keeps."""
    if clock.state is ClockState.PAUSED:
        return clock.left or 0
    return calendar.between(day, clock.due)


def _waited(clock: ResponseClock, calendar: WorkCalendar, day: date) -> int:
    """Return the working days that a clock has stood still up to a day: not the day of the question, but that day."""
    return clock.waited + (calendar.between(clock.paused_on, day) if clock.paused_on is not None else 0)
