"""Evaluation documents to start from: the demo city, changed as a test needs it."""

import json
from importlib.resources import files
from typing import Any

DEMO = files("procurement") / "data" / "demo"


def demo(method: str = "preis-quotient") -> dict[str, Any]:
    """Return a demo document as a fresh value."""
    document: dict[str, Any] = json.loads((DEMO / f"videoberatung.{method}.json").read_bytes())
    return document


def with_head(**head: object) -> bytes:
    """Return the Preisquotient document with other head fields."""
    document = demo()
    document["procedure"] |= head
    return as_bytes(document)


def as_bytes(document: dict[str, Any]) -> bytes:
    """Return the document as it would be sent."""
    return json.dumps(document, ensure_ascii=False).encode()
