"""What opens a gate for a request that is not agreed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class LiftGround(StrEnum):
    """Who lets something go on although it is not agreed."""

    DECISION = "entscheidung"
    RESOLUTION = "beschluss"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLift:
    """A decision that the missing agreement of a request stops nothing for a while; never changed.

    Args:
        number: Its number within the request, from 1.
        ground: Decision of the Digitaldezernat, or resolution of the Magistrat.
        reason: Why.
        line: What everybody may read about it.
        until: Last day on which it holds; None for a resolution without end.
        person: Id of the person who entered it.
        at: When, UTC.
    """

    number: int
    ground: LiftGround
    reason: str
    line: str
    until: date | None
    person: str
    at: datetime

    def holds_on(self, day: date) -> bool:
        """Whether it opens the gates on a day."""
        return self.until is None or day <= self.until
