"""Preisquotient (umgekehrter Dreisatz): price points = maximum · Pmin / P."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from core.legal import LegalSource, VerificationStatus
from scoring.methods.preis import PreisMethod


class PreisQuotient(PreisMethod):
    """Price points fall with the quotient of the lowest valid price and the own price. Flips: Pmin is another bid's.

    Legal source:
        OLG Düsseldorf, 02.05.2018, Verg 3/18 (free choice of the price formula)
    """

    title: ClassVar[str] = "Preisquotient (umgekehrter Dreisatz)"
    formula: ClassVar[str] = "Preispunkte = Höchstpunktzahl · Pmin / P"
    source: ClassVar[LegalSource] = LegalSource(
        "OLG Düsseldorf, 02.05.2018, Verg 3/18",
        VerificationStatus.SECONDARY,
        "freie Wahl der Preisformel; Formel: vergabeblog.de vom 12.07.2015",
    )
    offered_first: ClassVar[bool] = True
    can_flip: ClassVar[bool] = True
    remark: ClassVar[str] = "Der Bezug auf den niedrigsten Preis kann die Reihenfolge zweier anderer Angebote kippen."

    name: Literal["preis_quotient"]

    def price_shares(self, prices: Sequence[Fraction]) -> list[Fraction]:
        """Return Pmin / P."""
        lowest = min(prices, default=Fraction(1))
        return [lowest / price for price in prices]
