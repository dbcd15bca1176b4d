"""How services find a request, show it to the policy, hold it, and keep its clocks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from capacity.errors import RequestClosedError, RequestNotFoundError
from capacity.model import CapacityRequest, Party, RequestedEffort, RequestStage, ReviewKind
from capacity.repository import CapacityRepository, ClockRepository, StoredClock
from capacity.rules.calendar import WorkCalendar, calendar_of
from capacity.rules.clocks import ClockState, ResponseClock, ended, started
from capacity.rules.fields import ALL
from capacity.rules.form import EFFORT, efforts_in
from core.numbers import LARGEST_NUMBER
from core.parameters import ParameterSet
from infra.audit.model import Subject
from infra.fields.model import FieldRule
from infra.fields.services import FieldStore
from infra.holidays import holiday_in_hesse
from infra.policy.decision import AccessDeniedError, Denial, Resource, decide
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from infra.transactions import Reading, Writing

KIND = "capacity-request"
FORM = FieldStore(KIND, tuple(FieldRule(name=one.name, longest=one.longest) for one in ALL.values()))
"""The fields of requests."""

STAGE_PARTIES: Mapping[RequestStage, Party] = {
    RequestStage.EINGEREICHT: Party.ADIT,
    RequestStage.VORPRUEFUNG: Party.ADIT,
    RequestStage.BEWERTUNG: Party.ADIT,
    RequestStage.PRIORISIERT: Party.DEZERNAT,
    RequestStage.FREIGEGEBEN: Party.ADIT,
    RequestStage.ABNAHME: Party.FACHAMT,
}
"""Whose turn it is in a stage with a response time; in the checks each party has a clock of its own."""

REVIEW_PARTIES: Mapping[ReviewKind, Party] = {
    ReviewKind.DATENSCHUTZ: Party.DATENSCHUTZ,
    ReviewKind.SICHERHEIT: Party.SICHERHEIT,
    ReviewKind.ORGANISATION: Party.ADIT,
    ReviewKind.ARCHITEKTUR: Party.ADIT,
    ReviewKind.VERGABEWEG: Party.VERGABE,
}
ROLES: Mapping[Party, Role] = {
    Party.FACHAMT: Role.DEPARTMENT,
    Party.ADIT: Role.ADIT,
    Party.DEZERNAT: Role.DIGITALDEZERNAT,
    Party.DATENSCHUTZ: Role.DATA_PROTECTION,
    Party.SICHERHEIT: Role.INFORMATION_SECURITY,
    Party.VERGABE: Role.PROCUREMENT_OFFICER,
}
_BACK, _AHEAD = timedelta(days=400), timedelta(days=5 * 366)


def found(reading: Reading, number: int) -> CapacityRequest:
    """Return a request.

    Raises:
        RequestNotFoundError: There is none of this number.
    """
    request = CapacityRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if request is None:
        raise RequestNotFoundError
    return request


def readable(reading: Reading, number: int) -> CapacityRequest:
    """Return a request that the actor may read.

    Raises:
        RequestNotFoundError: There is none of this number.
        AccessDeniedError: It is not theirs to read.
    """
    request = found(reading, number)
    reading.require(Action.READ_CAPACITY, resource(reading, request))
    return request


def require(reading: Reading, action: Action, request: CapacityRequest) -> None:
    """Do nothing when the actor may do this to the request now.

    Raises:
        RequestClosedError: In its stage nobody does this; the action as such is theirs.
        AccessDeniedError: It is not theirs.
    """
    asked = resource(reading, request)
    denial = decide(reading.actor, action, asked)
    if denial is Denial.LOCKED and decide(reading.actor, Action.READ_CAPACITY, asked) is None:
        raise RequestClosedError
    if denial is not None:
        raise AccessDeniedError(action, denial, asked)


def resource(reading: Reading, request: CapacityRequest) -> Resource:
    """Return a request as the policy sees it."""
    office = request.demand.office
    return Resource(kind=KIND, id=str(request.number), city=reading.city, state=request.stage.value, office=office)


def efforts_of(request: CapacityRequest, values: Mapping[str, str]) -> tuple[RequestedEffort, ...]:
    """Return the estimate of a request: of its form, else what it came with."""
    return efforts_in(values[EFFORT]) or request.demand.efforts


def subject_of(request: CapacityRequest) -> Subject:
    """Return how the audit log names a request."""
    return Subject(kind=KIND, id=str(request.number))


def parties_of(actor: Actor, request: CapacityRequest) -> frozenset[Party]:
    """Return the parties that somebody speaks for: a department speaks for its own requests alone."""
    mine = {party for party, role in ROLES.items() if role in actor.roles}
    if actor.office != request.demand.office:
        mine.discard(Party.FACHAMT)
    return frozenset(mine)


def address(number: int) -> str:
    """Return the path of the page of a request, for notices about it."""
    return f"/anforderungen/{number}"


def save(writing: Writing, request: CapacityRequest, seen: int) -> CapacityRequest:
    """Store a request as it became and return it with its new version.

    Raises:
        VersionConflictError: Somebody else has changed it.
    """
    after = replace(request, version=seen + 1, changed_at=writing.now)
    CapacityRepository(writing.session).save(after, seen)
    return after


def present_calendar(reading: Reading, day: date) -> WorkCalendar:
    """Return the calendar as it is known on a day."""
    closed = (one.day for one in ClockRepository(reading.session).closing_days())
    return calendar_of(day - _BACK, day + _AHEAD, holiday_in_hesse, closed)


class Calendars:
    """The calendars of clocks, each read once.

    Args:
        reading: The transaction.
    """

    def __init__(self, reading: Reading) -> None:
        self._clocks, self._known = ClockRepository(reading.session), dict[str, WorkCalendar]()

    def of(self, clock: ResponseClock) -> WorkCalendar:
        """Return the calendar that a clock was started with."""
        if clock.calendar not in self._known:
            self._known[clock.calendar] = self._clocks.calendar(clock.calendar)
        return self._known[clock.calendar]


def start_clock(writing: Writing, request: int, topic: str, party: Party, days: int, day: date) -> int:
    """Start a clock with the calendar of the day, which is kept with it, and return its number."""
    repository, calendar = ClockRepository(writing.session), present_calendar(writing, day.replace(month=1, day=1))
    repository.keep_calendar(calendar)
    return repository.add(request, started(topic, party, calendar, day, days))


def end_answered(writing: Writing, request: int, day: date, topic: str) -> None:
    """End the clock of a request for a topic: the actor has answered."""
    _end(writing, request, day, topic, writing.actor.person)


def end_unanswered(writing: Writing, request: int, day: date, topic: str | None = None) -> None:
    """End the clocks of a request for a topic, or all that are not over: nobody answers them any more."""
    _end(writing, request, day, topic, None)


def _end(writing: Writing, request: int, day: date, topic: str | None, person: str | None) -> None:
    repository, calendars = ClockRepository(writing.session), Calendars(writing)
    for stored in repository.of(request):
        if stored.clock.state is not ClockState.ENDED and topic in {None, stored.clock.topic}:
            over = ended(stored.clock, calendars.of(stored.clock), day, person)
            repository.save(replace(stored, clock=over))


def open_clock(reading: Reading, request: int, topic: str) -> StoredClock | None:
    """Return the clock for a topic that is not over; None where there is none."""
    clocks = ClockRepository(reading.session).of(request)
    return next((one for one in clocks if one.clock.topic == topic and one.clock.state is not ClockState.ENDED), None)


def days_for(figures: ParameterSet, topic: str, day: date) -> int:
    """Return the working days of a topic as they hold on a day."""
    return int(figures.on(f"response_working_days_{topic}", day).number)
