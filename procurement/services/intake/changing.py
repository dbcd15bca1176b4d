"""Changing how a bid stands: withdrawn before the deadline, replaced by a later one, or back."""

from dataclasses import dataclass, replace

from core.errors import Fault, InputError, VersionConflictError
from infra.audit.model import Event, Subject
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from procurement.errors import TenderBidNotFoundError
from procurement.model import Bid, BidState
from procurement.repository import BidRepository
from procurement.rules.bids.states import state_fault
from procurement.services.intake.accepting import round_of
from procurement.services.intake.reading import BID
from procurement.services.procedures.editing import held
from procurement.services.procedures.shared import resource
from scoring.model import is_written

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewState:
    """How a bid is to stand.

    Args:
        version: Version of the bid that the person has seen.
        state: The new state.
        reason: Why.
    """

    version: int
    state: BidState
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BidChanges:
    """Changes bids before their examination.

    Args:
        transactions: Opens them to those who may import bids.
    """

    transactions: Transactions

    def set_state(self, actor: Actor, slug: str, bid: str, wanted: NewState, once: Once | None = None) -> Bid:
        """Put a bid of the present round into another state and return it as it became.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: The present round has no such bid.
            VersionConflictError: Somebody else has changed it.
            BidsNotAcceptedError: The examination has begun.
            InputError: The bid cannot stand like that, or the reason says nothing.
        """
        with self.transactions.write(actor, Action.IMPORT_BIDS, once) as writing:
            procedure = held(writing, slug)
            writing.require(Action.IMPORT_BIDS, resource(writing, procedure))
            present = round_of(writing, procedure)
            before = next((one for one in present.bids if one.id == bid), None)
            if before is None:
                raise TenderBidNotFoundError(bid)
            if before.version != wanted.version:
                raise VersionConflictError(before.version)
            why = _reason(wanted.reason)
            if fault := state_fault(before, wanted.state, present.bids):
                raise InputError([Fault(fault, "/state")])
            after = BidRepository(writing.session).change(slug, before, replace(before, state=wanted.state))
            subject = Subject(kind=BID, id=f"{slug}/{bid}")
            told = {"state": after.state.value, "reason": why}
            writing.record(Event.BID_CHANGED, subject, before={"state": before.state.value}, after=told)
            return writing.done(after)


def _reason(text: str) -> str:
    plain = plain_text(text).strip()
    if not is_written(plain) or len(plain) > LONGEST_REASON:
        raise InputError([Fault("reason_expected", "/reason", properties={"maximum": str(LONGEST_REASON)})])
    return plain
