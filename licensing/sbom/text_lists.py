"""Licence lists: rows of a table, a text with separators, or the JSON that package tools print."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from licensing.model import Component, Sbom
from licensing.sbom.columns import MOST_COLUMNS, chosen_columns, guess_columns
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, refused

_DELIMITERS = ";\t,|"
_LONGEST_FIELD = 1 << 20
_SAMPLE = 20
_SPACED = re.compile(r"\t+| {2,}")
_ALIGNED = "  "
_NAMED = re.compile(r"^(?P<name>@?[^@\s]+)@(?P<version>\d[^\s]*)$")
_FIELDS = ("name", "licence", "version", "purl", "supplier", "hash", "address")
Row = Sequence[str]
Placed = tuple[str, Row]
Chosen = Mapping[str, int] | None
"""Columns that somebody confirmed, field to column from 0; None where they are to be guessed."""


def read_text(text: str, notes: Notes, chosen: Chosen = None) -> Sbom:
    """Return the list in a text with separators or aligned columns.

    Raises:
        InputError: No columns with names or licences can be told.
    """
    delimiter = _delimiter(text)
    if delimiter == _ALIGNED:
        lines = (line.strip() for line in text.splitlines())
        rows = [(f"Zeile {n}", _SPACED.split(line, MOST_COLUMNS)) for n, line in enumerate(lines, 1) if line]
        return read_rows(rows, "text", notes, chosen)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for fields in reader:
            if any(map(str.strip, fields)):
                rows.append((f"Zeile {reader.line_num}", fields[:MOST_COLUMNS]))
            if len(rows) > MOST_COMPONENTS:
                raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
    except csv.Error as error:
        raise refused("sbom_no_list", line=str(reader.line_num), column="1") from error
    return read_rows(rows, "csv", notes, chosen)


def _delimiter(text: str) -> str:
    """Return the separator that splits the first lines into the same number of fields, most of all."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SAMPLE]
    best = max(
        _DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), lines[0].count(sign) if lines else 0)
    )
    share = sum(best in line for line in lines)
    return best if share * 2 > len(lines) else _ALIGNED


def read_rows(rows: Sequence[Placed], encoding: str, notes: Notes, chosen: Chosen = None) -> Sbom:
    """Return the list in the rows of a table; which column means what is guessed and noted, unless it is confirmed.

    Raises:
        InputError: No columns with names or licences can be told.
    """
    cells_only = [row for _, row in rows]
    columns = chosen_columns(cells_only, chosen) if chosen else guess_columns(cells_only)
    if columns is None:
        raise refused("sbom_no_list", line="1", column="1")
    for field, column in () if chosen else columns.by_field.items():
        notes.add(
            "column_guessed",
            columns.weight,
            rows[columns.header][0] if columns.header >= 0 else "",
            field=field,
            column=columns.titles.get(column) or str(column + 1),
        )
    wanted = [columns.by_field.get(field, -1) for field in _FIELDS]
    found = []
    for place, row in rows[columns.header + 1 :]:
        width = len(row)
        cells = [row[at].strip() if 0 <= at < width else "" for at in wanted]
        if cells[0] or cells[1]:
            found.append(_component(cells, place))
        elif any(map(str.strip, row)):
            notes.warn("row_without_component", place, written=" | ".join(row)[:80])
    width = max(map(len, cells_only[:_SAMPLE]), default=0)
    titles = [columns.titles.get(at, "") for at in range(width)]
    told = {"fields": dict(columns.by_field), "titles": titles, "confirmed": bool(chosen)}
    return Sbom("list", "", encoding, components=tuple(found), columns=told)


def _component(cells: list[str], place: str) -> Component:
    name, licence, version, purl, supplier, digits, address = cells
    if not version and (split := _NAMED.match(name)):
        name, version = split["name"], split["version"]
    return Component(
        "",
        name,
        version,
        purl,
        supplier,
        (licence,) if licence else (),
        (),
        (("", digits),) if digits else (),
        place,
        download=address,
    )


def read_objects(value: object, encoding: str, notes: Notes, chosen: Chosen = None) -> Sbom:
    """Return the list in JSON as package tools print it: a list of objects, or objects by name and version.

    Raises:
        InputError: It is nothing that names components.
    """
    rows: list[dict[str, Any]] = []
    if isinstance(value, dict) and value and all(isinstance(entry, dict) for entry in value.values()):
        rows = [{"name": key, **entry} for key, entry in value.items()]
    elif isinstance(value, list):
        rows = [entry for entry in value if isinstance(entry, dict)]
        for index, entry in enumerate(value):
            if not isinstance(entry, dict):
                notes.error("field_type", f"/{index}", expected="Objekt")
    titles = list(dict.fromkeys(key for row in rows[:_SAMPLE] for key in row))
    if not rows or "license" not in " ".join(titles).lower().replace("licence", "license"):
        raise refused("sbom_unknown", line="1", column="1")
    table: list[Placed] = [("/", titles)]
    table += [(f"/{index}", [_cell(row.get(title)) for title in titles]) for index, row in enumerate(rows)]
    return read_rows(table, encoding, notes, chosen)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " AND ".join(_cell(entry) for entry in value if isinstance(entry, str | dict))
    if isinstance(value, dict):
        found: Iterable[object] = (value.get(key) for key in ("type", "name", "id"))
        return next((one for one in found if isinstance(one, str)), "")
    return value if isinstance(value, str) else ""
