"""Licence lists in JSON or YAML, as package tools print them: objects in a list, by name, or inside something else."""

from collections.abc import Iterator, Mapping
from typing import Any

from licensing.model import Sbom
from licensing.sbom.columns import looks_like_licence
from licensing.sbom.notes import Notes
from licensing.sbom.opening import refused
from licensing.sbom.rows import Chosen, Placed, read_rows
from licensing.sbom.tool_objects import usual_shape

_SAMPLE = 40
_DEEPEST = 3
_NO_PACKAGES = frozenset({"files", "headers", "license_detections", "license_references"})
"""What scanners list beside packages: files are no components."""
_NAMES = ("type", "name", "id", "license", "licence", "moduleLicense", "key", "moduleLicenseUrl", "url")
Named = tuple[str, Mapping[str, Any]]


def read_objects(value: object, encoding: str, notes: Notes, chosen: Chosen = None) -> Sbom:
    """Return the list in a value: objects in a list or by name, on their own or inside of others.

    Raises:
        InputError: It is nothing that names components.
    """
    value = usual_shape(value)
    table = _printed_table(value)
    if table is None:
        found = max((_objects(part, place, notes) for place, part in _parts(value, "", 0)), key=len, default=[])
        titles = list(dict.fromkeys(key for _, row in found[:_SAMPLE] for key in row))
        table = [("/", titles), *((place, [_cell(row.get(title)) for title in titles]) for place, row in found)]
    if len(table) < 2 or not _speaks_of_licences(table[0][1]):  # noqa: PLR2004 - headings and one row
        raise refused("sbom_unknown", line="1", column="1")
    return read_rows(table, encoding, notes, chosen)


def _parts(value: object, place: str, depth: int) -> Iterator[tuple[str, object]]:
    """Yield every value that may be the list: this one, and what lies in it by name."""
    yield place, value
    if isinstance(value, dict) and depth < _DEEPEST and not (depth and _speaks_of_licences(value)):
        for key, part in value.items():
            if key not in _NO_PACKAGES:
                yield from _parts(part, f"{place}/{key}", depth + 1)


def _objects(value: object, place: str, notes: Notes) -> list[Named]:
    """Return the objects in a value with their places; nothing where they name no licences."""
    rows: list[Named] = []
    if isinstance(value, list):
        rows = [(f"{place}/{index}", one) for index, one in enumerate(value) if isinstance(one, dict)]
        if rows and not place:
            for index in (index for index, one in enumerate(value) if not isinstance(one, dict)):
                notes.error("field_type", f"/{index}", expected="Objekt")
    elif isinstance(value, dict) and value and all(isinstance(one, dict) for one in value.values()):
        rows = [(f"{place}/{n}", {"name": key, **one}) for n, (key, one) in enumerate(value.items())]
    elif isinstance(value, dict) and value and all(isinstance(one, list) for one in value.values()):
        inside = [(f"{place}/{key}/{n}", key, one) for key, many in value.items() for n, one in enumerate(many)]
        listed = [(where, key, one) for where, key, one in inside if isinstance(one, dict)]
        if not any(_speaks_of_licences(one) for _, _, one in listed[:_SAMPLE]):
            if not any(map(looks_like_licence, map(str, value))):
                return []
            return [(where, {"license": key, **one}) for where, key, one in listed]  # which only stands above them
        rows = [(where, one) for where, _, one in listed]
    return rows if any(_speaks_of_licences(row) for _, row in rows[:_SAMPLE]) else []


def _printed_table(value: object) -> list[Placed] | None:
    """Return the rows of a table that a tool printed with its headings apart."""
    data = value.get("data", value) if isinstance(value, dict) else None
    if not isinstance(data, dict) or not all(isinstance(data.get(part), list) for part in ("head", "body")):
        return None
    rows = [(f"/body/{n}", row) for n, row in enumerate(data["body"]) if isinstance(row, list)]
    return [(place, [_cell(cell) for cell in row]) for place, row in [("/head", data["head"]), *rows]]


def _speaks_of_licences(titles: object) -> bool:
    words = (str(title).lower() for title in titles) if isinstance(titles, list | dict) else ()
    return any(part in word for word in words for part in ("license", "licence", "lizenz"))


def _cell(value: object) -> str:
    if isinstance(value, list):
        found = [one for one in map(_cell, value) if one]
        return found[0] if len(found) == 1 else " AND ".join(f"({one})" if " OR " in one else one for one in found)
    if isinstance(value, dict):
        return next((one for key in _NAMES if isinstance(one := value.get(key), str) and one), "")
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
