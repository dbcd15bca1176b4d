"""How a bid stands when it comes in, and what may become of it before the examination."""

from collections.abc import Collection
from datetime import datetime

from core.file_names import folded
from procurement.model import Bid, BidState


def state_on_receipt(received_at: datetime, deadline: datetime, listed: BidState) -> BidState:
    """Return how a bid stands that was received at a moment: a late one is late, whatever else is said about it.

    Args:
        received_at: Moment of receipt.
        deadline: Last moment in time; a bid received at this very moment is in time.
        listed: How the platform lists it.

    Legal source:
        § 57 Abs. 1 Nr. 1 VgV
    """
    return BidState.LATE if received_at > deadline else listed


def is_listed_late_in_time(received_at: datetime, deadline: datetime, listed: BidState) -> bool:
    """Tell whether a list calls a bid late that came in time: one of the two statements is wrong."""
    return listed is BidState.LATE and received_at <= deadline


def state_fault(bid: Bid, wanted: BidState, bids: Collection[Bid]) -> str | None:
    """Return why a bid cannot be put into another state; None where it can.

    Args:
        bid: As it stands.
        wanted: What it is to become.
        bids: All bids of its round.
    """
    if BidState.LATE in (bid.state, wanted):
        return "bid_late_is_fact"
    if wanted is bid.state:
        return "bid_state_same"
    if wanted is BidState.REPLACED and not any(_replaces(other, bid) for other in bids):
        return "bid_without_replacement"
    return None


def _replaces(other: Bid, bid: Bid) -> bool:
    same = other.place.lot == bid.place.lot and named(other.tenderer) == named(bid.tenderer)
    same = same and named(other.variant) == named(bid.variant)
    return same and other.id != bid.id and other.is_valid and other.received_at >= bid.received_at


def named(tenderer: str) -> str:
    """Return what makes two names of bidders the same."""
    return " ".join(folded(tenderer).split())
