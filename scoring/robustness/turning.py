"""The prices at which the order can turn, in methods whose values depend on the prices of all bids.

One bid's price x moves. The axis of x falls into segments in which every value, times a factor that all bids share, is
a line in x; two values read off the method give the line, so that its formula stands in one place alone. The order of
two bids can only turn where their lines cross. The Schwankungsbereich has turning prices of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TypeVar

from scoring.methods import GewichtetMedian, Method, PreisLinear, PreisMethod, RichtwertErweitert, ScoredField
from scoring.methods.gewichtet_median import median
from scoring.robustness.intervals import Line, difference, value_at
from scoring.robustness.selection import only

AnyOf = TypeVar("AnyOf", bound=Method)
Factor = Callable[[Fraction], Fraction]
Span = tuple[Fraction, Fraction]

MAXIMUM_ROUNDING_STEPS = 200
"""Steps of rounded price points that are looked at for two bids in one segment, nearest to today's price first."""


def turning_prices(
    method: Method, field: ScoredField, moved: int, winner: int, cents: tuple[int, int]
) -> set[Fraction]:
    """Return in euro every price of one bid at which the winner may come to be, or cease to be, first alone.

    Args:
        method: A method that looks at the prices of all bids.
        field: The valid bids.
        moved: Position of the bid whose price moves.
        winner: Position of the winner.
        cents: Lowest and highest price of interest.
    """
    span = Fraction(cents[0], 100), Fraction(cents[1], 100)
    if isinstance(method, RichtwertErweitert):
        return _of_band(method, field, moved, winner)
    return {turn for segment in _segments(method, field, moved, winner, span) for turn in segment.turns()}


def _of_band(method: RichtwertErweitert, field: ScoredField, moved: int, winner: int) -> set[Fraction]:
    """Return where Z of the moved bid meets a Z, or a bound of the Schwankungsbereich, and where two prices meet."""
    keep = 1 - Fraction(method.band_percent) / 100
    values = [standing.exact for standing in method.standings(field)]
    others = [value for position, value in enumerate(values) if position != moved]
    highest = max(others, default=Fraction(0))
    meeting = [*(value / keep for value in others), highest * keep]
    meeting += others if moved == winner else [values[winner]]
    turns = {field.leistungspunkte[moved] / value for value in meeting if value > 0}
    return turns | set(field.prices if moved == winner else [field.prices[winner]])


@dataclass(frozen=True, slots=True)
class _Segment:
    """Prices over which every value times ``factor`` is a line.

    Args:
        method: The scoring method.
        field: The valid bids.
        moved: Position of the bid whose price moves.
        winner: Position of the winner.
        start: Lowest price in euro.
        stop: Highest price in euro.
        factor: Above 0, a line itself.
    """

    method: Method
    field: ScoredField
    moved: int
    winner: int
    start: Fraction
    stop: Fraction
    factor: Factor

    def turns(self) -> Iterator[Fraction]:
        """Yield where the winner's line crosses another one inside the segment."""
        lines = self._lines(lambda field: [standing.exact for standing in _plain(self.method).standings(field)])
        leads = [difference(lines[self.winner], line) for line in self._rivals(lines)]
        for lead in leads:
            yield from self._root(lead)
        if isinstance(self.method, PreisMethod) and self.method.rounding:
            yield from self._rounded_turns(self.method, leads)

    def _rivals(self, lines: Sequence[Line]) -> list[Line]:
        return [line for position, line in enumerate(lines) if position != self.winner]

    def _rounded_turns(self, method: PreisMethod, leads: Sequence[Line]) -> Iterator[Fraction]:
        """Yield where price points step while a lead is so small that rounding can decide: at most one unit."""
        if method.rounding is None:
            return
        unit = Fraction(1, 10**method.rounding.digits)
        step = unit * 100 * self.field.price_share / Fraction(method.price_points_maximum)
        factor = self._line([self.factor(self.start), self.factor(self.stop)])
        points = self._lines(lambda field: _plain(method).price_points(field.prices))
        for lead, line in zip(leads, self._rivals(points), strict=True):
            edges = {root for slack in (step, -step) for root in self._root(_plus(lead, factor, slack))}
            for low, high in pairwise(sorted({self.start, self.stop, *edges})):
                middle = (low + high) / 2
                if abs(value_at(lead, middle)) <= step * value_at(factor, middle):
                    yield from self._steps(points[self.winner], factor, unit, (low, high))
                    yield from self._steps(line, factor, unit, (low, high))

    def _steps(self, points: Line, factor: Line, unit: Fraction, span: Span) -> Iterator[Fraction]:
        """Yield where rounded price points step between two prices."""
        ends = [value_at(points, price) / value_at(factor, price) / unit for price in span]
        first, last = floor(min(ends) - Fraction(1, 2)), ceil(max(ends) - Fraction(1, 2))
        today = self.field.prices[self.moved]
        near_low = abs(span[0] - today) < abs(span[1] - today)
        numbers = range(first, last + 1) if near_low == (ends[0] <= ends[1]) else range(last, first - 1, -1)
        for number in numbers[:MAXIMUM_ROUNDING_STEPS]:
            yield from self._root(_plus(points, factor, -unit * (number + Fraction(1, 2))))

    def _lines(self, read: Callable[[ScoredField], Sequence[Fraction]]) -> list[Line]:
        """Return what is read off the method, times the factor, as lines through both ends of the segment."""
        prices = (self.start, self.stop)
        ends = []
        for price, factor in zip(prices, map(self.factor, prices), strict=True):
            ends.append([value * factor for value in read(_at(self.field, self.moved, price))])
        return [self._line(pair) for pair in zip(*ends, strict=True)]

    def _line(self, ends: Sequence[Fraction]) -> Line:
        growth = (ends[1] - ends[0]) / (self.stop - self.start)
        return ends[0] - growth * self.start, growth

    def _root(self, line: Line) -> Iterator[Fraction]:
        if line[1]:
            root = -line[0] / line[1]
            if self.start <= root <= self.stop:
                yield root


