"""Examining bids point by point, and deciding who stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import VersionConflictError
from infra.audit.model import Event
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import CheckPointNotFoundError
from procurement.model import Bid, Check, CheckAnswer, Decision, Procedure, ProcedureStage
from procurement.repository import BidRepository, ExaminationRepository
from procurement.rules.examination.book import PointGroup
from procurement.rules.examination.examining import (
    EXCLUDING,
    admission_hindrances,
    answer_hindrances,
    clarification_hindrances,
    exclusion_hindrances,
)
from procurement.rules.examination.refusal import ExaminationRefusedError, require_none
from procurement.rules.examination.variants import main_bid_of, variant_hindrances, with_requirements
from procurement.rules.procedure.facts import Reason
from procurement.services.examination.drafts import DECISIONS, forget
from procurement.services.examination.examined import Examination, ExaminedBid, Finding, Noted, Verdict
from procurement.services.examination.shared import (
    Law,
    bid_named,
    bids_now,
    names_of,
    offers,
    price_clarified,
    seeing,
    variants_now,
    working,
    written,
)
from procurement.services.gathering import checks_of
from procurement.services.procedures.editing import subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Examining:
    """Examines bids.

    Args:
        transactions: Opens them to those who may examine them.
        law: Dated points and grounds.
    """

    transactions: Transactions
    law: Law

    def open(self, actor: Actor, slug: str) -> Examination:
        """Return all bids of the present round with what was found about them.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with seeing(self.transactions, actor, slug) as (reading, procedure):
            examined = self._examined(reading, procedure)
            return Examination(
                procedure=procedure,
                bids=examined,
                grounds=self.law.grounds(reading, procedure),
                names=names_of(reading, {check.changed_by for one in examined for check in one.checks.values()}),
                is_open=offers(reading, Action.EXAMINE_BIDS, procedure, {ProcedureStage.EXAMINATION}),
                can_exclude=offers(reading, Action.EXAMINE_BIDS, procedure, EXCLUDING),
            )

    def note_all(self, actor: Actor, slug: str, bid: str, findings: Sequence[Finding]) -> Mapping[str, Noted]:
        """Write down findings about a bid, each for itself, and return how each one ended.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            BidNotFoundError: It has no such bid.
            CheckPointNotFoundError: A finding is about no point of it.
        """
        with working(self.transactions, actor, Action.EXAMINE_BIDS, slug, None) as (writing, procedure):
            examined = self._one(writing, procedure, bid)
            noted = {one.item: _note(writing, procedure, examined, one) for one in findings}
            forget(writing, slug, bid, [item for item, one in noted.items() if one.is_stored])
            return noted

    def note(self, actor: Actor, slug: str, bid: str, finding: Finding, once: Once | None = None) -> Check:
        """Write down a finding.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            BidNotFoundError: It has no such bid.
            CheckPointNotFoundError: It is about no point of the bid.
            VersionConflictError: Somebody else wrote something else since.
            ExaminationRefusedError: A rule stands against it.
        """
        with working(self.transactions, actor, Action.EXAMINE_BIDS, slug, once) as (writing, procedure):
            noted = _note(writing, procedure, self._one(writing, procedure, bid), finding)
            if noted.is_conflict:
                raise VersionConflictError(noted.now.version if noted.now else 0)
            if noted.reasons or noted.now is None:
                raise ExaminationRefusedError(noted.reasons)
            return writing.done(noted.now)

    def decide(self, actor: Actor, slug: str, bid: str, verdict: Verdict, once: Once | None = None) -> Bid:
        """Admit or exclude a bid and return it as it became.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            BidNotFoundError: It has no such bid.
            VersionConflictError: Somebody else has decided about it since.
            ExaminationRefusedError: A rule stands against it.
        """
        with working(self.transactions, actor, Action.EXAMINE_BIDS, slug, once) as (writing, procedure):
            examined = self._one(writing, procedure, bid)
            before, reason = examined.bid, written(verdict.reason)
            if before.version != verdict.version:
                raise VersionConflictError(before.version)
            require_none(self._against(writing, procedure, examined, replace(verdict, reason=reason)))
            is_out = verdict.decision is Decision.EXCLUDED
            wanted = replace(
                before,
                decision=verdict.decision,
                exclusion_code=verdict.code if is_out else "",
                exclusion_reason=reason if is_out else "",
                admission_reason="" if is_out else reason,
            )
            after = BidRepository(writing.session).change(slug, before, wanted)
            details = [{"bid": one.id, **_decided(one)} for one in (before, after)]
            forget(writing, slug, bid, [DECISIONS[verdict.decision]])
            writing.record(Event.BID_DECIDED, subject_of(procedure), before=details[0], after=details[1])
            return writing.done(after)

    def _against(
        self, writing: Writing, procedure: Procedure, examined: ExaminedBid, verdict: Verdict
    ) -> tuple[Reason, ...]:
        if verdict.decision is Decision.EXCLUDED:
            bid, grounds = examined.bid, self.law.grounds(writing, procedure)
            asked = clarification_hindrances(bid, verdict.code, is_asked=price_clarified(writing, procedure, bid))
            return (*exclusion_hindrances(procedure.stage, bid, grounds, verdict.code, verdict.reason), *asked)
        bid, progress = examined.bid, examined.progress
        fails = any(one.group is PointGroup.A_CRITERIA and one.id in progress.not_met for one in examined.points)
        reasons = admission_hindrances(procedure.stage, bid, progress, verdict.reason, fails_a_criterion=fails)
        others = bids_now(writing, procedure)
        return (*reasons, *variant_hindrances(bid, examined.variants, examined.checks, others))

    def _examined(self, reading: Reading, procedure: Procedure) -> tuple[ExaminedBid, ...]:
        points = self.law.points(reading, procedure)
        checks = checks_of(reading, procedure.slug)
        bids, terms = bids_now(reading, procedure), variants_now(reading, procedure)
        return tuple(
            ExaminedBid(
                bid=bid,
                points=with_requirements(points[bid.place.lot], bid, terms[bid.place.lot]),
                checks=checks.get(bid.id, {}),
                variants=terms[bid.place.lot],
                main_bid=main_bid_of(bid, bids),
            )
            for bid in bids
        )

    def _one(self, reading: Reading, procedure: Procedure, bid: str) -> ExaminedBid:
        examined = self._examined(reading, procedure)
        wanted = bid_named(tuple(one.bid for one in examined), bid)
        return next(one for one in examined if one.bid is wanted)


