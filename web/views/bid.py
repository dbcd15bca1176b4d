"""One bid: its standing step by step and the account of every criterion."""

from dataclasses import dataclass

from scoring.evaluate import Outcome
from scoring.exclusion import Excluded
from scoring.explain import CriterionAccount, Step, explain_criteria, explain_standing
from scoring.model import Answer, Bid, Criterion, CriterionKind

LARGEST_INLINE = 3_000
"""Accounts a single page shows at most when all bids stand on it."""


@dataclass(frozen=True, slots=True)
class BidView:
    """What a page tells of one bid.

    Args:
        bid: The bid.
        rank: Its rank; None outside the ranking.
        ground: Why it is outside; None inside.
        steps: From points and price to the value that ranks; empty outside.
        answers: A criteria with the bid's answer; None where open.
        accounts: Every scored criterion; those without points in a bid that left before scoring are kept.
        is_scored: Whether the bid carries any points.
    """

    bid: Bid
    rank: int | None
    ground: Excluded | None
    steps: tuple[Step, ...]
    answers: tuple[tuple[Criterion, Answer | None], ...]
    accounts: tuple[CriterionAccount, ...]

    @property
    def is_scored(self) -> bool:
        """Whether the bid carries any points."""
        return any(account.points is not None for account in self.accounts)


def bid_view(outcome: Outcome, bid_id: str) -> BidView:
    """Return the view of a bid of the evaluation, excluded bids included.

    Raises:
        KeyError: There is no such bid.
    """
    bid = {one.id: one for one in outcome.evaluation.bids}[bid_id]
    index = next((i for i, valid in enumerate(outcome.bids) if valid.id == bid_id), None)
    asked = outcome.evaluation.matrix.leaves(CriterionKind.A_KRITERIUM)
    return BidView(
        bid=bid,
        rank=None if index is None else outcome.valuation.ranks[index],
        ground=next((ground for ground in outcome.excluded if ground.bid == bid_id), None),
        steps=() if index is None else tuple(explain_standing(outcome, index)),
        answers=tuple((criterion, bid.a_criteria.get(criterion.id)) for criterion in asked),
        accounts=tuple(explain_criteria(outcome, bid)),
    )


def all_bid_views(outcome: Outcome, bids: tuple[Bid, ...]) -> list[BidView] | None:
    """Return the views of all bids, or None where they are too many for one page."""
    if len(outcome.grid.criteria) * len(bids) > LARGEST_INLINE:
        return None
    return [bid_view(outcome, bid.id) for bid in bids]
