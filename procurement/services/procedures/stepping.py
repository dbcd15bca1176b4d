"""Taking steps: the state machine decides, the policy allows, one transaction carries out what both let through."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.model import Edit
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import ContentChangedError, ProcedureNotFoundError
from procurement.model import Procedure, Publication
from procurement.repository import ProcedureRepository
from procurement.rules.procedure.facts import Deadline, Reason
from procurement.rules.procedure.guards import invitation_is_long_enough
from procurement.rules.procedure.publication import Composed, restore
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step, hindrances, seal_of, transition
from procurement.services.gathering import Gathering
from procurement.services.naming import is_slug
from procurement.services.procedures.bid_steps import Ahead, Effect, nothing_ahead, with_bids
from procurement.services.procedures.editing import subject_of, whole_second
from procurement.services.procedures.judging import Judge, Judgement
from procurement.services.procedures.reading import ACTIONS
from procurement.services.procedures.shared import FIELDS, case_of, record_of, resource
from procurement.services.telling import tell
from scoring.model import is_written

LONGEST_REASON = 20_000

_EVENTS: Mapping[Step, Event] = {
    Step.REQUEST_RELEASE: Event.RELEASE_REQUESTED,
    Step.HAND_BACK: Event.PROCEDURE_HANDED_BACK,
    Step.RELEASE: Event.PROCEDURE_PUBLISHED,
    Step.START_CHANGE: Event.CHANGE_STARTED,
    Step.WITHDRAW_CHANGE: Event.CHANGE_WITHDRAWN,
    Step.ABANDON: Event.PROCEDURE_ABANDONED,
    Step.ANNUL: Event.PROCEDURE_ANNULLED,
    Step.OPEN_REQUESTS: Event.REQUESTS_OPENED,
    Step.REQUEST_SELECTION: Event.SELECTION_REQUESTED,
    Step.HAND_BACK_SELECTION: Event.SELECTION_HANDED_BACK,
    Step.INVITE: Event.CANDIDATES_INVITED,
    Step.OPEN_BIDS: Event.BIDS_OPENED,
    Step.START_EXAMINATION: Event.EXAMINATION_STARTED,
    Step.START_SCORING: Event.SCORING_STARTED,
    Step.START_CONSENSUS: Event.CONSENSUS_STARTED,
    Step.FIX_QUALITY: Event.QUALITY_FIXED,
    Step.UNLOCK_PRICES: Event.PRICES_UNLOCKED,
    Step.NEXT_ROUND: Event.ROUND_STARTED,
    Step.REQUEST_RESULT: Event.RESULT_REQUESTED,
    Step.HAND_BACK_RESULT: Event.RESULT_HANDED_BACK,
    Step.FIX_RESULT: Event.RESULT_FIXED,
    Step.REQUEST_AWARD: Event.AWARD_REQUESTED,
    Step.HAND_BACK_AWARD: Event.AWARD_HANDED_BACK,
    Step.DECIDE_AWARD: Event.AWARD_DECIDED,
    Step.AWARD: Event.CONTRACT_AWARDED,
    Step.RESET: Event.PROCEDURE_RESET,
}
_SEEN_FIRST = frozenset({Step.REQUEST_RELEASE, Step.RELEASE})
_SEALED = frozenset(
    {
        Step.REQUEST_RESULT,
        Step.FIX_RESULT,
        Step.REQUEST_SELECTION,
        Step.INVITE,
        Step.REQUEST_AWARD,
        Step.DECIDE_AWARD,
    }
)
_RECORDED = frozenset({Step.OPEN_REQUESTS, Step.OPEN_BIDS})
"""Steps that come with a record or with the keys of two people; alone they would open what nobody has read."""
_HANDS_BACK = frozenset({Step.HAND_BACK, Step.HAND_BACK_SELECTION, Step.HAND_BACK_RESULT, Step.HAND_BACK_AWARD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A step that somebody wants to take.

    Args:
        step: Which.
        version: Version of the procedure that they have seen.
        seen: Seal of the content that they have seen, for asking for a release and releasing (``Composed.seal``).
        reason: Why, for steps that need a reason.
        bid_deadline: Until when bids are awaited, for steps that need a deadline.
    """

    step: Step
    version: int
    seen: str | None = None
    reason: str = ""
    bid_deadline: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepping:
    """Takes procedures from stage to stage.

    Args:
        transactions: Opens them to those who may take the step.
        judge: Dated data.
        gathering: What is known about bids.
        effects: What else some steps do in their transaction.
        ahead: What is computed before the transaction, so that it is short.
    """

    transactions: Transactions
    judge: Judge
    gathering: Gathering
    effects: Mapping[Step, Effect] = field(default_factory=dict)
    ahead: Ahead = nothing_ahead

    def take(self, actor: Actor, slug: str, wish: Wish, once: Once | None = None) -> Procedure:
        """Take a step that stands for itself and return the procedure as it became.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ContentChangedError: Its content is not what the person has seen.
            StepNotPossibleError: Something stands against it; all reasons are named.
        """
        ahead = self.ahead(actor, slug, wish.step)
        with ahead, self.transactions.write(actor, ACTIONS[wish.step], once) as writing:
            if not is_slug(slug):
                raise ProcedureNotFoundError(slug)
            if wish.step in _RECORDED:
                raise StepNotPossibleError(wish.step, (Reason(type="opening-unrecorded"),))
            return writing.done(self.advance(writing, slug, wish))

    def require_possible(self, writing: Writing, procedure: Procedure, step: Step) -> None:
        """Do nothing where a step is possible.

        Raises:
            StepNotPossibleError: Something stands against it; all reasons are named.
        """
        case = case_of(writing, procedure, self.gathering)
        facts = self.judge.judge(case, writing.actor.person, writing.now).facts
        if reasons := hindrances(facts, step):
            raise StepNotPossibleError(step, reasons)

    def advance(
        self,
        writing: Writing,
        slug: str,
        wish: Wish,
        told: Mapping[str, object] = MappingProxyType({}),
        *,
        right: Action | None = None,
    ) -> Procedure:
        """Take a step within a transaction that does more than that, and return the procedure as it became.

        Args:
            writing: The transaction.
            slug: Name of the procedure.
            wish: The step.
            told: What else the audit log tells of it.
            right: By which right, where it is not that of the step itself.
        """
        procedure = ProcedureRepository(writing.session).lock(slug, wish.version, writing.now)
        writing.require(right or ACTIONS[wish.step], resource(writing, procedure))
        case = case_of(writing, procedure, self.gathering)
        judgement = self.judge.judge(case, writing.actor.person, writing.now)
        _check(wish, procedure, judgement)
        effect = self.effects.get(wish.step)
        details = effect(writing, procedure) if effect else {}
        after = _carry_out(writing, procedure, wish, judgement)
        ProcedureRepository(writing.session).save(procedure, after)
        _record(writing, procedure, after, wish, {**_seen_first(procedure, wish, judgement), **details, **told})
        tell(writing, procedure, wish.step)
        return after


