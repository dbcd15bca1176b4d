"""Price against quality: a percentage where the method knows one, else what one percent of price is worth in points."""

from collections.abc import Iterator
from fractions import Fraction

from core.errors import pointer
from core.german import german_number
from core.numbers import decimal_string
from scoring.matrix_check.document import Finding, OnePercent, PriceQuality
from scoring.matrix_check.exchange import Standpoint, points_for_percent
from scoring.matrix_check.findings import finding
from scoring.matrix_check.subject import Subject
from scoring.matrix_check.wording import PRICE_QUALITY
from scoring.methods import Festpreis, NiedrigsterPreis, PreisLinear, PreisMethod
from scoring.methods.gewichtet import GewichtetMethod

LEVELS = (Fraction(1), Fraction(3, 4), Fraction(1, 2))
"""Parts of the highest Leistungspunkte for which one percent of price is shown, beside the median of the bids."""


def price_percent(subject: Subject) -> Fraction | None:
    """Return the published price share in percent; None for the ratio methods, which have none.

    Legal source:
        Bartsch 2024: L / P is no weighting in percent
    """
    method = subject.matrix.method
    if isinstance(method, PreisMethod):
        return 100 * subject.grid.price_share
    if isinstance(method, GewichtetMethod):
        return Fraction(method.weight_price_percent)
    if isinstance(method, Festpreis | NiedrigsterPreis):
        return Fraction(100 if isinstance(method, NiedrigsterPreis) else 0)
    return None


def price_quality(subject: Subject) -> PriceQuality:
    """Return the shares and what one percent of price is worth."""
    method, share = subject.matrix.method, price_percent(subject)
    values = {
        "price": german_number(share, 9) if share is not None else "",
        "quality": german_number(100 - share, 9) if share is not None else "",
        "zero_at": german_number(method.zero_at, 9) if isinstance(method, PreisLinear) else "",
    }
    return {
        "price_share_percent": None if share is None else decimal_string(share, 9),
        "quality_share_percent": None if share is None else decimal_string(100 - share, 9),
        "one_percent_of_price": _one_percent(subject),
        "text": PRICE_QUALITY[method.name].format_map(values),
    }


def price_share_findings(subject: Subject) -> Iterator[Finding]:
    """Yield a warning where the price share reaches the dated notice."""
    share, limit = price_percent(subject), subject.rules.price_share_notice_percent
    if share is not None and share >= limit.number:
        place = pointer("matrix", "price" if subject.matrix.price else "method")
        values = {"share": german_number(share, 9), "limit": german_number(limit.number, 9)}
        yield finding("price_share_high", place, limit.source, **values)


def standpoint(subject: Subject, leistungspunkte: Fraction) -> Standpoint:
    """Return where price and points are exchanged: the reference price, at these Leistungspunkte."""
    return Standpoint(
        leistungspunkte=leistungspunkte,
        price=subject.reference.price,
        lowest_price=min(subject.reference.lowest_price, subject.reference.price),
        price_share=subject.grid.price_share,
        maximum=Fraction(subject.matrix.scale.maximum),
    )


def _one_percent(subject: Subject) -> list[OnePercent]:
    highest = 100 * Fraction(subject.matrix.scale.maximum)
    levels = [highest * part for part in LEVELS]
    if subject.reference.from_bids:
        levels.insert(0, subject.reference.leistungspunkte)
    worth = {level: points_for_percent(subject.matrix.method, standpoint(subject, level)) for level in levels}
    if len(set(worth.values())) == 1:
        worth = dict([*worth.items()][:1])
    return [
        {"at_leistungspunkte": decimal_string(level), "leistungspunkte": decimal_string(points)}
        for level, points in worth.items()
        if points is not None
    ]
