"""One sheet to CSV as German spreadsheets open it: semicolons, a byte order mark, a comma in numbers."""

import csv
import io
from collections import defaultdict

from core.cells import Cell, CellKind, Sheet

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""


def write_csv(sheet: Sheet) -> bytes:
    """Return the cells of a sheet as CSV.

    A text that a spreadsheet may take for a formula gets an apostrophe in front, also behind leading spaces.
    """
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), cell in sheet.cells.items():
        rows[row][column] = _written(cell)
    width = 1 + max((column for _, column in sheet.cells), default=-1)
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    for row in range(1 + max(rows, default=-1)):
        writer.writerow([rows[row].get(column, "") for column in range(width)])
    return (_MARK + target.getvalue()).encode()


def _written(cell: Cell) -> str:
    if cell.kind is CellKind.NUMBER:
        return format(cell.value, "f").replace(".", ",") if cell.value is not None else ""
    text = "" if cell.value is None else str(cell.value)
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA) else text
