"""What is known about the bids of a procedure at one moment: all that the guards of their steps look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from procurement.model import Bid


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """One evaluator's sheet for the bids of a lot.

    Args:
        lot: Number of the lot.
        person: Id of the evaluator.
        undeclared: Number of bids about whose bidder nothing was declared yet.
        has_conflict: A conflict with a bidder of the lot was declared: the person takes no part.
        handed_in: The sheet was handed in.
    """

    lot: int
    person: str
    undeclared: int
    has_conflict: bool
    handed_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFacts:
    """What is known about prices and result; known only once prices are unlocked.

    Args:
        unpriced: Ids of scored bids whose price is missing or not valid.
        unexamined_low: Ids of scored bids that are unusually low and about which nobody decided.
        result_digest: Seal of the result as it would be fixed now; None while there is none.
        result_faults: German sentences about what keeps a result from being computed.
        undrawn: Titles of lots whose first rank is tied and not yet decided by lot.
    """

    unpriced: tuple[str, ...] = ()
    unexamined_low: tuple[str, ...] = ()
    result_digest: str | None = None
    result_faults: tuple[str, ...] = ()
    undrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BidFacts:
    """What guards of bids decide on; everything is about the present publication and round.

    Args:
        is_opened: The opening of this round is recorded.
        bids: In the order of lots and numbers.
        sheets: Of everybody appointed.
        open_inquiries: Number of inquiries that wait for an answer.
        agreed: Criteria with joint points and reason, by the id of the bid.
        to_agree: Number of B criteria, by the number of the lot.
        prices: What is known about prices and result.
        fallen_variants: Ids of admitted variants that could not be admitted any more; known only in the examination.
    """

    is_opened: bool = False
    bids: tuple[Bid, ...] = ()
    sheets: tuple[SheetFacts, ...] = ()
    open_inquiries: int = 0
    agreed: Mapping[str, int] = field(default_factory=dict)
    to_agree: Mapping[int, int] = field(default_factory=dict)
    prices: PriceFacts = field(default_factory=PriceFacts)
    fallen_variants: tuple[str, ...] = ()