def _check(wish: Wish, procedure: Procedure, judgement: Judgement) -> None:
    reasons = hindrances(judgement.facts, wish.step)
    found = transition(procedure.stage, wish.step)
    if found is not None and found.needs_reason and not is_written(wish.reason):
        reasons = (*reasons, Reason(type="reason-missing"))
    if found is not None and found.needs_deadline:
        reasons = (*reasons, *invitation_is_long_enough(judgement.facts, _end(wish)))
    if reasons:
        raise StepNotPossibleError(wish.step, reasons)
    seal = seal_of(judgement.facts, wish.step)
    if seal is not None and wish.seen != seal:
        raise ContentChangedError(procedure.slug)


def _end(wish: Wish) -> Deadline | None:
    moment = whole_second(wish.bid_deadline, "/bid_deadline")
    return None if moment is None else Deadline(moment=moment, day=official_day(moment))


def _carry_out(writing: Writing, procedure: Procedure, wish: Wish, judgement: Judgement) -> Procedure:
    found = transition(procedure.stage, wish.step)
    if found is None:
        raise AssertionError("a step that the stage does not know has been refused before")
    reason = plain_text(wish.reason).strip()[:LONGEST_REASON] if found.needs_reason else ""
    nobody_asks = replace(procedure, stage=found.target, asked_by=None, asked_at=None, asked_digest=None)
    match wish.step:
        case Step.REQUEST_RELEASE:
            asked = replace(procedure, asked_by=writing.actor.person, asked_at=writing.now, handed_back="")
            return replace(asked, stage=found.target, asked_digest=_whole(judgement.composed).seal)
        case Step.HAND_BACK:
            return replace(nobody_asks, handed_back=reason)
        case Step.RELEASE:
            published = _publish(writing, procedure, _whole(judgement.composed))
            return replace(nobody_asks, publications=published.number, round=1, round_deadline=None, reason="")
        case Step.WITHDRAW_CHANGE:
            return _restored(writing, nobody_asks)
        case Step.START_CHANGE | Step.ABANDON | Step.ANNUL | Step.RESET:
            kept = None if wish.step is Step.RESET else procedure.round_deadline
            return replace(nobody_asks, round_deadline=kept, reason=reason, handed_back="")
        case _:
            end = _end(wish)
            about = judgement.facts
            return with_bids(writing, nobody_asks, wish.step, about, reason, end.moment if end else None)