def _plus(line: Line, other: Line, times: Fraction) -> Line:
    return line[0] + times * other[0], line[1] + times * other[1]


def _at(field: ScoredField, moved: int, price: Fraction) -> ScoredField:
    return replace(field, prices=[price if row == moved else one for row, one in enumerate(field.prices)])


def _plain(method: AnyOf) -> AnyOf:
    """Return the method without rounding."""
    return method.model_copy(update={"rounding": None}) if isinstance(method, PreisMethod) else method


def _segments(method: Method, field: ScoredField, moved: int, winner: int, span: Span) -> Iterator[_Segment]:
    """Yield the segments between two prices."""
    others = sorted(price for row, price in enumerate(field.prices) if row != moved)
    if not others:
        return
    inner = sorted({edge for edge in _edges(method, others) if span[0] < edge < span[1]})
    for start, stop in pairwise([span[0], *inner, span[1]]):
        if start < stop:
            factor = _factor(method, field, moved, others, (start + stop) / 2)
            if isinstance(method, PreisMethod) and start >= others[0] and moved != winner:
                yield _duel(_Segment(method, field, moved, winner, start, stop, factor))
            else:
                yield _Segment(method, field, moved, winner, start, stop, factor)


def _duel(segment: _Segment) -> _Segment:
    """Return a segment above the lowest price, where the moved bid changes against the others and they do not."""
    field, moved, winner = segment.field, segment.moved, segment.winner
    lowest = min((row for row in range(len(field.prices)) if row != moved), key=lambda row: field.prices[row])
    rows = sorted({moved, winner, lowest})
    return replace(segment, field=only(field, rows), moved=rows.index(moved), winner=rows.index(winner))


def _edges(method: Method, others: Sequence[Fraction]) -> Sequence[Fraction]:
    """Return the prices between which the form of every value stays: new lowest price, no points left, median."""
    if isinstance(method, PreisLinear):
        zero_at = Fraction(method.zero_at)
        return [others[0], others[0] * zero_at, *(price / zero_at for price in others)]
    if isinstance(method, GewichtetMedian):
        middle = (len(others) + 1) // 2  # only a price between its neighbours there moves the median
        return others[max(0, middle - 2) : middle + 1]
    return others[:1]


def _factor(method: Method, field: ScoredField, moved: int, others: Sequence[Fraction], inside: Fraction) -> Factor:
    """Return what the values in the segment around a price are divided by."""
    if isinstance(method, GewichtetMedian):
        return lambda price: median(_at(field, moved, price).prices)
    by_price = inside < others[0] if isinstance(method, PreisLinear) else inside > others[0]
    return (lambda price: price) if by_price else (lambda _: Fraction(1))
