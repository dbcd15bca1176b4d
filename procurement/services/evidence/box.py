"""Contents of evidence: sealed as files of bids are."""

from dataclasses import dataclass

from infra.boxes import Box


@dataclass(frozen=True, slots=True)
class EvidenceBox(Box):
    """Seals contents of evidence and opens them."""

    purpose: str = "licence-evidence"
