"""Licence lists: rows of a table, a text with separators, or the JSON that package tools print."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress

from licensing.model import Component, Sbom
from licensing.sbom.columns import COLUMN_NAMES, FIELDS, MOST_COLUMNS, chosen_columns, guess_columns
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, refused
from licensing.sbom.package_lists import is_package_list, read_package_list

_DELIMITERS = ";\t,"
_DRAWN = "|"
_LONGEST_FIELD = 1 << 20
_SAMPLE = 40
_SHOWN_ROWS, _SHOWN_CHARACTERS = 5, 120
_BEGINNING = 400_000
_LINK = re.compile(r"^\[([^\]]*)\]\([^)]*\)$")
_SPACED = re.compile(r"\t+| {2,}")
_ALIGNED = "  "
_NAMED = re.compile(r"^(?P<name>@?[^@\s]+)@(?P<version>\d[^\s]*)$")
Row = Sequence[str]
Placed = tuple[str, Row]
Chosen = Mapping[str, int] | None
"""Columns that somebody confirmed, field to column from 0; None where they are to be guessed."""


def read_text(text: str, notes: Notes, chosen: Chosen = None) -> Sbom:
    """Return the list in a text with separators or aligned columns.

    Raises:
        InputError: No columns with names or licences can be told.
    """
    if not chosen and is_package_list(text):
        return read_package_list(text, notes)
    delimiter = _delimiter(text)
    if delimiter == _ALIGNED:
        lines = (line.strip() for line in text.splitlines())
        rows = [(f"Zeile {n}", _SPACED.split(line, MOST_COLUMNS)) for n, line in enumerate(lines, 1) if line]
        return read_rows([row for row in rows if not _is_rule(row[1])], "text", notes, chosen)
    if delimiter == _DRAWN:
        return read_rows(_drawn(text), "text", notes, chosen)
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
    """Return the separator by which most rows of the beginning have the same number of fields, more than one."""
    best, how = _ALIGNED, (0.5, 1)
    for sign in (*_DELIMITERS, _DRAWN):
        widths = Counter(map(len, _sample(text, sign)))
        for width, count in widths.items():
            fit = count / sum(widths.values()), width
            if width > 1 and fit > how:
                best, how = sign, fit
    return best


def _sample(text: str, sign: str) -> list[list[str]]:
    """Return the fields of the first rows, as this separator cuts them; a damaged end ends the sample."""
    if sign == _DRAWN:
        return [list(row) for _, row in _drawn(text[:_BEGINNING])][:_SAMPLE]
    csv.field_size_limit(_LONGEST_FIELD)
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for fields in csv.reader(io.StringIO(text[:_BEGINNING], newline=""), delimiter=sign):
            if any(map(str.strip, fields)):
                rows.append(fields)
            if len(rows) > _SAMPLE:
                break
    return rows[:_SAMPLE]


def _drawn(text: str) -> list[Placed]:
    """Return the rows of a table drawn with strokes, as Markdown and consoles show it; text around it is left out."""
    rows: list[Placed] = []
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip().replace("│", "|").replace("┃", "|")
        if "|" not in plain:
            continue
        inner = plain.removeprefix("|").removesuffix("|")  # only the frame: the first cell may be empty
        cells = [_LINK.sub(r"\1", cell.strip().strip("`*")) for cell in inner.split("|", MOST_COLUMNS)]
        if not _is_rule(cells):
            rows.append((f"Zeile {number}", cells))
        if len(rows) > MOST_COMPONENTS:
            raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
    return rows


def _is_rule(cells: Sequence[str]) -> bool:
    """Tell whether a row is only a line between others."""
    return not "".join(cells).strip(" -=+:_─━┼╇")


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
            meaning=COLUMN_NAMES[field],
            column=columns.titles.get(column) or str(column + 1),
        )
    wanted = [columns.by_field.get(field, -1) for field in FIELDS]
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
    first = cells_only[columns.header + 1 :][:_SHOWN_ROWS]
    shown = [[row[at][:_SHOWN_CHARACTERS] if at < len(row) else "" for at in range(width)] for row in first]
    told = {"fields": dict(columns.by_field), "titles": titles, "confirmed": bool(chosen), "rows": shown}
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
