"""Weighted ratio, a special form: Z = L^a / P^(1 − a), compared exactly through Z^q."""

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from core.legal import LegalSource, VerificationStatus
from core.numbers import DISPLAY_DIGITS
from scoring.fields import Ratio
from scoring.methods.base import RichtwertMethod, ScoredField, Standing


def rounded_root(value: Fraction, degree: int, scale: int) -> Fraction:
    """Return ``scale · value^(1/degree)`` rounded half-up to three decimals, without floating point.

    Args:
        value: 0 or more.
        degree: Degree of the root, 1 to 100.
        scale: Factor applied after the root, above 0.
    """
    unit = 10**DISPLAY_DIGITS
    target = value * (2 * scale * unit) ** degree
    low, high = 0, 1
    while Fraction(high) ** degree <= target:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if Fraction(middle) ** degree <= target else (low, middle)
    return Fraction((low + 1) // 2, unit)


class RichtwertExponent(RichtwertMethod):
    """Weights points against price by an exponent. Never flips. Not part of UfAB.

    Z itself is irrational; bids are compared by Z^q = L^p / P^(q − p) with a = p/q, which is exact and keeps the order.

    Legal source:
        Kaden 2013 (literaturfuehrer-vergaberecht.de, node 4007)
    """

    title: ClassVar[str] = "Kennzahl mit Exponent (Sonderform, nicht UfAB)"
    formula: ClassVar[str] = "Z = L^a / P^(1 − a)"
    source: ClassVar[LegalSource] = LegalSource(
        "Kaden 2013, Gewichtung in Kennzahlverfahren",
        VerificationStatus.SECONDARY,
        "literaturfuehrer-vergaberecht.de, node 4007",
    )
    remark: ClassVar[str] = "Sonderform ohne Grundlage in der UfAB; in den Vergabeunterlagen zu erläutern."

    name: Literal["richtwert_exponent"]
    exponent: Ratio = Field(description="a as fraction p/q, above 0 and below 1, q up to 100.")

    @field_validator("exponent")
    @classmethod
    def _between_zero_and_one(cls, value: Fraction) -> Fraction:
        if not 0 < value < 1:
            raise PydanticCustomError("between_zero_and_one", "must lie between 0 and 1")
        return value

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank by Z^q, the highest first."""
        p, q = self.exponent.numerator, self.exponent.denominator
        values = [
            points**p / price ** (q - p) for points, price in zip(field.leistungspunkte, field.prices, strict=True)
        ]
        return [Standing(exact=z, order=(z,), kennzahl_z=rounded_root(z, q, self.display_factor)) for z in values]
