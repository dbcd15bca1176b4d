"""Numbers and dates as Germans read them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.german import german_date, german_euro, german_number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1234567.5", "1.234.567,5"),
        ("-1234", "-1.234"),
        ("-0.5", "-0,5"),
        ("999", "999"),
        ("1000", "1.000"),
        ("0.125", "0,125"),
        (Fraction(1, 3), "0,333"),
        (Decimal("12345.6789"), "12.345,679"),
        (1000000, "1.000.000"),
    ],
)
def test_numbers(value: str | Fraction | Decimal | int, expected: str) -> None:
    assert german_number(value) == expected


def test_digits_of_a_number() -> None:
    assert german_number(Fraction(1, 3), 5) == "0,33333"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1234.50", "1.234,50 €"), (Decimal(5), "5,00 €"), (Fraction(-1, 2), "-0,50 €"), (1234567, "1.234.567,00 €")],
)
def test_amounts(value: str | Fraction | Decimal | int, expected: str) -> None:
    assert german_euro(value) == expected


def test_dates() -> None:
    assert german_date(date(2026, 1, 2)) == "02.01.2026"
