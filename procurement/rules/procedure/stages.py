"""The state machine of the procedure, as data. Its picture in ``docs/rules/procedure_stages.md`` is drawn from here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from procurement.model import ProcedureStage
from procurement.rules.procedure import award_guards, bid_guards, guards, participation_guards
from procurement.rules.procedure.facts import Facts, Reason
from procurement.rules.procedure.guards import Guard


class Step(StrEnum):
    """What can be done with a procedure as a whole."""

    REQUEST_RELEASE = "request-release"
    HAND_BACK = "hand-back"
    RELEASE = "release"
    ABANDON = "abandon"
    START_CHANGE = "start-change"
    WITHDRAW_CHANGE = "withdraw-change"
    ANNUL = "annul"
    OPEN_REQUESTS = "open-requests"
    REQUEST_SELECTION = "request-selection"
    HAND_BACK_SELECTION = "hand-back-selection"
    INVITE = "invite"
    OPEN_BIDS = "open-bids"
    START_EXAMINATION = "start-examination"
    START_SCORING = "start-scoring"
    START_CONSENSUS = "start-consensus"
    FIX_QUALITY = "fix-quality"
    UNLOCK_PRICES = "unlock-prices"
    NEXT_ROUND = "next-round"
    REQUEST_RESULT = "request-result"
    HAND_BACK_RESULT = "hand-back-result"
    FIX_RESULT = "fix-result"
    REQUEST_AWARD = "request-award"
    HAND_BACK_AWARD = "hand-back-award"
    DECIDE_AWARD = "decide-award"
    AWARD = "award"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One step from one stage to another.

    Args:
        step: What is done.
        source: Stage it starts from.
        target: Stage it leads to.
        guards: What must hold.
        needs_reason: It is taken only with a written reason.
        needs_deadline: It is taken only with a deadline for the bids that it invites.
    """

    step: Step
    source: ProcedureStage
    target: ProcedureStage
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False
    needs_deadline: bool = False


_COMPLETE = (
    guards.has_lots,
    guards.matrices_are_sound,
    guards.value_is_reasoned,
    guards.kind_is_chosen,
    guards.open_source_is_checked,
    guards.tie_rule_is_written,
    guards.deadlines_are_set,
    participation_guards.eligibility_is_fixed,
)
_FIRST = (*_COMPLETE, guards.minimum_periods_are_kept, guards.capacity_is_agreed)
_AGAIN = (*_COMPLETE, guards.something_changed, guards.period_is_extended, guards.bids_are_not_due)
_FOUR_EYES = (guards.another_person, guards.content_is_as_asked)
_JUDGED = (
    bid_guards.prices_are_whole,
    bid_guards.low_bids_are_examined,
    bid_guards.inquiries_are_closed,
    bid_guards.ties_are_decided,
)
_OPENED_AND_IMPORTED = (bid_guards.opening_is_recorded, bid_guards.bids_are_imported)
_REQUESTS_DUE = (participation_guards.has_participation, participation_guards.requests_are_due)
_CHOSEN = (participation_guards.requests_are_opened, participation_guards.candidates_are_chosen)
_CHOICE_AS_ASKED = (guards.another_person, participation_guards.selection_is_as_asked)
_RESULT_AS_ASKED = (guards.another_person, bid_guards.result_is_as_asked)
_AWARD_READY = (
    award_guards.somebody_wins,
    award_guards.gates_are_passed,
    award_guards.award_is_reasoned,
    award_guards.power_is_shown,
)
_AWARD_AS_ASKED = (guards.another_person, award_guards.award_is_as_asked)
_AWARDABLE = (award_guards.bidders_are_informed, award_guards.standstill_is_over, award_guards.nobody_objects)

