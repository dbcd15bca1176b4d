"""The rows of a table as components, whatever the table was written in."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from licensing.expression.nothing import says_nothing
from licensing.model import Component, Sbom, Weight
from licensing.sbom.column_fields import COLUMN_NAMES, FIELDS
from licensing.sbom.columns import Columns, chosen_columns, guess_columns
from licensing.sbom.notes import Notes
from licensing.sbom.opening import refused
from licensing.sbom.spreadsheet_marks import Retyped, is_changed, is_other_than_typed

Row = Sequence[str]
Placed = tuple[str, Row]
Chosen = Mapping[str, int] | None
"""Columns that somebody confirmed, field to column from 0; None where they are to be guessed."""

Confirmed = Mapping[str, Mapping[str, int]]
"""Columns that somebody confirmed, by the list: its name in an archive or workbook, empty where there is only one."""

_SAMPLE = 40
_SHOWN_ROWS, _SHOWN_CHARACTERS = 5, 120
_NAMED = re.compile(r"^(?P<name>@?[^@\s]+)@(?P<version>\d[^\s]*)$")
_THINGS = r"(?:komponenten?|pakete?|bibliotheken|einträge|zeilen|lizenzen|components?|packages?|libraries|entries|rows)"
_TOTAL = re.compile(
    rf"(?:(?:zwischen|gesamt)?summe|gesamt(?:zahl|anzahl)?|insgesamt|anzahl|(?:sub|grand )?total|sum|count|{_THINGS}:)"
    rf"(?:[ :=].*)?|\d+ {_THINGS}(?: .*)?",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:stand|datum|erstellt|quelle|legende|hinweise?|anmerkung(?:en)?|fußnote|note|generated)\b[^:]{0,20}:.*",
    re.IGNORECASE,
)
_NO_MARKS: Retyped = {}


def read_rows(
    rows: Sequence[Placed], encoding: str, notes: Notes, chosen: Chosen = None, retyped: Retyped = _NO_MARKS
) -> Sbom:
    """Return the list in the rows of a table; which column means what is guessed and noted, unless it is confirmed.

    Args:
        rows: Place and cells of each row.
        encoding: What the table was written in.
        notes: Takes what is noticed.
        chosen: Confirmed columns.
        retyped: Cells that a spreadsheet holds as a number or date.

    Raises:
        InputError: No columns with names or licences can be told.
    """
    cells_only = [row for _, row in rows]
    columns = _columns(cells_only, chosen)
    if not chosen:
        _note_guesses(rows, columns, notes)
    found = [*_components(rows, columns, notes, retyped)]
    return Sbom("list", "", encoding, components=tuple(found), columns=_told(cells_only, columns, bool(chosen)))


def _columns(rows: Sequence[Row], chosen: Chosen) -> Columns:
    columns = chosen_columns(rows, chosen) if chosen else guess_columns(rows)
    if columns is None:
        raise refused("sbom_no_list", line="1", column="1")
    return columns


def _note_guesses(rows: Sequence[Placed], columns: Columns, notes: Notes) -> None:
    place = rows[columns.header][0] if columns.header >= 0 else ""
    for field, column in columns.by_field.items():
        title = columns.titles.get(column) or str(column + 1)
        told = {"field": field, "meaning": COLUMN_NAMES[field], "column": title}
        notes.add("column_guessed", columns.weight, place, **told)


def _components(rows: Sequence[Placed], columns: Columns, notes: Notes, retyped: Retyped) -> list[Component]:
    """Return a component for each row; rows that are none are told."""
    wanted = [columns.by_field.get(field, -1) for field in FIELDS]
    headings = [*map(str.casefold, map(str.strip, rows[columns.header][1]))] if columns.header >= 0 else None
    found: list[Component] = []
    for at, (place, row) in islice(enumerate(rows), columns.header + 1, None):
        width = len(row)
        cells = [row[n].strip() if 0 <= n < width else "" for n in wanted]
        if not (cells[0] or cells[1]):
            if any(map(str.strip, row)):
                notes.warn("row_without_component", place, written=" | ".join(row)[:80])
        elif _is_beside(cells, row, headings):
            notes.add("row_beside", columns.weight, place, written=" | ".join(filter(None, row))[:80])
        else:
            _note_version(cells, retyped.get((at, wanted[2]), ""), place, notes)
            found.append(_component(cells, place, notes))
    return found


def _is_beside(cells: Sequence[str], row: Row, headings: Sequence[str] | None) -> bool:
    """Tell whether a row is a total, a remark, or the headings once more."""
    if _TOTAL.fullmatch(cells[0]) or _REMARK.fullmatch(cells[0]):
        return all(cell == cells[0] or not cell or cell.isdecimal() for cell in map(str.strip, row))
    if headings is None or len(row) != len(headings) or row[0].strip().casefold() != headings[0]:
        return False
    return [cell.strip().casefold() for cell in row] == headings


def _note_version(cells: list[str], kind: str, place: str, notes: Notes) -> None:
    """Note a version that a spreadsheet may have changed: 2.10 becomes the 2nd of October, or 2.1."""
    version = cells[2]
    if is_changed(version, kind):
        notes.warn("version_changed", place, cells[0], written=version)
    elif is_other_than_typed(version, kind):
        notes.add("version_number", Weight.NOTE, place, cells[0], written=version)


def _component(cells: list[str], place: str, notes: Notes) -> Component:
    name, licence, version, purl, supplier, digits, address = cells
    if not version and (split := _NAMED.match(name)):
        name, version = split["name"], split["version"]
    if licence and says_nothing(licence):
        notes.add("no_statement", Weight.NOTE, place, name, field=COLUMN_NAMES["licence"], written=licence)
        licence = ""
    if version and says_nothing(version):
        notes.add("no_statement", Weight.NOTE, place, name, field=COLUMN_NAMES["version"], written=version)
        version = ""
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


def _told(rows: Sequence[Row], columns: Columns, confirmed: bool) -> dict[str, object]:  # noqa: FBT001 - one caller
    """Return how the columns were read, with the first rows to compare."""
    width = max(map(len, rows[:_SAMPLE]), default=0)
    first = rows[columns.header + 1 :][:_SHOWN_ROWS]
    return {
        "fields": dict(columns.by_field),
        "titles": [columns.titles.get(at, "") for at in range(width)],
        "confirmed": confirmed,
        "rows": [[row[at][:_SHOWN_CHARACTERS] if at < len(row) else "" for at in range(width)] for row in first],
    }
