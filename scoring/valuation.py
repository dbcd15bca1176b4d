"""From points and prices of the valid bids to an order: the numeric heart, without words and without checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.grid import Grid
from scoring.methods import ScoredField, Standing
from scoring.model import Matrix
from scoring.points import PointsTable
from scoring.quality import Quality, quality_percent, weigh


@dataclass(frozen=True, slots=True)
class Valuation:
    """The order of the valid bids with everything that led to it; equal positions belong to one bid.

    Args:
        quality: Weighted points, criterion by criterion.
        field: What the method saw.
        standings: What the method said.
        ranks: Rank of each bid from 1; equal bids share a rank and the next rank is skipped.
    """

    quality: Quality
    field: ScoredField
    standings: tuple[Standing, ...]
    ranks: tuple[int, ...]

    @property
    def first(self) -> tuple[int, ...]:
        """Positions of the bids on rank 1."""
        return tuple(index for index, rank in enumerate(self.ranks) if rank == 1)


def value(matrix: Matrix, grid: Grid, points: PointsTable, prices: Sequence[Fraction]) -> Valuation:
    """Rank bids exactly.

    Args:
        matrix: Gives the method and the scale.
        grid: Exact weights of the matrix.
        points: Points of the valid bids.
        prices: Their scored prices in euro.

    Raises:
        InputError: The method has no value for these bids.
    """
    quality = weigh(grid, points)
    field = scored_field(matrix, grid, quality, prices)
    standings = tuple(matrix.method.standings(field))
    return Valuation(quality, field, standings, ranks_of(standings))


def scored_field(matrix: Matrix, grid: Grid, quality: Quality, prices: Sequence[Fraction]) -> ScoredField:
    """Return the bids as the method sees them."""
    leistungspunkte = quality.leistungspunkte()
    return ScoredField(
        leistungspunkte=leistungspunkte,
        quality=quality_percent(leistungspunkte, matrix.scale.maximum),
        prices=prices,
        groups=_decisive_groups(matrix, grid, quality),
        price_share=grid.price_share,
    )


def _decisive_groups(matrix: Matrix, grid: Grid, quality: Quality) -> Mapping[str, Sequence[Fraction]]:
    """Return the points of the main group that the method may ask for; no other is summed up."""
    wanted = getattr(matrix.method, "decision_criterion", None)
    return {
        group.id: [quality.part(bid, group.start, group.stop) for bid in range(len(quality.totals))]
        for group in grid.groups
        if group.id == wanted
    }


def ranks_of(standings: Sequence[Standing]) -> tuple[int, ...]:
    """Return the rank of each standing: one more than the number of better ones."""
    ordered = sorted(range(len(standings)), key=lambda index: standings[index].order, reverse=True)
    ranks = [0] * len(standings)
    for place, index in enumerate(ordered):
        above = ordered[place - 1]
        tied = place > 0 and standings[above].order == standings[index].order
        ranks[index] = ranks[above] if tied else place + 1
    return tuple(ranks)
