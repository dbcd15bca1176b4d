"""Shifted ratio, a special form: Z = (L + c) / P."""

from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from core.legal import LegalSource, VerificationStatus
from scoring.fields import MeasureOrRatio
from scoring.methods.base import RichtwertMethod, ScoredField, Standing


class RichtwertVerschoben(RichtwertMethod):
    """Gives the price more weight than L / P by adding a constant to the points. Never flips. Not part of UfAB.

    Legal source:
        Kaden 2013 (literaturfuehrer-vergaberecht.de, node 4007)
    """

    title: ClassVar[str] = "Verschobene Kennzahl (Sonderform, nicht UfAB)"
    formula: ClassVar[str] = "Z = (L + c) / P"
    source: ClassVar[LegalSource] = LegalSource(
        "Kaden 2013, Gewichtung in Kennzahlverfahren",
        VerificationStatus.SECONDARY,
        "literaturfuehrer-vergaberecht.de, node 4007",
    )
    remark: ClassVar[str] = "Sonderform ohne Grundlage in der UfAB; in den Vergabeunterlagen zu erläutern."

    name: Literal["richtwert_verschoben"]
    shift: MeasureOrRatio = Field(description="Constant c added to the Leistungspunkte, 0 or more.")

    @field_validator("shift")
    @classmethod
    def _not_negative(cls, value: Fraction) -> Fraction:
        if value < 0:
            raise PydanticCustomError("not_negative", "must be 0 or more")
        return value

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank by Z, the highest first."""
        values = [
            (points + self.shift) / price for points, price in zip(field.leistungspunkte, field.prices, strict=True)
        ]
        return [Standing(exact=z, order=(z,), kennzahl_z=self.shown(z)) for z in values]
