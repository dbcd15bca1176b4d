"""Who takes part: the valid bids, and those that minimum points alone keep out and that could come back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from core.errors import InputError
from scoring.evaluate import Outcome, under_minima
from scoring.exclusion import before_scoring
from scoring.grid import Span
from scoring.methods import ScoredField
from scoring.model import Bid
from scoring.points import PointsTable, build_points
from scoring.quality import Quality, weigh
from scoring.robustness.contest import Contest
from scoring.robustness.factory import contest_among
from scoring.robustness.intervals import Line
from scoring.robustness.selection import only
from scoring.robustness.tree import Node
from scoring.valuation import ranks_of, scored_field, value


@dataclass
class Roster:
    """Every bid that no stated ground and no A criterion excludes: the valid bids in their order, then the others.

    Args:
        outcome: An outcome with a winner.
    """

    outcome: Outcome
    _contests: dict[tuple[int, ...], Contest] = field(default_factory=dict)
    _shares: dict[tuple[int, tuple[int, int]], Fraction] = field(default_factory=dict)

    @property
    def winner(self) -> int:
        """Position of today's winner."""
        return self.outcome.valuation.first[0]

    @property
    def valid(self) -> range:
        """Positions of the valid bids."""
        return range(len(self.outcome.bids))

    @property
    def kept_out(self) -> range:
        """Positions of the bids that minimum points alone exclude."""
        return range(len(self.outcome.bids), len(self.bids))

    @cached_property
    def minima(self) -> tuple[Span, ...]:
        """What demands minimum points; the minimum of all Leistungspunkte is one of the mean over all criteria."""
        grid, limit = self.outcome.grid, self.outcome.evaluation.matrix.minimum_leistungspunkte
        if limit is None or not grid.criteria:
            return grid.minima
        return (*grid.minima, Span("", 0, len(grid.criteria), grid.weights, limit.scaleb(-2)))

    @cached_property
    def bids(self) -> tuple[Bid, ...]:
        """All bids of the roster."""
        valid = {bid.id for bid in self.outcome.bids}
        others = [bid for bid in self.outcome.evaluation.bids if bid.id not in valid and not before_scoring(bid)]
        return (*self.outcome.bids, *others)

    @cached_property
    def points(self) -> PointsTable:
        """Their points, on the denominator of the outcome."""
        if not self.kept_out:
            return self.outcome.points
        return build_points(self.outcome.evaluation, self.bids, self.outcome.grid.criteria)

    @cached_property
    def quality(self) -> Quality:
        """Their weighted points."""
        return weigh(self.outcome.grid, self.points) if self.kept_out else self.outcome.valuation.quality

    @cached_property
    def _field(self) -> ScoredField:
        if not self.kept_out:
            return self.outcome.valuation.field
        prices = [Fraction(bid.price_gross_eur) for bid in self.bids]
        return scored_field(self.outcome.evaluation.matrix, self.outcome.grid, self.quality, prices)

    def contest(self, positions: tuple[int, ...]) -> Contest:
        """Return the contest if just these bids, today's winner among them, were valid; it need not be first."""
        if positions not in self._contests:
            totals = [self.quality.totals[position] for position in positions]
            self._contests[positions] = contest_among(
                self.outcome.evaluation.matrix,
                totals,
                1 / self.quality.denominator,
                only(self._field, positions),
                positions.index(self.winner),
            )
        return self._contests[positions]

    def keeps_winner(self, positions: Sequence[int]) -> bool:
        """Tell whether today's winner is first alone if just these bids were valid, or nobody has a value."""
        try:
            ranks = ranks_of(self.outcome.evaluation.matrix.method.standings(only(self._field, positions)))
        except InputError:
            return True
        return ranks.count(1) == 1 and ranks[positions.index(self.winner)] == 1

    def keeps_winner_with(self, row: int, column: int, goal: int) -> bool:
        """Evaluate anew with one score set, exclusions included, and tell whether today's winner is first alone."""
        matrix, grid = self.outcome.evaluation.matrix, self.outcome.grid
        rows, missing = list(self.points.rows), list(self.points.missing)
        rows[row] = (*rows[row][:column], goal, *rows[row][column + 1 :])
        missing[row] -= {grid.criteria[column]}
        table = PointsTable(tuple(rows), self.points.denominator, tuple(missing))
        out = under_minima(matrix, grid, self.bids, table)
        left = [position for position, bid in enumerate(self.bids) if bid.id not in out]
        table = PointsTable(tuple(rows[one] for one in left), table.denominator, tuple(missing[one] for one in left))
        first = value(matrix, grid, table, [self._field.prices[one] for one in left]).first
        return [left[position] for position in first] == [self.winner]

    @cached_property
    def covering(self) -> list[list[int]]:
        """For each scored criterion the minima that its points count for, as indexes."""
        found: list[list[int]] = [[] for _ in self.outcome.grid.criteria]
        for index, span in enumerate(self.minima):
            for column, weight in enumerate(span.weights, span.start):
                if weight:
                    found[column].append(index)
        return found

    def judged(self, row: int, filled: int | None = None) -> list[int]:
        """Return the minima that a bid is held to, as indexes: those whose points are all there.

        Args:
            row: Position of the bid.
            filled: A column that counts as filled in.
        """
        criteria, missing = self.outcome.grid.criteria, self.points.missing[row]
        if filled is not None:
            missing -= {criteria[filled]}
        every = enumerate(self.minima)
        return [index for index, span in every if missing.isdisjoint(criteria[span.start : span.stop])]

    def margins(self, row: int, node: Node, price_share: Fraction) -> list[Line]:
        """Return lines in the rise of a node's weight that are 0 or more where a bid reaches its minima.

        In a parent with the mean P the node k of weight w draws the mean to P + d · (k − P) / (1 − w). Beside the
        price the other groups share 1 − p with it, and what is compared is multiplied by the sum of their weights.

        Args:
            row: Position of the bid.
            node: Node with the means of all bids of the roster.
            price_share: Share p of the price beside the node, 0 where there is none.
        """
        pull = Fraction(node.mean.sums[row], node.mean.scale) - Fraction(node.parent.sums[row], node.parent.scale)
        lines = []
        for index, margin in self._margins[row].items():
            share = self._share(index, node.run)
            if share:
                growth = (share * pull + price_share * margin) / (1 - node.weight)
                lines.append(((1 - price_share) * margin, growth))
            elif margin < 0:
                lines.append((margin, Fraction(0)))
        return lines

    @cached_property
    def _margins(self) -> list[dict[int, Fraction]]:
        """For each bid what it has above each minimum that it is held to."""
        scale, rows = self.points.denominator, self.points.rows
        return [
            {index: self.minima[index].mean(points, scale) - _minimum(self.minima[index]) for index in self.judged(row)}
            for row, points in enumerate(rows)
        ]

    def _share(self, index: int, run: tuple[int, int]) -> Fraction:
        """Return the share of a run of criteria in the node of a minimum, 0 where the node does not contain it."""
        if (index, run) not in self._shares:
            self._shares[index, run] = _share(self.minima[index], run)
        return self._shares[index, run]


def _minimum(span: Span) -> Fraction:
    return Fraction(span.minimum_points or Decimal(0))


def _share(span: Span, run: tuple[int, int]) -> Fraction:
    """Return the share of a run of criteria in the span that contains it, 0 where it does not."""
    if run[0] < span.start or run[1] > span.stop:
        return Fraction(0)
    return Fraction(sum(span.weights[run[0] - span.start : run[1] - span.start]), sum(span.weights))
