"""Judging prices: the bidder is asked first, then somebody decides. Nothing is excluded by itself."""

from dataclasses import dataclass, replace

from core.errors import VersionConflictError
from infra.audit.model import Event, Subject
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import (
    BidNotLowError,
    DrawPlannedError,
    PriceNotAskedError,
)
from procurement.model import (
    Bid,
    Check,
    CheckAnswer,
    Decision,
    Procedure,
    ProcedureStage,
)
from procurement.repository import BidRepository, ExaminationRepository, ScoreRepository
from procurement.services.bids.pricing import LOW_PRICE, Pricing
from procurement.services.procedures.shared import found, resource
from procurement.services.results.prices import PRICED, PriceLine, PriceView, line_of, lines_of
from procurement.services.results.reasons import written
from procurement.services.results.shared import BID, priced, require_prices

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceDesk:
    """Where prices are judged.

    Args:
        transactions: Opens them to those who may see or judge them.
        pricing: Opens prices and computes results.
    """

    transactions: Transactions
    pricing: Pricing

    def open(self, actor: Actor, slug: str) -> PriceView:
        """Return the prices of the present round.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: A price is locked.
        """
        with self.transactions.read(actor, Action.READ_PRICES) as reading:
            procedure = found(reading, slug)
            if procedure.stage not in PRICED:
                return PriceView(procedure=procedure, lines=(), rules=self.pricing.rules(), may_judge=False, faults=())
            computed = self.pricing.compute(reading, procedure)
            require_prices(reading, procedure, computed.bids)
            allowed = procedure.stage is ProcedureStage.PRICING and _may_judge(reading, procedure)
            people = {one for asked in computed.requests.values() for one in (asked.asked_by, asked.decided_by) if one}
            return PriceView(
                procedure=procedure,
                lines=tuple(lines_of(reading, procedure, computed)),
                names=IdentityRepository(reading.session).names(people),
                actor=actor.person,
                rules=self.pricing.rules(),
                may_judge=allowed,
                faults=(*computed.faults, *(fault for lot in computed.lots for fault in lot.faults)),
            )

    def accept(self, actor: Actor, slug: str, bid: str, version: int, reason: str, once: Once | None = None) -> Check:
        """Accept an unusually low price, with the reason; kept as a point of the examination.

        Args:
            actor: Who decides.
            slug: Name of the procedure.
            bid: Id of the bid.
            version: Version of the decision that they have seen; 0 where there was none.
            reason: Why the price is plausible.
            once: The wish that it happens only once.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Prices are not judged now.
            BidNotFoundError: There is no such scored bid.
            BidNotLowError: Its price is not conspicuously low.
            PriceNotAskedError: Its bidder was not asked, or the answer is awaited.
            VersionConflictError: Somebody else has decided.
            InputError: The reason says nothing or is too long.

        Legal source:
            § 60 Abs. 2 VgV
        """
        with self.transactions.write(actor, Action.JUDGE_PRICES, once) as writing:
            procedure = priced(writing, Action.JUDGE_PRICES, slug)
            line = line_of(writing, procedure, self.pricing, bid)
            if line.low is None:
                raise BidNotLowError(bid)
            _require_decidable(writing, procedure, line)
            held = line.accepted.version if line.accepted else 0
            if held != version:
                raise VersionConflictError(held)
            check = _accepted(writing, bid, written(reason, "/reason", LONGEST_TEXT), held + 1)
            ExaminationRepository(writing.session).put_check(slug, check)
            details = {"item": LOW_PRICE, "answer": check.answer.value, "reason": check.note}
            before = {"reason": line.accepted.note} if line.accepted else {}
            writing.record(Event.CHECK_CHANGED, _subject(slug, bid), before=before, after=details)
            return writing.done(check)

    def exclude(self, actor: Actor, slug: str, bid: str, version: int, reason: str, once: Once | None = None) -> Bid:
        """Exclude a bid whose price stays unexplained, is missing, or is not what its price sheet sums to.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Prices are not judged now.
            BidNotFoundError: There is no such scored bid.
            BidNotLowError: Nothing about its price allows to exclude it.
            PriceNotAskedError: Its bidder was not asked, or the answer is awaited.
            VersionConflictError: Somebody else has changed it.
            InputError: The reason says nothing or is too long.

        Legal source:
            § 60 Abs. 3 VgV, § 57 Abs. 1 Nr. 5 VgV
        """
        with self.transactions.write(actor, Action.JUDGE_PRICES, once) as writing:
            procedure = priced(writing, Action.JUDGE_PRICES, slug)
            line = line_of(writing, procedure, self.pricing, bid)
            code = line.code
            if code is None:
                raise BidNotLowError(bid)
            _require_decidable(writing, procedure, line)
            if line.bid.version != version:
                raise VersionConflictError(line.bid.version)
            after = replace(
                line.bid,
                decision=Decision.EXCLUDED,
                exclusion_code=code,
                admission_reason="",
                exclusion_reason=written(reason, "/reason", LONGEST_TEXT),
            )
            changed = BidRepository(writing.session).change(slug, line.bid, after)
            writing.record(
                Event.BID_DECIDED,
                _subject(slug, bid),
                before={"decision": line.bid.decision.value},
                after={"decision": changed.decision.value, "code": code, "reason": changed.exclusion_reason},
            )
            return writing.done(changed)


def _may_judge(reading: Reading, procedure: Procedure) -> bool:
    return decide(reading.actor, Action.JUDGE_PRICES, resource(reading, procedure)) is None


def _require_decidable(writing: Writing, procedure: Procedure, line: PriceLine) -> None:
    """Refuse a decision before the bidder was asked, and one that would change who is tied once a draw is planned."""
    if not line.was_asked:
        raise PriceNotAskedError(line.bid.id)
    draws = ScoreRepository(writing.session).draws(procedure.slug, procedure.publications, procedure.round)
    if any(draw.lot == line.bid.place.lot for draw in draws):
        raise DrawPlannedError(line.bid.place.lot)


def _accepted(writing: Writing, bid: str, reason: str, version: int) -> Check:
    return Check(
        bid=bid,
        item=LOW_PRICE,
        answer=CheckAnswer.MET,
        note=reason,
        changed_by=str(writing.actor.person),
        changed_at=writing.now,
        version=version,
    )


def _subject(slug: str, bid: str) -> Subject:
    return Subject(kind=BID, id=f"{slug}/{bid}")