_PREPARATION, _REQUESTED = ProcedureStage.PREPARATION, ProcedureStage.RELEASE_REQUESTED
_CHANGE, _CHANGE_REQUESTED = ProcedureStage.CHANGE, ProcedureStage.CHANGE_REQUESTED
_PUBLISHED, _ANNULLED, _ABANDONED = ProcedureStage.PUBLISHED, ProcedureStage.ANNULLED, ProcedureStage.ABANDONED
_OPENED, _EXAMINATION, _SCORING = ProcedureStage.OPENED, ProcedureStage.EXAMINATION, ProcedureStage.SCORING
_PARTICIPATION, _SELECTION_REQUESTED = ProcedureStage.PARTICIPATION, ProcedureStage.SELECTION_REQUESTED
_INVITED = ProcedureStage.INVITED
_CONSENSUS, _QUALITY_FIXED, _PRICING = ProcedureStage.CONSENSUS, ProcedureStage.QUALITY_FIXED, ProcedureStage.PRICING
_RESULT_REQUESTED, _RESULT_FIXED = ProcedureStage.RESULT_REQUESTED, ProcedureStage.RESULT_FIXED
_AWARD_REQUESTED, _AWARD_DECIDED = ProcedureStage.AWARD_REQUESTED, ProcedureStage.AWARD_DECIDED
_AWARDED = ProcedureStage.AWARDED
_WITH_BIDS = (
    _OPENED,
    _EXAMINATION,
    _SCORING,
    _CONSENSUS,
    _QUALITY_FIXED,
    _PRICING,
    _RESULT_REQUESTED,
    _RESULT_FIXED,
    _AWARD_REQUESTED,
    _AWARD_DECIDED,
)
_BETWEEN = (_PARTICIPATION, _SELECTION_REQUESTED, _INVITED)
_RESETTABLE = (*_BETWEEN, *_WITH_BIDS)
_ANNULLABLE = (_PUBLISHED, _CHANGE, _CHANGE_REQUESTED, *_RESETTABLE)


_SETTING_A_DEADLINE = frozenset({Step.REQUEST_SELECTION, Step.NEXT_ROUND})


def _transition(
    step: Step, source: ProcedureStage, target: ProcedureStage, guards: tuple[Guard, ...] = (), *, reason: bool = False
) -> Transition:
    return Transition(
        step=step,
        source=source,
        target=target,
        guards=guards,
        needs_reason=reason,
        needs_deadline=step in _SETTING_A_DEADLINE,
    )


TRANSITIONS: tuple[Transition, ...] = (
    _transition(Step.REQUEST_RELEASE, _PREPARATION, _REQUESTED, _FIRST),
    _transition(Step.RELEASE, _REQUESTED, _PUBLISHED, (*_FOUR_EYES, *_FIRST)),
    _transition(Step.HAND_BACK, _REQUESTED, _PREPARATION, reason=True),
    _transition(Step.ABANDON, _PREPARATION, _ABANDONED, reason=True),
    _transition(Step.ABANDON, _REQUESTED, _ABANDONED, reason=True),
    _transition(Step.OPEN_REQUESTS, _PUBLISHED, _PARTICIPATION, _REQUESTS_DUE),
    _transition(Step.REQUEST_SELECTION, _PARTICIPATION, _SELECTION_REQUESTED, _CHOSEN),
    _transition(Step.HAND_BACK_SELECTION, _SELECTION_REQUESTED, _PARTICIPATION, reason=True),
    _transition(
        Step.INVITE,
        _SELECTION_REQUESTED,
        _INVITED,
        (*_CHOICE_AS_ASKED, *_CHOSEN, participation_guards.invitation_still_fits),
    ),
    _transition(
        Step.OPEN_BIDS,
        _PUBLISHED,
        _OPENED,
        (participation_guards.participation_is_over, bid_guards.deadline_is_over),
    ),
    _transition(Step.OPEN_BIDS, _INVITED, _OPENED, (bid_guards.deadline_is_over,)),
    _transition(Step.START_CHANGE, _PUBLISHED, _CHANGE, (guards.bids_are_not_due,), reason=True),
    _transition(Step.WITHDRAW_CHANGE, _CHANGE, _PUBLISHED, (bid_guards.bids_are_unopened,)),
    _transition(Step.REQUEST_RELEASE, _CHANGE, _CHANGE_REQUESTED, _AGAIN),
    _transition(Step.RELEASE, _CHANGE_REQUESTED, _PUBLISHED, (*_FOUR_EYES, *_AGAIN)),
    _transition(Step.HAND_BACK, _CHANGE_REQUESTED, _CHANGE, reason=True),
    _transition(Step.START_EXAMINATION, _OPENED, _EXAMINATION, _OPENED_AND_IMPORTED),
    _transition(Step.START_SCORING, _EXAMINATION, _SCORING, (bid_guards.bids_are_decided, bid_guards.team_is_ready)),
    _transition(Step.START_CONSENSUS, _SCORING, _CONSENSUS, (bid_guards.sheets_are_handed_in,)),
    _transition(Step.FIX_QUALITY, _CONSENSUS, _QUALITY_FIXED, (bid_guards.consensus_is_complete,)),
    _transition(Step.UNLOCK_PRICES, _QUALITY_FIXED, _PRICING, (guards.another_person,)),
    _transition(Step.NEXT_ROUND, _PRICING, _INVITED, (bid_guards.kind_has_rounds,), reason=True),
    _transition(Step.REQUEST_RESULT, _PRICING, _RESULT_REQUESTED, _JUDGED),
    _transition(Step.HAND_BACK_RESULT, _RESULT_REQUESTED, _PRICING, reason=True),
    _transition(Step.FIX_RESULT, _RESULT_REQUESTED, _RESULT_FIXED, (*_RESULT_AS_ASKED, *_JUDGED)),
    _transition(Step.REQUEST_AWARD, _RESULT_FIXED, _AWARD_REQUESTED, _AWARD_READY),
    _transition(Step.HAND_BACK_AWARD, _AWARD_REQUESTED, _RESULT_FIXED, reason=True),
    _transition(Step.DECIDE_AWARD, _AWARD_REQUESTED, _AWARD_DECIDED, (*_AWARD_AS_ASKED, *_AWARD_READY)),
    _transition(Step.AWARD, _AWARD_DECIDED, _AWARDED, _AWARDABLE),
    *(_transition(Step.RESET, stage, _CHANGE, reason=True) for stage in _RESETTABLE),
    *(_transition(Step.ANNUL, stage, _ANNULLED, reason=True) for stage in _ANNULLABLE),
)
"""Everything that can happen. What is not here cannot."""

