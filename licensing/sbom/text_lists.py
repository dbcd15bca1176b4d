"""Licence lists: rows of a table, a text with separators, or the JSON that package tools print."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial

from licensing.model import Sbom
from licensing.sbom.column_fields import MOST_COLUMNS
from licensing.sbom.columns import guess_columns, looks_like_licence
from licensing.sbom.debian_copyright import is_debian_copyright, read_debian_copyright
from licensing.sbom.grouped_lists import read_grouped_list
from licensing.sbom.notes import Notes
from licensing.sbom.notices import read_notices
from licensing.sbom.opening import MOST_COMPONENTS, MOST_ROWS, refused
from licensing.sbom.package_lists import is_package_list, read_package_list
from licensing.sbom.rows import Chosen, Placed, read_rows
from licensing.sbom.running_text import runs_on, without_running_text
from licensing.texts.recognising import Load, texts_from

_DELIMITERS = ";\t,"
_DRAWN = "|"
_LONGEST_FIELD = 1 << 20
_SAMPLE = 40
_BEGINNING = 400_000
_LINK = re.compile(r"^\[([^\]]*)\]\([^)]*\)$")
_SPACED = re.compile(r"\t+| {2,}")
_ALIGNED = "  "
_BETWEEN_ROWS = 2
"""Between two rows of a table there is at most one drawn line."""


def read_text(text: str, notes: Notes, load: Load, chosen: Chosen = None) -> Sbom:
    """Return the list in a text with separators or aligned columns.

    Args:
        text: The text.
        notes: Takes what is noticed.
        load: Returns the licence texts that ship.
        chosen: Confirmed columns.

    Raises:
        InputError: No columns with names or licences can be told.
    """
    if not chosen and (listed := _by_lines(text, notes, load)) is not None:
        return listed
    delimiter = _delimiter(text)
    if delimiter == _ALIGNED:
        lines = (line.strip() for line in text.splitlines())
        rows = [(f"Zeile {n}", _SPACED.split(line, MOST_COLUMNS)) for n, line in enumerate(lines, 1) if line]
        return read_rows(_in_columns(rows, chosen), "text", notes, chosen)
    if delimiter == _DRAWN:
        return read_rows(_lists_among(_drawn(text), notes, chosen), "text", notes, chosen)
    csv.field_size_limit(_LONGEST_FIELD)
    stream = io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "replace")), "utf-8", newline="")
    reader = csv.reader(stream, delimiter=delimiter)  # read as it goes: a text in memory takes four bytes a character
    rows = []
    try:
        for fields in reader:
            if any(map(str.strip, fields)):
                rows.append((f"Zeile {reader.line_num}", fields[:MOST_COLUMNS]))
            if len(rows) > MOST_ROWS:
                raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
    except csv.Error as error:
        raise refused("sbom_no_list", line=str(reader.line_num), column="1") from error
    left = without_running_text(rows, notes)
    _check_headings(left, chosen)
    return read_rows(left, "csv", notes, chosen)


def _check_headings(rows: Sequence[Placed], chosen: Chosen) -> None:
    """Refuse sentences with semicolons: what would be the headings runs on, and below them no licence is named.

    Raises:
        InputError: It is so.
    """
    cells = [row for _, row in rows]
    guessed = None if chosen else guess_columns(cells)
    if guessed and guessed.header >= 0 and runs_on(" ".join(cells[guessed.header])) and not _names_licences(cells):
        raise refused("sbom_no_list", line="1", column="1")


def _by_lines(text: str, notes: Notes, load: Load) -> Sbom | None:
    """Return the list of a text that is no table; None for a table."""
    if is_package_list(text):
        return read_package_list(text, notes)
    if is_debian_copyright(text):
        return read_debian_copyright(text, notes)
    return read_notices(text, notes, partial(texts_from, load)) or read_grouped_list(text, notes)


def _delimiter(text: str) -> str:
    """Return the separator by which most rows of the beginning have the same number of fields, more than one."""
    best, how = _ALIGNED, (0.5, 1)
    for sign in (*_DELIMITERS, _DRAWN):
        fit = max(map(_fit, _widths(_sample(text, sign))))
        if fit > how:
            best, how = sign, fit
    return best


def _widths(rows: Sequence[Sequence[str]]) -> tuple[Counter[int], Counter[int]]:
    """Return how many rows have so many fields: with the empty ones at the end, and without them."""
    return Counter(map(len, rows)), Counter(
        max((n for n, one in enumerate(row, 1) if one.strip()), default=0) for row in rows
    )


def _fit(widths: Counter[int]) -> tuple[float, int]:
    """Return the largest share of rows with the same number of fields, more than one, and that number."""
    total = sum(widths.values())
    return max(((count / total, width) for width, count in widths.items() if width > 1), default=(0.0, 0))


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
        if plain.startswith("||") and plain.endswith("||"):  # headings as a wiki writes them
            plain = plain.replace("||", "|")
        inner = plain.removeprefix("|").removesuffix("|")  # only the frame: the first cell may be empty
        cells = [_LINK.sub(r"\1", cell.strip().strip("`*")) for cell in inner.split("|", MOST_COLUMNS)]
        if not _is_rule(cells):
            rows.append((f"Zeile {number}", cells))
        if len(rows) > MOST_ROWS:
            raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
    return rows


def _in_columns(rows: Sequence[Placed], chosen: Chosen) -> list[Placed]:
    """Return the rows without drawn lines; a running text has blanks between its words too.

    Raises:
        InputError: What would be the headings is part of a sentence, or no licence is named below them.
    """
    left = [row for row in rows if not _is_rule(row[1])]
    cells = [row for _, row in left]
    guessed = None if chosen else guess_columns(cells)
    if guessed and guessed.header >= 0 and (runs_on(" ".join(cells[guessed.header])) or not _names_licences(cells)):
        raise refused("sbom_no_list", line="1", column="1")
    return left


def _lists_among(rows: Sequence[Placed], notes: Notes, chosen: Chosen) -> list[Placed]:
    """Return the rows of the drawn tables that are licence lists; each other table is told.

    A page about something draws tables too: one where no licence is named is no list, unless somebody says so.

    Raises:
        InputError: No table is a list.
    """
    if chosen:
        return [*rows]
    kept: list[Placed] = []
    for table in _tables(rows):
        if not _names_licences([cells for _, cells in table]):
            notes.warn("table_skipped", table[0][0], written=" | ".join(table[0][1])[:80])
        else:
            kept += table
    if not kept:
        raise refused("sbom_no_list", line="1", column="1")
    return kept


def _tables(rows: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Yield the rows that follow each other with no line of text between."""
    table: list[Placed] = []
    last = 0
    for place, cells in rows:
        number = int(place.removeprefix("Zeile "))
        if table and number - last > _BETWEEN_ROWS:
            yield table
            table = []
        table.append((place, cells))
        last = number
    if table:
        yield table


def _names_licences(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the column of licences, where there is one, names at least one."""
    columns = guess_columns(rows)
    at = columns.by_field["licence"] if columns else -1
    body = rows[columns.header + 1 :] if columns else ()
    return any(looks_like_licence(row[at]) for row in body if 0 <= at < len(row))


def _is_rule(cells: Sequence[str]) -> bool:
    """Tell whether a row is only a line between others."""
    return not "".join(cells).strip(" -=+:_─━┼╇")
