"""What one point of each criterion is worth in euro around a reference price."""

from core.german import german_euro, german_number
from core.numbers import decimal_string
from scoring.matrix_check.document import EuroPerPoint, PointValue
from scoring.matrix_check.exchange import euro_for
from scoring.matrix_check.price_quality import standpoint
from scoring.matrix_check.subject import Subject
from scoring.matrix_check.wording import EURO, EURO_FORMULAS, REFERENCE_SOURCES
from scoring.methods import METHODS

_TOO_LARGE = 10**12


def euro_per_point(subject: Subject) -> EuroPerPoint:
    """Return the value of one point of every criterion: how much dearer a bid may be for it and stand the same.

    The value is exact before rounding to the cent (exponent method: to a tenth of a cent). Rounding of price points is
    left out.
    """
    reference, method = subject.reference, METHODS[subject.matrix.method.name]
    criteria = [_value(subject, index) for index in range(len(subject.grid.criteria))]
    return {
        "reference_price_eur": decimal_string(reference.price, 2, at_least=2),
        "reference_price_source": reference.price_source,
        "reference_leistungspunkte": decimal_string(reference.leistungspunkte) if criteria else None,
        "reference_leistungspunkte_source": "median_of_bids" if reference.from_bids else "highest_possible",
        "formula": EURO_FORMULAS.get(subject.matrix.method.name),
        "criteria": criteria if method.uses_quality else [],
        "text": _text(subject, criteria),
    }


def _value(subject: Subject, index: int) -> PointValue:
    gain = subject.points_per_point(index)
    euro = euro_for(subject.matrix.method, standpoint(subject, subject.reference.leistungspunkte), gain)
    shown = None if euro is None or euro >= _TOO_LARGE else decimal_string(euro, 2, at_least=2)
    return {"criterion": subject.grid.criteria[index], "leistungspunkte": decimal_string(gain), "euro": shown}


def _text(subject: Subject, criteria: list[PointValue]) -> str:
    if subject.matrix.method.name not in EURO_FORMULAS:
        return EURO["none"]
    reference = subject.reference
    kind = "quality_bids" if reference.from_bids else "quality_highest"
    intro = EURO["intro"].format(
        price=german_euro(decimal_string(reference.price, 2, at_least=2)),
        source=REFERENCE_SOURCES[reference.price_source],
        quality=EURO[kind].format(points=german_number(reference.leistungspunkte)) if _needs_points(subject) else "",
    )
    return intro + (EURO["unbounded"] if any(entry["euro"] is None for entry in criteria) else "")


def _needs_points(subject: Subject) -> bool:
    """Tell whether the value depends on the Leistungspunkte of the bid: in the ratio and median methods it does."""
    return subject.matrix.method.name.startswith("richtwert") or subject.matrix.method.name == "gewichtet_median"
