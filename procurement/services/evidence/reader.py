"""What evidence needs of whoever reads files: they run in a limited child process, which this package does not know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from procurement.model import AnalysisChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a bill of materials.

    Args:
        day: Day whose lists hold.
        choice: What it is judged by.
        columns: Confirmed columns by the licence list, field to column from 0; None where they are to be guessed.
    """

    day: date
    choice: AnalysisChoice
    columns: Mapping[str, Mapping[str, int]] | None = None


class EvidenceReader(Protocol):
    """Reads and judges files; blocks until the child process ends."""

    @property
    def rules(self) -> Sequence[str]:
        """Versions of the rules of the house that can be chosen, the one that holds first."""

    def judge(self, data: bytes, asked: Asked) -> Sequence[Mapping[str, Any]]:
        """Return a verdict on each document in a file, with its components as ``rows``; or one with ``faults``."""

    def compare(self, data: bytes, licence: str) -> Mapping[str, Any]:
        """Return how a text differs from that of a licence; or ``faults``."""
