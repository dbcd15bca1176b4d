"""Licence lists: rows of a table, a text with separators, or the JSON that package tools print."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from licensing.model import Component, Sbom
from licensing.sbom.columns import Columns, guess_columns
from licensing.sbom.notes import Notes
from licensing.sbom.opening import refused

_DELIMITERS = ";\t,|"
_MOST_ROWS = 250_000
_LONGEST_FIELD = 1 << 20
_SAMPLE = 20
_SPACED = re.compile(r"\t+| {2,}")
_ALIGNED = "  "
_NAMED = re.compile(r"^(?P<name>@?[^@\s]+)@(?P<version>\d[^\s]*)$")
Row = Sequence[str]
Placed = tuple[str, Row]


def read_text(text: str, notes: Notes) -> Sbom:
    """Return the list in a text with separators or aligned columns.

    Raises:
        InputError: No columns with names or licences can be told.
    """
    delimiter = _delimiter(text)
    if delimiter == _ALIGNED:
        lines = (line.strip() for line in text.splitlines())
        rows = [(f"Zeile {n}", _SPACED.split(line)) for n, line in enumerate(lines, 1) if line]
        return read_rows(rows, "text", notes)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = []
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                rows.append((f"Zeile {reader.line_num}", fields))
            if len(rows) > _MOST_ROWS:
                raise refused("sbom_too_large")
    except csv.Error as error:
        raise refused("sbom_no_list", line=str(reader.line_num), column="1") from error
    return read_rows(rows, "csv", notes)


def _delimiter(text: str) -> str:
    """Return the separator that splits the first lines into the same number of fields, most of all."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SAMPLE]
    best = max(_DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), lines[0].count(sign) if lines else 0))
    share = sum(best in line for line in lines)
    return best if share * 2 > len(lines) else _ALIGNED


def read_rows(rows: Sequence[Placed], encoding: str, notes: Notes) -> Sbom:
    """Return the list in the rows of a table; which column means what is guessed and noted.

    Raises:
        InputError: No columns with names or licences can be told.
    """
    columns = guess_columns([row for _, row in rows])
    if columns is None:
        raise refused("sbom_no_list", line="1", column="1")
    for field, column in columns.by_field.items():
        notes.add("column_guessed", columns.weight, rows[columns.header][0] if columns.header >= 0 else "", field=field,
                  column=columns.titles.get(column) or str(column + 1))
    found = []
    for place, row in rows[columns.header + 1 :]:
        one = _component(columns, row, place)
        if one.name or one.declared:
            found.append(one)
        elif any(cell.strip() for cell in row):
            notes.warn("row_without_component", place, written=" | ".join(row)[:80])
    return Sbom("list", "", encoding, components=tuple(found))


def _component(columns: Columns, row: Row, place: str) -> Component:
    def cell(field: str) -> str:
        at = columns.by_field.get(field, -1)
        return row[at].strip() if 0 <= at < len(row) else ""

    name, version = cell("name"), cell("version")
    if not version and (split := _NAMED.match(name)):
        name, version = split["name"], split["version"]
    licence = cell("licence")
    digits = cell("hash")
    return Component(
        "",
        name,
        version,
        cell("purl"),
        cell("supplier"),
        (licence,) if licence else (),
        (),
        (("", digits),) if digits else (),
        place,
        download=cell("address"),
    )


def read_objects(value: object, encoding: str, notes: Notes) -> Sbom:
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
    return read_rows(table, encoding, notes)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " AND ".join(_cell(entry) for entry in value if isinstance(entry, str | dict))
    if isinstance(value, dict):
        found: Iterable[object] = (value.get(key) for key in ("type", "name", "id"))
        return next((one for one in found if isinstance(one, str)), "")
    return value if isinstance(value, str) else ""
