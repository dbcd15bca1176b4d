"""Consensus: all single sheets beside each other, joint points with a common reason, fixed for good at the end."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from core.parameters import DatedParameter, ParameterSet
from infra.clock import official_day
from infra.fields.model import Conflict, FieldConflictError, FieldValue, Saved
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import Resource, decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import PointsDifferError, ProcedureFrozenError
from procurement.model import CONSENSUS, Bid, FrozenScore, Presentation, Procedure, ProcedureStage
from procurement.repository import ScoreRepository
from procurement.rules.consensus import Agreement, agreement, scores_digest
from procurement.rules.points import written_points
from procurement.services.bids.lot_bids import LotBids, LotMatrix, check_places, lot_bids, lot_matrix, presentations_of
from procurement.services.bids.sheet_cells import CellEdit, Outcomes, Place
from procurement.services.finding import found, held, resource
from procurement.services.score_fields import JOINT, POINTS, REASON, SOURCE, record_id
from scoring.house_rules import HouseRules
from scoring.model import Scale

JOINT_NAMES = tuple(rule.name for rule in JOINT.rules)


@dataclass(frozen=True, slots=True)
class Single:
    """What one evaluator handed in about a criterion of a bid.

    Args:
        name: Name of the evaluator.
        score: Points with reason and source.
    """

    name: str
    score: FrozenScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The single scores of a lot beside each other, and what was agreed on.

    Args:
        procedure: As it stands.
        number: Number of the lot.
        lot: Its published Bewertungsmatrix.
        bids: Those that are scored.
        evaluators: Names of those who count.
        singles: Handed-in scores by bid and criterion.
        joint: Joint points, reason and source by bid and criterion; what was never written is not there.
        limit: Distance in points above which a criterion is to be discussed.
        presentations: By the id of their bid.
        is_open: The person may write on it now.
    """

    procedure: Procedure
    number: int
    lot: LotMatrix
    bids: tuple[Bid, ...]
    evaluators: tuple[str, ...]
    singles: Mapping[Place, tuple[Single, ...]]
    joint: Mapping[Place, Mapping[str, FieldValue]]
    limit: DatedParameter
    presentations: Mapping[str, Presentation]
    is_open: bool

    def agreement(self, bid: str, criterion: str) -> Agreement | None:
        """Return how far the evaluators lie apart; None where nobody scored."""
        points = [one.score.points for one in self.singles.get((bid, criterion), ())]
        return agreement(points, self.limit.number)

    def fields(self, bid: str, criterion: str) -> Mapping[str, FieldValue]:
        """Return what is agreed on about a criterion of a bid, all fields in the order of the form."""
        known = self.joint.get((bid, criterion), {})
        return {name: known.get(name, FieldValue()) for name in JOINT_NAMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """The consensus on joint points.

    Args:
        transactions: Opens them to officers and to the evaluators of the lot.
        parameters: Dated numbers of scoring.
    """

    transactions: Transactions
    parameters: ParameterSet

    def lots(self, actor: Actor, slug: str) -> tuple[Procedure, tuple[Table, ...]]:
        """Return a procedure with the tables of the lots that are open to the person.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_SCORES) as reading:
            procedure = found(reading, slug)
            lots = [lot_bids(reading, procedure, one.number) for one in procedure.lots]
            owned = [lot for lot in lots if decide(actor, Action.READ_SCORES, _owned(reading, lot)) is None]
            if not owned:
                reading.require(Action.READ_SCORES, resource(reading, procedure))
            return procedure, tuple(self._table(reading, lot) for lot in owned if lot.bids)

    def open(self, actor: Actor, slug: str, number: int, criterion: str | None = None) -> Table:
        """Return the table of a lot; with ``criterion`` the scores of this one alone.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            LotNotFoundError: It has no such lot.
            CriterionNotFoundError: The matrix scores no such criterion.
        """
        with self.transactions.read(actor, Action.READ_SCORES) as reading:
            lot = lot_bids(reading, found(reading, slug), number)
            reading.require(Action.READ_SCORES, _owned(reading, lot))
            return self._table(reading, lot, criterion)

    def save(self, actor: Actor, slug: str, number: int, edits: Sequence[CellEdit]) -> Outcomes:
        """Save what somebody typed, each field for itself, and return how each one ended.

        Raises:
            ProcedureFrozenError: The procedure is not in its stage of consensus.
            BidNotFoundError: There is no such bid to score.
            CriterionNotFoundError: The matrix scores no such criterion.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self._agreeing(actor, slug, number, None) as (writing, lot):
            check_places(writing, lot, [(one.bid, one.criterion) for one in edits])
            return {one.key: _save(writing, slug, one) for one in edits}

    def change(self, actor: Actor, slug: str, number: int, wish: CellEdit, once: Once | None = None) -> FieldValue:
        """Save one field.

        Raises:
            FieldConflictError: Somebody else changed it in between; nothing was saved.
            ProcedureFrozenError: The procedure is not in its stage of consensus.
            BidNotFoundError: There is no such bid to score.
            CriterionNotFoundError: The matrix scores no such criterion.
            UnknownFieldError: There is no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self._agreeing(actor, slug, number, once) as (writing, lot):
            check_places(writing, lot, [(wish.bid, wish.criterion)])
            return writing.done(_kept(_save(writing, slug, wish)))

    def take_over(self, actor: Actor, slug: str, number: int, wish: CellEdit, once: Once | None = None) -> FieldValue:
        """Save the points that all evaluators gave; the common reason is still theirs to write.

        Args:
            actor: Who wants it.
            slug: Name of the procedure.
            number: Number of the lot.
            wish: Names bid and criterion and the version of the points that was seen; its text does not count.
            once: The wish that it happens only once, if any.

        Raises:
            PointsDifferError: They did not all give the same.
            FieldConflictError: Somebody else changed the points in between; nothing was saved.
            ProcedureFrozenError: The procedure is not in its stage of consensus.
        """
        with self._agreeing(actor, slug, number, once) as (writing, lot):
            check_places(writing, lot, [(wish.bid, wish.criterion)])
            singles = _singles(writing, lot, wish.criterion).get((wish.bid, wish.criterion), ())
            agreed = agreement([one.score.points for one in singles], self._limit().number)
            if agreed is None or agreed.points is None:
                raise PointsDifferError
            edit = replace(wish.edit, field=POINTS, value=str(agreed.points))
            return writing.done(_kept(_save(writing, slug, replace(wish, edit=edit))))

    @contextmanager
    def _agreeing(self, actor: Actor, slug: str, number: int, once: Once | None) -> Iterator[tuple[Writing, LotBids]]:
        with self.transactions.write(actor, Action.AGREE_SCORES, once) as writing:
            lot = lot_bids(writing, held(writing, slug), number)
            writing.require(Action.AGREE_SCORES, _owned(writing, lot))
            if lot.procedure.stage is not ProcedureStage.CONSENSUS:
                raise ProcedureFrozenError(slug)
            yield writing, lot

    def _table(self, reading: Reading, lot: LotBids, criterion: str | None = None) -> Table:
        matrix = lot_matrix(reading, lot.procedure, lot.number)
        if criterion is not None:
            matrix.criterion(criterion)
        singles = _singles(reading, lot, criterion)
        may = decide(reading.actor, Action.AGREE_SCORES, _owned(reading, lot)) is None
        return Table(
            procedure=lot.procedure,
            number=lot.number,
            lot=matrix,
            bids=lot.bids,
            evaluators=tuple(sorted(_names(reading, lot).values())),
            singles=singles,
            joint=_joint(reading, lot, matrix),
            limit=self._limit(),
            presentations=presentations_of(reading, lot),
            is_open=may and lot.procedure.stage is ProcedureStage.CONSENSUS,
        )

    def _limit(self) -> DatedParameter:
        day = official_day(self.transactions.clock.now())
        return HouseRules.on(self.parameters, day).evaluator_spread_discussion_points


def freeze_consensus(writing: Writing, procedure: Procedure) -> Mapping[str, object]:
    """Freeze the joint points of the round and forget where they were written: what fixing the quality does besides.

    Args:
        writing: The transaction of the step; its guards let through only what is complete.
        procedure: Before the step.

    Returns:
        What the audit log tells: digest and number of scores.
    """
    scores: list[FrozenScore] = []
    for one in procedure.lots:
        lot = lot_bids(writing, procedure, one.number)
        if lot.bids:
            scores += _agreed(writing, lot)
        JOINT.drop_under(writing, lot.prefix)
    ScoreRepository(writing.session).freeze(procedure.slug, scores)
    return {"scores": scores_digest(scores), "count": len(scores)}


def _agreed(writing: Writing, lot: LotBids) -> Iterator[FrozenScore]:
    matrix = lot_matrix(writing, lot.procedure, lot.number)
    written = JOINT.values_under(writing, lot.prefix)
    for bid in lot.bids:
        for criterion in matrix.criteria:
            held_fields = written.get(record_id(lot.procedure.slug, bid.id, criterion), {})
            texts = {name: value.value for name, value in held_fields.items()}
            yield _frozen(writing, (bid.id, criterion), texts, matrix.matrix.scale)


def _frozen(writing: Writing, place: Place, texts: Mapping[str, str], scale: Scale) -> FrozenScore:
    points = written_points(texts.get(POINTS, ""), scale)
    if points is None:
        raise AssertionError("the guards let through only what is complete")
    return FrozenScore(
        bid=place[0],
        criterion=place[1],
        person=CONSENSUS,
        points=points,
        reason=texts.get(REASON, "").strip(),
        source=texts.get(SOURCE, "").strip(),
        frozen_at=writing.now,
    )


def _owned(reading: Reading, lot: LotBids) -> Resource:
    return resource(reading, lot.procedure, lot.owner(reading.actor.person))


def _names(reading: Reading, lot: LotBids) -> Mapping[str, str]:
    return IdentityRepository(reading.session).names({one.person for one in lot.counted})


def _singles(reading: Reading, lot: LotBids, criterion: str | None) -> Mapping[Place, tuple[Single, ...]]:
    """Return what those handed in who count: whoever declared a conflict is neither counted nor shown."""
    names, bids = _names(reading, lot), {bid.id for bid in lot.bids}
    by_place: dict[Place, list[Single]] = {}
    for one in ScoreRepository(reading.session).scores(lot.procedure.slug, criterion=criterion):
        if one.person in names and one.bid in bids:
            by_place.setdefault((one.bid, one.criterion), []).append(Single(names[one.person], one))
    return {place: tuple(sorted(found, key=lambda one: one.name)) for place, found in by_place.items()}


def _joint(reading: Reading, lot: LotBids, matrix: LotMatrix) -> Mapping[Place, Mapping[str, FieldValue]]:
    slug = lot.procedure.slug
    if lot.procedure.stage is ProcedureStage.CONSENSUS:
        written = JOINT.values_under(reading, lot.prefix)
        places = [(bid.id, criterion) for bid in lot.bids for criterion in matrix.criteria]
        return {place: written[key] for place in places if (key := record_id(slug, *place)) in written}
    return {(one.bid, one.criterion): _fixed(one) for one in ScoreRepository(reading.session).joint(slug)}


def _fixed(score: FrozenScore) -> Mapping[str, FieldValue]:
    values = {POINTS: str(score.points), REASON: score.reason, SOURCE: score.source}
    return {name: FieldValue(value=text, version=1, changed_at=score.frozen_at) for name, text in values.items()}


def _save(writing: Writing, slug: str, wish: CellEdit) -> Saved | Conflict:
    return JOINT.save(writing, JOINT.record(record_id(slug, wish.bid, wish.criterion)), wish.edit)


def _kept(outcome: Saved | Conflict) -> FieldValue:
    if isinstance(outcome, Conflict):
        raise FieldConflictError(outcome.now)
    return outcome.now
