"""What becomes of the order of the others when a losing bid is taken out."""

from collections.abc import Sequence

from core.errors import InputError
from scoring.evaluate import Outcome
from scoring.methods import METHODS
from scoring.result import LosingBidRemoval
from scoring.robustness.selection import only
from scoring.robustness.watch import Progress, silent, watched
from scoring.valuation import ranks_of


def removals(outcome: Outcome, *, progress: Progress = silent) -> list[LosingBidRemoval]:
    """Return for each losing bid, by id, whether taking it out changes the order of the others or the winner.

    Methods whose values depend on the own bid alone need no computation. Where the method has no value for the
    remaining bids, both are reported as changed.
    """
    ranks = outcome.valuation.ranks
    losing = sorted((position for position, rank in enumerate(ranks) if rank > 1), key=lambda p: outcome.bids[p].id)
    return [_removal(outcome, position) for position in watched(losing, progress, "removal")]


def _removal(outcome: Outcome, position: int) -> LosingBidRemoval:
    method, bid = outcome.evaluation.matrix.method, outcome.bids[position].id
    if not METHODS[method.name].can_flip:
        return {"bid": bid, "order_changes": False, "winner_changes": False}
    left = [other for other in range(len(outcome.bids)) if other != position]
    before = ranks_of([outcome.valuation.standings[other] for other in left])
    try:
        after = ranks_of(method.standings(only(outcome.valuation.field, left)))
    except InputError:
        return {"bid": bid, "order_changes": True, "winner_changes": True}
    return {"bid": bid, "order_changes": before != after, "winner_changes": _first(before) != _first(after)}


def _first(ranks: Sequence[int]) -> list[int]:
    return [position for position, rank in enumerate(ranks) if rank == 1]