def _whole(composed: Composed | None) -> Composed:
    if composed is None:
        raise AssertionError("the guards let through only what is complete")
    return composed


def _publish(writing: Writing, procedure: Procedure, composed: Composed) -> Publication:
    published = Publication(
        number=procedure.publications + 1,
        document=composed.document,
        digest=composed.digest,
        internal=composed.internal,
        internal_digest=composed.internal_digest,
        asked_by=str(procedure.asked_by),
        released_by=str(writing.actor.person),
        published_at=writing.now,
        reason=procedure.reason,
    )
    ProcedureRepository(writing.session).add_publication(procedure.slug, published)
    return published


def _restored(writing: Writing, procedure: Procedure) -> Procedure:
    """Return the procedure as it was published last; its texts are written back."""
    last = ProcedureRepository(writing.session).publications(procedure.slug)[-1]
    restored = restore(json.loads(last.document), json.loads(last.internal))
    record = record_of(procedure.slug)
    held = FIELDS.values(writing, record)
    for name, text in restored.texts.items():
        FIELDS.save(writing, record, Edit(field=name, value=text, base_version=held[name].version))
    plan = replace(restored.plan, office=procedure.plan.office)
    return replace(
        procedure,
        plan=plan,
        lots=restored.lots,
        need=restored.need,
        eligibility=restored.eligibility,
        reason="",
        handed_back="",
    )


def _seen_first(before: Procedure, wish: Wish, judgement: Judgement) -> Mapping[str, object]:
    """Return what two people agree on, as the audit log tells it."""
    composed = judgement.composed
    if wish.step in _SEALED:
        return {"digest": wish.seen}
    if wish.step not in _SEEN_FIRST or composed is None:
        return {}
    return {
        "publication": before.publications + 1,
        "digest": composed.digest,
        "internal": composed.internal_digest,
    }


def _record(writing: Writing, before: Procedure, after: Procedure, wish: Wish, more: Mapping[str, object]) -> None:
    details: dict[str, object] = {"stage": after.stage.value, **more}
    if after.round != before.round:
        details["round"] = after.round
    if after.round_deadline != before.round_deadline:
        details["bid_deadline"] = after.round_deadline and after.round_deadline.isoformat()
    if reason := after.handed_back if wish.step in _HANDS_BACK else after.reason:
        details["reason"] = reason
    writing.record(_EVENTS[wish.step], subject_of(after), before={"stage": before.stage.value}, after=details)
