"""What a workbook is made of: rows of criteria, places for bids, evaluators, and the result if there is one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from core.errors import InputError
from scoring.evaluate import Outcome, evaluate
from scoring.house_rules import HouseRules
from scoring.model import OPEN_SOURCE_ROLE, Bid, Criterion, CriterionKind, Evaluation, Score
from scoring.points import mean_of_evaluators
from scoring.workbook.names import FIRST_ROW

B = CriterionKind.B_KRITERIUM


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One row of the sheet of criteria.

    Args:
        node: The criterion; None for a spare row.
        id: Its number.
        parent: Number of its group; empty for a main group.
        kind: A, B or I.
        last: Position of the last row below it; its own where it has none.
        share: Share of the points in percent, exact; 0 for spare rows and for A and I.
    """

    node: Criterion | None
    id: str
    parent: str
    kind: CriterionKind
    last: int
    share: Fraction

    @property
    def is_group(self) -> bool:
        """Whether the criterion has others below it."""
        return self.node is not None and bool(self.node.children)

    @property
    def open_source(self) -> bool:
        """Whether it is the open-source criterion."""
        return self.node is not None and self.node.role == OPEN_SOURCE_ROLE


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a bid; ``bid`` is None while it is free."""

    id: str
    bid: Bid | None = None


@dataclass(frozen=True)
class Plan:
    """All that the sheets are written from.

    Args:
        evaluation: The evaluation.
        rows: Rows of criteria in tree order.
        slots: Places for bids.
        evaluators: Names in the order of their sheets; empty where one scores alone.
        outcome: The result; None where there is none yet.
        spare: Empty rows at the end of lists.
    """

    evaluation: Evaluation
    rows: tuple[CriterionRow, ...]
    slots: tuple[Slot, ...]
    evaluators: tuple[str, ...]
    outcome: Outcome | None
    spare: int = 0

    @cached_property
    def scored_rows(self) -> list[tuple[int, CriterionRow]]:
        """The B rows with their row on the sheet of criteria."""
        return [(FIRST_ROW + at, row) for at, row in enumerate(self.rows) if row.kind is B]

    @cached_property
    def asked_rows(self) -> list[tuple[int, CriterionRow]]:
        """The A rows that are answered, with their row on the sheet of criteria."""
        return [
            (FIRST_ROW + at, row)
            for at, row in enumerate(self.rows)
            if row.kind is CriterionKind.A_KRITERIUM and not row.is_group
        ]

    @cached_property
    def alone(self) -> tuple[Slot, ...]:
        """Bids scored on the one sheet without evaluators."""
        return tuple(slot for slot in self.slots if not self.evaluators or (slot.bid and slot.bid.scores))

    @cached_property
    def together(self) -> tuple[Slot, ...]:
        """Bids scored by several evaluators with a consensus."""
        return tuple(slot for slot in self.slots if slot not in self.alone)

    @property
    def fixed(self) -> bool:
        """Whether the matrix is public and must not be changed."""
        return self.evaluation.procedure.published


def make_plan(
    evaluation: Evaluation, rules: HouseRules, *, evaluators: Sequence[str] = (), bids: int = 0, spare: int = 0
) -> Plan:
    """Return the plan of a workbook.

    Args:
        evaluation: Structurally valid; bids may be missing.
        rules: Dated numbers for the result.
        evaluators: Names for which sheets are wanted besides those in the evaluation.
        bids: Free places for bids.
        spare: Empty rows: below each main group, for degrees, for price lines.
    """
    named = [single.evaluator for bid in evaluation.bids for single in bid.evaluations]
    return Plan(
        evaluation=evaluation,
        rows=tuple(_rows(evaluation, spare)),
        slots=(*(Slot(bid.id, bid) for bid in evaluation.bids), *_free(evaluation, bids)),
        evaluators=tuple(dict.fromkeys([*named, *evaluators])),
        outcome=_outcome(evaluation, rules),
        spare=spare,
    )


def _outcome(evaluation: Evaluation, rules: HouseRules) -> Outcome | None:
    """Return what is known so far; gaps count as 0, as in a draft."""
    try:
        return evaluate(evaluation.model_copy(update={"draft": True}), rules) if evaluation.bids else None
    except InputError:
        return None


def _free(evaluation: Evaluation, count: int) -> Iterator[Slot]:
    taken = {bid.id for bid in evaluation.bids}
    names = (f"Angebot-{number}" for number in range(1, count + len(taken) + 1))
    free = [name for name in names if name not in taken]
    return (Slot(name) for name in free[:count])


def _rows(evaluation: Evaluation, spare: int) -> Iterator[CriterionRow]:
    matrix = evaluation.matrix
    taken = {node.id for _, node in matrix.walk()}
    whole = sum((group.weight_percent or Decimal(0) for group in matrix.main_groups), Decimal(0))
    position = 0
    for node in matrix.criteria:
        share = Fraction(100) / Fraction(whole) * Fraction(node.weight_percent or 0) if whole else Fraction(0)
        block = list(_branch(node, "", share, position))
        if spare and node.kind is B and node.children:
            block = _with_spare(block, spare, taken)
        yield from block
        position += len(block)


def _branch(node: Criterion, parent: str, share: Fraction, position: int) -> Iterator[CriterionRow]:
    below: list[CriterionRow] = []
    for child in node.children:
        part = share * Fraction(child.weight_percent or 0) / 100
        below += _branch(child, node.id, part, position + 1 + len(below))
    scored = share if node.kind is B else Fraction(0)
    yield CriterionRow(node, node.id, parent, node.kind, position + len(below), scored)
    yield from below


def _with_spare(block: list[CriterionRow], spare: int, taken: set[str]) -> list[CriterionRow]:
    """Add empty rows to a main group, with numbers nobody has."""
    group, last = block[0], block[0].last + spare
    numbers = (f"{group.id}{number}" for number in range(1, len(taken) + spare + 1))
    free = [number for number in numbers if number not in taken][:spare]
    widened = CriterionRow(group.node, group.id, group.parent, group.kind, last, group.share)
    first = group.last + 1
    empty = [CriterionRow(None, number, group.id, B, first + at, Fraction(0)) for at, number in enumerate(free)]
    return [widened, *block[1:], *empty]


def points_that_count(bid: Bid, rows: Iterable[CriterionRow]) -> dict[str, Fraction]:
    """Return the points of a bid by criterion: what counts, else the mean of the evaluators, else 0."""
    counted = bid.counted
    return {
        row.id: Fraction(counted[row.id].points)
        if row.id in counted
        else mean_of_evaluators(bid, row.id) or Fraction(0)
        for row in rows
        if not row.is_group
    }


def points_of(scores: Mapping[str, Score]) -> dict[str, Fraction]:
    """Return the points of one evaluator by criterion."""
    return {criterion: Fraction(score.points) for criterion, score in scores.items()}


def mean_of(node: Criterion, points: Mapping[str, Fraction]) -> Fraction:
    """Return the points of a criterion: its own, or the weighted mean of those below it; what is missing counts 0."""
    below = node.scored_children
    if not below:
        return points.get(node.id, Fraction(0))
    weight = sum((Fraction(child.weight_percent or 0) for child in below), Fraction(0))
    weighted = sum((Fraction(child.weight_percent or 0) * mean_of(child, points) for child in below), Fraction(0))
    return weighted / weight if weight else Fraction(0)
