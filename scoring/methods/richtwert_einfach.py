"""Einfache Richtwertmethode: Z = L / P, the highest Z wins."""

from fractions import Fraction
from typing import ClassVar, Literal

from core.legal import LegalSource, VerificationStatus
from scoring.methods.base import RichtwertMethod, ScoredField, Standing


def kennzahlen(field: ScoredField) -> list[Fraction]:
    """Return Z = L / P of every bid, exactly."""
    return [points / price for points, price in zip(field.leistungspunkte, field.prices, strict=True)]


class RichtwertEinfach(RichtwertMethod):
    """Leistungspunkte per euro. Never flips: Z depends on the bid alone.

    Legal source:
        UfAB 2018, einfache Richtwertmethode
    """

    title: ClassVar[str] = "Einfache Richtwertmethode"
    formula: ClassVar[str] = "Z = L / P"
    source: ClassVar[LegalSource] = LegalSource(
        "UfAB 2018, einfache Richtwertmethode; VK Lüneburg, VgK-20/2023",
        VerificationStatus.SECONDARY,
        "gelesen in vergabeblog.de vom 22.01.2024 und im Handbuch der HAD; Originalseite der UfAB zu prüfen",
    )
    offered_first: ClassVar[bool] = True

    name: Literal["richtwert_einfach"]

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank by Z, the highest first."""
        return [Standing(exact=z, order=(z,), kennzahl_z=self.shown(z)) for z in kennzahlen(field)]
