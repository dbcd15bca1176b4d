"""Deciding on suggested points: an evaluator accepts them or gives others and says why; nothing happens by itself."""

from dataclasses import dataclass
from fractions import Fraction

from core.errors import InputError
from infra.audit.model import Event
from infra.fields.model import Edit
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import BidNotFoundError, ProcedureFrozenError, SheetHandedInError, SuggestionChangedError
from procurement.model import PointsDecision, ProcedureStage
from procurement.repository import OpennessRepository
from procurement.rules.openness.deciding import decision_faults
from procurement.rules.points import written_points
from procurement.services.bids.lot_bids import LotBids, lot_bids
from procurement.services.finding import held, resource, subject_of
from procurement.services.openness.gathering import BidOpenness, OpennessGathering, PublishedRubric, published_rubric
from procurement.services.score_fields import POINTS, SHEET, draft_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionWish:
    """What an evaluator decides.

    Args:
        bid: Id of the bid.
        seal: Checksum of the suggestion that was looked at.
        points: Points as written.
        reason: Why other points than suggested; may be empty where they are the suggested ones.
    """

    bid: str
    seal: str
    points: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpennessDeciding:
    """Keeps what evaluators decide about suggested points, and writes these points into their own sheet.

    Args:
        transactions: Opens bids to those who score them.
        gathering: Gathers what is known.
    """

    transactions: Transactions
    gathering: OpennessGathering

    def decide(
        self, actor: Actor, slug: str, number: int, wish: DecisionWish, once: Once | None = None
    ) -> PointsDecision:
        """Accept the suggested points of a bid or overrule them, in the own sheet alone.

        Only the very points suggested need no reason: a span says that evidence is open. The audit log tells that it
        was decided, not what: a checksum of so few points would tell them to whoever tries them all.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: The bids are not theirs to score.
            ProcedureFrozenError: The procedure is not in its stage of single scoring.
            SheetHandedInError: The sheet was handed in.
            BidNotFoundError: There is no such bid to score.
            NoRubricError: With the lot no rubric was published.
            SuggestionChangedError: The suggestion has changed since it was looked at.
            InputError: The points are not on the scale, or other ones than suggested lack a reason.
        """
        reason = plain_text(wish.reason).strip()
        with self.transactions.write(actor, Action.SCORE_BIDS, once) as writing:
            lot = _scoring(writing, slug, number)
            bid = next((one for one in lot.bids if one.id == wish.bid), None)
            if bid is None:
                raise BidNotFoundError(wish.bid)
            published = published_rubric(writing, lot.procedure, bid.place)
            known = self.gathering.about(writing, lot.procedure, [bid], published)[0]
            if known.seal != wish.seal:
                raise SuggestionChangedError
            decision = _decided(writing, known, published, wish.points, reason)
            stored = OpennessRepository(writing.session).add_decision(slug, decision)
            _write_points(writing, slug, stored, wish.points.strip())
            told = {"lot": number, "bid": bid.id, "criterion": stored.criterion, "suggestion": stored.seal}
            writing.record(Event.POINTS_DECIDED, subject_of(lot.procedure), before={}, after=told)
            return writing.done(stored)


def _scoring(writing: Writing, slug: str, number: int) -> LotBids:
    procedure = held(writing, slug)
    lot = lot_bids(writing, procedure, number)
    writing.require(Action.SCORE_BIDS, resource(writing, procedure, lot.owner(writing.actor.person)))
    if procedure.stage is not ProcedureStage.SCORING:
        raise ProcedureFrozenError(slug)
    evaluator = lot.evaluator(writing.actor.person)
    if evaluator is not None and evaluator.submitted_at is not None:
        raise SheetHandedInError
    return lot


def _decided(
    writing: Writing, known: BidOpenness, published: PublishedRubric, written: str, reason: str
) -> PointsDecision:
    points, (least, most) = written_points(written, published.scale), known.points
    faults = decision_faults(points, least, most, reason)
    if faults or points is None:
        raise InputError(list(faults))
    return PointsDecision(
        number=0,
        bid=known.bid.id,
        criterion=published.chosen.criterion,
        person=str(writing.actor.person),
        seal=known.seal,
        least=least,
        most=most,
        points=Fraction(points),
        reason="" if least == points == most else reason,
        decided_at=writing.now,
    )


def _write_points(writing: Writing, slug: str, decision: PointsDecision, written: str) -> None:
    person = decision.person
    record = SHEET.record(draft_id(slug, person, decision.bid, decision.criterion), person)
    now = SHEET.values(writing, record).get(POINTS)
    SHEET.save(writing, record, Edit(field=POINTS, value=written, base_version=now.version if now else 0))
