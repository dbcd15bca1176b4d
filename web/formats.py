"""Numbers, dates and long values as German readers expect them, and the way back from what they type."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from core.german import MINUS, OFFICIAL_ZONE, german_date, german_euro, german_moment, german_number
from core.numbers import decimal_string
from scoring.explain import Operand, Step, Unit

Number = str | Fraction | Decimal | int

NARROW = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"
LONGEST_FRACTION = 120

_SMALL = Fraction(1)


def number(value: Number, digits: int = 3) -> str:
    """Return ``12.345,67`` with a true minus sign."""
    return german_number(value, digits).replace("-", MINUS)


def euro(value: Number) -> str:
    """Return ``12.345,67 €`` that does not break before the sign."""
    return german_euro(value).replace(" ", NO_BREAK).replace("-", MINUS)


def percent(value: Number, digits: int = 3) -> str:
    """Return ``12,5 %`` for 12.5 that does not break before the sign."""
    return f"{number(value, digits)}{NO_BREAK}%"


def share(value: Fraction, digits: int = 3) -> str:
    """Return ``12,5 %`` for a share of 0.125."""
    return percent(value * 100, digits)


def fine(value: Fraction) -> str:
    """Return a number with so many decimals that small values do not vanish."""
    if value and abs(value) < _SMALL:
        return number(decimal_string(value, 9))
    return number(value)


def exact(value: Fraction | str) -> str:
    """Return ``p/q``; an endless one is cut in the middle and says how long it is."""
    text = value if isinstance(value, str) else f"{value.numerator}/{value.denominator}"
    text = text.removesuffix("/1")
    if len(text) <= LONGEST_FRACTION:
        return text
    half = LONGEST_FRACTION // 2
    return f"{text[:half]} … {text[-half:]} ({len(text)} Zeichen)"


def quantity(operand: Operand) -> str:
    """Return the value of an operand in its unit."""
    if operand.unit is Unit.EURO:
        return euro(operand.value)
    if operand.unit is Unit.PERCENT:
        return percent(operand.value)
    return fine(operand.value)


def inserted(step: Step) -> str:
    """Return the right-hand side of a step with the numbers put in."""
    return "".join(term if isinstance(term, str) else quantity(term) for term in step.terms)


def is_shown_exactly(value: Fraction) -> bool:
    """Tell whether the printed decimals are the whole value."""
    digits = 9 if abs(value) < _SMALL else 3
    return Fraction(decimal_string(value, digits)) == value


def day(moment: datetime) -> str:
    """Return the German calendar day of an aware moment."""
    return german_date(moment.astimezone(OFFICIAL_ZONE).date())


def moment(value: datetime) -> str:
    """Return ``21.11.2026, 10:30 Uhr`` in German time."""
    return german_moment(value)


def count(amount: int, one: str, many: str) -> str:
    """Return ``1 Angebot`` or ``3 Angebote``."""
    return f"{number(amount)}{NO_BREAK}{one if amount == 1 else many}"


def enumeration(words: list[str]) -> str:
    """Return ``A, B und C``."""
    return " und ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