def _note(writing: Writing, procedure: Procedure, examined: ExaminedBid, finding: Finding) -> Noted:
    point = next((one for one in examined.points if one.id == finding.item), None)
    if point is None:
        raise CheckPointNotFoundError(finding.item)
    now, note = examined.checks.get(finding.item), written(finding.note)
    held = (now.answer, now.note) if now else (CheckAnswer.OPEN, "")
    if held == (finding.answer, note) and now:
        return Noted(now=now)
    if (now.version if now else 0) != finding.version:
        return Noted(now=now, is_conflict=True)
    if reasons := answer_hindrances(procedure.stage, examined.bid, point, finding.answer, note):
        return Noted(now=now, reasons=reasons)
    after = Check(
        bid=examined.bid.id,
        item=finding.item,
        answer=finding.answer,
        note=note,
        changed_by=str(writing.actor.person),
        changed_at=writing.now,
        version=finding.version + 1,
    )
    ExaminationRepository(writing.session).put_check(procedure.slug, after)
    place = {"bid": after.bid, "item": after.item}
    writing.record(
        Event.CHECK_CHANGED,
        subject_of(procedure),
        before={**place, "answer": held[0].value, "note": held[1]},
        after={**place, "answer": after.answer.value, "note": note},
    )
    return Noted(now=after)


def _decided(bid: Bid) -> dict[str, object]:
    return {"decision": bid.decision.value, "code": bid.exclusion_code, "reason": bid.decision_reason}
