"""Reading a workbook of 5,000 rows through the gate, its child process included, and openpyxl beside it."""

import io
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from statistics import median

import openpyxl

from bench.measuring import Row, milliseconds
from core.cells import Cell, CellKind, Sheet, Workbook
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.reading import read_workbook
from infra.spreadsheet.xlsx_writer import write_xlsx

BUDGET_SECONDS = 1.0
ROUNDS = 7
ROWS = 5_000
_POINTS, _FORMULA = 1, 2
COLUMNS = 6


def _cell(row: int, column: int) -> Cell:
    points = Decimal(row % 11)
    if column == _POINTS:
        return Cell(CellKind.NUMBER, points)
    if column == _FORMULA:
        return Cell(CellKind.NUMBER, points, f"B{row + 1}*1")
    return Cell(CellKind.TEXT, f"Begründung {row} zu Spalte {column}")


def large_workbook() -> Workbook:
    """Return 5,000 rows of texts and points, with one column of formulas."""
    cells = {(row, column): _cell(row, column) for row in range(ROWS) for column in range(COLUMNS)}
    return Workbook((Sheet("Wertung", cells),))


def cpu_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median CPU seconds of this process and its children."""
    work()
    took = []
    for _ in range(rounds):
        before = os.times()
        work()
        after = os.times()
        took.append(sum(after[:4]) - sum(before[:4]))
    return median(took)


def _read_by_openpyxl(data: bytes) -> object:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows() -> Iterator[Row]:
    """Yield one row for each format."""
    workbook = large_workbook()
    expected = {at: cell.value for at, cell in workbook.sheets[0].cells.items()}
    for name, data in (("XLSX", write_xlsx(workbook)), ("ODS", write_ods(workbook))):
        [read] = read_workbook(data).sheets
        assert {at: cell.value for at, cell in read.cells.items()} == expected
        took = cpu_seconds(partial(read_workbook, data))
        peer = cpu_seconds(partial(_read_by_openpyxl, data)) if name == "XLSX" else None
        shown = "" if peer is None else milliseconds(peer)
        what = f"read {name}, 5,000 rows × 6, in the child process / openpyxl unprotected: CPU seconds, median"
        yield Row(what, milliseconds(took), shown, took, BUDGET_SECONDS, "s")
