"""Roots of fractions: exact where the root is a fraction, else from above and far finer than any displayed digit."""

from fractions import Fraction

PRECISION_BITS = 256


def integer_root(value: int, degree: int) -> int:
    """Return the largest integer whose power does not exceed ``value`` (0 or more), by Newton from above."""
    if value < 2 or degree == 1:  # noqa: PLR2004 - 0 and 1 are their own roots
        return value
    root = 1 << -(-value.bit_length() // degree)
    while True:
        following = ((degree - 1) * root + value // root ** (degree - 1)) // degree
        if following >= root:
            return root
        root = following


def root_from_above(value: Fraction, degree: int) -> Fraction:
    """Return the root of a fraction above 0.

    Where the root is rational it is returned exactly. Else it is irrational and the answer exceeds it by less than
    one part in 2^256: no decision on decimals of input can fall between the two in practice.

    Args:
        value: Above 0.
        degree: 1 or more.
    """
    numerator, denominator = integer_root(value.numerator, degree), integer_root(value.denominator, degree)
    if numerator**degree == value.numerator and denominator**degree == value.denominator:
        return Fraction(numerator, denominator)
    missing = value.denominator.bit_length() - value.numerator.bit_length()
    bits = PRECISION_BITS + max(0, missing) // degree + 1
    return Fraction(integer_root((value.numerator << bits * degree) // value.denominator, degree) + 1, 1 << bits)
