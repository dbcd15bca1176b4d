"""Gewichtete Richtwertmethode against the medians of the valid bids."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from core.errors import Fault, InputError, pointer
from core.legal import LegalSource, VerificationStatus
from scoring.methods.base import ScoredField, Standing
from scoring.methods.gewichtet import GewichtetMethod


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the exact median; of an even number the mean of the two middle values."""
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


class GewichtetMedian(GewichtetMethod):
    """Index against the medians of L and P of all valid bids. Flips: a further bid moves the medians.

    Legal source:
        UfAB V Sonderheft 2012 (Medianmethode)
    """

    title: ClassVar[str] = "Gewichtete Richtwertmethode (UfAB V/VI), Median"
    formula: ClassVar[str] = "g_L · L / median(L) − g_P · P / median(P)"
    source: ClassVar[LegalSource] = LegalSource(
        "UfAB V Sonderheft 2012, Medianmethode", VerificationStatus.SECONDARY, "Glossar der IABG; nicht in UfAB 2018"
    )
    can_flip: ClassVar[bool] = True
    remark: ClassVar[str] = "Ein weiteres Angebot verschiebt die Mediane; die Reihenfolge zweier anderer kann kippen."

    name: Literal["gewichtet_median"]

    def standings(self, field: ScoredField) -> list[Standing]:
        """Rank by the weighted index, the highest first.

        Raises:
            InputError: The median of the Leistungspunkte is 0, so the index does not exist.
        """
        if not field.prices:
            return []
        middle = median(field.leistungspunkte)
        if middle == 0:
            raise InputError([Fault("median_of_points_zero", pointer("bids"))])
        return self.weighted(field, middle, median(field.prices))
