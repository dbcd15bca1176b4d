"""Single sheets: each evaluator scores alone; nobody else reads a draft, and nothing changes once it is handed in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from infra.audit.model import Event
from infra.fields.model import Conflict, FieldConflictError, FieldValue, Saved
from infra.notices.model import NoticeKind
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import ProcedureFrozenError, SheetHandedInError, SheetIncompleteError
from procurement.model import Bid, FrozenScore, Presentation, Procedure, ProcedureStage
from procurement.repository import EvaluatorRepository, ScoreRepository
from procurement.rules.consensus import scores_digest
from procurement.rules.points import written_points
from procurement.rules.reasons import compose_reason
from procurement.rules.sheet import Gap
from procurement.services.bids.lot_bids import LotBids, LotMatrix, check_places, lot_bids, lot_matrix, presentations_of
from procurement.services.bids.sheet_cells import (
    ANSWERS,
    Cell,
    CellEdit,
    Missing,
    Outcomes,
    drafted,
    handed_in,
)
from procurement.services.finding import found, held, resource, subject_of
from procurement.services.gathering import all_handed_in
from procurement.services.score_fields import POINTS, SHEET, SOURCE, draft_id
from procurement.services.telling import tell_officers


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet:
    """The sheet of one evaluator about the bids of a lot.

    Args:
        procedure: As it stands.
        number: Number of the lot.
        lot: Its published Bewertungsmatrix.
        bids: Those that are scored.
        cells: What was written, by bid and criterion.
        submitted_at: When it was handed in, UTC; None until then.
        lacking: What each score lacks, by bid and criterion.
        presentations: By the id of their bid.
        is_open: It can be written on now.
    """

    procedure: Procedure
    number: int
    lot: LotMatrix
    bids: tuple[Bid, ...]
    cells: Mapping[tuple[str, str], Cell]
    lacking: Mapping[tuple[str, str], tuple[Gap, ...]]
    submitted_at: datetime | None
    presentations: Mapping[str, Presentation]
    is_open: bool

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Everything that stands against handing it in, in the order of the matrix."""
        return tuple(Missing(*place, gaps) for place, gaps in self.lacking.items() if gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLot:
    """A lot that somebody is appointed for.

    Args:
        number: Number of the lot.
        title: What it is called.
        bids: Number of bids that are scored.
        is_accessible: Nothing was declared that stands against scoring, and about no bidder nothing.
        submitted_at: When the sheet was handed in, UTC; None until then.
    """

    number: int
    title: str
    bids: int
    is_accessible: bool
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A sheet that was handed in.

    Args:
        submitted_at: When, UTC.
        digest: ``sha256:…`` of its points, reasons and sources.
        count: Number of scores.
    """

    submitted_at: datetime
    digest: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Single scoring.

    Args:
        transactions: Opens them to evaluators.
    """

    transactions: Transactions

    def lots(self, actor: Actor, slug: str) -> tuple[Procedure, tuple[OwnLot, ...]]:
        """Return a procedure with the lots that the person is appointed for.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.SCORE_BIDS) as reading:
            procedure = found(reading, slug)
            place = (procedure.publications, procedure.round)
            appointed = EvaluatorRepository(reading.session).evaluators(slug, *place)
            numbers = [one.lot for one in appointed if one.person == actor.person]
            reading.require(Action.SCORE_BIDS, resource(reading, procedure, actor.person if numbers else None))
            return procedure, tuple(_own_lot(reading, procedure, number) for number in numbers)

    def open(self, actor: Actor, slug: str, number: int) -> OwnSheet:
        """Return the own sheet, as draft or as handed in.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.SCORE_BIDS) as reading:
            lot = _own(reading, found(reading, slug), number)
            return _sheet(reading, lot)

    def save(self, actor: Actor, slug: str, number: int, edits: Sequence[CellEdit]) -> Outcomes:
        """Save what somebody typed, each field for itself, and return how each one ended.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: The procedure is not in its stage of single scoring.
            SheetHandedInError: The sheet was handed in.
            BidNotFoundError: There is no such bid to score.
            CriterionNotFoundError: The matrix scores no such criterion.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self._scoring(actor, slug, number, None) as (writing, lot):
            held_now = SHEET.values_under(writing, lot.drafts(writing.actor.person), writing.actor.person)
            check_places(writing, lot, [(one.bid, one.criterion) for one in edits])
            outcomes: dict[tuple[str, str, str], Saved | Conflict] = {}
            for one in edits:
                edit = SHEET.checked(one.edit)
                now = held_now.get(draft_id(slug, str(actor.person), one.bid, one.criterion), {}).get(
                    edit.field, FieldValue()
                )
                outcomes[one.key] = Saved(now) if now.value == edit.value else _save(writing, slug, one)
            return outcomes

    def change(self, actor: Actor, slug: str, number: int, wish: CellEdit, once: Once | None = None) -> FieldValue:
        """Save one field.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            ProcedureFrozenError: The procedure is not in its stage of single scoring.
            SheetHandedInError: The sheet was handed in.
            BidNotFoundError: There is no such bid to score.
            CriterionNotFoundError: The matrix scores no such criterion.
            UnknownFieldError: A score has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self._scoring(actor, slug, number, once) as (writing, lot):
            check_places(writing, lot, [(wish.bid, wish.criterion)])
            outcome = _save(writing, slug, wish)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def hand_in(self, actor: Actor, slug: str, number: int, once: Once | None = None) -> HandedIn:
        """Freeze the own sheet as it is saved. The audit log tells its digest, not its points.

        Raises:
            SheetIncompleteError: A score lacks points, a reason or a source.
            SheetHandedInError: It was handed in before.
            ProcedureFrozenError: The procedure is not in its stage of single scoring.
        """
        with self._scoring(actor, slug, number, once) as (writing, lot):
            sheet = _sheet(writing, lot)
            if missing := sheet.missing:
                raise SheetIncompleteError(len({(one.bid, one.criterion) for one in missing}))
            scores = [_frozen(writing, sheet, place, cell) for place, cell in sheet.cells.items()]
            evaluator = lot.evaluator(writing.actor.person)
            if evaluator is None:
                raise AssertionError("the policy lets only those in who were appointed")
            ScoreRepository(writing.session).freeze(slug, scores)
            SHEET.drop_under(writing, lot.drafts(writing.actor.person), writing.actor.person)
            EvaluatorRepository(writing.session).hand_in(slug, evaluator, writing.now)
            done = HandedIn(submitted_at=writing.now, digest=scores_digest(scores), count=len(scores))
            if all_handed_in(writing, lot.procedure):
                tell_officers(writing, lot.procedure, NoticeKind.SHEETS_COMPLETE, "wertende")
            told = {"lot": number, "round": lot.procedure.round, "scores": done.digest, "count": done.count}
            writing.record(Event.SCORES_HANDED_IN, subject_of(lot.procedure), after=told)
            return writing.done(done)

    @contextmanager
    def _scoring(self, actor: Actor, slug: str, number: int, once: Once | None) -> Iterator[tuple[Writing, LotBids]]:
        with self.transactions.write(actor, Action.SCORE_BIDS, once) as writing:
            lot = _own(writing, held(writing, slug), number)
            if lot.procedure.stage is not ProcedureStage.SCORING:
                raise ProcedureFrozenError(slug)
            if _submitted_at(writing, lot) is not None:
                raise SheetHandedInError
            yield writing, lot


