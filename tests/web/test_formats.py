"""Numbers as Germans write and type them."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import german
from core.numbers import decimal_string
from scoring.explain import Operand, Step, Unit
from web import formats

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1234567, 100), "12.345,67"),
        (Decimal("0.5"), "0,5"),
        (1000, "1.000"),
        ("82.403", "82,403"),
        (Fraction(-1, 2), "−0,5"),
        (Fraction(2, 3), "0,667"),
        (0, "0"),
    ],
)
def test_number(value: formats.Number, shown: str) -> None:
    assert formats.number(value) == shown


def test_money_percent_and_share_do_not_break_before_their_sign() -> None:
    assert formats.euro("214200.00") == f"214.200,00{NBSP}€"
    assert formats.euro(Decimal("-10313.65")) == f"−10.313,65{NBSP}€"
    assert formats.percent(Decimal("12.50")) == f"12,5{NBSP}%"
    assert formats.share(Fraction(13, 30)) == f"43,333{NBSP}%"


def test_small_values_do_not_vanish() -> None:
    assert formats.fine(Fraction(1697, 476000)) == "0,003565126"
    assert formats.fine(Fraction(1697, 2)) == "848,5"


def test_exact_shows_whole_numbers_plainly_and_cuts_endless_ones() -> None:
    assert formats.exact(Fraction(13, 30)) == "13/30"
    assert formats.exact(Fraction(5)) == "5"
    long = formats.exact(Fraction(10**300 + 1, 3))
    assert "…" in long
    assert "303 Zeichen" in long
    assert len(long) < 160


def test_a_value_is_shown_exactly_or_not() -> None:
    assert formats.is_shown_exactly(Fraction("784.5"))
    assert formats.is_shown_exactly(Fraction("0.000000001"))
    assert not formats.is_shown_exactly(Fraction(1, 3))
    assert not formats.is_shown_exactly(Fraction("1.0001"))


def test_moments_are_told_in_german_time() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

    assert formats.day(late) == "22.11.2026"
    assert formats.moment(late) == "22.11.2026, 00:30 Uhr"


def test_counts_and_enumerations() -> None:
    assert formats.count(1, "Angebot", "Angebote") == f"1{NBSP}Angebot"
    assert formats.count(1200, "Angebot", "Angebote") == f"1.200{NBSP}Angebote"
    assert [formats.enumeration(list("ABC"[:n])) for n in (1, 2, 3)] == ["A", "A und B", "A, B und C"]


def test_a_step_is_printed_with_its_numbers() -> None:
    price = Operand("P", Fraction(214200), Unit.EURO)
    step = Step("Kennzahl", Operand("Z", Fraction(1, 2)), (Operand("L", Fraction(1697, 2), Unit.POINTS), " / ", price))

    assert step.formula == "L / P"
    assert formats.inserted(step) == f"848,5 / 214.200,00{NBSP}€"
    assert formats.quantity(Operand("s", Fraction(6), Unit.PERCENT)) == f"6{NBSP}%"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12,5", "12.5"),
        ("1.234,56", "1234.56"),
        ("1.500", "1500"),
        (" 210 000,00 € ", "210000.00"),
        ("40 %", "40"),
        ("−3", "-3"),
    ],
)
def test_german_numbers_are_read(typed: str, read: str) -> None:
    assert german.read_number(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "abc", "1.5", "1,2,3", "12.34,5", "1e5", "NaN", "٣", "1" * 13, "0,1234567890", "--1"]
)
def test_anything_else_is_refused(typed: str) -> None:
    assert german.read_number(typed) is None


@given(st.decimals(-(10**11), 10**11, places=4))
def test_what_is_shown_can_be_typed_again(value: Decimal) -> None:
    assert german.read_number(formats.number(value, 4)) == decimal_string(value, 4)
