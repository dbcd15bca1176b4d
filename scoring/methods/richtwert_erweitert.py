"""Erweiterte Richtwertmethode: Z = L / P, then a published criterion decides inside the Schwankungsbereich."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from core.legal import LegalSource, VerificationStatus
from scoring.fields import Identifier, PositiveMeasure
from scoring.methods.base import RichtwertMethod, ScoredField, Standing
from scoring.methods.richtwert_einfach import kennzahlen


class RichtwertErweitert(RichtwertMethod):
    """Bids with Z ≥ Zmax · (1 − s) stay, the bound included; among them the decision criterion, then the higher Z.

    A third bid can move Zmax and so the Schwankungsbereich: the order of two others can change.

    Legal source:
        UfAB 2018, erweiterte Richtwertmethode
    """

    title: ClassVar[str] = "Erweiterte Richtwertmethode"
    formula: ClassVar[str] = "Z = L / P; Schwankungsbereich Z ≥ Zmax · (1 − s); darin das Entscheidungskriterium"
    source: ClassVar[LegalSource] = LegalSource(
        "UfAB 2018, erweiterte Richtwertmethode",
        VerificationStatus.SECONDARY,
        "gelesen in reguvis VgV-Kommentar § 58 Rn 31–33 und im Handbuch der HAD; Originalseite der UfAB zu prüfen",
    )
    offered_first: ClassVar[bool] = True
    can_flip: ClassVar[bool] = True
    remark: ClassVar[str] = (
        "Schwankungsbereich und Entscheidungskriterium stehen vorher fest und binden; die Zahl der Angebote im "
        "Schwankungsbereich darf nicht begrenzt werden."
    )

    name: Literal["richtwert_erweitert"]
    band_percent: PositiveMeasure = Field(
        description="Schwankungsbereich s in percent, above 0; the dated maximum is a rule."
    )
    decision_criterion: Identifier = Field(description="`leistungspunkte`, `price` or the id of a main group.")

    def decisive(self, field: ScoredField) -> Sequence[Fraction]:
        """Return the value that decides inside the band, larger is better (the price negated)."""
        if self.decision_criterion == "leistungspunkte":
            return field.leistungspunkte
        if self.decision_criterion == "price":
            return [-price for price in field.prices]
        return field.groups[self.decision_criterion]

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank the bids in the band by the decision criterion, then Z; the others behind them by Z."""
        values = kennzahlen(field)
        lowest = max(values, default=Fraction(0)) * (1 - Fraction(self.band_percent) / 100)
        standings = []
        for z, decisive in zip(values, self.decisive(field), strict=True):
            inside = z >= lowest
            order = (True, decisive, z) if inside else (False, z, z)
            standings.append(Standing(exact=z, order=order, kennzahl_z=self.shown(z), in_band=inside))
        return standings
