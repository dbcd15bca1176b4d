"""Checkpoints in a folder: files that are added and never replaced."""

from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from infra.audit.checkpoint import Checkpoint, checkpoint_json, is_genuine, read_checkpoint
from infra.audit.verification import Finding, FindingKind
from infra.files import write_once

LARGEST_BYTES = 4_096


def file_name(checkpoint: Checkpoint) -> str:
    """Return the name of a checkpoint's file: in the order of the chain, one for each signature."""
    moment = f"{checkpoint.at:%Y%m%dT%H%M%S%fZ}"
    return f"{checkpoint.city}.{checkpoint.sequence:012d}.{moment}.json"


class CheckpointFolder:
    """The folder.

    Args:
        path: Where it is; made with the first checkpoint.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, checkpoint: Checkpoint) -> Path:
        """Write a checkpoint and return its file.

        Raises:
            OSError: It cannot be written.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        file = self.path / file_name(checkpoint)
        write_once(file, checkpoint_json(checkpoint))
        return file

    def files(self) -> list[Path]:
        """Return all files that should hold checkpoints.

        Raises:
            OSError: The folder cannot be read.
        """
        return sorted(self.path.glob("*.json"))

    def cities(self) -> set[str]:
        """Return the cities that have checkpoints here."""
        return {read.city for file in self.files() if (read := read_checkpoint(_content(file)))}

    def of(self, city: str, keys: Mapping[str, Ed25519PublicKey]) -> tuple[list[Checkpoint], list[Finding]]:
        """Return the genuine checkpoints of a city, and what is wrong with the others."""
        genuine: list[Checkpoint] = []
        findings: list[Finding] = []
        for file in self.files():
            checkpoint = read_checkpoint(_content(file))
            if (checkpoint.city if checkpoint else file.name.rsplit(".", 3)[0]) != city:
                continue
            if finding := _finding(checkpoint, file, keys):
                findings.append(finding)
            elif checkpoint:
                genuine.append(checkpoint)
        return genuine, findings


def _finding(checkpoint: Checkpoint | None, file: Path, keys: Mapping[str, Ed25519PublicKey]) -> Finding | None:
    if checkpoint is None:
        return Finding(FindingKind.CHECKPOINT_UNREADABLE, None, {"file": file.name})
    if checkpoint.key not in keys:
        facts = {"file": file.name, "key": checkpoint.key[:16]}
        return Finding(FindingKind.CHECKPOINT_KEY_UNKNOWN, checkpoint.sequence, facts)
    if not is_genuine(checkpoint, keys[checkpoint.key]):
        return Finding(FindingKind.CHECKPOINT_FORGED, checkpoint.sequence, {"file": file.name})
    return None


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LARGEST_BYTES)
