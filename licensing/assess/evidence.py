"""What is known of one openness signal of a bid: its state, its anchor, and what proves it."""

from dataclasses import dataclass
from enum import StrEnum

from licensing.proof import Proof


class Signal(StrEnum):
    """Openness signals that a rubric may score; quality of bills of materials and component share never are."""

    LICENCE = "S1"
    SOURCE = "S2"
    OPEN_CORE = "S3"
    COHERENCE = "S4"
    REUSE = "S6"
    SUSTAINABILITY = "S7"


class EvidenceState(StrEnum):
    """How far a signal is known. ``UNKNOWN`` is a question to ask, never a deduction."""

    PROVEN = "proven"
    DECLARED = "declared"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SignalEvidence:
    """The evidence for one signal, as the bid stood at its deadline.

    Args:
        signal: Which signal.
        state: How far it is known.
        anchor: Id of the anchor of the rubric that it reaches; empty where it is unknown or absent.
        proofs: Where it can be read, at least one where it is proven or declared.
        why: Slug of the reason for the state.

    Raises:
        ValueError: Proven or declared without an anchor or a proof.
    """

    signal: Signal
    state: EvidenceState
    anchor: str = ""
    proofs: tuple[Proof, ...] = ()
    why: str = ""

    def __post_init__(self) -> None:
        """Nothing counts as proven or declared that nobody could look up."""
        if self.state in {EvidenceState.PROVEN, EvidenceState.DECLARED} and not (self.anchor and self.proofs):
            raise ValueError(f"{self.signal}: {self.state} needs an anchor and a proof")
