"""The end of a file and proofs of deletion as the interface shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.etag import etag_of
from api.once import presented
from infra.once.model import KeptAnswer
from procurement.model import ArchiveAnswer, DisposalProof, Disposition, Hold, HoldReason
from procurement.rules.award.disposal import Blocker
from procurement.services.disposal import OpenedDisposal
from procurement.services.disposal.proofs import ShownProof


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """A hold; lifted at null holds."""

    number: int
    reason: HoldReason
    note: str
    set_at: datetime
    lifted_at: datetime | None
    lift_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DispositionView:
    """How far the disposal of a file is; version 0 where nobody has begun."""

    version: int
    offered_on: date | None
    offer_note: str
    answer: ArchiveAnswer | None
    answered_on: date | None
    answer_note: str
    asked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalView:
    """The end of a file.

    Args:
        reference: Number of the procedure.
        kept_until: Last day on which it is kept; null while that cannot be said.
        blockers: What keeps it from being deleted.
        holds: Oldest first.
        disposition: How far it is.
    """

    reference: str
    kept_until: date | None
    blockers: list[Blocker]
    holds: list[HoldView]
    disposition: DispositionView


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """A proof of deletion in a list."""

    procedure: str
    reference: str
    digest: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProofView:
    """A proof of deletion with what it says; it has the checksum that was noted with it, or is not genuine."""

    proof: ProofView
    document: Mapping[str, Any]
    is_genuine: bool


def disposal_view(opened: OpenedDisposal) -> DisposalView:
    """Return the end of a file."""
    end = opened.end
    return DisposalView(
        reference=opened.procedure.reference,
        kept_until=end.until.last if end.until else None,
        blockers=list(end.blockers),
        holds=[_hold(one) for one in end.holds],
        disposition=_disposition(end.facts.disposition),
    )


def proof_in_list(one: DisposalProof) -> ProofView:
    """Return a proof for a list."""
    return ProofView(procedure=one.slug, reference=one.reference, digest=one.digest, decided_at=one.decided_at)


def shown_proof(shown: ShownProof) -> ShownProofView:
    """Return a proof with what it says."""
    return ShownProofView(proof=proof_in_list(shown.proof), document=shown.told, is_genuine=shown.is_genuine)


def kept_hold(one: Hold) -> KeptAnswer:
    """Return the answer to a hold that was set or lifted."""
    return presented(_hold(one))


def kept_disposition(one: Disposition) -> KeptAnswer:
    """Return the answer to an act on the disposal."""
    return presented(_disposition(one), etag=etag_of(one.version))


def kept_proof(one: DisposalProof) -> KeptAnswer:
    """Return the answer to a deletion."""
    return presented(proof_in_list(one))


def _hold(one: Hold) -> HoldView:
    return HoldView(
        number=one.number,
        reason=one.reason,
        note=one.note,
        set_at=one.set_at,
        lifted_at=one.lifted_at,
        lift_note=one.lift_note,
    )


def _disposition(one: Disposition) -> DispositionView:
    return DispositionView(
        version=one.version,
        offered_on=one.offered_on,
        offer_note=one.offer_note,
        answer=one.answer,
        answered_on=one.answered_on,
        answer_note=one.answer_note,
        asked_at=one.asked_at,
    )
