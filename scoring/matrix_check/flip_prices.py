"""Prices that make two bids swap when a third arrives: from the formula of each method to roundest amounts in cents.

Every function takes rows of points in falling order and yields the bids X and Y and the newcomer. What they yield is a
proposal: the caller checks it with the method itself, because rounding of price points can undo it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from scoring.matrix_check.rows import Row
from scoring.methods import GewichtetMedian, PreisLinear, RichtwertErweitert

CENTS = 100
Rows = tuple[Row, Row, Row]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Three constructed bids: two that should swap, and the third whose arrival does it.

    Args:
        rows: Points of X, Y and the newcomer.
        prices: Their prices in euro, whole cents.
    """

    rows: Rows
    prices: tuple[Fraction, Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Market:
    """Where prices are made up, for the methods that weight the price in the tree.

    Args:
        anchor: Round price in euro around which all are chosen.
        share: Share of the price in the tree, above 0 and below 1.
        maximum: Highest points of the scale.
    """

    anchor: Fraction
    share: Fraction
    maximum: Fraction

    def lead(self, ahead: Row, behind: Row) -> Fraction:
        """Return the lead in quality in units of the full price points: w_Q · ΔL / (100 · maximum · w_P)."""
        gap = ahead.leistungspunkte - behind.leistungspunkte
        return gap * (1 - self.share) / (100 * self.maximum * self.share)


def roundest(low: Fraction, high: Fraction) -> Fraction | None:
    """Return the roundest amount strictly between two bounds, in whole cents; None where there is no cent."""
    first, last = max(1, floor(low * CENTS) + 1), ceil(high * CENTS) - 1
    if first > last:
        return None
    unit = 10 ** len(str(last))
    while -(-first // unit) * unit > last:
        unit //= 10
    nearest = (first + last + unit) // (2 * unit) * unit
    return Fraction(min(max(nearest, -(-first // unit) * unit), last // unit * unit), CENTS)


def choices(low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Yield round amounts from the middle, the lower and the upper third between two bounds."""
    third = (high - low) / 3
    seen = set()
    for start in (low + third, low, high - third):
        amount = roundest(start, start + third) if third > 0 else None
        if amount is not None and amount not in seen:
            seen.add(amount)
            yield amount


def quotient(market: Market, rows: Rows) -> Iterator[Proposal]:
    """Preisquotient: a new lowest price shrinks the price gap of the others, so the dearer and better bid gets ahead.

    With a and b the lead in points over Y and over the newcomer in units of the full price points: Y is ahead while
    P_Y / P_X < 1 − a; X is ahead afterwards while Pmin < a · P_X · P_Y / (P_X − P_Y); the newcomer stays behind X while
    Pmin > (1 − b) · P_X.
    """
    x, y, new = rows
    near, far, anchor = market.lead(x, y), market.lead(x, new), market.anchor
    if not 0 < near < 1 or far <= near:
        return
    lowest = max(Fraction(0), (1 - far) / (near + 1 - far)) if far < 1 else Fraction(0)
    for cheaper in choices(anchor * lowest, anchor * (1 - near)):
        upper = min(cheaper, near * anchor * cheaper / (anchor - cheaper))
        for price in choices(max(Fraction(0), (1 - far) * anchor), upper):
            yield Proposal(rows, (anchor, cheaper, price))


def linear(method: PreisLinear, market: Market, rows: Rows) -> Iterator[Proposal]:
    """Lineare Interpolation: a new lowest price widens the price gap of the others, so the cheaper bid gets ahead.

    With a and c the lead of X over Y and of Y over the newcomer: X is ahead while P_X − P_Y < a · (z − 1) · P_Y; Y
    afterwards while Pmin < (P_X − P_Y) / (a · (z − 1)) and above P_Y / (1 + (1 − a) · (z − 1)); the newcomer stays
    behind Y while Pmin > P_Y / (1 + c · (z − 1)).
    """
    x, y, new = rows
    near, behind, anchor = market.lead(x, y), market.lead(y, new), market.anchor
    if not 0 < near < 1 or behind <= 0:
        return
    reach = Fraction(method.zero_at) - 1
    lower = anchor / (1 + min(behind, 1 - near) * reach)
    for dearer in choices(anchor + lower * near * reach, anchor * (1 + near * reach)):
        for price in choices(lower, min(anchor, (dearer - anchor) / (near * reach))):
            yield Proposal(rows, (dearer, anchor, price))


def band(method: RichtwertErweitert, anchor: Fraction, rows: Rows) -> Iterator[Proposal]:
    """Erweiterte Richtwertmethode: a higher Zmax pushes the bid that the decision criterion put ahead out of the band.

    Before, X lies in the band of Y: Z_Y · (1 − s) ≤ Z_X < Z_Y. Afterwards Z_X < Z_new · (1 − s) ≤ Z_Y.
    """
    by_price = method.decision_criterion == "price"
    x, y, new = reversed(rows) if by_price else rows
    keep = 1 - Fraction(method.band_percent) / 100
    ordered = by_price or x.decisive > y.decisive > new.decisive
    if not ordered or min(x.leistungspunkte, y.leistungspunkte, new.leistungspunkte) <= 0:
        return
    euro_per_point = anchor / y.leistungspunkte
    dearest = euro_per_point * x.leistungspunkte / keep
    for price_x in choices(euro_per_point * x.leistungspunkte, min(dearest, anchor) if by_price else dearest):
        alike = new.leistungspunkte * keep * euro_per_point
        upper = new.leistungspunkte * keep * price_x / x.leistungspunkte
        for price in choices(max(alike, anchor) if by_price else alike, upper):
            yield Proposal((x, y, new), (price_x, anchor, price))


def medians(method: GewichtetMedian, anchor: Fraction, rows: Rows) -> Iterator[Proposal]:
    """Medianmethode: the newcomer moves both medians onto one of the two bids; what decides is median(L) / median(P).

    X leads while h / (P_X − P_Y) is above that quotient, h = g_L / g_P · (L_X − L_Y). The newcomer makes it L_Y / P_X
    (poor and dear), L_Y / P_Y (poor, priced like Y) or L_X / P_X (as good as X, but dear): worse than one of the two.
    """
    x, y, new = rows
    best, second = x.leistungspunkte, y.leistungspunkte
    if best <= second:
        return
    lead = Fraction(method.weight_quality_percent) / Fraction(method.weight_price_percent) * (best - second)
    turn = (best + second - lead) / (best + second + lead)
    dear = anchor * Fraction(5, 4)
    if second > 0:
        for cheaper in choices(anchor * max(Fraction(0), 1 - lead / second), anchor * max(Fraction(0), turn)):
            yield Proposal((x, y, new), (anchor, cheaper, dear))
    if new.leistungspunkte < second:
        for cheaper in choices(anchor * max(Fraction(0), turn), anchor * second / (second + lead)):
            yield Proposal((x, y, new), (anchor, cheaper, cheaper))
    for cheaper in choices(anchor * max(Fraction(0), turn), anchor * max(Fraction(0), 1 - lead / best)):
        yield Proposal((x, y, x), (anchor, cheaper, dear))
