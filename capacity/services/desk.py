"""Reading requests: lists, one request with all that is known about it, and the closing days of the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from capacity.errors import ClosingDayTakenError
from capacity.model import (
    Attachment,
    CapacityRequest,
    Choice,
    ChoiceList,
    ClosingDay,
    GateLift,
    Proof,
    RequestEvent,
    RequestQuery,
    RequestQuestion,
    RequestReview,
    ReviewKind,
)
from capacity.repository import (
    AttachmentRepository,
    CapacityRepository,
    ChoiceRepository,
    ClockRepository,
    CourseRepository,
    RequestSearch,
    StoredClock,
)
from capacity.rules.clocks import days_left
from capacity.rules.course.facts import Reason, Typed
from capacity.rules.course.guards import PROMISED
from capacity.rules.course.steps import BY_THE_HOUSE, RequestStep, RequestTransition, hindrances, steps_from
from capacity.rules.form import Unfilled, faults_of
from capacity.services.choosing import offered_now
from capacity.services.course import STEP_ACTIONS
from capacity.services.discussing import REVIEW_ACTIONS
from capacity.services.gates import lifts_of
from capacity.services.gathering import standing_facts
from capacity.services.reviewing import LONGEST_LINE, checked_text
from capacity.services.shared import FORM, Calendars, readable, resource
from core.listing import Page, Stretch
from core.parameters import ParameterSet
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.fields.model import FieldValue
from infra.holidays import holiday_in_hesse
from infra.identity.model import Office
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import decide, scopes
from infra.policy.model import Actor
from infra.policy.states import REQUEST_ADVISED
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

CLOSING_DAY = "closing-day"
_SATURDAY, _FORM_REASONS = 5, ("reason-", "slot-missing", "slot-reversed", "until-", "lift-", "resubmission-", "other-")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedStep:
    """A step as a page offers it.

    Args:
        transition: The step.
        reasons: Why it is not possible now, the form of the step left aside; empty where it is.
    """

    transition: RequestTransition
    reasons: tuple[Reason, ...]

    @property
    def step(self) -> RequestStep:
        """Which."""
        return self.transition.step


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenClock:
    """A clock with what is left of it today."""

    stored: StoredClock
    left: int
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRequest:
    """A request as somebody sees it.

    Args:
        request: The request.
        office: Name of its office.
        values: What stands in its form.
        faults: What is missing in the form or cannot be read.
        events: Its course, oldest first.
        names: Names of people by their id.
        clocks: Its clocks, oldest first.
        reviews: The checks.
        questions: The questions, oldest first.
        proofs: Proofs for the start of operation.
        attachments: Files that belong to it, by number.
        lifts: Decisions that opened the gates, oldest first.
        depends_on: Numbers of the requests that must be finished before.
        offered: Steps that the reader may take in this stage, possible or not.
        may: What else the reader may do now.
        reviewing: Checks that are the reader's.
        choices: By list, what the city offers today.
    """

    request: CapacityRequest
    office: str
    values: Mapping[str, FieldValue]
    faults: Mapping[str, Unfilled]
    events: tuple[RequestEvent, ...]
    names: Mapping[str, str]
    clocks: tuple[SeenClock, ...]
    reviews: tuple[RequestReview, ...]
    questions: tuple[RequestQuestion, ...]
    proofs: tuple[Proof, ...]
    attachments: tuple[Attachment, ...]
    lifts: tuple[GateLift, ...]
    depends_on: tuple[int, ...]
    offered: tuple[OfferedStep, ...]
    may: frozenset[Action]
    reviewing: frozenset[ReviewKind]
    choices: Mapping[ChoiceList, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRequests:
    """A page of requests with whose turn each is.

    Args:
        page: The page.
        awaited: The clock of each that is due first, by its number.
        offices: Names of offices by their id.
        choices: All entries of the lists of the city, also those that are offered no more.
    """

    page: Page[CapacityRequest]
    awaited: Mapping[int, SeenClock]
    offices: Mapping[str, str]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDesk:
    """Reads requests.

    Args:
        transactions: Opens them to those who may read them.
        figures: Response times.
    """

    transactions: Transactions
    figures: ParameterSet

    def page(self, actor: Actor, query: RequestQuery, *, page: int = 1, size: int = 25) -> ListedRequests:
        """Return one page of the requests the actor may read, newest first; filtered in the database."""
        day = official_day(self.transactions.clock.now())
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            search = RequestSearch(reading.session)
            found = search.page(query, scopes(actor, Action.READ_CAPACITY), page=page, size=size)
            awaited, calendars = search.awaited([one.number for one in found.items]), Calendars(reading)
            offices: tuple[Office, ...] = IdentityRepository(reading.session).offices()
            return ListedRequests(
                page=found,
                awaited={number: _seen(calendars, one, day) for number, one in awaited.items()},
                offices={one.id: one.name for one in offices},
                choices=ChoiceRepository(reading.session).all(),
            )

    def count(self, actor: Actor, query: RequestQuery) -> int:
        """Return how many requests of a list the actor may read."""
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            return RequestSearch(reading.session).count(query, scopes(actor, Action.READ_CAPACITY))

    def stretch(
        self, actor: Actor, query: RequestQuery, *, after: int | None = None, size: int = 50
    ) -> Stretch[CapacityRequest]:
        """Return the requests after a place of the same list.

        Raises:
            RequestPlaceNotFoundError: The list has no request of this number.
        """
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            seen = scopes(actor, Action.READ_CAPACITY)
            return RequestSearch(reading.session).stretch(query, seen, after=after, size=size)

    def see(self, actor: Actor, number: int) -> SeenRequest:
        """Return a request with all that is known about it.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        day = official_day(self.transactions.clock.now())
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            request = readable(reading, number)
            course, identity = CourseRepository(reading.session), IdentityRepository(reading.session)
            values = FORM.values(reading, FORM.record(str(number)))
            events, questions, reviews = course.events(number), course.questions(number), _reviews(reading, request)
            people = {one.person for one in events} | {one.asked_by for one in questions}
            office = identity.office(request.demand.office)
            asked, calendars = resource(reading, request), Calendars(reading)
            return SeenRequest(
                request=request,
                office=office.name if office else "–",
                values=values,
                faults=faults_of({name: one.value for name, one in values.items()}),
                events=events,
                names=identity.names({one for one in people if one}),
                clocks=tuple(_seen(calendars, one, day) for one in ClockRepository(reading.session).of(number)),
                reviews=reviews,
                questions=questions,
                proofs=course.proofs(number),
                attachments=AttachmentRepository(reading.session).of(number),
                lifts=lifts_of(reading, number),
                depends_on=CapacityRepository(reading.session).depends_on(number),
                offered=tuple(self._offered(reading, request, day)),
                may=frozenset(one for one in _ACTS if decide(actor, one, asked) is None),
                reviewing=frozenset(
                    one.kind for one in reviews if decide(actor, REVIEW_ACTIONS[one.kind], asked) is None
                ),
                choices=offered_now(reading, day),
            )

    def _offered(self, reading: Reading, request: CapacityRequest, day: date) -> list[OfferedStep]:
        """Return the steps of the stage that the policy allows the reader; what a form asks for is no hindrance yet."""
        facts, asked = standing_facts(reading, request, day, self.figures, Typed()), resource(reading, request)
        found = [
            OfferedStep(
                transition=one,
                reasons=tuple(why for why in hindrances(facts, one.step) if not why.type.startswith(_FORM_REASONS)),
            )
            for one in steps_from(request.stage)
            if one.step not in BY_THE_HOUSE and decide(reading.actor, STEP_ACTIONS[one.step], asked) is None
        ]
        return [one for one in found if all(why.type != PROMISED for why in one.reasons)]

    def closing_days(self, actor: Actor) -> tuple[ClosingDay, ...]:
        """Return the closing days of the city, oldest first."""
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            return ClockRepository(reading.session).closing_days()

    def close(self, actor: Actor, day: date, reason: str, once: Once | None = None) -> ClosingDay:
        """Enter a closing day; clocks that were started before keep their calendar.

        Raises:
            ClosingDayTakenError: Nobody works on it anyway.
            InputError: The reason is missing or too long.
        """
        with self.transactions.write(actor, Action.MANAGE_CLOSING_DAYS, once) as writing:
            repository = ClockRepository(writing.session)
            taken = any(one.day == day for one in repository.closing_days())
            if taken or day.weekday() >= _SATURDAY or holiday_in_hesse(day) is not None:
                raise ClosingDayTakenError
            text = checked_text(reason, "reason", longest=min(LONGEST_LINE, 200))
            closing = ClosingDay(day=day, reason=text, person=str(writing.actor.person), at=writing.now)
            repository.add_closing_day(closing)
            subject = Subject(kind=CLOSING_DAY, id=day.isoformat())
            writing.record(Event.CLOSING_DAY_ADDED, subject, after={"reason": text})
            return writing.done(closing)

    def reopen(self, actor: Actor, day: date, once: Once | None = None) -> None:
        """Take a closing day back; again changes nothing."""
        with self.transactions.write(actor, Action.MANAGE_CLOSING_DAYS, once) as writing:
            repository = ClockRepository(writing.session)
            if any(one.day == day for one in repository.closing_days()):
                repository.drop_closing_day(day)
                writing.record(Event.CLOSING_DAY_REMOVED, Subject(kind=CLOSING_DAY, id=day.isoformat()))
            writing.done(None)


_ACTS = (
    Action.WRITE_REQUEST,
    Action.CLASSIFY_REQUEST,
    Action.DISCUSS_REQUEST,
    Action.PROVE_REQUEST,
    Action.ATTACH_TO_REQUEST,
)


def _reviews(reading: Reading, request: CapacityRequest) -> tuple[RequestReview, ...]:
    """Return the checks, also those that nobody was asked for because a decision passed them over."""
    found = CourseRepository(reading.session).reviews(request.number)
    if request.stage.value not in REQUEST_ADVISED:
        return found
    asked = {one.kind for one in found}
    return (*found, *(RequestReview(kind=kind) for kind in ReviewKind if kind not in asked))


def _seen(calendars: Calendars, stored: StoredClock, day: date) -> SeenClock:
    left = days_left(stored.clock, calendars.of(stored.clock), day)
    return SeenClock(stored=stored, left=left, is_late=stored.clock.is_late(day))
