"""What points and price are worth in each other, exactly, method by method: bids that stand equal are exchanged.

A bid with Leistungspunkte L at price P stands equal to one with L + ΔL at P'. ``euro_for`` asks for P' − P given ΔL,
``points_for_percent`` for ΔL given P' = 1.01 · P. Rounding of price points is left out: it hides the rate but does not
move it.
"""

from dataclasses import dataclass
from fractions import Fraction

from scoring.methods import (
    GewichtetMedian,
    GewichtetReferenzwert,
    Method,
    PreisFestbereich,
    PreisLinear,
    PreisMethod,
    PreisQuotient,
    RichtwertEinfach,
    RichtwertErweitert,
    RichtwertExponent,
    RichtwertVerschoben,
)
from scoring.methods.gewichtet import GewichtetMethod
from scoring.methods.richtwert_exponent import rounded_root

PERCENT_MORE = Fraction(101, 100)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where the exchange takes place.

    Args:
        leistungspunkte: L of the bid.
        price: P of the bid in euro, above 0.
        lowest_price: Pmin in euro, not above P.
        price_share: Share of the price in the tree, 0 to below 1.
        maximum: Highest points of the scale.
    """

    leistungspunkte: Fraction
    price: Fraction
    lowest_price: Fraction
    price_share: Fraction
    maximum: Fraction


def euro_for(method: Method, at: Standpoint, gain: Fraction) -> Fraction | None:
    """Return by how many euro a bid may be dearer when it gains Leistungspunkte; None where no price makes up for them.

    Args:
        method: The published method; the exponent method is rounded to a thousandth, all others are exact.
        at: Where the exchange takes place.
        gain: ΔL, 0 or more.
    """
    points, price = at.leistungspunkte, at.price
    match method:
        case RichtwertEinfach() | RichtwertErweitert():
            return price * gain / points if points else None
        case RichtwertVerschoben():
            return price * gain / (points + method.shift) if points + method.shift else None
        case RichtwertExponent():
            return _euro_with_exponent(method, at, gain)
        case GewichtetReferenzwert() | GewichtetMedian():
            rate = _gewichtet_rate(method, at)
            return gain / rate if rate else None
        case PreisMethod():
            return _euro_in_tree(method, at, gain)
        case _:
            return None


def points_for_percent(method: Method, at: Standpoint) -> Fraction | None:
    """Return the Leistungspunkte that make up for a price one percent higher; None where no points do."""
    points, price = at.leistungspunkte, at.price
    match method:
        case RichtwertEinfach() | RichtwertErweitert():
            return points / 100
        case RichtwertVerschoben():
            return (points + method.shift) / 100
        case RichtwertExponent():
            p, q = method.exponent.numerator, method.exponent.denominator
            return rounded_root(points**p * PERCENT_MORE ** (q - p), p, 1) - points
        case GewichtetReferenzwert() | GewichtetMedian():
            return _gewichtet_rate(method, at) * price / 100 if method.weight_quality_percent else None
        case PreisMethod():
            before, after = (method.price_shares([at.lowest_price, p])[1] for p in (price, price * PERCENT_MORE))
            return (before - after) * at.price_share / (1 - at.price_share) * 100 * at.maximum
        case _:
            return None


def _euro_with_exponent(method: RichtwertExponent, at: Standpoint, gain: Fraction) -> Fraction | None:
    """P' = P · ((L + ΔL) / L)^(a / (1 − a))."""
    if not at.leistungspunkte:
        return None
    p, q = method.exponent.numerator, method.exponent.denominator
    growth = (at.leistungspunkte + gain) / at.leistungspunkte
    return rounded_root(at.price ** (q - p) * growth**p, q - p, 1) - at.price


def _gewichtet_rate(method: GewichtetMethod, at: Standpoint) -> Fraction:
    """Return the Leistungspunkte that one euro is worth: (g_P / P_ref) / (g_L / L_ref), 0 without a weight."""
    quality, price = Fraction(method.weight_quality_percent), Fraction(method.weight_price_percent)
    if not quality:
        return Fraction(0)
    if isinstance(method, GewichtetReferenzwert):
        reference = Fraction(method.reference_quality) / Fraction(method.reference_price_eur)
    else:
        reference = at.leistungspunkte / at.price
    return price / quality * reference


def _euro_in_tree(method: PreisMethod, at: Standpoint, gain: Fraction) -> Fraction | None:
    """Solve w_P · (share(P) − share(P')) = w_Q · ΔL / (100 · maximum) for P' − P."""
    share = method.price_shares([at.lowest_price, at.price])[1]
    left = share - gain * (1 - at.price_share) / (100 * at.maximum * at.price_share)
    if left < 0:
        return None
    match method:
        case PreisQuotient():
            return at.lowest_price / left - at.price if left else None
        case PreisLinear():
            zero_at = Fraction(method.zero_at)
            return at.lowest_price * (zero_at - left * (zero_at - 1)) - at.price
        case PreisFestbereich():
            best, worst = Fraction(method.best_price_eur), Fraction(method.worst_price_eur)
            return worst - left * (worst - best) - at.price
        case _:
            return None
