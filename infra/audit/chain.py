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

_TYPES = {"city": str, "sequence": int, "at": str, "actor": str, "event": str, "subject": dict, "details": dict}


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
    """Return the hash of an entry: SHA-256 over the hash before it, a line feed and the body.

    A body that was tampered with may hold bytes that are no text; they count as they stand.
    """
    return hashlib.sha256(f"{previous}\n{body}".encode("utf-8", "surrogateescape")).hexdigest()


def facts_of(body: str) -> Mapping[str, Any] | None:
    """Return the facts that a body holds; None for a text that is no body of an entry."""
    try:
        facts = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(facts, dict) or facts.keys() != _TYPES.keys():
        return None
    subject = facts["subject"]
    if any(type(facts[name]) is not kind for name, kind in _TYPES.items()) or subject.keys() != {"kind", "id"}:
        return None
    return facts if _is_moment(facts["at"]) and all(type(part) is str for part in subject.values()) else None


def columns_of(facts: Mapping[str, Any]) -> dict[str, object]:
    """Return what the columns beside the body, which serve the search, have to say."""
    subject = facts["subject"]
    named = {name: facts[name] for name in ("sequence", "at", "actor", "event")}
    return {**named, "subject_kind": subject["kind"], "subject_id": subject["id"]}


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() is not None
    except ValueError:
        return False
