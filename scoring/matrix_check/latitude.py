"""Which points a bid can get on each criterion and still stay in: scale, degrees, minimum points taken together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from core.numbers import common_scale
from scoring.grid import Grid, Span
from scoring.model import Criterion, Matrix, Scale

WEIGHT, SCALE, DEGREES, MINIMUM = "weight", "scale", "degrees", "minimum"
TOTAL = ""
"""Stands for the whole matrix where nodes are named; no criterion has an empty id."""


@dataclass(frozen=True, slots=True)
class Latitude:
    """Points possible on one criterion, as numerators over a common unit.

    Args:
        lowest: Fewest points with which a bid can stay in.
        highest: Most points.
        step: Distance of two neighbours; 0 where ``listed`` names the points.
        listed: The points the degrees allow, ascending; empty where the scale allows every step.
        fixed_by: Why no bid can differ here (``weight``, ``scale``, ``degrees``, ``minimum``); None where bids can.
    """

    lowest: int
    highest: int
    step: int
    listed: tuple[int, ...] = ()
    fixed_by: str | None = None

    def floor(self, points: Fraction | int) -> int:
        """Return the most allowed points that are not above ``points``, and at least the lowest."""
        if points >= self.highest:
            return self.highest
        if self.listed:
            return max((value for value in self.listed if value <= points), default=self.lowest)
        return self.lowest + max(0, int((points - self.lowest) // self.step)) * self.step

    def next_lower(self) -> int:
        """Return the allowed points just below the highest; the highest itself where there are none."""
        return self.floor(self.highest - Fraction(1, 2)) if self.lowest < self.highest else self.highest


@dataclass(frozen=True, slots=True)
class Latitudes:
    """Latitude of every scored criterion in the order of the grid.

    Args:
        criteria: One latitude a criterion.
        unit: Common denominator of all points.
        unreachable: Nodes whose minimum no bid can reach; ``TOTAL`` for the whole.
    """

    criteria: tuple[Latitude, ...]
    unit: int
    unreachable: tuple[str, ...]


def latitudes(matrix: Matrix, grid: Grid) -> Latitudes:
    """Return what is possible on every scored criterion of a structurally valid matrix."""
    scale = matrix.scale
    unit = common_scale([scale.minimum, scale.step])
    nodes = {node.id: node for _, node in matrix.walk()}
    base = [_base(nodes[criterion], scale, unit) for criterion in grid.criteria]
    bounds = [latitude.lowest for latitude in base]
    unreachable = []
    for span, minimum in _demands(matrix, grid):
        top = sum(w * latitude.highest for w, latitude in zip(span.weights, base[span.start : span.stop], strict=True))
        slack = top - minimum * unit * sum(span.weights)
        if slack < 0:
            unreachable.append(span.id)
        for index, weight in enumerate(span.weights, start=span.start):
            if weight:
                bounds[index] = max(bounds[index], ceil(base[index].highest - slack / weight))
    found = [
        _restrict(latitude, bound, weight) for latitude, bound, weight in zip(base, bounds, grid.weights, strict=True)
    ]
    return Latitudes(tuple(found), unit, tuple(unreachable))


def _demands(matrix: Matrix, grid: Grid) -> Iterator[tuple[Span, Fraction]]:
    """Yield every minimum of a weighted mean, the one over all Leistungspunkte included."""
    for span in grid.minima:
        yield span, Fraction(span.minimum_points or 0)
    if matrix.minimum_leistungspunkte is not None:
        whole = Span(TOTAL, 0, len(grid.criteria), grid.weights, None)
        yield whole, Fraction(matrix.minimum_leistungspunkte) / 100


def _base(node: Criterion, scale: Scale, unit: int) -> Latitude:
    if node.degrees:
        listed = tuple(sorted({int(degree.points * unit) for degree in node.degrees}))
        fixed = DEGREES if len(listed) == 1 else None
        return Latitude(listed[0], listed[-1], 0, listed, fixed)
    lowest, highest, step = (int(Decimal(unit) * value) for value in (scale.minimum, scale.maximum, scale.step))
    return Latitude(lowest, highest, step, fixed_by=SCALE if lowest == highest else None)


def _restrict(base: Latitude, bound: int, weight: int) -> Latitude:
    """Raise the lowest points to the first allowed value that is not below ``bound``."""
    if base.listed:
        lowest = min((value for value in base.listed if value >= bound), default=base.highest)
        listed = tuple(value for value in base.listed if value >= lowest)
    else:
        steps = -((base.lowest - bound) // base.step) if base.step else 0
        lowest, listed = min(base.highest, base.lowest + steps * base.step), ()
    fixed = base.fixed_by or (MINIMUM if lowest == base.highest else None)
    return replace(base, lowest=lowest, listed=listed, fixed_by=WEIGHT if not weight else fixed)
