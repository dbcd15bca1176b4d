"""Which letters go to bidders when; which of them a law demands stands in the dated data of the award."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.legal import LegalSource
from procurement.model import LetterKind, ProcedureStage, Regime

STAGES: Mapping[LetterKind, ProcedureStage] = {
    LetterKind.BEFORE_AWARD: ProcedureStage.AWARD_DECIDED,
    LetterKind.AFTER_AWARD: ProcedureStage.AWARDED,
    LetterKind.ON_REQUEST: ProcedureStage.AWARDED,
    LetterKind.ANNULMENT: ProcedureStage.ANNULLED,
}
"""Stage of the procedure in which a letter goes out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDuty:
    """One letter that the law demands.

    Args:
        kind: What it is.
        regime: Law that the procedure follows.
        valid_from: First day on which it is demanded.
        source: Where it comes from.
    """

    kind: LetterKind
    regime: Regime
    valid_from: date
    source: LegalSource


def letters_in(stage: ProcedureStage, duties: Sequence[LetterDuty]) -> tuple[LetterKind, ...]:
    """Return which of the letters that are demanded go out in a stage, the usual one first."""
    return tuple(one.kind for one in duties if STAGES[one.kind] is stage)


def next_letter(stage: ProcedureStage, duties: Sequence[LetterDuty]) -> LetterKind:
    """Return which letter bidders get next, be it that it cannot go out yet, or that no law demands it."""
    known = (*letters_in(stage, duties), *(one.kind for one in duties), LetterKind.AFTER_AWARD)
    return known[0]
