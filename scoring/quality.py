"""Leistungspunkte and their parts as integers over one denominator: exact, and fast enough for thousands of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import mul

from scoring.grid import Grid, Span
from scoring.points import PointsTable

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Quality:
    """Weighted points of the bids.

    Args:
        parts: For each bid the weighted points of every scored criterion, numerators over ``denominator``.
        totals: For each bid the sum of its parts.
        denominator: Common denominator; a total over it is L.
    """

    parts: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]
    denominator: Fraction

    def leistungspunkte(self) -> list[Fraction]:
        """Return L = 100 · Σ share · points of each bid."""
        scale, unit = self.denominator.denominator, self.denominator.numerator
        return [Fraction(total * scale, unit) for total in self.totals]

    def part(self, bid: int, start: int, stop: int) -> Fraction:
        """Return what a run of criteria contributes to L of one bid."""
        return Fraction(sum(self.parts[bid][start:stop]) * self.denominator.denominator, self.denominator.numerator)

    def split(self, bid: int, groups: Sequence[Span], factor: Fraction = ONE) -> dict[str, Fraction]:
        """Return what each group contributes to L of one bid, times ``factor``, by the group's id."""
        row, unit = self.parts[bid], self.denominator
        up, down = unit.denominator * factor.numerator, unit.numerator * factor.denominator
        return {group.id: Fraction(sum(row[group.start : group.stop]) * up, down) for group in groups}


def weigh(grid: Grid, points: PointsTable) -> Quality:
    """Multiply every bid's points with the weights of the grid."""
    parts = tuple(tuple(map(mul, grid.weights, row)) for row in points.rows)
    denominator = Fraction(grid.denominator * points.denominator, 100) if grid.weights else Fraction(1)
    return Quality(parts, tuple(map(sum, parts)), denominator)


def quality_percent(leistungspunkte: Sequence[Fraction], maximum: Decimal) -> list[Fraction]:
    """Return L on a scale of 0 to 100: 100 · Σ share · points / maximum."""
    top = Fraction(maximum)
    return [points / top for points in leistungspunkte]
