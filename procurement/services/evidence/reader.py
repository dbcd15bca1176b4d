"""What evidence needs of whoever reads files: they run in a limited child process, which this package does not know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from licensing.policy.rules_file import HousePolicy
from procurement.model import AnalysisChoice, HouseRulesVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a bill of materials.

    Args:
        day: Day whose lists hold.
        choice: What it is judged by.
        columns: Confirmed columns by the licence list, field to column from 0; None where they are to be guessed.
        rules: Checked rules of the house as JSON; empty for those that ship.
    """

    day: date
    choice: AnalysisChoice
    columns: Mapping[str, Mapping[str, int]] | None = None
    rules: str = ""


class EvidenceReader(Protocol):
    """Reads and judges files; blocks until the child process ends."""

    def judge(self, data: bytes, asked: Asked) -> Sequence[Mapping[str, Any]]:
        """Return a verdict on each document in a file, with its components as ``rows``; or one with ``faults``."""

    def compare(self, data: bytes, licence: str) -> Mapping[str, Any]:
        """Return how a text differs from that of a licence; or ``faults``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRules:
    """Rules of the house that were read and checked.

    Args:
        text: As they are written.
        document: As JSON.
        policy: What they say.
    """

    text: str
    document: str
    policy: HousePolicy


class RulesReader(Protocol):
    """Reads and checks rules of the house; blocks until the child process ends."""

    @property
    def shipped(self) -> HouseRulesVersion:
        """The version that ships."""

    def read(self, data: bytes) -> ReadRules:
        """Return the rules in a file.

        Raises:
            InputError: They are not of their form; every fault with its place, and its line where it has one.
        """

    def said(self, document: str) -> HousePolicy:
        """Return what stored rules say."""
