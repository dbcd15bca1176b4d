"""The search for a counter-example: deterministic, bounded, every proposal checked by the published method itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice

from scoring.matrix_check.flip_prices import Market, Proposal, Rows, band, linear, medians, quotient, roundest
from scoring.matrix_check.flip_raster import is_coarse, patterns, raster
from scoring.matrix_check.rows import EVEN_STEPS, Row, build_rows
from scoring.matrix_check.subject import PER, Subject
from scoring.methods import (
    GewichtetMedian,
    Method,
    PreisLinear,
    PreisMethod,
    PreisQuotient,
    RichtwertErweitert,
    ScoredField,
    Standing,
)

MAXIMUM_CHECKS = 300
"""Of proposals by formula. Those of the raster are exact, so the first of them ends the search."""
_SMALLEST_ANCHOR, _LARGEST_ANCHOR = Fraction(1_000), Fraction(10**9)


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found.

    Args:
        found: The first proposal that the method confirmed; None where there is none in the family.
        rows: How many rows of points the family holds.
        checked: How many proposals the method judged.
        anchor: Round price in euro around which prices were chosen.
    """

    found: Proposal | None
    rows: int
    checked: int
    anchor: Fraction


def search(subject: Subject) -> Search:
    """Look for two bids that a third swaps without winning itself.

    The family: rows of ``build_rows``, three at a time; prices in whole cents from the formula of the method around an
    anchor. Where price points are not rounded the formulas cover every price,
    so with these rows a swap
    is found if one exists and the cents are fine enough.
    """
    rows, anchor = build_rows(subject), _anchor(subject)
    market = Market(anchor, subject.grid.price_share, Fraction(subject.matrix.scale.maximum))
    checked = 0
    for proposal in _proposals(subject.matrix.method, market, rows):
        checked += 1
        if swaps(subject.matrix.method, market, proposal):
            return Search(proposal, len(rows), checked, anchor)
    return Search(None, len(rows), checked, anchor)


def swaps(method: Method, market: Market, proposal: Proposal) -> bool:
    """Tell whether the third bid reverses the strict order of the first two and is not on rank 1 itself."""
    before, after = (_orders(method, market, proposal, count) for count in (2, 3))
    reversed_order = (before[0] > before[1] and after[0] < after[1]) or (before[0] < before[1] and after[0] > after[1])
    return reversed_order and after[2] < max(after[:2])


def _orders(method: Method, market: Market, proposal: Proposal, count: int) -> list[tuple[Fraction | bool, ...]]:
    rows = proposal.rows[:count]
    points = [row.leistungspunkte for row in rows]
    wanted = getattr(method, "decision_criterion", "")
    field = ScoredField(
        leistungspunkte=points,
        quality=[value / market.maximum for value in points],
        prices=proposal.prices[:count],
        groups={wanted: [row.decisive for row in rows]},
        price_share=market.share,
    )
    standings: list[Standing] = method.standings(field)
    return [standing.order for standing in standings]


def _proposals(method: Method, market: Market, rows: Sequence[Row]) -> Iterator[Proposal]:
    yield from islice(_by_formula(method, market, rows), MAXIMUM_CHECKS)
    if isinstance(method, PreisMethod) and is_coarse(method):
        yield from raster(patterns(method, market.anchor), market, rows)


def _by_formula(method: Method, market: Market, rows: Sequence[Row]) -> Iterator[Proposal]:
    for triple in _triples(rows):
        match method:
            case PreisQuotient():
                yield from quotient(market, triple)
            case PreisLinear():
                yield from linear(method, market, triple)
            case RichtwertErweitert():
                yield from band(method, market.anchor, triple)
            case GewichtetMedian():
                yield from medians(method, market.anchor, triple)


def _triples(rows: Sequence[Row]) -> Iterator[Rows]:
    """Yield three rows at a time with the deciding points falling.

    First the even rows, which read well; then every pair with a newcomer of fewest points, who is least in the way: the
    lowest row, the lowest with any points, and the second of the pair itself.
    """
    for chosen in combinations(rows[: EVEN_STEPS + 1], 3):
        first, second, third = sorted(chosen, key=_by_points, reverse=True)
        yield first, second, third
    if not rows:
        return
    with_points = [row for row in rows if row.leistungspunkte > 0]
    newcomers = dict.fromkeys([min(rows, key=_by_points), min(with_points or rows, key=_by_points)])
    for pair in combinations(rows, 2):
        first, second = sorted(pair, key=_by_points, reverse=True)
        for newcomer in (*newcomers, second):
            if _by_points(newcomer) <= _by_points(second):
                yield first, second, newcomer


def _by_points(row: Row) -> tuple[Fraction, Fraction]:
    return row.decisive, row.leistungspunkte


def _anchor(subject: Subject) -> Fraction:
    """Return a round price near the reference price; 100,000 euro where that is very small or very large."""
    price = subject.reference.price
    if not _SMALLEST_ANCHOR <= price <= _LARGEST_ANCHOR:
        return PER
    return roundest(price * Fraction(9, 10), price * Fraction(11, 10)) or PER
