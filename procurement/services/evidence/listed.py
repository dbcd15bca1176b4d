"""Analyses as lists show them."""

from dataclasses import dataclass

from procurement.model import Analysis
from procurement.services.evidence.shared import AnalysisState


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAnalysis:
    """An analysis in a list.

    Args:
        analysis: The analysis.
        state: Where it stands.
    """

    analysis: Analysis
    state: AnalysisState


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisPage:
    """Some analyses, the newest first.

    Args:
        items: At most as many as were asked for.
        before: What to ask for next: those with a smaller number; None on the last page.
        may_create: The reader may make one here now.
        rules: Versions of the rules of the house that can be chosen.
    """

    items: tuple[ListedAnalysis, ...]
    before: int | None
    may_create: bool
    rules: tuple[str, ...]
