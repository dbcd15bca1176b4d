"""The Schwankungsbereich as lines: who stays in it, and who is ahead inside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.robustness.contest import Contest, Path
from scoring.robustness.intervals import Interval, Line, difference, not_negative, positive, scaled, value_at


@dataclass(frozen=True)
class BandContest(Contest):
    """Erweiterte Richtwertmethode: a bid is ahead inside the band by the decision criterion, then by Z.

    Args:
        keep: Share of the highest Z that a bid must reach, 1 − s.
        decisive: What decides inside the band if it does not move with the points; empty where it does.
        by_points: Whether all Leistungspunkte decide.
    """

    keep: Fraction
    decisive: tuple[Fraction, ...]
    by_points: bool

    def lost(self, path: Path, limit: Fraction | None = None) -> Iterator[Interval]:
        """Yield where the winner is out of the band or another bid inside it is not behind, nearest first."""
        values, decisive = self.values(path), self._decisive(path)
        highest = _upper_envelope(values, limit)
        stays = self._inside(values[self.winner], highest)
        found = [self._ahead(values, decisive, index, highest) for index in range(len(values)) if index != self.winner]
        found += _outside(stays) if stays else [Interval(Fraction(0))]
        yield from sorted((one for one in found if one), key=lambda one: (one.low, not one.low_in))

    def _decisive(self, path: Path) -> Sequence[Line]:
        if self.by_points:
            moving = zip(self.totals, path.moves, strict=True)
            return [(Fraction(total), Fraction(move)) for total, move in moving]
        return path.group or [(value, Fraction(0)) for value in self.decisive]

    def _inside(self, line: Line, highest: Sequence[Line]) -> Interval | None:
        """Return where a bid reaches the bound that every possible highest Z sets."""
        inside: Interval | None = Interval(Fraction(0))
        for top in highest:
            reached = not_negative(difference(line, scaled(top, self.keep)))
            inside = inside.meet(reached) if inside and reached else None
        return inside

    def _ahead(
        self, values: Sequence[Line], decisive: Sequence[Line], index: int, highest: Sequence[Line]
    ) -> Interval | None:
        """Return where a rival is inside the band and not behind the winner."""
        ahead = _not_behind(
            difference(decisive[index], decisive[self.winner]), difference(values[index], values[self.winner])
        )
        inside = self._inside(values[index], highest) if ahead else None
        return ahead.meet(inside) if ahead and inside else None


def _outside(stays: Interval) -> list[Interval]:
    """Return what an interval leaves of the half-axis."""
    before = [Interval(Fraction(0), stays.low, high_in=not stays.low_in)] if stays.low > 0 else []
    return before + ([] if stays.high is None else [Interval(stays.high, low_in=not stays.high_in)])


def _not_behind(lead: Line, second: Line) -> Interval | None:
    """Return where the lead is above 0, or 0 with the second lead not below 0."""
    start, growth = lead
    if growth == 0:
        return positive(lead) if start else not_negative(second)
    return not_negative(lead) if value_at(second, -start / growth) >= 0 else positive(lead)


def _upper_envelope(lines: Sequence[Line], limit: Fraction | None) -> list[Line]:
    """Return the lines that are the highest somewhere between 0 and the limit."""
    top = max(lines)
    found = [top]
    while faster := [line for line in lines if line[1] > top[1]]:
        crossings = [((top[0] - start) / (growth - top[1]), -growth, start) for start, growth in faster]
        at, growth, start = min(crossings)
        if limit is not None and at > limit:
            break
        top = (start, -growth)
        found.append(top)
    return found
