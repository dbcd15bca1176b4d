"""Common ground of the weighted ratio methods: index = g_L · L / L_ref − g_P · P / P_ref."""

from fractions import Fraction
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.numbers import DISPLAY_DIGITS, decimal_string, round_half_up
from scoring.fields import Percent
from scoring.methods.base import Method, ScoredField, Standing

_HUNDRED = 100


class GewichtetMethod(Method):
    """Weights quality and price against reference values; the two weights sum to 100 by themselves."""

    weight_quality_percent: Percent = Field(description="Weight g_L of the points in percent, 0 to 100.")
    weight_price_percent: Percent = Field(description="Weight g_P of the price in percent, 0 to 100.")

    @model_validator(mode="after")
    def _weights_sum_to_hundred(self) -> Self:
        quality, price = self.weight_quality_percent, self.weight_price_percent
        if quality + price != _HUNDRED:
            raise PydanticCustomError(
                "method_weights", "weights do not sum to 100", {"sum": decimal_string(quality + price, 9)}
            )
        return self

    def weighted(self, field: ScoredField, reference_quality: Fraction, reference_price: Fraction) -> list[Standing]:
        """Return the standings by the weighted index against the two reference values, both above 0."""
        quality = Fraction(self.weight_quality_percent) / 100 / reference_quality
        price = Fraction(self.weight_price_percent) / 100 / reference_price
        values = [
            quality * points - price * amount
            for points, amount in zip(field.leistungspunkte, field.prices, strict=True)
        ]
        return [Standing(exact=v, order=(v,), kennzahl_z=round_half_up(v, DISPLAY_DIGITS)) for v in values]
