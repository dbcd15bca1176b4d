"""Checkpoints: "at this moment the chain of this city ended with this hash", signed, and kept outside the database.

What is signed is six lines of plain text, so that nobody needs our rules for JSON to check a signature.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = "pruefstand/checkpoint/1"

_NAMES = {"format", "city", "sequence", "hash", "at", "key", "signature"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The end of a city's chain at one moment.

    Args:
        city: Id of the city.
        sequence: Number of the last entry.
        hash: Its hash.
        at: When the checkpoint was signed, UTC.
        key: Which key signed it: SHA-256 of the 32 bytes of the public key.
        signature: Ed25519 over ``signed_text``, 128 hexadecimal digits.
    """

    city: str
    sequence: int
    hash: str
    at: datetime
    key: str
    signature: str = ""

    @property
    def signed_text(self) -> str:
        """What the signature covers."""
        return "\n".join([FORMAT, self.city, str(self.sequence), self.hash, _moment(self.at), self.key])


def key_id(key: Ed25519PublicKey) -> str:
    """Return how checkpoints name a key."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def sign(city: str, sequence: int, head: str, *, at: datetime, key: Ed25519PrivateKey) -> Checkpoint:
    """Return a signed checkpoint of the entry ``sequence`` with the hash ``head``."""
    facts = {"city": city, "sequence": sequence, "hash": head, "at": at, "key": key_id(key.public_key())}
    text = Checkpoint(**facts).signed_text  # type: ignore[arg-type]  # named above with their types
    return Checkpoint(**facts, signature=key.sign(text.encode()).hex())  # type: ignore[arg-type]  # the same


def is_genuine(checkpoint: Checkpoint, key: Ed25519PublicKey) -> bool:
    """Tell whether a checkpoint was signed with this key."""
    try:
        key.verify(bytes.fromhex(checkpoint.signature), checkpoint.signed_text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def checkpoint_json(checkpoint: Checkpoint) -> bytes:
    """Return a checkpoint as a file."""
    facts = {"format": FORMAT, **asdict(checkpoint), "at": _moment(checkpoint.at)}
    return json.dumps(facts, ensure_ascii=True, indent=1).encode() + b"\n"


def read_checkpoint(data: bytes) -> Checkpoint | None:
    """Return the checkpoint in a file; None where it holds none."""
    try:
        facts = json.loads(data)
        return _checkpoint(facts) if isinstance(facts, dict) and facts.keys() == _NAMES else None
    except (ValueError, TypeError, RecursionError):
        return None


def _checkpoint(facts: Mapping[str, Any]) -> Checkpoint | None:
    texts = [facts[name] for name in sorted(_NAMES - {"sequence"})]
    if facts["format"] != FORMAT or type(facts["sequence"]) is not int or any(type(text) is not str for text in texts):
        return None
    at = datetime.fromisoformat(facts["at"])
    named = {name: facts[name] for name in _NAMES - {"format", "at"}}
    return Checkpoint(at=at, **named) if _moment(at) == facts["at"] else None


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
