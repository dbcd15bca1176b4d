"""What this package tells about prices corrected for an arithmetical error."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCorrectionRequest:
    """Somebody asks to correct the price of a bid; another person decides. The price itself stays as it was imported.

    Args:
        bid: Id of the bid.
        number: Counts the requests about this bid, from 1; the last one counts.
        sealed: Original and corrected price and the reason, into which people write amounts, sealed with a key that is
            not in the database.
        rule: By which rule, with its source.
        asked_by: Id of the person who asked.
        asked_at: When, UTC.
        decided_by: Id of the other person; None while nobody decided.
        decided_at: When, UTC; None likewise.
        is_accepted: The price is corrected; None likewise.
    """

    bid: str
    number: int
    sealed: str
    rule: str
    asked_by: str
    asked_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    is_accepted: bool | None = None

    @property
    def is_open(self) -> bool:
        """Nobody has decided yet."""
        return self.is_accepted is None
