"""The scored criteria of a matrix in tree order with exact integer weights, ready for dot products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.numbers import common_scale
from scoring.methods import METHODS
from scoring.model import Criterion, Matrix


@dataclass(frozen=True, slots=True)
class Span:
    """A node of the tree as a run of scored criteria.

    Args:
        id: Id of the criterion or group.
        start: Index of its first scored criterion.
        stop: Index behind its last.
        weights: Integer weights of these criteria inside the node.
        minimum_points: Minimum of the weighted mean; None where the node has none.
    """

    id: str
    start: int
    stop: int
    weights: tuple[int, ...]
    minimum_points: Decimal | None

    def mean(self, points: Sequence[int], denominator: int) -> Fraction:
        """Return the weighted mean of a bid's points (numerators over ``denominator``) inside the node."""
        inside = points[self.start : self.stop]
        weighted = sum(weight * value for weight, value in zip(self.weights, inside, strict=True))
        return Fraction(weighted, sum(self.weights) * denominator)


@dataclass(frozen=True, slots=True)
class Grid:
    """Exact weights of the scored criteria.

    Args:
        criteria: Ids of the scored criteria in tree order.
        weights: Share of each in the quality part, as numerators over ``denominator``; they sum to it.
        denominator: Common denominator of ``weights``.
        groups: The main groups as runs of criteria.
        minima: Every node that demands minimum points.
        price_share: Share of the price in the tree, 0 to below 1.
    """

    criteria: tuple[str, ...]
    weights: tuple[int, ...]
    denominator: int
    groups: tuple[Span, ...]
    minima: tuple[Span, ...]
    price_share: Fraction

    def share(self, index: int) -> Fraction:
        """Return the share of one scored criterion in the quality part, 0 to 1."""
        return Fraction(self.weights[index], self.denominator)


@dataclass(frozen=True, slots=True)
class _Leaf:
    node: Criterion
    path: tuple[str, ...]
    weights: tuple[int, ...]


def _leaves(nodes: Sequence[Criterion], scale: int, path: tuple[str, ...], above: tuple[int, ...]) -> list[_Leaf]:
    found: list[_Leaf] = []
    for node in nodes:
        here = (*above, int((node.weight_percent or Decimal(0)) * scale))
        below = node.scored_children
        found += _leaves(below, scale, (*path, node.id), here) if below else [_Leaf(node, (*path, node.id), here)]
    return found


def _product(weights: Sequence[int], depth: int, level: int) -> int:
    """Multiply the weights of a path and lift it to ``depth`` levels, so that all paths share one denominator."""
    result: int = level ** (depth - len(weights))
    for weight in weights:
        result *= weight
    return result


def build_grid(matrix: Matrix) -> Grid:
    """Return the grid of a structurally valid matrix."""
    groups = matrix.main_groups
    scale = common_scale([node.weight_percent for _, node in matrix.walk() if node.weight_percent is not None])
    leaves = _leaves(groups, scale, (), ())
    runs = _runs(leaves)
    depth = max((len(leaf.weights) for leaf in leaves), default=1)
    weights = tuple(_product(leaf.weights, depth, 100 * scale) for leaf in leaves)
    weighted_price = matrix.price if METHODS[matrix.method.name].weights_price_in_tree else None
    return Grid(
        criteria=tuple(leaf.node.id for leaf in leaves),
        weights=weights,
        denominator=sum(weights),
        groups=tuple(_span(group, 1, leaves, runs, scale) for group in groups),
        minima=tuple(
            _span(node, len(path), leaves, runs, scale)
            for path, node in matrix.walk()
            if node.minimum_points is not None
        ),
        price_share=Fraction(weighted_price.weight_percent) / 100 if weighted_price else Fraction(0),
    )


def _runs(leaves: Sequence[_Leaf]) -> dict[str, tuple[int, int]]:
    """Return for every node the run of scored criteria below it, first and last index behind."""
    runs: dict[str, tuple[int, int]] = {}
    for index, leaf in enumerate(leaves):
        for node in leaf.path:
            runs[node] = (runs.get(node, (index, index))[0], index + 1)
    return runs


def _span(
    node: Criterion, level: int, leaves: Sequence[_Leaf], runs: Mapping[str, tuple[int, int]], scale: int
) -> Span:
    start, stop = runs[node.id]
    depth = max(len(leaf.weights) for leaf in leaves[start:stop]) - level
    return Span(
        id=node.id,
        start=start,
        stop=stop,
        weights=tuple(_product(leaf.weights[level:], depth, 100 * scale) for leaf in leaves[start:stop]),
        minimum_points=node.minimum_points,
    )