FIRST = ProcedureStage.PREPARATION
"""Where every procedure begins."""

FINAL = frozenset({ProcedureStage.ABANDONED, ProcedureStage.ANNULLED, ProcedureStage.AWARDED})
"""Where it ends for good."""

EDITABLE = frozenset({ProcedureStage.PREPARATION, ProcedureStage.CHANGE})
"""Stages in which content may be changed: never while somebody else decides on it, never while it is public."""

EDITED_AGAIN = frozenset({ProcedureStage.CHANGE, ProcedureStage.CHANGE_REQUESTED})
"""Stages in which a published procedure gets a new version."""

PUBLIC = frozenset(
    {
        ProcedureStage.PUBLISHED,
        ProcedureStage.CHANGE,
        ProcedureStage.CHANGE_REQUESTED,
        ProcedureStage.ANNULLED,
        ProcedureStage.AWARDED,
        *_RESETTABLE,
    }
)
"""Stages in which there is something that everybody may know."""

WITH_BIDS = frozenset({*_WITH_BIDS, _AWARDED})
"""Stages in which bids are open: nothing about the procurement documents changes any more."""

_ON_CONTENT = frozenset({Step.REQUEST_RELEASE, Step.RELEASE})
_ON_CHOICE = frozenset({Step.REQUEST_SELECTION, Step.INVITE})
_ON_RESULT = frozenset({Step.REQUEST_RESULT, Step.FIX_RESULT})
_ON_AWARD = frozenset({Step.REQUEST_AWARD, Step.DECIDE_AWARD})
_BY_PLACE: Mapping[tuple[ProcedureStage, Step], Transition] = {(one.source, one.step): one for one in TRANSITIONS}


def transition(stage: ProcedureStage, step: Step) -> Transition | None:
    """Return what a step does in a stage; None where it is not to be had."""
    return _BY_PLACE.get((stage, step))


def steps_from(stage: ProcedureStage) -> Iterator[Transition]:
    """Yield the steps that a stage knows, possible or not."""
    return (one for one in TRANSITIONS if one.source is stage)


def hindrances(facts: Facts, step: Step) -> tuple[Reason, ...]:
    """Return every reason why a step is not possible now; empty where it is.

    Args:
        facts: What is known.
        step: What somebody wants to do.
    """
    found = transition(facts.stage, step)
    if found is None:
        return (Reason(type="wrong-stage", properties={"stage": facts.stage.value, "step": step.value}),)
    return tuple(reason for guard in found.guards for reason in guard(facts))


def seal_of(facts: Facts, step: Step) -> str | None:
    """Return the seal of what whoever takes a step agrees to; None for steps that agree to nothing."""
    if step in _ON_CONTENT:
        return facts.content_digest
    if step in _ON_CHOICE:
        return facts.participation.digest
    if step in _ON_AWARD:
        return facts.award.digest
    return facts.about_bids.prices.result_digest if step in _ON_RESULT else None


def drawn() -> str:
    """Return the machine as a Mermaid diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {_word(FIRST)}"]
    lines += [f"    {_word(one.source)} --> {_word(one.target)}: {one.step}" for one in TRANSITIONS]
    lines += [f"    {_word(stage)} --> [*]" for stage in ProcedureStage if stage in FINAL]
    return "\n".join(lines)


def _word(stage: ProcedureStage) -> str:
    return stage.value.replace("-", "_")
