"""Taking requests from stage to stage: the state machine decides, the policy allows, all in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from capacity.model import CapacityRequest, Party, RequestEvent, RequestStage, ReviewKind
from capacity.model import RequestReview as StoredReview
from capacity.repository import CalibrationRepository, CourseRepository, PlaceRepository
from capacity.rules.course.refusal import StepRefusedError
from capacity.rules.course.steps import (
    BY_THE_HOUSE,
    LIFTS,
    RequestStep,
    RequestTransition,
    hindrances,
    request_transition,
    state_after,
)
from capacity.rules.course.wording import STAGES
from capacity.rules.form import EFFORT, efforts_in
from capacity.rules.gates import LIFTABLE
from capacity.services.gates import keep_lift
from capacity.services.gathering import LONGEST_REASON, StepWish, facts_of
from capacity.services.prioritising import keep_priority
from capacity.services.shared import (
    FORM,
    REVIEW_PARTIES,
    STAGE_PARTIES,
    days_for,
    end_answered,
    end_unanswered,
    found,
    require,
    save,
    start_clock,
    subject_of,
)
from capacity.services.telling import tell
from core.errors import VersionConflictError
from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.notices.model import NoticeKind
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.states import REQUEST_PLACED
from infra.policy.table import Action
from infra.transactions import Transactions, Writing

_DEPARTMENT = (RequestStep.SUBMIT, RequestStep.WITHDRAW, RequestStep.REWORK, RequestStep.ACCEPT)
_ADIT = (
    RequestStep.RECEIVE,
    RequestStep.FORWARD,
    RequestStep.REJECT_FORMALLY,
    RequestStep.MERGE,
    RequestStep.ASSESS,
    RequestStep.PROPOSE,
    RequestStep.RESUME,
    RequestStep.SCHEDULE,
    RequestStep.MOVE,
    RequestStep.BLOCK,
    RequestStep.UNBLOCK,
    RequestStep.START,
    RequestStep.DELIVER,
)
STEP_ACTIONS: Mapping[RequestStep, Action] = {
    **dict.fromkeys(RequestStep, Action.DECIDE_CAPACITY),
    **dict.fromkeys(_DEPARTMENT, Action.STEER_REQUEST),
    **dict.fromkeys(_ADIT, Action.HANDLE_REQUEST),
    **dict.fromkeys(BY_THE_HOUSE, Action.RUN_CLOCKS),
}
"""The action that each step is; what is nobody else's is for the Digitaldezernat to decide."""

_PARTIES: Mapping[Action, Party] = {
    Action.STEER_REQUEST: Party.FACHAMT,
    Action.HANDLE_REQUEST: Party.ADIT,
    Action.DECIDE_CAPACITY: Party.DEZERNAT,
}
_SLOTS = frozenset({RequestStep.SCHEDULE, RequestStep.MOVE, RequestStep.UNBLOCK})
_PROMISES = frozenset({RequestStep.RESERVE, RequestStep.RULE, RequestStep.RULE_RESERVED, RequestStep.RULE_PART})
_KEEPS = LIFTS | {RequestStep.START, RequestStep.DELIVER, RequestStep.REWORK, RequestStep.ACCEPT}
"""Steps that leave slot and promise as they are; all others free them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCourse:
    """Takes requests from stage to stage.

    Args:
        transactions: Opens them to those who may take the step.
        figures: Response times.
    """

    transactions: Transactions
    figures: ParameterSet

    def take(self, actor: Actor, number: int, wish: StepWish, once: Once | None = None) -> CapacityRequest:
        """Take a step and return the request as it became.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to do.
            VersionConflictError: Somebody else has changed it.
            StepRefusedError: Something stands against it; all reasons are named.
        """
        with self.transactions.write(actor, STEP_ACTIONS[wish.step], once) as writing:
            request = found(writing, number)
            require(writing, STEP_ACTIONS[wish.step], request)
            if request.version != wish.version:
                raise VersionConflictError(request.version)
            return writing.done(move(writing, request, wish, self.figures))


def move(writing: Writing, request: CapacityRequest, wish: StepWish, figures: ParameterSet) -> CapacityRequest:
    """Take a step with a request that the caller may move, and return it as it became.

    Raises:
        StepRefusedError: Something stands against it.
        VersionConflictError: Somebody else has changed it.
    """
    reason = plain_text(wish.reason).strip()[:LONGEST_REASON]
    known = facts_of(writing, request, replace(wish, reason=reason), figures)
    if reasons := hindrances(known, wish.step):
        raise StepRefusedError(reasons)
    transition = request_transition(request.stage, wish.step)
    if transition is None:
        raise AssertionError("a step that the stage does not know has been refused before")
    after = save(writing, _after(writing, request, wish, transition, reason), request.version)
    if wish.step in LIFTS:
        keep_lift(writing, after, replace(wish, reason=reason))
    enter(writing, request, after, Entry(step=wish.step.value, reason=reason), figures)
    event = Event.CAPACITY_DECIDED if STEP_ACTIONS[wish.step] is Action.DECIDE_CAPACITY else Event.CAPACITY_MOVED
    told = {"step": wish.step.value, **facts(after), "reason": reason}
    writing.record(event, subject_of(after), before=facts(request), after=told)
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How a request came to a stage.

    Args:
        step: What was done.
        reason: Why.
    """

    step: str
    reason: str = ""


