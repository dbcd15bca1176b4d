"""Is the chain whole? Pure and streaming: entries go in one after another, memory does not grow with them.

Every entry is compared with its own hash, with the entry before it, with the columns beside it and with the checkpoints
that left the database. A chain that was cut off, rolled back or computed anew is whole in itself: only a checkpoint
tells, so the report says how far they reach.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from infra.audit.chain import GENESIS, chained, columns_of, facts_of
from infra.audit.checkpoint import Checkpoint
from infra.audit.model import Event
from infra.audit.restorations import Restorations

MOST_FINDINGS = 1_000
"""So many findings are listed; the others are counted."""


class FindingKind(StrEnum):
    """Everything that can be wrong."""

    UNREADABLE = "unreadable"
    CHANGED = "changed"
    CHAIN_BROKEN = "chain-broken"
    MISSING = "missing"
    OUT_OF_ORDER = "out-of-order"
    SURPLUS = "surplus"
    COLUMN_DIFFERS = "column-differs"
    OTHER_CITY = "other-city"
    CITY_UNKNOWN = "city-unknown"
    CUT_OFF = "cut-off"
    CHECKPOINT_DIFFERS = "checkpoint-differs"
    CHECKPOINT_UNREADABLE = "checkpoint-unreadable"
    CHECKPOINT_FORGED = "checkpoint-forged"
    CHECKPOINT_KEY_UNKNOWN = "checkpoint-key-unknown"
    STORAGE_DAMAGED = "storage-damaged"
    TIME_BACKWARDS = "time-backwards"
    RESTORED = "restored"
    RESTORATION_UNCONFIRMED = "restoration-unconfirmed"
    CHECKPOINTS_ABSENT = "checkpoints-absent"
    UNGUARDED = "unguarded"


NOTICES = frozenset(
    {
        FindingKind.TIME_BACKWARDS,
        FindingKind.RESTORED,
        FindingKind.RESTORATION_UNCONFIRMED,
        FindingKind.CHECKPOINTS_ABSENT,
        FindingKind.UNGUARDED,
    }
)
"""What no entry is changed by: a clock that is set back, a backup put back, what is missing beside the log."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    Args:
        kind: What is wrong.
        sequence: At which entry; None where it belongs to none.
        properties: Facts for the sentence about it.
    """

    kind: FindingKind
    sequence: int | None = None
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_notice(self) -> bool:
        """Worth knowing, but no sign of tampering by itself."""
        return self.kind in NOTICES


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An entry as it lies in the database or in an export.

    Args:
        previous: What is stored as the hash of the entry before.
        hash: What is stored as its hash.
        body: Its body.
        columns: What stands in the columns beside the body, or in an export where they differ from it.
    """

    previous: str
    hash: str
    body: str
    columns: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The outcome for one city.

    Args:
        city: Id of the city.
        entries: How many entries were read.
        head: Sequence number of the last one; 0 without any.
        head_hash: Hash of the last one.
        findings: What is wrong, in the order of the entries, at most ``MOST_FINDINGS``.
        omitted: Number of further findings.
        checkpoints: Number of checkpoints that fit.
        reach: The last checkpoint that fits; what came after it could be cut off unnoticed.
    """

    city: str
    entries: int
    head: int
    head_hash: str
    findings: tuple[Finding, ...]
    omitted: int
    checkpoints: int
    reach: Checkpoint | None

    @property
    def holds(self) -> bool:
        """Nothing is wrong; notices do not count."""
        return not self.omitted and all(one.is_notice for one in self.findings)


class ChainCheck:
    """A verification under way.

    Args:
        city: Id of the city.
        checkpoints: Those of this city whose signature holds.
    """

    def __init__(self, city: str, checkpoints: Sequence[Checkpoint] = ()) -> None:
        self.entries = 0
        self._city = city
        self.head, self._hash = 0, GENESIS
        self._at: datetime | None = None
        self._findings: list[Finding] = []
        self._omitted = 0
        self._ahead: dict[int, list[Checkpoint]] = defaultdict(list)
        for one in checkpoints:
            self._ahead[one.sequence].append(one)
        self._fitting: list[Checkpoint] = []
        self._restorations = Restorations()
        self._known = {f"{one.sequence} {one.hash}" for one in checkpoints}
        self._absent: list[str] = []

    def note(self, finding: Finding) -> None:
        """Put a finding on the list."""
        if len(self._findings) < MOST_FINDINGS:
            self._findings.append(finding)
        else:
            self._omitted += 1

    def add(self, entry: StoredEntry) -> None:
        """Take the next entry in the order of storage."""
        self.entries += 1
        facts = facts_of(entry.body)
        sequence = self._place(entry, facts)
        if entry.hash != chained(entry.previous, entry.body):
            self._found(FindingKind.CHANGED, sequence)
        if entry.previous != self._hash:
            self._found(FindingKind.CHAIN_BROKEN, sequence)
        if facts is None:
            self._found(FindingKind.UNREADABLE, sequence)
        else:
            self._compare(entry, facts, sequence)
        self._hash = entry.hash
        vouching = [one for one in self._ahead.get(sequence, ()) if one.hash == entry.hash]
        if facts is not None:
            self._restorations.take(facts, sequence, vouching)
            self._note_absent(facts)
        self._meet_checkpoints(sequence)

    def finish(self) -> Verification:
        """Return the outcome after the last entry."""
        for one in sorted((one for ahead in self._ahead.values() for one in ahead), key=lambda one: one.sequence):
            if not self._restorations.explain(one):
                facts = {"last": str(self.head), "at": one.at.isoformat()}
                self.note(Finding(FindingKind.CUT_OFF, one.sequence, facts))
        self._tell_beside()
        return Verification(
            city=self._city,
            entries=self.entries,
            head=self.head,
            head_hash=self._hash,
            findings=tuple(self._findings),
            omitted=self._omitted,
            checkpoints=len(self._fitting),
            reach=max(self._fitting, key=lambda one: one.sequence, default=None),
        )

    def _found(self, kind: FindingKind, sequence: int | None, **properties: str) -> None:
        self.note(Finding(kind, sequence, properties))

    def _place(self, entry: StoredEntry, facts: Mapping[str, Any] | None) -> int:
        """Return the number of an entry, by its column before its body, and say what is wrong with it."""
        expected = self.head + 1
        stated = (facts or {}).get("sequence", expected) if entry.columns is None else entry.columns["sequence"]
        sequence = stated if type(stated) is int else expected
        if sequence > expected:
            self._found(FindingKind.MISSING, expected, last=str(sequence - 1))
        elif sequence < expected:
            self._found(FindingKind.OUT_OF_ORDER, sequence, expected=str(expected))
        self.head = max(self.head, sequence)
        return sequence

    def _compare(self, entry: StoredEntry, facts: Mapping[str, Any], sequence: int) -> None:
        if facts["city"] != self._city:
            self._found(FindingKind.OTHER_CITY, sequence, city=facts["city"])
        if entry.columns is not None and entry.columns != (stated := columns_of(facts)):
            differing = sorted(name for name in stated if stated[name] != entry.columns.get(name))
            self._found(FindingKind.COLUMN_DIFFERS, sequence, columns=", ".join(differing))
        at = datetime.fromisoformat(facts["at"])
        if self._at is not None and at < self._at:
            self._found(FindingKind.TIME_BACKWARDS, sequence, seconds=f"{(self._at - at).total_seconds():.3f}")
        self._at = at

    def _meet_checkpoints(self, sequence: int) -> None:
        for one in self._ahead.pop(sequence, ()):
            if one.hash == self._hash:
                self._fitting.append(one)
            elif not self._restorations.explain(one):
                self._found(FindingKind.CHECKPOINT_DIFFERS, sequence, at=one.at.isoformat())

    def _note_absent(self, facts: Mapping[str, Any]) -> None:
        """Remember a checkpoint that the log names and nobody has handed in."""
        named = f"{facts['details'].get('sequence')} {facts['details'].get('hash')}"
        if facts["event"] == Event.CHECKPOINT_SIGNED and named not in self._known:
            self._absent.append(facts["subject"]["id"])

    def _tell_beside(self) -> None:
        """Note what is no change of an entry but must not go unsaid."""
        for one in self._restorations.telling():
            kind = FindingKind.RESTORED if one.is_confirmed else FindingKind.RESTORATION_UNCONFIRMED
            self._found(kind, one.sequence, **one.facts)
        if self._absent:
            self._found(FindingKind.CHECKPOINTS_ABSENT, None, count=str(len(self._absent)), file=self._absent[-1])
