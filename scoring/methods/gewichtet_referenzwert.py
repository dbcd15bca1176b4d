"""Gewichtete Richtwertmethode with reference values published in advance."""

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from core.legal import LegalSource, VerificationStatus
from scoring.fields import PositiveMeasure
from scoring.methods.base import ScoredField, Standing
from scoring.methods.gewichtet import GewichtetMethod


class GewichtetReferenzwert(GewichtetMethod):
    """Index against L_ref and P_ref fixed by the buyer before opening. Never flips.

    Legal source:
        UfAB V Sonderheft 2012 (Referenzwertmethode)
    """

    title: ClassVar[str] = "Gewichtete Richtwertmethode (UfAB V/VI), Referenzwert"
    formula: ClassVar[str] = "g_L · L / L_ref − g_P · P / P_ref"
    source: ClassVar[LegalSource] = LegalSource(
        "UfAB V Sonderheft 2012, Referenzwertmethode",
        VerificationStatus.SECONDARY,
        "Glossar der IABG; nicht in UfAB 2018",
    )

    name: Literal["gewichtet_referenzwert"]
    reference_quality: PositiveMeasure = Field(description="Reference Leistungspunkte L_ref, above 0.")
    reference_price_eur: PositiveMeasure = Field(description="Reference price P_ref in euro, above 0.")

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank by the weighted index, the highest first."""
        return self.weighted(field, Fraction(self.reference_quality), Fraction(self.reference_price_eur))
