"""What is known about the award of a procedure at one moment: all that the guards of its steps look at."""

from dataclasses import dataclass
from datetime import date

from procurement.rules.award.book import SigningPower


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFacts:
    """What guards of the award decide on; known only once the result is fixed.

    Args:
        winners: Bidders who are to get the contract, one for each lot that somebody gets.
        open_gates: Titles of what is neither done nor, with a reason, not needed.
        is_reasoned: Why these bidders get it is written.
        power: Who signs; None where no table is valid.
        has_resolution: When and under which sign that office decided is written.
        digest: Seal of what two people agree on; None while there is no winner.
        waits: The law knows a Wartefrist.
        uninformed: Bids to whose bidder no letter went.
        last_day: Last day of the Wartefrist; None while it has not begun.
        today: The day in Germany.
        open_objections: Number of Rügen that nobody answered.
        open_reviews: Number of reviews that have not ended.
    """

    winners: tuple[str, ...] = ()
    open_gates: tuple[str, ...] = ()
    is_reasoned: bool = False
    power: SigningPower | None = None
    has_resolution: bool = False
    digest: str | None = None
    waits: bool = False
    uninformed: tuple[str, ...] = ()
    last_day: date | None = None
    today: date = date.min
    open_objections: int = 0
    open_reviews: int = 0
