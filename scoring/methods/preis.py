"""Common ground of the methods that give points for the price and weight them in the criteria tree."""

from abc import abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from core.numbers import round_half_up
from scoring.fields import Format, PositiveMeasure
from scoring.methods.base import Method, ScoredField, Standing


class Rounding(Format):
    """Rounding of the price points, part of the published method."""

    mode: Literal["half_up"] = Field(description="Ties go away from zero (DIN 1333).")
    digits: int = Field(ge=0, le=9, description="Decimals kept.")

    def apply(self, value: Fraction) -> Fraction:
        """Return the rounded value."""
        return round_half_up(value, self.digits)


class PreisMethod(Method):
    """total = quality · w_Q + price points · w_P, both on 0 to 100."""

    weights_price_in_tree: ClassVar[bool] = True

    rounding: Rounding | None = Field(
        default=None, description="Rounding of the price points; without it they are exact."
    )
    price_points_maximum: PositiveMeasure = Field(
        default=Decimal(100), description="Scale on which price points are given and rounded, above 0."
    )

    @abstractmethod
    def price_shares(self, prices: Sequence[Fraction]) -> list[Fraction]:
        """Return the share of the full price points of each bid, 0 to 1, before rounding."""

    def price_points(self, prices: Sequence[Fraction]) -> list[Fraction]:
        """Return the price points on the published scale, rounded as published."""
        points = [share * Fraction(self.price_points_maximum) for share in self.price_shares(prices)]
        return [self.rounding.apply(value) for value in points] if self.rounding else points

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank by the total, the highest first."""
        price_factor = 100 * field.price_share / Fraction(self.price_points_maximum)
        quality_share = 1 - field.price_share
        standings = []
        for quality, points in zip(field.quality, self.price_points(field.prices), strict=True):
            total = quality * quality_share + points * price_factor
            standings.append(Standing(exact=total, order=(total,), price_points=points, total=total))
        return standings
