"""The figure over time: how many of the published proposals have a Digital-Check with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from digitalcheck.rules.council.annex import annexes_of
from digitalcheck.rules.council.objects import CouncilPaper

_MONTHS = 3


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """The proposals of a quarter.

    Args:
        quarter: E.g. ``2026-Q4``; empty for proposals without a date.
        proposals: How many were published.
        with_check: How many of them have a Digital-Check among their annexes.
    """

    quarter: str
    proposals: int
    with_check: int

    @property
    def share(self) -> Fraction:
        """Part of the proposals that have one, 0 to 1."""
        return Fraction(self.with_check, self.proposals)


def coverage(papers: Iterable[CouncilPaper], kinds: Iterable[str]) -> tuple[CoverageRow, ...]:
    """Return the figure by quarter of the proposals' date, the earliest first, those without a date last.

    Args:
        papers: What the council system has published.
        kinds: Kinds of paper that count, in the words of the council system; capitals do not count.
    """
    counted = {kind.strip().casefold() for kind in kinds}
    quarters: dict[str, list[bool]] = {}
    for paper in papers:
        if paper.kind.casefold() in counted:
            quarters.setdefault(_quarter(paper.day), []).append(bool(annexes_of(paper)))
    named = sorted(quarters, key=lambda quarter: (not quarter, quarter))
    return tuple(CoverageRow(quarter, len(quarters[quarter]), sum(quarters[quarter])) for quarter in named)


def _quarter(day: date | None) -> str:
    return "" if day is None else f"{day.year}-Q{(day.month - 1) // _MONTHS + 1}"
