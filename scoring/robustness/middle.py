"""The median method as lines: the median of lines is a line from piece to piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from scoring.robustness.contest import Contest, Path
from scoring.robustness.intervals import Interval, not_negative, positive


class Piece(NamedTuple):
    """Twice the median as a line, valid from ``start`` to ``stop`` (None: without end); integers throughout."""

    start: Fraction
    stop: Fraction | None
    value: int
    growth: int


@dataclass(frozen=True)
class MedianContest(Contest):
    """Gewichtete Richtwertmethode, Median: V · median(L) = gain · L + base · median(L)."""

    def lost(self, path: Path, limit: Fraction | None = None) -> Iterator[Interval]:
        """Yield where another bid's index is at least the winner's, nearest first, piece by piece of the median."""
        duels = [self._duel(index, path) for index in range(len(self.totals)) if index != self.winner]
        for piece in median_pieces(self.totals, path.moves, limit):
            found = [_lost_here(duel, piece) for duel in duels]
            yield from sorted((one for one in found if one), key=lambda one: one.low)

    def _duel(self, index: int, path: Path) -> tuple[int, int, int]:
        """Return lead, its growth and the factor of twice the median as integers on one scale."""
        own, gain = self.winner, 2 * self.gain[self.winner] / self.unit
        share = self.base[own] - self.base[index]
        scale = lcm(gain.denominator, share.denominator)
        points = int(gain * scale)
        return (
            points * (self.totals[own] - self.totals[index]),
            points * (path.moves[own] - path.moves[index]),
            int(share * scale),
        )


def _lost_here(duel: tuple[int, int, int], piece: Piece) -> Interval | None:
    """Return where the winner's lead over one rival is 0 or less inside a piece, as far as the median is above 0."""
    lead, move, share = duel
    lead, move = lead + share * piece.value, move + share * piece.growth
    if lead > 0 and (move >= 0 or (piece.stop is not None and lead > -move * piece.stop)):
        return None
    lost = not_negative((Fraction(-lead), Fraction(-move)))
    exists = positive((Fraction(piece.value), Fraction(piece.growth)))
    here = exists.meet(Interval(piece.start, piece.stop)) if exists else None
    return lost.meet(here) if lost and here else None


def median_pieces(values: Sequence[int], growths: Sequence[int], limit: Fraction | None) -> Iterator[Piece]:
    """Yield twice the median of the lines from 0 to the limit, piece by piece."""
    lines, at = list(zip(values, growths, strict=True)), Fraction(0)
    lower, upper = (len(lines) - 1) // 2, len(lines) // 2
    while limit is None or at < limit:
        numerator, denominator = at.numerator, at.denominator
        ordered = sorted((value * denominator + growth * numerator, growth, value) for value, growth in lines)
        stop = min((end for middle in {lower, upper} if (end := _next_crossing(ordered, middle))), default=None)
        low, high = ordered[lower], ordered[upper]
        yield Piece(at, stop, low[2] + high[2], low[1] + high[1])
        if stop is None:
            return
        at = stop


def _next_crossing(ordered: Sequence[tuple[int, int, int]], middle: int) -> Fraction | None:
    """Return where the line at a position next meets a faster one from below or a slower one from above."""
    _, growth, value = ordered[middle]
    below = [(value - other, faster - growth) for _, faster, other in ordered[:middle] if faster > growth]
    above = [(other - value, growth - slower) for _, slower, other in ordered[middle + 1 :] if slower < growth]
    return min((Fraction(distance, speed) for distance, speed in below + above), default=None)
