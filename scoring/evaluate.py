"""The pipeline of an evaluation: who stays in, what their points and prices yield, what deserves attention."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.errors import Fault, InputError, pointer
from core.numbers import DISPLAY_DIGITS, LARGEST_MEASURE, round_half_up
from scoring.abnormally_low import LowBid, low_bids
from scoring.exclusion import MINIMUM_LEISTUNGSPUNKTE, Excluded, before_scoring, below_minimum
from scoring.grid import Grid, build_grid
from scoring.house_rules import HouseRules
from scoring.model import Bid, Evaluation, Matrix
from scoring.points import PointsTable, Spread, build_points, spreads
from scoring.quality import weigh
from scoring.valuation import Valuation, value


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything computed from one evaluation, exactly.

    Args:
        evaluation: The checked input.
        rules: Dated numbers used.
        grid: Exact weights.
        bids: The valid bids in the order of the input; positions of ``points`` and ``valuation`` refer to them.
        points: Points that counted.
        valuation: Their order.
        excluded: Bids that took no part, by id.
        low: Cheapest bids with a conspicuous gap.
        spreads: Spread of the evaluators, where several scored.
    """

    evaluation: Evaluation
    rules: HouseRules
    grid: Grid
    bids: tuple[Bid, ...]
    points: PointsTable
    valuation: Valuation
    excluded: tuple[Excluded, ...]
    low: tuple[LowBid, ...]
    spreads: tuple[Spread, ...]

    @property
    def winner(self) -> Bid | None:
        """The only bid on rank 1; None in a tie or without valid bids."""
        first = self.valuation.first
        return self.bids[first[0]] if len(first) == 1 else None

    @property
    def tie(self) -> bool:
        """Whether more than one bid has rank 1."""
        return len(self.valuation.first) > 1

    @property
    def prices(self) -> dict[str, Fraction]:
        """Scored price of every valid bid in euro."""
        return {bid.id: Fraction(bid.price_gross_eur) for bid in self.bids}

    def in_rank_order(self) -> list[int]:
        """Positions of the valid bids by rank, equal ranks by id."""
        return sorted(range(len(self.bids)), key=lambda index: (self.valuation.ranks[index], self.bids[index].id))


def evaluate(evaluation: Evaluation, rules: HouseRules) -> Outcome:
    """Evaluate a checked evaluation.

    Raises:
        InputError: The method has no value for these bids (median of the points is 0), or one that cannot be displayed.
    """
    grid = build_grid(evaluation.matrix)
    excluded = {bid.id: ground for bid in evaluation.bids if (ground := before_scoring(bid))}
    bids = [bid for bid in evaluation.bids if bid.id not in excluded]
    points = build_points(evaluation, bids, grid.criteria)
    excluded |= under_minima(evaluation.matrix, grid, bids, points)
    kept = [index for index, bid in enumerate(bids) if bid.id not in excluded]
    bids = [bids[index] for index in kept]
    points = PointsTable(
        tuple(points.rows[i] for i in kept), points.denominator, tuple(points.missing[i] for i in kept)
    )
    prices = [Fraction(bid.price_gross_eur) for bid in bids]
    valuation = value(evaluation.matrix, grid, points, prices)
    _refuse_undisplayable(valuation)
    return Outcome(
        evaluation=evaluation,
        rules=rules,
        grid=grid,
        bids=tuple(bids),
        points=points,
        valuation=valuation,
        excluded=tuple(sorted(excluded.values(), key=lambda ground: ground.bid)),
        low=tuple(low_bids({bid.id: price for bid, price in zip(bids, prices, strict=True)}, rules)),
        spreads=tuple(spreads(bids, grid.criteria, rules.evaluator_spread_discussion_points.number)),
    )


def _refuse_undisplayable(valuation: Valuation) -> None:
    """Refuse values that the format of measured values has no room for, however exact they are."""
    shown = [
        *valuation.field.leistungspunkte,
        *(standing.kennzahl_z or Fraction(0) for standing in valuation.standings),
        *(standing.price_points or Fraction(0) for standing in valuation.standings),
    ]
    if any(abs(round_half_up(amount, DISPLAY_DIGITS)) >= LARGEST_MEASURE for amount in shown):
        raise InputError([Fault("value_too_large", pointer("matrix"))])


def under_minima(matrix: Matrix, grid: Grid, bids: Sequence[Bid], points: PointsTable) -> dict[str, Excluded]:
    """Return the bids that their points exclude, by id; what points are missing for is not judged yet.

    Args:
        matrix: Gives the minimum of all Leistungspunkte.
        grid: Gives the minimum points of criteria and groups.
        bids: Bids that no ground or A criterion excludes.
        points: Their points.
    """
    excluded = _too_few_leistungspunkte(matrix, grid, bids, points)
    for bid, row, missing in zip(bids, points.rows, points.missing, strict=True):
        if ground := below_minimum(bid, grid, row, points.denominator, missing):
            excluded[bid.id] = ground
    return excluded


def _too_few_leistungspunkte(
    matrix: Matrix, grid: Grid, bids: Sequence[Bid], points: PointsTable
) -> dict[str, Excluded]:
    """Return the bids below the minimum of all Leistungspunkte; bids with missing points are not judged yet."""
    limit = matrix.minimum_leistungspunkte
    if limit is None:
        return {}
    totals = weigh(grid, points).leistungspunkte()
    return {
        bid.id: Excluded(bid.id, MINIMUM_LEISTUNGSPUNKTE)
        for bid, total, missing in zip(bids, totals, points.missing, strict=True)
        if total < limit and not missing
    }
