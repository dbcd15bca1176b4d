"""The state machine of a request, as data. Its picture in ``docs/rules/capacity_course.md`` is drawn from here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from capacity.model import CapacityState, RequestStage
from capacity.rules.course import guards
from capacity.rules.course.facts import Reason, RequestFacts
from capacity.rules.course.guards import Guard
from capacity.rules.gates import BEGUN, LIFTABLE, began_by_lift


class RequestStep(StrEnum):
    """What can be done with a request as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RECEIVE = "receive"
    FORWARD = "forward"
    REJECT_FORMALLY = "reject-formally"
    MERGE = "merge"
    ASSESS = "assess"
    PROPOSE = "propose"
    APPROVE = "approve"
    RESERVE = "reserve"
    CONFIRM = "confirm"
    LAPSE = "lapse"
    DEFER = "defer"
    RESUME = "resume"
    REJECT = "reject"
    SCHEDULE = "schedule"
    MOVE = "move"
    UNSCHEDULE = "unschedule"
    BLOCK = "block"
    UNBLOCK = "unblock"
    START = "start"
    DELIVER = "deliver"
    REWORK = "rework"
    ACCEPT = "accept"
    CANCEL = "cancel"
    RULE = "rule"
    RULE_RESERVED = "rule-reserved"
    RULE_PART = "rule-part"
    REOPEN = "reopen"
    LIFT = "lift"
    LIFT_RESOLVED = "lift-resolved"
    TENDER_FAILED = "tender-failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTransition:
    """One step from one stage to another.

    Args:
        step: What is done.
        source: Stage it starts from.
        target: Stage it leads to.
        guards: What must hold.
    """

    step: RequestStep
    source: RequestStage
    target: RequestStage
    guards: tuple[Guard, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """It is taken only with a written reason, which is kept."""
        return guards.reason_is_given in self.guards


S, T = RequestStage, RequestStep
_WHY = guards.reason_is_given
_QUEUED = (S.EINGEREICHT, S.VORPRUEFUNG, S.PRUEFUNG, S.BEWERTUNG, S.PRIORISIERT)
_PROMISED = (S.VORBEHALT, S.FREIGEGEBEN, S.EINGEPLANT, S.BLOCKIERT)
_RULED = (_WHY, guards.another_than_proposed)
_SLOT = (guards.slot_is_given, guards.slot_is_paid)
_BEGUN = (guards.predecessors_are_done, guards.work_is_paid)
_LIFTED = (guards.lift_is_public, guards.lift_is_ahead)
_GOING_ON = (S.BLOCKIERT, S.IN_UMSETZUNG)
_UNPROMISED = (*_LIFTED, guards.promise_is_missing)


def _steps(
    step: RequestStep, sources: tuple[RequestStage, ...], target: RequestStage, *found: Guard
) -> tuple[RequestTransition, ...]:
    return tuple(RequestTransition(step=step, source=one, target=target, guards=found) for one in sources)


TRANSITIONS: tuple[RequestTransition, ...] = (
    *_steps(T.SUBMIT, (S.ENTWURF,), S.EINGEREICHT, guards.form_is_complete),
    *_steps(T.WITHDRAW, (S.ENTWURF, *_QUEUED, S.ZURUECKGESTELLT, *_PROMISED), S.ZURUECKGEZOGEN),
    *_steps(T.RECEIVE, (S.EINGEREICHT,), S.VORPRUEFUNG),
    *_steps(T.FORWARD, (S.VORPRUEFUNG,), S.PRUEFUNG, guards.questions_are_answered),
    *_steps(T.REJECT_FORMALLY, (S.VORPRUEFUNG,), S.ABGELEHNT, _WHY),
    *_steps(T.MERGE, (S.VORPRUEFUNG,), S.ZUSAMMENGEFUEHRT, _WHY, guards.other_fits),
    *_steps(T.ASSESS, (S.PRUEFUNG,), S.BEWERTUNG, guards.reviews_are_in, guards.questions_are_answered),
    *_steps(T.PROPOSE, (S.BEWERTUNG,), S.PRIORISIERT, guards.effort_is_known, guards.questions_are_answered),
    *_steps(T.APPROVE, (S.PRIORISIERT,), S.FREIGEGEBEN, _WHY, guards.another_than_proposed),
    *_steps(T.RESERVE, (S.PRIORISIERT,), S.VORBEHALT, _WHY, guards.another_than_proposed, guards.end_is_given),
    *_steps(T.CONFIRM, (S.VORBEHALT,), S.FREIGEGEBEN, *_RULED, guards.reservation_holds),
    *_steps(T.LAPSE, (S.VORBEHALT,), S.PRIORISIERT),
    *_steps(T.DEFER, (S.BEWERTUNG, S.PRIORISIERT, *_PROMISED), S.ZURUECKGESTELLT, _WHY, guards.resubmission_is_given),
    *_steps(T.RESUME, (S.ZURUECKGESTELLT,), S.BEWERTUNG),
    *_steps(T.REJECT, (*_QUEUED, S.ZURUECKGESTELLT, *_PROMISED), S.ABGELEHNT, *_RULED),
    *_steps(T.SCHEDULE, (S.FREIGEGEBEN,), S.EINGEPLANT, *_SLOT),
    *_steps(T.MOVE, (S.EINGEPLANT,), S.EINGEPLANT, _WHY, *_SLOT, guards.slot_is_tried),
    *_steps(T.UNSCHEDULE, (S.EINGEPLANT,), S.PRIORISIERT, _WHY),
    *_steps(T.BLOCK, (S.EINGEPLANT, S.IN_UMSETZUNG), S.BLOCKIERT, _WHY),
    *_steps(T.UNBLOCK, (S.BLOCKIERT,), S.EINGEPLANT, guards.promise_was_given, *_SLOT),
    *_steps(T.START, (S.EINGEPLANT,), S.IN_UMSETZUNG, guards.slot_has_come, *_BEGUN),
    *_steps(T.START, LIFTABLE, S.IN_UMSETZUNG, guards.agreement_is_lifted, *_BEGUN),
    *_steps(T.START, (S.BLOCKIERT,), S.IN_UMSETZUNG, guards.promise_is_missing, guards.agreement_is_lifted, *_BEGUN),
    *_steps(T.DELIVER, (S.IN_UMSETZUNG,), S.ABNAHME),
    *_steps(T.REWORK, (S.ABNAHME,), S.IN_UMSETZUNG, _WHY),
    *_steps(T.ACCEPT, (S.ABNAHME,), S.ABGESCHLOSSEN, guards.may_go_live),
    *_steps(T.CANCEL, (S.BLOCKIERT, S.IN_UMSETZUNG, S.ABNAHME), S.ABGEBROCHEN, _WHY),
    *_steps(T.RULE, (*_QUEUED, S.ZURUECKGESTELLT, *_PROMISED, S.ABGELEHNT), S.EINGEPLANT, *_RULED, guards.end_is_given),
    *_steps(T.RULE_RESERVED, (*_QUEUED, *_PROMISED), S.VORBEHALT, *_RULED, guards.end_is_given),
    *_steps(T.RULE_PART, (*_QUEUED, *_PROMISED), S.FREIGEGEBEN, *_RULED, guards.end_is_given),
    *_steps(T.REOPEN, (S.ABGELEHNT, *_PROMISED), S.EINGEREICHT, _WHY),
    *(one for stage in LIFTABLE for one in _steps(T.LIFT, (stage,), stage, *_RULED, *_LIFTED, guards.lift_ends)),
    *(one for stage in LIFTABLE for one in _steps(T.LIFT_RESOLVED, (stage,), stage, _WHY, *_LIFTED)),
    *(one for stage in _GOING_ON for one in _steps(T.LIFT, (stage,), stage, *_RULED, *_UNPROMISED, guards.lift_ends)),
    *(one for stage in _GOING_ON for one in _steps(T.LIFT_RESOLVED, (stage,), stage, _WHY, *_UNPROMISED)),
    *_steps(T.TENDER_FAILED, (S.EINGEPLANT, S.IN_UMSETZUNG), S.BLOCKIERT, _WHY),
    *_steps(T.TENDER_FAILED, (S.VORBEHALT,), S.PRIORISIERT, _WHY),
)
"""Everything that can happen. What is not here cannot."""

FIRST = RequestStage.ENTWURF
FINAL = frozenset({S.ABGESCHLOSSEN, S.ZURUECKGEZOGEN, S.ZUSAMMENGEFUEHRT, S.ABGEBROCHEN})
"""Stages after which nothing happens any more; what was rejected can be opened again by decision."""

BY_THE_HOUSE = frozenset({RequestStep.LAPSE, RequestStep.TENDER_FAILED})
"""Steps that no person takes: a day has come, or a tender has failed."""

LIFTS = frozenset({RequestStep.LIFT, RequestStep.LIFT_RESOLVED})
"""Steps that open the gates and leave the request, its slot and its clocks where they are."""

_STATES: Mapping[RequestStage, CapacityState] = {
    **dict.fromkeys((S.ENTWURF, S.ABGELEHNT, *FINAL), CapacityState.KEINE),
    **dict.fromkeys((S.EINGEREICHT, S.VORPRUEFUNG, S.PRUEFUNG, S.BEWERTUNG, S.ZURUECKGESTELLT), CapacityState.GESTELLT),
    **dict.fromkeys((S.PRIORISIERT, S.FREIGEGEBEN, S.BLOCKIERT), CapacityState.TEILWEISE),
    S.VORBEHALT: CapacityState.VORBEHALT,
    **dict.fromkeys((S.EINGEPLANT, S.IN_UMSETZUNG, S.ABNAHME, S.ABGESCHLOSSEN), CapacityState.ZUGESAGT),
}
_BY_PLACE: Mapping[tuple[RequestStage, RequestStep], RequestTransition] = {
    (one.source, one.step): one for one in TRANSITIONS
}


def capacity_state(stage: RequestStage) -> CapacityState:
    """Return what a stage means for the headline of a Digital-Check and for the gates."""
    return _STATES[stage]


def state_after(found: RequestTransition, state: CapacityState) -> CapacityState:
    """Return what a request is promised after a step. Work that a decision let begin goes on without a promise.

    Args:
        found: The step.
        state: What it was promised before.
    """
    begins = found.step is T.START and found.source in LIFTABLE
    goes_on = found.target in BEGUN and began_by_lift(found.source, state)
    return CapacityState.GESTELLT if begins or goes_on else capacity_state(found.target)


def request_transition(stage: RequestStage, step: RequestStep) -> RequestTransition | None:
    """Return what a step does in a stage; None where it is not to be had."""
    return _BY_PLACE.get((stage, step))


def steps_from(stage: RequestStage) -> Iterator[RequestTransition]:
    """Yield the steps that a stage knows, possible or not."""
    return (one for one in TRANSITIONS if one.source is stage)


def hindrances(facts: RequestFacts, step: RequestStep) -> tuple[Reason, ...]:
    """Return every reason why a step is not possible now; empty where it is.

    Args:
        facts: What is known.
        step: What somebody wants to do.
    """
    found = request_transition(facts.stage, step)
    if found is None:
        return (Reason(type="wrong-stage", properties={"stage": facts.stage.value, "step": step.value}),)
    return tuple(one for guard in found.guards for one in guard(facts))


def drawn() -> str:
    """Return the machine as a Mermaid diagram, for the documentation."""
    named = {stage: stage.value.replace("-", "_") for stage in RequestStage}
    lines = ["stateDiagram-v2", f"    [*] --> {named[FIRST]}"]
    lines += [f"    {named[one.source]} --> {named[one.target]}: {one.step.value}" for one in TRANSITIONS]
    lines += [f"    {named[stage]} --> [*]" for stage in RequestStage if stage in FINAL]
    return "\n".join(lines)
