"""Licence lists in workbooks, within the child process: from bytes to what each sheet says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.cells import Cell, CellKind, Sheet, cell_name
from core.errors import InputError
from infra.spreadsheet.child import read_sheets
from infra.spreadsheet.grid import Bounds
from licensing.model import Sbom
from licensing.sbom.columns import headings_of
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_ROWS, refused
from licensing.sbom.reading import ReadSbom, finished
from licensing.sbom.rows import Chosen, Confirmed, Placed, read_rows
from licensing.sbom.spreadsheet_marks import DATE, NUMBER

BOUNDS = Bounds(cells=2_000_000, rows=MOST_ROWS)
"""As many components as a bill may have, with eight columns, and what stands above and below them."""

_PACKAGES = "Package Info"
"""The sheet with the packages in a workbook as SPDX 2 defines it; files and snippets are no components."""
_FIRST_DAY, _LAST_DAY = date(1899, 12, 30), 2_958_465
"""Day 0 of the serial numbers in which XLSX holds dates, and the number of the last day of the year 9999."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet.

    Args:
        name: Name of the sheet.
        rows: Place and texts of each row that holds something.
        retyped: What a spreadsheet holds as number or date, by the number of the row in ``rows`` and the column.
    """

    name: str
    rows: Sequence[Placed]
    retyped: Mapping[tuple[int, int], str] = field(default_factory=dict)


def read_book(data: bytes, confirmed: Confirmed | None = None) -> list[ReadSbom]:
    """Return the licence lists in a workbook.

    Raises:
        InputError: It is damaged or larger than what is read, or no sheet is a licence list.
    """
    encoding, sheets = read_sheets(data, BOUNDS)
    tables = []
    while sheets:  # a sheet is let go when its table is made: both of all sheets would not fit
        tables.append(table_of(sheets.pop(0)))
    return lists_in(tables, encoding, confirmed or {})


def table_of(sheet: Sheet) -> Table:
    """Return the rows of a sheet as texts."""
    rows: dict[int, list[str]] = {}
    odd: dict[tuple[int, int], str] = {}
    for (row, column), cell in sheet.cells.items():
        texts = rows.setdefault(row, [])
        if len(texts) <= column:
            texts.extend([""] * (column + 1 - len(texts)))
        texts[column] = _text(cell)
        if kind := _retyped(cell):
            odd[row, column] = kind
    order = sorted(rows)
    at = {row: n for n, row in enumerate(order)} if odd else {}
    placed = [(f"{sheet.name}!{cell_name(row, 0)}", rows[row]) for row in order]
    return Table(sheet.name, placed, {(at[row], column): kind for (row, column), kind in odd.items()})


def _text(cell: Cell) -> str:
    value = cell.value
    if cell.kind is CellKind.DATE:
        return _day(str(value))
    return value if isinstance(value, str) else "" if value is None else str(value)


def _day(written: str) -> str:
    """Return a date as ISO writes it; XLSX holds it as the number of the day."""
    days = written.partition(".")[0]
    if not days.isdecimal() or len(days) > len(str(_LAST_DAY)) or int(days) > _LAST_DAY:
        return written
    return (_FIRST_DAY + timedelta(days=int(days))).isoformat()


def _retyped(cell: Cell) -> str:
    return DATE if cell.kind is CellKind.DATE else NUMBER if cell.kind is CellKind.NUMBER else ""


def lists_in(tables: Sequence[Table], encoding: str, confirmed: Confirmed) -> list[ReadSbom]:
    """Return what the sheets of a workbook say; sheets that are no list are told.

    Raises:
        InputError: No sheet is a licence list.
    """
    asked = [table for table in tables if table.name == _PACKAGES] or tables
    headings = {table.name: headings_of([row for _, row in table.rows]) for table in asked}
    found: list[tuple[str, Sbom, Notes]] = []
    refusals: list[InputError] = []
    for table in asked:
        notes = Notes()
        chosen = _columns_for(table.name, headings, confirmed)
        try:
            sbom = read_rows(table.rows, encoding, notes, chosen, table.retyped)
        except InputError as error:
            refusals.append(error)
        else:
            found.append((table.name, sbom, notes))
    if not found:
        raise (refusals or [refused("sbom_no_list", line="1", column="1")])[0]
    read = {name for name, _, _ in found}
    for table in tables:
        if table.rows and table.name not in read:
            found[0][2].warn("sheet_skipped", name=table.name)
    return [finished(name, (), "utf-8", sbom, notes) for name, sbom, notes in found]


def _columns_for(name: str, headings: Mapping[str, tuple[str, ...] | None], confirmed: Confirmed) -> Chosen:
    """Return the confirmed columns of a sheet: its own, else those of a sheet with the same headings.

    Columns that were confirmed without naming a sheet are those of the first list.
    """
    if name in confirmed:
        return confirmed[name]
    first = next((one for one, own in headings.items() if own is not None), name)
    named = {first if one == "" else one: columns for one, columns in confirmed.items()}
    own = headings[name]
    return next((named[one] for one, theirs in headings.items() if one in named and theirs == own), None)
