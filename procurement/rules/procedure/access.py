"""Whose bids of a lot are: of evaluators only those who were appointed and declared no conflict with any bidder."""

from collections.abc import Sequence

from procurement.model import Bid, ConflictDeclaration, Evaluator


def bid_owner(
    person: str | None,
    evaluators: Sequence[Evaluator],
    declarations: Sequence[ConflictDeclaration],
    bids_of_lot: Sequence[Bid],
) -> str | None:
    """Return the person where they own the bids of a lot, as the policy means it; else None.

    They do when they were appointed for the lot and their last declaration about every valid bid of it says that there
    is no conflict. A bid about which they declared nothing yet keeps all bids of the lot closed.

    Args:
        person: Id of whoever asks; None for nobody known.
        evaluators: Those appointed for the round.
        declarations: Of the procedure, oldest first for each bid and person: the last one counts.
        bids_of_lot: Bids of one lot and round.

    Legal source:
        § 6 VgV
    """
    lots = {bid.place.lot for bid in bids_of_lot}
    if person is None or not any(one.person == person and one.lot in lots for one in evaluators):
        return None
    last = {one.bid: one for one in declarations if one.person == person}
    declared = [last.get(bid.id) for bid in bids_of_lot if bid.is_valid]
    return person if all(one is not None and not one.has_conflict for one in declared) else None
