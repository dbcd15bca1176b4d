"""The points that count for each bid: fixed scores, the consensus, or in a draft the exact mean of the evaluators."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from core.numbers import common_scale
from scoring.model import Bid, Evaluation


@dataclass(frozen=True, slots=True)
class PointsTable:
    """Points of the bids on the scored criteria as integers over one denominator.

    Args:
        rows: One row per bid in the order of the bids, one column per criterion in the order of the grid.
        denominator: Common denominator.
        missing: For each bid the ids of criteria without points (drafts only); they stand as 0 in the row.
    """

    rows: tuple[tuple[int, ...], ...]
    denominator: int
    missing: tuple[frozenset[str], ...]


def build_points(evaluation: Evaluation, bids: Sequence[Bid], criteria: Sequence[str]) -> PointsTable:
    """Return the points that count, exactly."""
    scale = evaluation.matrix.scale
    decimals = common_scale([scale.minimum, scale.step])
    evaluators = lcm(*(count for bid in bids for count in range(1, len(bid.evaluations) + 1)))
    denominator = decimals * evaluators
    rows, missing = [], []
    for bid in bids:
        row = _counted_row(bid, criteria, denominator)
        missing.append(frozenset(name for name, points in zip(criteria, row, strict=True) if points is None))
        rows.append(tuple(points or 0 for points in row))
    return PointsTable(tuple(rows), denominator, tuple(missing))


def _counted_row(bid: Bid, criteria: Sequence[str], denominator: int) -> list[int | None]:
    counted = bid.counted
    if len(counted) == len(criteria):
        return [_numerator(counted[criterion].points, denominator) for criterion in criteria]
    row: list[int | None] = []
    for criterion in criteria:
        points = Fraction(counted[criterion].points) if criterion in counted else mean_of_evaluators(bid, criterion)
        row.append(None if points is None else int(points * denominator))
    return row


def _numerator(points: Decimal, denominator: int) -> int:
    """Return ``points · denominator``; Decimal would round a product of more than 28 digits."""
    numerator, own = points.as_integer_ratio()
    return numerator * (denominator // own)


def mean_of_evaluators(bid: Bid, criterion: str) -> Fraction | None:
    """Return the exact mean of the evaluators that scored the criterion, None where nobody did."""
    points = [Fraction(single.scores[criterion].points) for single in bid.evaluations if criterion in single.scores]
    return sum(points, Fraction(0)) / len(points) if points else None


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the evaluators of one bid lie apart on one criterion.

    Args:
        bid: Id of the bid.
        criterion: Id of the criterion.
        lowest: Fewest points given.
        highest: Most points given.
        discuss: The spread is larger than the house rule allows without discussion ("besprechen").
    """

    bid: str
    criterion: str
    lowest: Decimal
    highest: Decimal
    discuss: bool

    @property
    def spread(self) -> Decimal:
        """Distance between the most and the fewest points."""
        return self.highest - self.lowest


def spreads(bids: Sequence[Bid], criteria: Sequence[str], limit: Decimal) -> list[Spread]:
    """Return the spread per bid and criterion wherever at least two evaluators scored.

    Args:
        bids: Bids to look at.
        criteria: Scored criteria in tree order.
        limit: Spread in points above which a criterion is to be discussed.
    """
    found = []
    for bid in bids:
        for criterion in criteria if len(bid.evaluations) > 1 else ():
            points = [single.scores[criterion].points for single in bid.evaluations if criterion in single.scores]
            if len(points) > 1:
                wide = max(points) - min(points) > limit
                found.append(Spread(bid.id, criterion, min(points), max(points), wide))
    return found
