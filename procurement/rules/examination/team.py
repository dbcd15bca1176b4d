"""Who may be appointed to score, and when somebody may declare conflicts of interest (§ 6 VgV)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from procurement.model import Bid, ConflictDeclaration, Evaluator, ProcedureStage
from procurement.rules.procedure.bid_guards import CONFLICT
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.guards import BIDS_UNREAD, DOCUMENTED
from scoring.model import is_written

STAFFING = frozenset({ProcedureStage.OPENED, ProcedureStage.EXAMINATION, ProcedureStage.SCORING})
"""Stages in which people are appointed to score, or removed."""

DECLARING = frozenset(
    {
        *STAFFING,
        ProcedureStage.CONSENSUS,
        ProcedureStage.QUALITY_FIXED,
        ProcedureStage.PRICING,
        ProcedureStage.RESULT_REQUESTED,
    }
)
"""Stages in which conflicts are declared: as long as there is a result to influence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be appointed.

    Args:
        person: Id of the person.
        is_evaluator: They have the role and their account is not locked.
        knows_prices: They imported a bid of this round and so have seen a price that is to stay locked.
    """

    person: str
    is_evaluator: bool
    knows_prices: bool


def appointment_hindrances(
    stage: ProcedureStage, lot: int, lots: Collection[int], candidate: Candidate, team: Sequence[Evaluator]
) -> tuple[Reason, ...]:
    """Return every reason why somebody cannot be appointed for a lot.

    Args:
        stage: Of the procedure.
        lot: Number of the lot.
        lots: Numbers of the published lots.
        candidate: Who.
        team: Everybody appointed for the round.
    """
    found = list(_staffed_now(stage))
    if lot not in lots:
        found.append(Reason(type="lot-unknown", properties={"lot": str(lot)}))
    if not candidate.is_evaluator:
        found.append(Reason(type="no-evaluator"))
    if candidate.knows_prices:
        found.append(Reason(type="knows-prices", source=BIDS_UNREAD))
    if any((one.lot, one.person) == (lot, candidate.person) for one in team):
        found.append(Reason(type="appointed-before", properties={"lot": str(lot)}))
    return tuple(found)


def removal_hindrances(stage: ProcedureStage, evaluator: Evaluator | None) -> tuple[Reason, ...]:
    """Return every reason why somebody cannot be removed: whoever has handed in the sheet stays on record.

    Args:
        stage: Of the procedure.
        evaluator: The appointment; None where there is none.
    """
    found = list(_staffed_now(stage))
    if evaluator is None:
        found.append(Reason(type="not-appointed"))
    elif evaluator.submitted_at is not None:
        found.append(Reason(type="sheet-handed-in", source=DOCUMENTED))
    return tuple(found)


def declaration_hindrances(
    stage: ProcedureStage, bid: Bid, last: ConflictDeclaration | None, text: str, *, has_conflict: bool
) -> tuple[Reason, ...]:
    """Return every reason why something cannot be declared about a bidder.

    Args:
        stage: Of the procedure.
        bid: Bid of the bidder.
        last: What the person declared last about it; None for nothing yet.
        text: Which conflict, in words.
        has_conflict: There is one.
    """
    found = []
    if stage not in DECLARING:
        found.append(Reason(type="not-declared-now", source=CONFLICT))
    if not bid.is_valid:
        found.append(Reason(type="bid-not-valid", properties={"bid": bid.title}))
    if has_conflict and not is_written(text):
        found.append(Reason(type="conflict-text-missing", properties={"bid": bid.title}, source=CONFLICT))
    if last is not None and (last.has_conflict, last.text) == (has_conflict, text):
        found.append(Reason(type="declared-before", properties={"bid": bid.title}))
    return tuple(found)


def _staffed_now(stage: ProcedureStage) -> tuple[Reason, ...]:
    return () if stage in STAFFING else (Reason(type="not-staffed-now", source=DOCUMENTED),)
