"""How far evaluators lie apart, and whether they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.numbers import decimal_string
from procurement.model import FrozenScore
from procurement.rules.procedure.publication import canonical, digest_of

_DIGITS = 9  # as many as written points can have


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The single scores of a criterion of a bid, beside each other.

    Args:
        lowest: Fewest points.
        highest: Most points.
        discuss: They lie further apart than the house rule allows without discussion (besprechen).
    """

    lowest: Decimal
    highest: Decimal
    discuss: bool

    @property
    def points(self) -> Decimal | None:
        """The points that everybody gave; None where they differ."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def spread(self) -> Decimal:
        """Distance between the most and the fewest points."""
        return self.highest - self.lowest


def agreement(points: Sequence[Decimal], limit: Decimal) -> Agreement | None:
    """Return how far evaluators lie apart; None where nobody scored.

    Args:
        points: Of everybody who counts.
        limit: Distance in points above which a criterion is to be discussed
            (``evaluator_spread_discussion_points``).
    """
    if not points:
        return None
    lowest, highest = min(points), max(points)
    return Agreement(lowest=lowest, highest=highest, discuss=highest - lowest > limit)


def scores_digest(scores: Sequence[FrozenScore]) -> str:
    """Return ``sha256:…`` of points with their reasons and sources, whatever their order.

    Args:
        scores: Of one sheet, or the joint ones.
    """
    ordered = sorted(scores, key=lambda one: (one.bid, one.criterion, one.person))
    return digest_of(
        canonical(
            {
                "scores": [
                    {
                        "bid": one.bid,
                        "criterion": one.criterion,
                        "person": one.person,
                        "points": decimal_string(one.points, _DIGITS),
                        "reason": one.reason,
                        "source": one.source,
                    }
                    for one in ordered
                ]
            }
        )
    )
