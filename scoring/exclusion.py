"""Why a bid leaves before the ranking: a stated ground, an A criterion, minimum points. It then influences nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.legal import LegalSource, VerificationStatus
from scoring.grid import Grid, Span
from scoring.model import Bid

A_CRITERION = "a_criterion"
MINIMUM_POINTS = "minimum_points"
MINIMUM_LEISTUNGSPUNKTE = "minimum_leistungspunkte"

_V, _S, _U = VerificationStatus.VERIFIED, VerificationStatus.SECONDARY, VerificationStatus.UNVERIFIED
_MINIMUM = LegalSource("EuGH, 20.09.2018, C-546/16 (Montte)", _V, "Mindestpunktzahl vor der Preiswertung")

SOURCES: dict[str, LegalSource] = {
    A_CRITERION: LegalSource("§ 57 Abs. 1 VgV; UfAB 2018, A-Kriterien", _S),
    MINIMUM_POINTS: _MINIMUM,
    MINIMUM_LEISTUNGSPUNKTE: _MINIMUM,
    "late": LegalSource("§ 57 Abs. 1 Nr. 1 VgV; § 42 Abs. 1 Nr. 1 UVgO", _S),
    "missing_documents": LegalSource("§ 57 Abs. 1 Nr. 2 VgV; § 42 Abs. 1 Nr. 2 UVgO", _S),
    "changed_entries": LegalSource("§ 57 Abs. 1 Nr. 3 VgV; § 42 Abs. 1 Nr. 3 UVgO", _S),
    "changed_documents": LegalSource("§ 57 Abs. 1 Nr. 4 VgV; § 42 Abs. 1 Nr. 4 UVgO", _S),
    "missing_prices": LegalSource("§ 57 Abs. 1 Nr. 5 VgV; § 42 Abs. 1 Nr. 5 UVgO", _S),
    "unadmitted_variant": LegalSource("§ 57 Abs. 1 Nr. 6 VgV; § 42 Abs. 1 Nr. 6 UVgO", _S),
    "variant_requirements": LegalSource("§ 35 Abs. 3 VgV; § 42 Abs. 2 UVgO", _S),
    "exclusion_ground": LegalSource("§§ 123, 124 GWB", _U),
    "abnormally_low": LegalSource("§ 60 Abs. 3 VgV; § 44 UVgO", _U),
}
"""Known exclusion codes with their legal source; other slugs are accepted without one."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A bid that takes no part in the ranking.

    Args:
        bid: Id of the bid.
        code: Slug of the ground.
        criteria: Criteria that were not met, in tree order.
        reason: What was written about it; may be empty.
    """

    bid: str
    code: str
    criteria: tuple[str, ...] = ()
    reason: str = ""

    @property
    def source(self) -> LegalSource | None:
        """Legal source of a known code."""
        return SOURCES.get(self.code)


def before_scoring(bid: Bid) -> Excluded | None:
    """Return why a bid leaves before any points count: the stated ground first, then A criteria not met."""
    if bid.exclusion is not None:
        return Excluded(bid.id, bid.exclusion.code, reason=bid.exclusion.reason)
    failed = [(criterion, answer) for criterion, answer in sorted(bid.a_criteria.items()) if not answer.met]
    if not failed:
        return None
    reasons = "; ".join(answer.reason for _, answer in failed if answer.reason)
    return Excluded(bid.id, A_CRITERION, tuple(criterion for criterion, _ in failed), reasons)


def below_minimum(
    bid: Bid, grid: Grid, row: Sequence[int], denominator: int, missing: frozenset[str]
) -> Excluded | None:
    """Return the exclusion of a bid whose points lie below a minimum; nodes with missing points are not judged yet."""
    failed = [
        span.id
        for span in grid.minima
        if _complete(grid, span, missing) and span.mean(row, denominator) < Fraction(span.minimum_points or 0)
    ]
    return Excluded(bid.id, MINIMUM_POINTS, tuple(sorted(failed))) if failed else None


def _complete(grid: Grid, span: Span, missing: frozenset[str]) -> bool:
    return not missing or missing.isdisjoint(grid.criteria[span.start : span.stop])
