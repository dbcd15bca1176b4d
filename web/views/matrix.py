"""The whole matrix as one table: criteria down, bids across, points in the cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.evaluate import Outcome
from scoring.explain.criterion import weight_paths
from scoring.model import Bid, Criterion, CriterionKind
from scoring.points import mean_of_evaluators

LARGEST = 4_000
"""Cells a page shows at most; beyond, each bid's own page has its points."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Points or answer of one bid.

    Args:
        bid: Id of the bid.
        points: Points of a scored criterion; None where there are none.
        met: Answer to an A criterion; None for other rows and open answers.
        below_minimum: The points lie below the criterion's minimum.
    """

    bid: str
    points: Fraction | None
    met: bool | None
    below_minimum: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One node of the tree.

    Args:
        criterion: The node.
        level: Depth, 1 for a main group.
        weight_percent: Weight among its siblings.
        share: Share of a scored criterion in the quality part; None for groups.
        is_group: Whether it has children.
        cells: One per bid; empty for groups.
    """

    criterion: Criterion
    level: int
    weight_percent: Decimal | None
    share: Fraction | None
    is_group: bool
    cells: tuple[Cell, ...]

    @property
    def is_scored(self) -> bool:
        """Whether points are given here."""
        return self.share is not None


def rank_order(outcome: Outcome) -> list[Bid]:
    """Return all bids: the ranking first, then the excluded ones by id."""
    out = {ground.bid for ground in outcome.excluded}
    ranked = [outcome.bids[index] for index in outcome.in_rank_order()]
    return ranked + sorted((bid for bid in outcome.evaluation.bids if bid.id in out), key=lambda bid: bid.id)


def matrix_rows(outcome: Outcome, bids: Sequence[Bid]) -> list[Row] | None:
    """Return the rows of the table, or None where it would be too large for a page."""
    nodes = list(outcome.evaluation.matrix.walk())
    if len(nodes) * len(bids) > LARGEST:
        return None
    shares = {node: path[-1].share for node, path in weight_paths(outcome.evaluation.matrix).items()}
    return [
        Row(
            criterion=node,
            level=len(path),
            weight_percent=node.weight_percent,
            share=shares.get(node.id),
            is_group=bool(node.children),
            cells=() if node.children else tuple(_cell(bid, node) for bid in bids),
        )
        for path, node in nodes
    ]


def _cell(bid: Bid, node: Criterion) -> Cell:
    if node.kind is not CriterionKind.B_KRITERIUM:
        answer = bid.a_criteria.get(node.id)
        return Cell(bid.id, None, answer.met if answer else None, below_minimum=False)
    score = bid.counted.get(node.id)
    points = Fraction(score.points) if score else mean_of_evaluators(bid, node.id)
    minimum = node.minimum_points
    below = points is not None and minimum is not None and points < Fraction(minimum)
    return Cell(bid.id, points, None, below)
