"""Backups that were put back: which checkpoints that no longer fit are explained by them, and which are not.

After a restore the log ends where the backup ended, and checkpoints signed later vouch for entries that are gone. So
does a log that somebody cut off. The entry about the restore tells the two apart, but whoever can write to the
database can write such an entry too: it counts only when a checkpoint vouches for exactly this entry. Such a one is
signed by the restore itself or by the administrator, never by the daily job.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra.audit.checkpoint import Checkpoint
from infra.audit.model import Event


@dataclass(slots=True)
class Restoration:
    """An entry that says that a backup was put back.

    Args:
        sequence: Its number: the restored log ended with the one before.
        at: When.
        digest: Checksum of the backup.
        is_confirmed: Whether a checkpoint vouches for exactly this entry.
        explained: How many checkpoints do not fit because of it.
        last: The highest number that one of these vouches for.
    """

    sequence: int
    at: datetime
    digest: str
    is_confirmed: bool
    explained: int = 0
    last: int = 0

    @property
    def facts(self) -> dict[str, str]:
        """What the sentence about it says."""
        numbers = {"head": str(self.sequence - 1), "count": str(self.explained), "last": str(self.last)}
        return {"at": self.at.isoformat(), "digest": self.digest, **numbers}


class Restorations:
    """All restorations that a log tells of, as far as it was read."""

    def __init__(self) -> None:
        self._all: list[Restoration] = []

    def take(self, facts: Mapping[str, Any], sequence: int, fitting: Collection[Checkpoint]) -> None:
        """Take an entry, with the checkpoints that vouch for it."""
        if facts["event"] == Event.BACKUP_RESTORED:
            at, digest = datetime.fromisoformat(facts["at"]), facts["subject"]["id"]
            self._all.append(Restoration(sequence, at, digest, is_confirmed=bool(fitting)))

    def explain(self, checkpoint: Checkpoint) -> bool:
        """Tell whether a checkpoint does not fit because a backup was put back after it was signed."""
        able = [one for one in self._all if one.sequence <= checkpoint.sequence and checkpoint.at <= one.at]
        if not able:
            return False
        chosen = max(able, key=lambda one: (one.is_confirmed, one.sequence))
        chosen.explained += 1
        chosen.last = max(chosen.last, checkpoint.sequence)
        return chosen.is_confirmed

    def telling(self) -> list[Restoration]:
        """Return those that explain a checkpoint, or would if they were confirmed."""
        return [one for one in self._all if one.explained]
