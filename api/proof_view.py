"""Proofs for the start of operation as the interface shows them."""

from dataclasses import dataclass
from datetime import datetime

from capacity.model import Proof, ProofKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """A proof for the start of operation."""

    kind: ProofKind
    is_needed: bool
    reference: str
    at: datetime


def proof_view(proof: Proof) -> ProofView:
    """Return a proof."""
    return ProofView(kind=proof.kind, is_needed=proof.is_needed, reference=proof.reference, at=proof.at)
