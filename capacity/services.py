"""Handing in requests for capacity, and deciding on them."""

from dataclasses import dataclass, replace
from datetime import date

from capacity.errors import RequestNotFoundError
from capacity.model import CapacityRequest, CapacityState, Demand
from capacity.repository import CapacityRepository
from core.errors import Fault, InputError
from core.numbers import LARGEST_NUMBER
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.decision import Resource
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

KIND = "capacity-request"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityRequests:
    """Requests for IT capacity.

    Args:
        transactions: Opens them to those who may read or decide them.
    """

    transactions: Transactions

    def get(self, actor: Actor, number: int) -> CapacityRequest:
        """Return a request.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            request = found(reading, number)
            reading.require(Action.READ_CAPACITY, resource(reading, request))
            return request

    def decide(  # noqa: PLR0913 - the facts of a decision
        self,
        actor: Actor,
        number: int,
        version: int,
        state: CapacityState,
        *,
        until: date | None = None,
        reason: str = "",
        once: Once | None = None,
    ) -> CapacityRequest:
        """Say what is promised.

        Args:
            actor: Who decides.
            number: Number of the request.
            version: Its version as it was seen.
            state: What is promised; ``KEINE`` refuses it.
            until: Last day of the promised capacity.
            reason: Why; needed for a refusal.
            once: The wish that it happens only once.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to decide.
            VersionConflictError: Somebody else has changed it.
            InputError: A refusal without reason, a promise without its last day, or a reason that is too long.
        """
        with self.transactions.write(actor, Action.DECIDE_CAPACITY, once) as writing:
            request = found(writing, number)
            writing.require(Action.DECIDE_CAPACITY, resource(writing, request))
            why, day = _checked(state, until, plain_text(reason).strip()), until if state in _PROMISED else None
            after = replace(request, state=state, until=day, reason=why, version=version + 1, changed_at=writing.now)
            after = replace(after, decided_by=str(writing.actor.person), decided_at=writing.now)
            CapacityRepository(writing.session).save(after, version)
            facts = {"before": _facts(request), "after": _facts(after)}
            writing.record(Event.CAPACITY_DECIDED, subject_of(after), **facts)
            return writing.done(after)


_PROMISED = frozenset({CapacityState.TEILWEISE, CapacityState.VORBEHALT, CapacityState.ZUGESAGT})


def hand_in(writing: Writing, demand: Demand, number: int | None = None) -> CapacityRequest:
    """Store a request, or what has become of its demand. What was promised for another demand is promised no more.

    The caller has asked the policy about the thing that the demand comes from.

    Args:
        writing: The transaction.
        demand: What is asked for.
        number: Number of the request that was handed in before, if any.
    """
    repository, person = CapacityRepository(writing.session), str(writing.actor.person)
    before = None if number is None else repository.find(number)
    if before is None:
        request = CapacityRequest(
            number=0,
            demand=demand,
            state=CapacityState.GESTELLT,
            since=official_day(writing.now),
            handed_in_by=person,
            changed_at=writing.now,
        )
        request = replace(request, number=repository.add(request))
        writing.record(Event.CAPACITY_REQUESTED, subject_of(request), after=_facts(request))
        return request
    if before.demand == demand and before.state is not CapacityState.KEINE:
        return before
    asked = replace(before, demand=demand, state=CapacityState.GESTELLT, until=None, reason="", handed_in_by=person)
    after = replace(asked, decided_by=None, decided_at=None, changed_at=writing.now, version=before.version + 1)
    repository.save(after, before.version)
    writing.record(Event.CAPACITY_REQUESTED, subject_of(after), before=_facts(before), after=_facts(after))
    return after


def found(reading: Reading, number: int) -> CapacityRequest:
    """Return a request.

    Raises:
        RequestNotFoundError: There is none of this number.
    """
    request = CapacityRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if request is None:
        raise RequestNotFoundError
    return request


def resource(reading: Reading, request: CapacityRequest) -> Resource:
    """Return a request as the policy sees it."""
    office = request.demand.office
    return Resource(kind=KIND, id=str(request.number), city=reading.city, state=request.state.value, office=office)


def subject_of(request: CapacityRequest) -> Subject:
    """Return how the audit log names a request."""
    return Subject(kind=KIND, id=str(request.number))


def _checked(state: CapacityState, until: date | None, reason: str) -> str:
    faults = []
    if state is CapacityState.KEINE and not reason:
        faults.append(Fault("capacity_reason", "/reason"))
    if state in _PROMISED and until is None:
        faults.append(Fault("capacity_until", "/until"))
    if len(reason) > LONGEST_REASON:
        faults.append(Fault("format_string_too_long", "/reason", properties={"max_length": str(LONGEST_REASON)}))
    if faults:
        raise InputError(faults)
    return reason


def _facts(request: CapacityRequest) -> dict[str, object]:
    return {
        "state": request.state.value,
        "until": request.until and request.until.isoformat(),
        "person_days": format(request.person_days, "f"),
        "reason": request.reason,
    }
