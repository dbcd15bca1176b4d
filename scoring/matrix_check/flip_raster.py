"""Prices on a raster for rounded price points, where the formulas of ``flip_prices`` can miss."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from scoring.matrix_check.flip_prices import Market, Proposal, Rows
from scoring.matrix_check.rows import Row
from scoring.methods import Method, PreisLinear, PreisMethod

STEPS = 32
FINE = 1_000
"""From this many different price points on, rounding is finer than the gaps that the formulas leave."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a newcomer with the lowest price does to the price points of two others, in units of the full price points.

    Args:
        prices: Prices of X (dearer), Y (cheaper) and the newcomer (lowest) in whole euro.
        gap_before: Price points of Y less those of X without the newcomer.
        gap_after: The same with the newcomer.
        to_x: Price points of the newcomer less those of X.
        to_y: Price points of the newcomer less those of Y.
    """

    prices: tuple[Fraction, Fraction, Fraction]
    gap_before: Fraction
    gap_after: Fraction
    to_x: Fraction
    to_y: Fraction


def is_coarse(method: Method) -> bool:
    """Tell whether rounding leaves so few different price points that the formulas can miss a swap."""
    if not isinstance(method, PreisMethod) or method.rounding is None:
        return False
    return Fraction(method.price_points_maximum) * Fraction(10) ** method.rounding.digits < FINE


def patterns(method: PreisMethod, anchor: Fraction) -> list[Pattern]:
    """Return the distinct patterns in which the gap changes, each with the first prices of the raster that make it."""
    lowest = Fraction(round(anchor / 2))
    raster = [Fraction(round(lowest * factor)) for factor in _factors(method)]
    found: dict[tuple[Fraction, ...], Pattern] = {}
    for cheaper, dearer in combinations(raster, 2):
        pattern = _pattern(method, (dearer, cheaper, lowest))
        if pattern.gap_before != pattern.gap_after:
            key = (pattern.gap_before, pattern.gap_after, pattern.to_x, pattern.to_y)
            found.setdefault(key, pattern)
    return list(found.values())


def raster(swapping: Sequence[Pattern], market: Market, rows: Sequence[Row]) -> Iterator[Proposal]:
    """Yield what swaps: two rows whose lead lies between the two gaps, and the lowest row far enough behind.

    Of the pairs with the same lead the best one stands for all: no other leaves the newcomer further behind.
    """
    falling = sorted(rows, key=lambda row: row.leistungspunkte, reverse=True)
    leads: dict[Fraction, Rows] = {}
    for x, y in combinations(falling, 2):
        leads.setdefault(x.leistungspunkte - y.leistungspunkte, (x, y, falling[-1]))
    for triple in leads.values():
        if market.lead(*triple[:2]) < 1:
            yield from _matching(swapping, market, triple)


def _matching(swapping: Sequence[Pattern], market: Market, rows: Rows) -> Iterator[Proposal]:
    x, y, new = rows
    near, far, behind = market.lead(x, y), market.lead(x, new), market.lead(y, new)
    for pattern in swapping:
        dearer_gets_ahead = pattern.gap_after < near < pattern.gap_before and far > pattern.to_x
        cheaper_gets_ahead = pattern.gap_before < near < pattern.gap_after and behind > pattern.to_y
        if dearer_gets_ahead or cheaper_gets_ahead:
            yield Proposal(rows, pattern.prices)


def _factors(method: PreisMethod) -> list[Fraction]:
    """Return prices as multiples of the lowest, spread over the price points, up to z · z where they end at z."""
    if isinstance(method, PreisLinear):
        zero_at, half = Fraction(method.zero_at), STEPS // 2
        near = [1 + (zero_at - 1) * step / half for step in range(1, half + 1)]
        return near + [zero_at * factor for factor in near]
    return [Fraction(STEPS, STEPS - step) for step in range(1, STEPS)]


def _pattern(method: PreisMethod, prices: tuple[Fraction, Fraction, Fraction]) -> Pattern:
    full = Fraction(method.price_points_maximum)
    x_before, y_before = method.price_points(prices[:2])
    x_after, y_after, new = method.price_points(prices)
    return Pattern(
        prices=prices,
        gap_before=(y_before - x_before) / full,
        gap_after=(y_after - x_after) / full,
        to_x=(new - x_after) / full,
        to_y=(new - y_after) / full,
    )