def _own(reading: Reading, procedure: Procedure, number: int) -> LotBids:
    lot = lot_bids(reading, procedure, number)
    reading.require(Action.SCORE_BIDS, resource(reading, procedure, lot.owner(reading.actor.person)))
    return lot


def _own_lot(reading: Reading, procedure: Procedure, number: int) -> OwnLot:
    lot = lot_bids(reading, procedure, number)
    return OwnLot(
        number=number,
        title=lot_matrix(reading, procedure, number).title,
        bids=len(lot.bids),
        is_accessible=lot.owner(reading.actor.person) is not None,
        submitted_at=_submitted_at(reading, lot),
    )


def _submitted_at(reading: Reading, lot: LotBids) -> datetime | None:
    evaluator = lot.evaluator(reading.actor.person)
    return evaluator.submitted_at if evaluator else None


def _sheet(reading: Reading, lot: LotBids) -> OwnSheet:
    slug, person = lot.procedure.slug, reading.actor.person
    matrix, submitted_at = lot_matrix(reading, lot.procedure, lot.number), _submitted_at(reading, lot)
    bids = [bid.id for bid in lot.bids]
    places = [(bid, criterion) for criterion in matrix.criteria for bid in bids]
    if submitted_at is None:
        cells = drafted(slug, str(person), places, SHEET.values_under(reading, lot.drafts(person), person))
    else:
        cells = handed_in(places, ScoreRepository(reading.session).scores(slug, person=person))
    return OwnSheet(
        procedure=lot.procedure,
        number=lot.number,
        lot=matrix,
        bids=lot.bids,
        cells=cells,
        lacking={place: cell.gaps(matrix.matrix.scale) for place, cell in cells.items()},
        submitted_at=submitted_at,
        presentations=presentations_of(reading, lot),
        is_open=submitted_at is None and lot.procedure.stage is ProcedureStage.SCORING,
    )


def _save(writing: Writing, slug: str, wish: CellEdit) -> Saved | Conflict:
    person = str(writing.actor.person)
    record = SHEET.record(draft_id(slug, person, wish.bid, wish.criterion), person)
    return SHEET.save(writing, record, wish.edit)


def _frozen(writing: Writing, sheet: OwnSheet, place: tuple[str, str], cell: Cell) -> FrozenScore:
    points = written_points(cell.text(POINTS), sheet.lot.matrix.scale)
    if points is None:
        raise AssertionError("what lacks points is not handed in")
    return FrozenScore(
        bid=place[0],
        criterion=place[1],
        person=str(writing.actor.person),
        points=points,
        reason=compose_reason({prompt: cell.text(name) for name, prompt in ANSWERS.items()}),
        source=cell.text(SOURCE).strip(),
        frozen_at=writing.now,
    )
