"""What steps with bids leave on the procedure itself."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from infra.policy.model import Actor
from infra.transactions import Writing
from procurement.model import Procedure
from procurement.rules.procedure.facts import Facts
from procurement.rules.procedure.stages import Step, seal_of

Effect = Callable[[Writing, Procedure], Mapping[str, object]]
"""What else a step does in its transaction, given the procedure before it; returns what the audit log tells of it."""


class Ahead(Protocol):
    """What is done before a step opens its transaction, and kept until it ends."""

    def __call__(self, actor: Actor, slug: str, step: Step, /) -> AbstractContextManager[None]:
        """Return what is to be held open around the transaction."""


def nothing_ahead(_actor: Actor, _slug: str, _step: Step) -> AbstractContextManager[None]:
    """Do nothing ahead of a step."""
    return nullcontext()


def with_bids(
    writing: Writing, nobody_asks: Procedure, step: Step, about: Facts, reason: str, deadline: datetime | None
) -> Procedure:
    """Return a procedure as a step with bids leaves it.

    Args:
        writing: The transaction.
        nobody_asks: The procedure in its new stage, nobody asking for anything.
        step: Which.
        about: What was known.
        reason: Why, for steps that need a reason.
        deadline: Until when bids are awaited, for steps that need a deadline.
    """
    asking: dict[str, Any] = {"asked_by": writing.actor.person, "asked_at": writing.now}
    left: dict[str, Any] = {}
    match step:
        case Step.REQUEST_SELECTION:
            left = {**asking, "asked_digest": about.participation.digest, "round_deadline": deadline, "handed_back": ""}
        case Step.OPEN_REQUESTS | Step.OPEN_BIDS:
            left = {"opened": nobody_asks.publications, "reason": ""}
        case Step.FIX_QUALITY:
            left = asking  # another person unlocks the prices
        case Step.NEXT_ROUND:
            left = {"round": nobody_asks.round + 1, "round_deadline": deadline, "reason": reason}
        case Step.REQUEST_RESULT | Step.REQUEST_AWARD:
            left = {**asking, "asked_digest": seal_of(about, step), "handed_back": ""}
        case Step.HAND_BACK_SELECTION:
            left = {"round_deadline": None, "handed_back": reason}
        case Step.HAND_BACK_RESULT | Step.HAND_BACK_AWARD:
            left = {"handed_back": reason}
        case _:
            pass
    return replace(nobody_asks, **left)
