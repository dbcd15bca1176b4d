"""Canonical JSON and its digest: what is frozen is named by it."""

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical(value: Mapping[str, Any]) -> str:
    """Return the RFC 8785 form of a JSON object."""
    return rfc8785.dumps(dict(value)).decode()


def digest_of(text: str) -> str:
    """Return ``sha256:…`` of a canonical document."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
