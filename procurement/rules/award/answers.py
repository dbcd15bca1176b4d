"""What was found about each thing to check before an award."""

from dataclasses import dataclass

from procurement.rules.award.book import AwardGate
from scoring.model import is_written

DONE, NOT_NEEDED = "erledigt", "entfaellt"


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """A thing to check with what was written about it.

    Args:
        gate: What is to be checked.
        state: ``erledigt``, ``entfaellt``, or anything else for open.
        evidence: Where it is proven, or why it does not apply.
    """

    gate: AwardGate
    state: str
    evidence: str

    @property
    def is_closed(self) -> bool:
        """It is done or does not apply, and it is written why: a tick alone proves nothing."""
        return self.state in {DONE, NOT_NEEDED} and is_written(self.evidence)
