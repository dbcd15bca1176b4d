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
    quarters: dict[tuple[int, int], list[bool]] = {}
    for paper in papers:
        if paper.kind.casefold() in counted:
            quarters.setdefault(quarter_of(paper.day), []).append(bool(annexes_of(paper)))
    ordered = sorted(quarters, key=lambda quarter: (quarter[0] == 0, quarter))
    return tuple(CoverageRow(quarter_name(*one), len(quarters[one]), sum(quarters[one])) for one in ordered)


def quarter_of(day: date | None) -> tuple[int, int]:
    """Return year and quarter of a day; zeros without one."""
    return (0, 0) if day is None else (day.year, (day.month - 1) // _MONTHS + 1)


def quarter_name(year: int, quarter: int) -> str:
    """Return a quarter as ``2026-Q4``; nothing for zeros."""
    return f"{year}-Q{quarter}" if year else ""
