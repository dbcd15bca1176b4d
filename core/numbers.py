"""Exact numbers as they cross the border of the program: decimal strings in, decimal or fraction strings out."""

import re
from decimal import Decimal
from fractions import Fraction

MEASURE_PATTERN = r"^-?[0-9]{1,12}(\.[0-9]{1,9})?$"
MEASURE_DIGITS = 9
"""Decimals that a measured value can have."""
DISPLAY_DIGITS = 3
LARGEST_NUMBER = 2**31 - 1
"""Largest number of a stored row: PostgreSQL's integer holds no larger one, so there is nothing under a larger one."""
LARGEST_MEASURE = 10**12
"""Measured values stay below: they have at most 12 digits before the point."""

_measure = re.compile(MEASURE_PATTERN, re.ASCII)
_LARGEST_DENOMINATOR = 100


def parse_measure(value: object) -> Decimal:
    """Return a measured value (money, points, percent) given as decimal string or integer.

    Args:
        value: A string matching ``MEASURE_PATTERN`` or an ``int`` of at most 12 digits; never a float, never a bool.

    Raises:
        ValueError: Anything else.
    """
    if type(value) is int and abs(value) < LARGEST_MEASURE:
        return Decimal(value)
    if isinstance(value, str) and _measure.fullmatch(value):
        return Decimal(value)
    if isinstance(value, Decimal) and _measure.fullmatch(format(value, "f")):
        return value
    raise ValueError("not a decimal string or integer")


def parse_fraction(value: object) -> Fraction:
    """Return an exact value given as fraction string ``"p/q"`` with q from 1 to 100.

    Raises:
        ValueError: Another form, a zero or a larger denominator.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}/\d{1,3}", value, re.ASCII):
        numerator, denominator = value.split("/")
        if 1 <= int(denominator) <= _LARGEST_DENOMINATOR:
            return Fraction(int(numerator), int(denominator))
    raise ValueError("not a fraction string")


def round_half_up(value: Fraction, digits: int) -> Fraction:
    """Round to ``digits`` decimals; a tie goes away from zero (kaufmännisch, DIN 1333).

    Args:
        value: Any exact value.
        digits: Decimals to keep, 0 to 9.
    """
    scale = 10**digits
    doubled = 2 * abs(value) * scale + 1
    rounded = Fraction(doubled.numerator // (2 * doubled.denominator), scale)
    return -rounded if value < 0 else rounded


def decimal_string(value: Fraction | Decimal | int, digits: int = DISPLAY_DIGITS, *, at_least: int = 0) -> str:
    """Return ``value`` rounded half-up to ``digits`` decimals, without trailing zeros beyond ``at_least`` decimals."""
    rounded = round_half_up(Fraction(value), digits)
    scaled = abs(rounded.numerator) * 10**digits // rounded.denominator
    whole, part = divmod(scaled, 10**digits)
    decimals = f"{part:0{digits}d}".rstrip("0") if digits else ""
    decimals = decimals.ljust(at_least, "0")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def money_string(value: Fraction | Decimal | int) -> str:
    """Return an amount in euro with at least two decimals (more only where the input had them)."""
    return decimal_string(value, MEASURE_DIGITS, at_least=2)


def fraction_string(value: Fraction) -> str:
    """Return the exact value as ``"p/q"`` in lowest terms, also for whole numbers."""
    return f"{value.numerator}/{value.denominator}"


def common_scale(values: list[Decimal]) -> int:
    """Return the smallest power of ten that turns every value into an integer."""
    decimals = max((-min(0, int(value.as_tuple().exponent)) for value in values), default=0)
    return int(10**decimals)
