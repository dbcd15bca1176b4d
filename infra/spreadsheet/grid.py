"""Cells as a reader collects them, with the limits of what is taken in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from core.cells import MAXIMUM_CELLS, MAXIMUM_COLUMNS, MAXIMUM_ROWS, Cell, CellKind, Position, Sheet, Span, cell_name
from infra.inspect.errors import InspectionError

FLAT_POINTS = 3.0
"""In a row or column of this size or below nothing can be seen: it counts as hidden."""

_REMOTE = re.compile(
    r"\b(DDE|WEBSERVICE|RTD|CALL|EXEC|IMAGE|STOCKHISTORY|REGISTER\.ID|SQL\.REQUEST)\s*\(|\bfile:/"
    r"|\[\d+\]|\[[^\]]*\.(xls|ods|csv|txt)\w?\]|'[a-z][a-z0-9+.-]+:/|\|[^{}]*!",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]*"')
_MOST_SPANS = 2_000
_SHOWN = 80
_FINITE = Decimal(10) ** 300


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a workbook is read.

    Args:
        cells: Most filled cells of all sheets together.
        rows: Most rows of a sheet.
    """

    cells: int = MAXIMUM_CELLS
    rows: int = MAXIMUM_ROWS


class Budget:
    """How many filled cells a whole workbook may still have."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.left = bounds.cells

    def take(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            self.refuse()

    def require(self, cells: int, sheet: str) -> None:
        """Refuse more cells at once than a whole workbook may have, before they are built.

        Raises:
            InspectionError: There are.
        """
        if cells > self.bounds.cells:
            self.refuse(sheet)

    def refuse(self, sheet: str = "") -> NoReturn:
        raise InspectionError("file_cells", sheet, maximum=str(self.bounds.cells))


class SheetBuilder:
    """Collects the filled cells of one sheet."""

    def __init__(self, name: str, budget: Budget, *, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self.cells: dict[Position, Cell] = {}
        self.merged: list[Span] = []
        self.arrays: list[Span] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.hidden_cells: set[Position] = set()
        self.notes: set[Position] = set()
        self._budget = budget
        self._rows = budget.bounds.rows

    def add(self, row: int, column: int, cell: Cell) -> None:
        """Keep a cell.

        Raises:
            InspectionError: It lies outside what is read, comes twice, fetches something, or there are too many cells.
        """
        if row >= self._rows or column >= MAXIMUM_COLUMNS:
            place = f"{self.name}!{cell_name(row, column)}"
            raise InspectionError("file_cell_outside", place, rows=str(self._rows), columns=str(MAXIMUM_COLUMNS))
        if cell.formula:
            check_formula(cell.formula, f"{self.name}!{cell_name(row, column)}")
        position = row, column
        if position in self.cells:
            self.twice(f"Zelle {cell_name(row, column)}", cell_name(row, column))
        self._budget.take(1)
        self.cells[position] = cell

    def hide_columns(self, first: int, last: int) -> None:
        """Mark columns as hidden; a span to the end of the sheet is cut to what is read."""
        self.hidden_columns.update(range(first, min(last, MAXIMUM_COLUMNS - 1) + 1))

    def hide_cells(self, spans: Sequence[Span]) -> None:
        """Mark the filled cells in rectangles as showing nothing, or something else.

        Raises:
            InspectionError: There are more rectangles than anybody makes.
        """
        self._check_spans(spans)
        for span in spans:
            self.hidden_cells.update(position for position in self.cells if position in span)

    def _check_spans(self, spans: Sequence[Span]) -> None:
        if len(spans) > _MOST_SPANS:
            self._budget.refuse(self.name)

    def twice(self, part: str, cell: str = "") -> NoReturn:
        """Refuse a part of the sheet that is there twice: programs differ in which of them they show.

        Raises:
            InspectionError: Always.
        """
        raise InspectionError("file_twice", f"{self.name}!{cell}" if cell else self.name, part=part)

    def build(self) -> Sheet:
        """Return the sheet; cells inside an array formula are formulas too.

        Raises:
            InspectionError: There are more merged cells or array formulas than anybody makes.
        """
        self._check_spans(self.merged)
        self._check_spans(self.arrays)
        rows = {row for row, _ in self.cells}
        columns = {column for _, column in self.cells}
        for position, cell in self.cells.items() if self.arrays else ():
            if cell.formula is None and any(position in span for span in self.arrays):
                self.cells[position] = Cell(cell.kind, cell.value, "")
        return Sheet(
            self.name,
            self.cells,
            tuple(self.merged),
            frozenset(self.hidden_rows & rows),
            frozenset(self.hidden_columns & columns),
            self.hidden,
            frozenset(self.hidden_cells),
            frozenset(self.notes),
        )


def check_formula(formula: str, place: str) -> None:
    """Refuse a formula that fetches something or calls another program.

    Raises:
        InspectionError: It does.
    """
    if _REMOTE.search(_QUOTED.sub('""', formula)):
        raise InspectionError("file_external", place, part=formula[:_SHOWN])


def number(text: str) -> Decimal | None:
    """Return the number that was typed, None where the text is none.

    Programs store binary numbers, some with all their digits: the shortest form is the one that was typed.
    """
    try:
        value = Decimal(repr(float(text)).removesuffix(".0"))
    except ValueError:
        return None
    return value if value.is_finite() and abs(value) < _FINITE else None


def number_cell(text: str, kind: CellKind, formula: str | None) -> Cell:
    """Return a cell with a number; what is none becomes an error cell."""
    value = number(text)
    return Cell(CellKind.ERROR, text, formula) if value is None else Cell(kind, value, formula)
