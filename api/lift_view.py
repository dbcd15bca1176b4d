"""Decisions that a request goes on although it is not agreed, as the interface shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from capacity.model import GateLift, LiftGround


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftView:
    """A decision that the request goes on although it is not agreed.

    Args:
        ground: Decision of the Digitaldezernat, or resolution of the Magistrat.
        reason: Why.
        line: What everybody may read about it.
        until: Last day on which it holds; null for a resolution without end.
        at: When it was entered.
    """

    ground: LiftGround
    reason: str
    line: str
    until: date | None
    at: datetime


def lift_view(lift: GateLift) -> LiftView:
    """Return a lift as those see it who may read its request."""
    return LiftView(ground=lift.ground, reason=lift.reason, line=lift.line, until=lift.until, at=lift.at)
