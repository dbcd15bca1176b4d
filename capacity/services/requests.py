"""Handing in requests for capacity, and the single decisions of the Digitaldezernat."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from capacity.model import CapacityRequest, CapacityState, Demand, RequestStage
from capacity.repository import CapacityRepository
from capacity.rules.course.steps import RequestStep, capacity_state
from capacity.services.course import Entry, enter, facts, move
from capacity.services.gathering import LONGEST_REASON, StepWish
from capacity.services.shared import found, readable, require, save, subject_of
from core.errors import Fault, InputError, VersionConflictError
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.parameters import load_parameters
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing

_PROMISED = frozenset({CapacityState.TEILWEISE, CapacityState.VORBEHALT, CapacityState.ZUGESAGT})
_STEPS: Mapping[CapacityState, RequestStep] = {
    CapacityState.KEINE: RequestStep.REJECT,
    CapacityState.GESTELLT: RequestStep.REOPEN,
    CapacityState.TEILWEISE: RequestStep.RULE_PART,
    CapacityState.VORBEHALT: RequestStep.RULE_RESERVED,
    CapacityState.ZUGESAGT: RequestStep.RULE,
}
"""The step that a single decision is."""


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
            return readable(reading, number)

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
        """Decide beside the queue: a step of the state machine, with its reason for everybody to see.

        Args:
            actor: Who decides.
            number: Number of the request.
            version: Its version as it was seen.
            state: What is promised; ``KEINE`` refuses it.
            until: Last day of the promised capacity.
            reason: Why.
            once: The wish that it happens only once.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to decide.
            VersionConflictError: Somebody else has changed it.
            InputError: There is no reason, it is too long, or a promise has no last day.
            StepRefusedError: Something else stands against it.
        """
        with self.transactions.write(actor, Action.DECIDE_CAPACITY, once) as writing:
            request = found(writing, number)
            require(writing, Action.DECIDE_CAPACITY, request)
            if request.version != version:
                raise VersionConflictError(request.version)
            wish = StepWish(step=_STEPS[state], version=version, reason=_checked(state, until, reason), until=until)
            return writing.done(move(writing, request, wish, load_parameters("capacity")))


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
        repository.put_words(request.number, demand.title)
        _arrive(writing, replace(request, stage=RequestStage.ENTWURF), request)
        writing.record(Event.CAPACITY_REQUESTED, subject_of(request), after=facts(request))
        return request
    if before.demand == demand and before.state is not CapacityState.KEINE:
        return before
    asked = replace(before, demand=demand, stage=RequestStage.EINGEREICHT, until=None, reason="", handed_in_by=person)
    asked = replace(asked, state=capacity_state(asked.stage), window_from=None, decided_by=None, decided_at=None)
    after = save(writing, asked, before.version)
    _arrive(writing, before, after)
    writing.record(Event.CAPACITY_REQUESTED, subject_of(after), before=facts(before), after=facts(after))
    return after


def _arrive(writing: Writing, before: CapacityRequest, after: CapacityRequest) -> None:
    enter(writing, before, after, Entry(step=RequestStep.SUBMIT.value), load_parameters("capacity"))


def _checked(state: CapacityState, until: date | None, reason: str) -> str:
    text, faults = plain_text(reason).strip(), []
    if not text:
        faults.append(Fault("capacity_reason", "/reason"))
    if state in _PROMISED and until is None:
        faults.append(Fault("capacity_until", "/until"))
    if len(text) > LONGEST_REASON:
        faults.append(Fault("format_string_too_long", "/reason", properties={"max_length": str(LONGEST_REASON)}))
    if faults:
        raise InputError(faults)
    return text
