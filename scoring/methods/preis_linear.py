"""Linear interpolation from the lowest price to a published multiple of it."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from core.legal import LegalSource, VerificationStatus
from scoring.fields import Measure
from scoring.methods.preis import PreisMethod


class PreisLinear(PreisMethod):
    """Full points at Pmin, none from z · Pmin on. Flips: Pmin is another bid's.

    Legal source:
        BGH, 04.04.2017, X ZB 3/17
    """

    title: ClassVar[str] = "Lineare Interpolation"
    formula: ClassVar[str] = "Preispunkte = Höchstpunktzahl · max(0; (z − P / Pmin) / (z − 1))"
    source: ClassVar[LegalSource] = LegalSource(
        "BGH, 04.04.2017, X ZB 3/17", VerificationStatus.VERIFIED, "einfache lineare Methode nicht beanstandet"
    )
    can_flip: ClassVar[bool] = True
    remark: ClassVar[str] = "Der Bezug auf den niedrigsten Preis kann die Reihenfolge zweier anderer Angebote kippen."

    name: Literal["preis_linear"]
    zero_at: Measure = Field(default=Decimal(2), description="Multiple z of Pmin that gets no points, above 1.")

    @field_validator("zero_at")
    @classmethod
    def _above_one(cls, value: Decimal) -> Decimal:
        if value <= 1:
            raise PydanticCustomError("above_one", "must be above 1")
        return value

    def price_shares(self, prices: Sequence[Fraction]) -> list[Fraction]:
        """Return max(0, (z − P / Pmin) / (z − 1))."""
        lowest = min(prices, default=Fraction(1))
        zero_at = Fraction(self.zero_at)
        return [max(Fraction(0), (zero_at - price / lowest) / (zero_at - 1)) for price in prices]
