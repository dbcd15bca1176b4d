"""Lowest price: the price alone decides among the bids that meet the A criteria and minimum points."""

from typing import ClassVar, Literal

from core.legal import LegalSource, VerificationStatus
from scoring.methods.base import Method, ScoredField, Standing


class NiedrigsterPreis(Method):
    """Award on the price alone. Never flips. Always needs an exemption from the open-source policy.

    Legal source:
        § 127 Abs. 1 GWB, § 58 VgV
    """

    title: ClassVar[str] = "Niedrigster Preis"
    formula: ClassVar[str] = "P"
    source: ClassVar[LegalSource] = LegalSource("§ 127 Abs. 1 GWB, § 58 VgV", VerificationStatus.VERIFIED)
    uses_quality: ClassVar[bool] = False
    remark: ClassVar[str] = (
        "Ohne Qualitätswertung entfällt auch das Kriterium Open Source: nur mit begründeter Ausnahme."
    )

    name: Literal["niedrigster_preis"]

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank by price, the lowest first."""
        return [Standing(exact=price, order=(-price,)) for price in field.prices]
