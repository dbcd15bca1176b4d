"""The nightly look at the clocks: reminders exactly once, silence as an open condition, reservations that run out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from capacity.model import RequestReview, RequestStage, ReviewKind, ReviewLight
from capacity.repository import CapacityRepository, ClockRepository, CourseRepository, RequestSearch, StoredClock
from capacity.rules.course.steps import RequestStep
from capacity.rules.course.wording import PARTIES
from capacity.services.course import move
from capacity.services.gathering import StepWish
from capacity.services.shared import days_for, end_unanswered, found, subject_of
from capacity.services.telling import remind
from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import Clock, official_day
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.policy.table import Action
from infra.transactions import Writing

KIND = "remind-of-requests"
FIRST, AFTER_GRACE = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """Looks at the clocks of a city every morning.

    Args:
        figures: Response times.
        clock: Tells the day.
    """

    figures: ParameterSet
    clock: Clock

    def kind(self) -> JobKind:
        """Return the kind of its jobs."""
        return JobKind(name=KIND, action=Action.RUN_CLOCKS, work=self.work, daily_at=time(5, 0))

    def work(self, context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        """Do what is due. Each request is a transaction of its own; what is done is not done again."""
        with context.read(Action.RUN_CLOCKS) as reading:
            day = official_day(self.clock.now())
            late = [(one.request, one.number) for one in ClockRepository(reading.session).overdue(day)]
            reserved = RequestSearch(reading.session).in_stage(RequestStage.VORBEHALT)
        sent = 0
        for done, (request, number) in enumerate(late):
            context.progress(done, len(late) + len(reserved))
            with context.write(Action.RUN_CLOCKS) as writing:
                sent += remind_of(writing, request, number, self.figures)
        for request in reserved:
            with context.write(Action.RUN_CLOCKS) as writing:
                lapse(writing, request, self.figures)
        return {"reminders": sent}


def remind_of(writing: Writing, number: int, clock: int, figures: ParameterSet) -> int:
    """Send the reminders about a clock that are due and were not sent; return how many.

    Args:
        writing: The transaction: reminder, notice and line of the audit log are in it, or none of them.
        number: Number of the request.
        clock: Number of the clock.
        figures: Response times.
    """
    repository, day = ClockRepository(writing.session), official_day(writing.now)
    stored = next((one for one in repository.overdue(day) if (one.request, one.number) == (number, clock)), None)
    if stored is None:
        return 0  # somebody has answered meanwhile
    levels = [one for one in _levels(repository, stored, day, figures) if one not in repository.reminded(stored)]
    request = found(writing, number)
    for level in levels:
        repository.note_reminder(stored, level, writing.now)
        party = stored.clock.party
        told = {"party": party.value, "topic": stored.clock.topic, "level": level}
        writing.record(Event.CAPACITY_REMINDED, subject_of(request), after=told)
        remind(writing, request, party, PARTIES[party])
        if level == AFTER_GRACE:
            _note_silence(writing, stored, day)
    return len(levels)


def lapse(writing: Writing, number: int, figures: ParameterSet) -> None:
    """Free the slot of a reservation whose last day is over."""
    request = CapacityRepository(writing.session).find(number)
    if request is None or request.stage is not RequestStage.VORBEHALT or request.until is None:
        return
    if request.until < official_day(writing.now):
        move(writing, request, StepWish(step=RequestStep.LAPSE, version=request.version), figures)


def _levels(repository: ClockRepository, stored: StoredClock, day: date, figures: ParameterSet) -> tuple[int, ...]:
    calendar = repository.calendar(stored.clock.calendar)
    over = calendar.between(stored.clock.due, day)
    return (FIRST, AFTER_GRACE) if over > days_for(figures, "grace", stored.clock.began) else (FIRST,)


def _note_silence(writing: Writing, stored: StoredClock, day: date) -> None:
    """Let a check that nobody answered be an open condition: silence is no veto."""
    topic = stored.clock.topic
    if topic not in set(ReviewKind):
        return
    silent = RequestReview(kind=ReviewKind(topic), light=ReviewLight.FEHLT, at=writing.now)
    CourseRepository(writing.session).put_review(stored.request, silent)
    end_unanswered(writing, stored.request, day, topic)
