"""Whose bids an evaluator may read: the one rule behind the owner of a bid in the policy."""

from collections.abc import Iterable

from procurement.model import Bid, ConflictDeclaration, Evaluator


def bid_owner(
    actor_person: str | None,
    evaluator_rows: Iterable[Evaluator],
    declarations: Iterable[ConflictDeclaration],
    lot_bids: Iterable[Bid],
) -> str | None:
    """Return the person where the bids of a lot are theirs to score, else None.

    They are when the person is appointed for the lot in the round, has declared something about every valid bid of it,
    and in no last declaration about any of its bids a conflict.

    Args:
        actor_person: Id of the person; None for whoever is none.
        evaluator_rows: Appointments; those of other lots, rounds and publications do not count.
        declarations: Declarations of any persons about any bids, oldest first for each bid and person.
        lot_bids: Bids of one lot of one round.

    Legal source:
        § 6 VgV, § 5 Abs. 2 VgV
    """
    bids = tuple(lot_bids)
    places = {(bid.place.publication, bid.place.round, bid.place.lot) for bid in bids}
    if actor_person is None or len(places) != 1:
        return None
    appointed = {(one.publication, one.round, one.lot) for one in evaluator_rows if one.person == actor_person}
    last = {one.bid: one.has_conflict for one in declarations if one.person == actor_person}
    undeclared = any(bid.is_valid and bid.id not in last for bid in bids)
    has_conflict = any(last.get(bid.id, False) for bid in bids)
    return None if not places <= appointed or undeclared or has_conflict else actor_person
