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


def catalogue(id_: str = "probe", version: int = 1, word: str = "Wort") -> dict[str, Any]:
    """Return a small catalogue of criteria: one of each kind, degrees, a clause; ``word`` stands in its texts."""
    return {
        "format": "pruefstand/criteria/1",
        "id": id_,
        "title": f"Katalog {word}",
        "version": version,
        "date": "2026-11-20",
        "licence": "CC0-1.0",
        "groups": [{"id": "O", "title": "Open Source", "role": "open_source"}, {"id": "S", "title": f"Gruppe {word}"}],
        "entries": [
            {
                "id": "O1",
                "group": "O",
                "name": f"Freie Lizenz {word}",
                "kind": "B",
                "description": "Erwartet wird eine freie Lizenz.",
                "degrees": [{"points": "0", "label": "keine"}, {"points": "10", "label": "frei"}],
                "evidence": "Lizenztext",
                "subject_link": "Prüfbarkeit der Software",
                "clauses": ["K1"],
                "sources": [{"citation": "EVB-IT", "status": "unverified"}],
            },
            {"id": "S1", "group": "S", "name": f"Schnittstelle {word}", "kind": "B"},
            {"id": "S2", "group": "S", "name": "Datenausgabe", "kind": "B"},
            {"id": "A1", "group": "S", "name": "Standort in der EU", "kind": "A"},
            {"id": "I1", "group": "S", "name": "Referenzen", "kind": "I"},
        ],
        "clauses": [
            {"id": "K1", "title": "Lizenz", "text": f"Die Lizenz ist frei. {word}", "valid_from": "2026-03-01"}
        ],
    }