def enter(
    writing: Writing, before: CapacityRequest, after: CapacityRequest, entry: Entry, figures: ParameterSet
) -> None:
    """Write down that a request has come to a stage, let its clocks run and tell those whose turn it is."""
    repository, day = CourseRepository(writing.session), official_day(writing.now)
    event = RequestEvent(
        number=repository.count_events(after.number) + 1,
        step=entry.step,
        before=before.stage,
        after=after.stage,
        reason=entry.reason,
        person=writing.actor.person,
        at=writing.now,
    )
    repository.add_event(after.number, event)
    if entry.step not in LIFTS:
        if _answers(entry.step, before.stage):
            end_answered(writing, after.number, day, before.stage.value)
        end_unanswered(writing, after.number, day)
        _start_clocks(writing, after, figures, day)
        keep_priority(writing, after, figures)
        if after.stage.value not in REQUEST_PLACED:  # a slot goes before a place, and what is over needs none
            PlaceRepository(writing.session).drop(after.number)
    for party in sorted({Party.FACHAMT, STAGE_PARTIES.get(after.stage, Party.FACHAMT)}):
        tell(writing, after, party, NoticeKind.CAPACITY_MOVED, stage=STAGES[after.stage])
    if after.stage is RequestStage.ABGESCHLOSSEN and not CalibrationRepository(writing.session).spent(after.number):
        tell(writing, after, Party.ADIT, NoticeKind.CAPACITY_SPENT_MISSING)


def facts(request: CapacityRequest) -> dict[str, object]:
    """Return what the audit log tells of a request."""
    return {
        "stage": request.stage.value,
        "state": request.state.value,
        "window_from": request.window_from and request.window_from.isoformat(),
        "until": request.until and request.until.isoformat(),
        "person_days": format(request.person_days, "f"),
        "reason": request.reason,
    }


def free_slot(writing: Writing, number: int, reason: str, figures: ParameterSet) -> bool:
    """Give the slot of a request back because its tender has failed; return whether it held one.

    The caller has asked the policy about the tender.
    """
    request = found(writing, number)
    if request_transition(request.stage, RequestStep.TENDER_FAILED) is None:
        return False
    wish = StepWish(step=RequestStep.TENDER_FAILED, version=request.version, reason=reason)
    move(writing, request, wish, figures)
    return True


def _answers(step: str, stage: RequestStage) -> bool:
    """Tell whether a step is the answer of the party whose clock a stage had.

    A withdrawal is none, nor what somebody else decides before that party has answered.
    """
    found = request_transition(stage, RequestStep(step))
    party = STAGE_PARTIES.get(stage)
    return None not in {found, party} and _PARTIES.get(STEP_ACTIONS[RequestStep(step)]) is party


def _start_clocks(writing: Writing, request: CapacityRequest, figures: ParameterSet, day: date) -> None:
    if request.stage in STAGE_PARTIES:
        days = days_for(figures, request.stage.value, day)
        start_clock(writing, request.number, request.stage.value, STAGE_PARTIES[request.stage], days, day)
    if request.stage is RequestStage.PRUEFUNG:
        days = days_for(figures, "check", day)
        for kind in ReviewKind:
            CourseRepository(writing.session).put_review(request.number, StoredReview(kind=kind))
            start_clock(writing, request.number, kind.value, REVIEW_PARTIES[kind], days, day)


def _after(
    writing: Writing, request: CapacityRequest, wish: StepWish, found: RequestTransition, reason: str
) -> CapacityRequest:
    """Return what a request becomes by a step, apart from its version."""
    after = replace(_kept(request, wish.step), stage=found.target, state=state_after(found, request.state))
    if wish.step in _SLOTS:
        after = replace(after, window_from=wish.day, until=wish.until)
    if wish.step in _PROMISES:
        after = replace(after, until=wish.until)
    if wish.step is RequestStep.DEFER:
        after = replace(after, resubmit_on=wish.day)
    if wish.step is RequestStep.MERGE:
        after = replace(after, merged_into=wish.other)
    if wish.step is RequestStep.PROPOSE:
        after = _with_effort(writing, replace(after, proposed_by=writing.actor.person))
    if STEP_ACTIONS[wish.step] is Action.DECIDE_CAPACITY and wish.step not in LIFTS:
        after = replace(after, reason=reason, decided_by=str(writing.actor.person), decided_at=writing.now)
    return after


def _kept(request: CapacityRequest, step: RequestStep) -> CapacityRequest:
    """Return a request with as much of slot, promise and resubmission as a step leaves."""
    if step is RequestStep.START and request.stage in LIFTABLE:  # what an exception lets begin has no promise left
        return replace(request, window_from=None, until=None, resubmit_on=None)
    return request if step in _KEEPS else replace(request, window_from=None, until=None, resubmit_on=None)


def _with_effort(writing: Writing, request: CapacityRequest) -> CapacityRequest:
    """Take the person-days of the form over, where ADIT has written some."""
    written = FORM.values(writing, FORM.record(str(request.number)))[EFFORT].value
    efforts = efforts_in(written)
    return replace(request, demand=replace(request.demand, efforts=efforts)) if efforts else request
