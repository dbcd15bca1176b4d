"""Linear interpolation between two price bounds published in advance."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.legal import LegalSource, VerificationStatus
from scoring.fields import Measure
from scoring.methods.preis import PreisMethod


class PreisFestbereich(PreisMethod):
    """Full points up to the best price, none from the worst on; both bounds are the buyer's. Never flips.

    Legal source:
        OLG Düsseldorf, 02.05.2018, Verg 3/18 (free choice of the price formula)
    """

    title: ClassVar[str] = "Lineare Interpolation mit festen Preisgrenzen"
    formula: ClassVar[str] = (
        "Preispunkte = Höchstpunktzahl · (Pschlecht − P) / (Pschlecht − Pgut), begrenzt auf 0 bis Höchstpunktzahl"
    )
    source: ClassVar[LegalSource] = LegalSource(
        "OLG Düsseldorf, 02.05.2018, Verg 3/18", VerificationStatus.SECONDARY, "freie Wahl der Preisformel"
    )
    remark: ClassVar[str] = "Die Preisgrenzen stehen vor der Veröffentlichung fest und sind zu begründen."

    name: Literal["preis_festbereich"]
    best_price_eur: Measure = Field(description="Price in euro that gets full points, above 0.")
    worst_price_eur: Measure = Field(description="Price in euro that gets no points, above the best.")

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if not 0 < self.best_price_eur < self.worst_price_eur:
            raise PydanticCustomError("price_bounds", "bounds must satisfy 0 < best < worst")
        return self

    def price_shares(self, prices: Sequence[Fraction]) -> list[Fraction]:
        """Return (worst − P) / (worst − best), clamped to 0 to 1."""
        best, worst = Fraction(self.best_price_eur), Fraction(self.worst_price_eur)
        return [min(Fraction(1), max(Fraction(0), (worst - price) / (worst - best))) for price in prices]
