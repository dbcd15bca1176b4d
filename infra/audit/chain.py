"""How entries hang together. Pure: text in, hashes out.

An entry is a line of text, its *body*: one JSON object. Its hash covers the hash before it and every byte of the body,
so that whoever recomputes it needs no rule about how to write JSON.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from infra.audit.model import Event, Subject

GENESIS = "0" * 64
"""What stands before the first entry."""


def body_of(  # noqa: PLR0913 - the six facts of an entry
    *, city: str, sequence: int, at: datetime, actor: str, event: Event, subject: Subject, details: Mapping[str, Any]
) -> str:
    """Return the body of an entry.

    Raises:
        TypeError: ``details`` holds something that is no JSON.
    """
    entry = {
        "city": city,
        "sequence": sequence,
        "at": at.isoformat(timespec="microseconds"),
        "actor": actor,
        "event": event.value,
        "subject": {"kind": subject.kind, "id": subject.id},
        "details": details,
    }
    return json.dumps(entry, ensure_ascii=True, separators=(",", ":"), sort_keys=True, allow_nan=False)


def chained(previous: str, body: str) -> str:
    """Return the hash of an entry: SHA-256 over the hash before it, a line feed and the body."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
