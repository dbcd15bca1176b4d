"""The weighted nodes of the criteria tree with the mean points of every bid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from scoring.grid import Grid
from scoring.model import Criterion, Matrix
from scoring.points import PointsTable


class Mean(NamedTuple):
    """Weighted mean points of every bid inside a node: ``sums`` over one ``scale``, integers."""

    sums: tuple[int, ...]
    scale: int

    def only(self, positions: Sequence[int]) -> "Mean":
        """Return the mean of the bids at some positions."""
        return Mean(tuple(self.sums[position] for position in positions), self.scale)


@dataclass(frozen=True, slots=True)
class Node:
    """A criterion or group that carries a weight.

    Args:
        id: Its id.
        weight: Weight inside its parent, 0 to 1.
        above: Share of the parent in the quality part, 0 to 1.
        mean: Mean points inside the node.
        parent: Mean points inside the parent.
        group: Id of the main group it belongs to.
        run: The scored criteria of the parent, first and last index behind.
    """

    id: str
    weight: Fraction
    above: Fraction
    mean: Mean
    parent: Mean
    group: str
    run: tuple[int, int]

    @property
    def is_main(self) -> bool:
        """Whether the node is a main group."""
        return self.id == self.group

    def only(self, positions: Sequence[int]) -> "Node":
        """Return the node with the bids at some positions."""
        return replace(self, mean=self.mean.only(positions), parent=self.parent.only(positions))


class _Walk:
    """Collects the nodes with the points of some bids; children before parents, because a mean is made of means."""

    def __init__(self, grid: Grid, points: PointsTable) -> None:
        columns = [Mean(column, points.denominator) for column in zip(*points.rows, strict=True)]
        self.leaves = dict(zip(grid.criteria, columns, strict=True))
        self.found: list[Node] = []
        self.passed = 0

    def mean(self, node: Criterion, above: Fraction, group: str) -> Mean:
        """Return the mean of a node whose own share is ``above``, noting all nodes below it."""
        children = node.scored_children
        if children:
            return self.level(children, above, group)
        self.passed += 1
        return self.leaves[node.id]

    def level(self, children: Sequence[Criterion], above: Fraction, group: str | None) -> Mean:
        """Return the mean over siblings, noting them and all nodes below."""
        start = self.passed
        weights = [Fraction(child.weight_percent or Decimal(0)) / 100 for child in children]
        whole = sum(weights, Fraction(0))
        means = [
            self.mean(child, above * weight / whole, group or child.id)
            for child, weight in zip(children, weights, strict=True)
        ]
        parent = _mix(means, weights)
        self.found += [
            Node(child.id, weight, above, mean, parent, group or child.id, (start, self.passed))
            for child, weight, mean in zip(children, weights, means, strict=True)
        ]
        return parent


def _mix(means: Sequence[Mean], weights: Sequence[Fraction]) -> Mean:
    common = lcm(*(mean.scale for mean in means))
    unit = lcm(*(weight.denominator for weight in weights))
    factors = [int(weight * unit) * (common // mean.scale) for mean, weight in zip(means, weights, strict=True)]
    rows = zip(*(mean.sums for mean in means), strict=True)
    sums = tuple(sum(factor * points for factor, points in zip(factors, row, strict=True)) for row in rows)
    return Mean(sums, common * int(sum(weights, Fraction(0)) * unit))


def weighted_nodes(matrix: Matrix, grid: Grid, points: PointsTable) -> list[Node]:
    """Return every node that carries a weight: the main groups in tree order, then the criteria below them.

    ``weight`` of a main group is its share of the whole, where the price is weighted in the tree beside it.

    Args:
        matrix: Gives the tree.
        grid: Its exact weights.
        points: Points of the bids whose means are wanted.
    """
    if not grid.criteria:
        return []
    walk = _Walk(grid, points)
    walk.level(matrix.main_groups, Fraction(1), None)
    return sorted(walk.found, key=lambda node: not node.is_main)
