"""Roots of fractions, exact or from above."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.robustness.roots import PRECISION_BITS, integer_root, root_from_above

degrees = st.integers(1, 99)


@given(st.integers(0, 10**60), degrees)
def test_integer_root_is_the_largest_that_fits(value: int, degree: int) -> None:
    root = integer_root(value, degree)
    assert root**degree <= value < (root + 1) ** degree


@given(st.fractions(Fraction(1, 10**6), 10**6, max_denominator=10**6).filter(bool), st.integers(1, 20))
def test_rational_roots_are_exact(root: Fraction, degree: int) -> None:
    assert root_from_above(root**degree, degree) == root


@given(st.fractions(Fraction(1, 10**14), 10**14, max_denominator=10**14).filter(bool), degrees)
def test_other_roots_are_met_from_above_and_very_closely(value: Fraction, degree: int) -> None:
    root = root_from_above(value, degree)
    assert root**degree >= value
    assert (root * (1 - Fraction(1, 2 ** (PRECISION_BITS - 1)))) ** degree < value
