"""The points a single score needs so that its bid reaches all minima."""

from collections.abc import Mapping
from math import inf

from scoring.robustness.roster import Roster


class Thresholds:
    """The needed points of every score of one bid, the other scores left as they are.

    Args:
        roster: All bids that take part or could.
        row: Position of the bid.
    """

    def __init__(self, roster: Roster, row: int) -> None:
        self._roster, self._row = roster, row
        self._points, self._denominator = roster.points.rows[row], roster.points.denominator
        self._gaps = {index: self._gap(index) for index in roster.judged(row)}
        self._failed = sum(gap > 0 for gap in self._gaps.values())

    def needed(self, column: int) -> float:
        """Return the fewest points (a numerator of the points table) with which the bid is valid; ±inf: any, none."""
        if self._roster.outcome.grid.criteria[column] not in self._roster.points.missing[self._row]:
            return self._least(column, self._gaps, self._failed)
        gaps = {index: self._gap(index) for index in self._roster.judged(self._row, column)}
        return self._least(column, gaps, sum(gap > 0 for gap in gaps.values()))

    def _least(self, column: int, gaps: Mapping[int, int], failed: int) -> float:
        least = -inf
        for index in self._roster.covering[column]:
            if index in gaps:
                span = self._roster.minima[index]
                scale = span.weights[column - span.start] * self._scale(index)
                least = max(least, self._points[column] - (-gaps[index] // scale))
                failed -= gaps[index] > 0
        return inf if failed else least

    def _gap(self, index: int) -> int:
        """Return what the weighted sum of a node lacks to its minimum, as an integer; 0 or less where it is reached."""
        span = self._roster.minima[index]
        inside = zip(span.weights, self._points[span.start : span.stop], strict=True)
        weighted = sum(weight * points for weight, points in inside)
        minimum, scale = (span.minimum_points or 0).as_integer_ratio()
        return minimum * sum(span.weights) * self._denominator - weighted * scale

    def _scale(self, index: int) -> int:
        return (self._roster.minima[index].minimum_points or 0).as_integer_ratio()[1]
