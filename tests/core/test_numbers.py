"""Exact numbers at the border of the program."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import (
    LARGEST_MEASURE,
    MEASURE_PATTERN,
    common_scale,
    decimal_string,
    fraction_string,
    money_string,
    parse_fraction,
    parse_measure,
    round_half_up,
)

FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "0"),
        ("-0", "-0"),
        ("12.5", "12.5"),
        ("-12.50", "-12.50"),
        ("007", "7"),
        ("999999999999.999999999", "999999999999.999999999"),
        (5, "5"),
        (-5, "-5"),
        (10**12 - 1, "999999999999"),
        (1 - 10**12, "-999999999999"),
        (Decimal("1.5"), "1.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-9"), "0.000000001"),
    ],
)
def test_measures_that_are_read(value: object, expected: str) -> None:
    assert parse_measure(value) == Decimal(expected)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "1.",
        ".5",
        "1,5",
        "+1",
        " 1",
        "1 ",
        "1\n",
        "1e3",
        "NaN",
        "1234567890123",
        "0.1234567891",
        "٣",
        True,
        False,
        None,
        1.0,
        10**12,
        -(10**12),
        Decimal("NaN"),
        Decimal("1E+12"),
        Decimal("1E-10"),
        Fraction(1),
        [],
    ],
)
def test_measures_that_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"^not a decimal string or integer$"):
        parse_measure(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1/2", Fraction(1, 2)),
        ("-3/100", Fraction(-3, 100)),
        ("200/100", Fraction(2)),
        ("0/1", Fraction(0)),
        ("999999999999/1", Fraction(999999999999)),
        (Fraction(5, 7), Fraction(5, 7)),
    ],
)
def test_fractions_that_are_read(value: object, expected: Fraction) -> None:
    assert parse_fraction(value) == expected


@pytest.mark.parametrize(
    "value", ["1", "1/0", "1/101", "1/999", "1/-2", "a/b", "1/2/3", "٣/٤", " 1/2", "1/2\n", "", 1, 0.5, None]
)
def test_fractions_that_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"^not a fraction string$"):
        parse_fraction(value)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("0.4999", 0, "0"),
        ("-0.4999", 0, "0"),
        ("2.5", 0, "3"),
        ("1.005", 2, "1.01"),
        ("-1.005", 2, "-1.01"),
        ("1.00499", 2, "1"),
        ("0.0005", 3, "0.001"),
        ("123.456", 3, "123.456"),
        ("0", 9, "0"),
    ],
)
def test_a_tie_goes_away_from_zero(value: str, digits: int, expected: str) -> None:
    assert round_half_up(Fraction(value), digits) == Fraction(expected)


@given(FRACTIONS, st.integers(0, 9))
def test_rounding_moves_by_at_most_half_a_unit(value: Fraction, digits: int) -> None:
    rounded = round_half_up(value, digits)
    unit = Fraction(1, 10**digits)

    assert rounded % unit == 0
    assert abs(rounded - value) <= unit / 2
    assert abs(rounded) >= abs(value) or abs(rounded - value) < unit / 2
    assert round_half_up(-value, digits) == -rounded


@pytest.mark.parametrize(
    ("value", "digits", "at_least", "expected"),
    [
        (Fraction(1, 3), 3, 0, "0.333"),
        (Fraction(2, 3), 3, 0, "0.667"),
        (Fraction(-1, 3), 3, 0, "-0.333"),
        (Fraction(-1, 10**6), 3, 0, "0"),
        (Fraction(5, 2), 3, 0, "2.5"),
        (Fraction(7), 3, 0, "7"),
        (7, 3, 2, "7.00"),
        (Decimal("7.5"), 3, 2, "7.50"),
        (Decimal("7.125"), 3, 2, "7.125"),
        (Decimal(1000), 3, 0, "1000"),
        (Decimal("0.05"), 3, 0, "0.05"),
        (Decimal("1.5"), 0, 0, "2"),
        (Decimal("1.5"), 0, 2, "2.00"),
        (Decimal("-0.001"), 3, 0, "-0.001"),
    ],
)
def test_decimal_strings(value: Fraction, digits: int, at_least: int, expected: str) -> None:
    assert decimal_string(value, digits, at_least=at_least) == expected


def test_three_digits_are_shown() -> None:
    assert decimal_string(Fraction(1, 8)) == "0.125"
    assert decimal_string(Fraction(1, 16)) == "0.063"


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=9))
def test_nine_digits_lose_nothing(value: Decimal) -> None:
    text = decimal_string(value, 9)

    assert Decimal(text) == value
    assert re.fullmatch(MEASURE_PATTERN, text)
    assert parse_measure(text) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, "5.00"),
        (Decimal("5.5"), "5.50"),
        (Decimal("0.001"), "0.001"),
        (Decimal("0.123456789"), "0.123456789"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 3), "0.333333333"),
        (0, "0.00"),
    ],
)
def test_money_has_at_least_two_decimals(value: Fraction, expected: str) -> None:
    assert money_string(value) == expected


@pytest.mark.parametrize(("value", "expected"), [("4/8", "1/2"), ("-3", "-3/1"), ("0", "0/1")])
def test_fraction_strings_are_in_lowest_terms(value: str, expected: str) -> None:
    assert fraction_string(Fraction(value)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], 1), (["5"], 1), (["0.5"], 10), (["5", "0.25", "1.5"], 100), (["1E+3"], 1), (["0.50"], 100)],
)
def test_the_common_scale_turns_values_into_integers(values: list[str], expected: int) -> None:
    scale = common_scale([Decimal(value) for value in values])

    assert scale == expected
    assert all((Decimal(value) * scale) % 1 == 0 for value in values)


def test_measures_have_twelve_digits() -> None:
    assert re.fullmatch(MEASURE_PATTERN, str(LARGEST_MEASURE - 1))
    assert not re.fullmatch(MEASURE_PATTERN, str(LARGEST_MEASURE))
