"""What steps with bids leave on the procedure itself."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from infra.transactions import Writing
from procurement.model import Procedure
from procurement.rules.procedure.bid_facts import BidFacts
from procurement.rules.procedure.stages import Step

Effect = Callable[[Writing, Procedure], Mapping[str, object]]
"""What else a step does in its transaction, given the procedure before it; returns what the audit log tells of it."""


def with_bids(
    writing: Writing, nobody_asks: Procedure, step: Step, about: BidFacts, reason: str, deadline: datetime | None
) -> Procedure:
    """Return a procedure as a step with bids leaves it.

    Args:
        writing: The transaction.
        nobody_asks: The procedure in its new stage, nobody asking for anything.
        step: Which.
        about: What was known about the bids.
        reason: Why, for steps that need a reason.
        deadline: Until when bids are awaited, for steps that need a deadline.
    """
    asked = replace(nobody_asks, asked_by=writing.actor.person, asked_at=writing.now)
    match step:
        case Step.OPEN_BIDS:
            return replace(nobody_asks, opened=nobody_asks.publications, reason="")
        case Step.FIX_QUALITY:
            return asked  # another person unlocks the prices
        case Step.NEXT_ROUND:
            return replace(nobody_asks, round=nobody_asks.round + 1, round_deadline=deadline, reason=reason)
        case Step.REQUEST_RESULT:
            return replace(asked, asked_digest=about.prices.result_digest, handed_back="")
        case Step.HAND_BACK_RESULT:
            return replace(nobody_asks, handed_back=reason)
        case _:
            return nobody_asks
