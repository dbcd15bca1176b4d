"""Licence lists: rows of a table, a text with separators, or the JSON that package tools print."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from licensing.model import Sbom
from licensing.sbom.column_fields import MOST_COLUMNS
from licensing.sbom.debian_copyright import is_debian_copyright, read_debian_copyright
from licensing.sbom.grouped_lists import read_grouped_list
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, MOST_ROWS, refused
from licensing.sbom.package_lists import is_package_list, read_package_list
from licensing.sbom.rows import Chosen, Placed, read_rows
from licensing.sbom.running_text import without_running_text

_DELIMITERS = ";\t,"
_DRAWN = "|"
_LONGEST_FIELD = 1 << 20
_SAMPLE = 40
_BEGINNING = 400_000
_LINK = re.compile(r"^\[([^\]]*)\]\([^)]*\)$")
_SPACED = re.compile(r"\t+| {2,}")
_ALIGNED = "  "


def read_text(text: str, notes: Notes, chosen: Chosen = None) -> Sbom:
    """Return the list in a text with separators or aligned columns.

    Raises:
        InputError: No columns with names or licences can be told.
    """
    if not chosen and (listed := _by_lines(text, notes)) is not None:
        return listed
    delimiter = _delimiter(text)
    if delimiter == _ALIGNED:
        lines = (line.strip() for line in text.splitlines())
        rows = [(f"Zeile {n}", _SPACED.split(line, MOST_COLUMNS)) for n, line in enumerate(lines, 1) if line]
        return read_rows([row for row in rows if not _is_rule(row[1])], "text", notes, chosen)
    if delimiter == _DRAWN:
        return read_rows(_drawn(text), "text", notes, chosen)
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
    return read_rows(without_running_text(rows, notes), "csv", notes, chosen)


def _by_lines(text: str, notes: Notes) -> Sbom | None:
    """Return the list of a text that is no table; None for a table."""
    if is_package_list(text):
        return read_package_list(text, notes)
    return read_debian_copyright(text, notes) if is_debian_copyright(text) else read_grouped_list(text, notes)


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


def _is_rule(cells: Sequence[str]) -> bool:
    """Tell whether a row is only a line between others."""
    return not "".join(cells).strip(" -=+:_─━┼╇")
