"""What the child process calls for a stored analysis: verdicts with a row for each component, and compared texts."""

import json
from collections.abc import Mapping
from typing import Any

from app.licence_wiring import licence_texts
from app.licences.child import Question, digits, verdict_on
from app.licences.resources import load_resource
from app.licences.sheets import read_book
from core.json_text import collector_paused
from licensing.model import Component
from licensing.sbom.opening import open_file
from licensing.sbom.reading import ReadSbom, read_sboms
from licensing.verdict import first_statements

_NOTE = "note"


def list_file(data: bytes, *, columns: str, **asked: str) -> list[dict[str, Any]]:
    """Return the verdict on each bill of materials in a file with its components as rows.

    Args:
        data: The file.
        columns: Confirmed columns as JSON, field to column by the name of the list; empty: to be guessed.
        asked: See ``app.licences.child.Question``.
    """
    with collector_paused():
        found = read_sboms(data, load_resource, _columns(columns))
        return [_listed(one, digits(data), Question(**asked)) for one in found]


def list_book(data: bytes, *, columns: str, **asked: str) -> list[dict[str, Any]]:
    """Return the same for the sheets of a workbook."""
    with collector_paused():
        found = read_book(data, _columns(columns))
        return [_listed(one, digits(data), Question(**asked)) for one in found]


def compare_text(data: bytes, *, licence: str) -> dict[str, Any]:
    """Return how a text differs from that of the licence that it claims to be.

    Args:
        data: The text.
        licence: Identifier that is claimed; empty to hold it against the nearest text.
    """
    text = open_file(data)[0].data.decode("utf-8", "replace")
    found = licence_texts().compare(licence or licence_texts().nearest(text), text)
    changes = [{"removed": one.removed, "added": one.added, "before": one.before} for one in found.changes]
    return {
        "format": "licence-text",
        "licence": found.licence,
        "claimed": bool(licence),
        "state": found.state.value,
        "changes": changes,
        "source": found.source,
        "list_versions": {"texts": licence_texts().version},
        "sha256": digits(data),
    }


def _columns(written: str) -> dict[str, dict[str, int]]:
    return json.loads(written) if written else {}


def _listed(read: ReadSbom, sha256: str, question: Question) -> dict[str, Any]:
    verdict = verdict_on(read, sha256, question)
    places = {stated.licences: at for at, (stated, _) in enumerate(first_statements(read.sbom))}
    flags, roots = _Flags(verdict), frozenset(read.sbom.roots)
    rows = [
        (one.name, one.version, one.purl, one.supplier, at, one.key in roots, flags.on(one, at), one.place)
        for one in read.sbom.components
        for at in (places[one.licences],)
    ]
    return {**verdict, "rows": rows}


class _Flags:
    """Tells of which components a warning or an error speaks: by expression, by key or name, by place."""

    def __init__(self, verdict: Mapping[str, Any]) -> None:
        grave = [one for one in verdict["findings"] if one["severity"] != _NOTE]
        self._expressions = {one["expression"] for one in grave if one.get("expression") is not None}
        own = [one for one in grave if "expression" not in one]
        self._named = {one["component"] for one in own} - {""}
        self._places = {place for one in own for place in _with_parents(one["place"])}

    def on(self, component: Component, expression: int) -> bool:
        return (
            expression in self._expressions
            or component.key in self._named
            or component.name in self._named
            or component.place in self._places
        )


def _with_parents(place: str) -> list[str]:
    """Return a place and, of a JSON pointer, all that it lies in."""
    if not place.startswith("/"):
        return [place] if place else []
    parts = place.split("/")
    return ["/".join(parts[:end]) for end in range(2, len(parts) + 1)]
