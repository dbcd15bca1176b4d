"""Fixed price: quality alone decides."""

from typing import ClassVar, Literal

from core.legal import LegalSource, VerificationStatus
from scoring.methods.base import Method, ScoredField, Standing


class Festpreis(Method):
    """Award on quality at a price the buyer has fixed. Never flips.

    Legal source:
        § 58 Abs. 2 VgV
    """

    title: ClassVar[str] = "Festpreis"
    formula: ClassVar[str] = "L"
    source: ClassVar[LegalSource] = LegalSource("§ 58 Abs. 2 VgV", VerificationStatus.VERIFIED)
    offered_first: ClassVar[bool] = True

    name: Literal["festpreis"]

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank by Leistungspunkte, the highest first."""
        return [Standing(exact=points, order=(points,)) for points in field.leistungspunkte]
