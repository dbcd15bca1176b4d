"""Read the cells that people fill in: what is no plain entry becomes a fault that names the cell."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from core.cells import Cell, CellKind, Position, Sheet, cell_name
from core.errors import Fault
from core.numbers import MEASURE_PATTERN, decimal_string
from scoring.workbook.names import NO, POINTS, SCALE, YES

_GERMAN_NUMBER = re.compile(r"-?\d{1,12}(,\d{1,9})?", re.ASCII)
_FLAGS = {YES: True, NO: False}
_SHOWN = 40
_SCALE = re.compile(rf"{POINTS} -?[0-9]+(,[0-9]+)?–-?[0-9]+(,[0-9]+)?", re.ASCII)
_QUOTED = re.compile(r'"[^"]*"')
_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?[1-9]|#REF!")


class SheetSource:
    """The entries of one sheet.

    Args:
        sheet: The sheet.
        faults: Where faults are collected.
    """

    def __init__(self, sheet: Sheet, faults: list[Fault]) -> None:
        self.sheet = sheet
        self.cells = _without_blanks(sheet.cells)
        self._faults = faults
        self._touched: set[Position] = set()

    def place(self, row: int, column: int) -> str:
        """Return the cell as people name it."""
        return self.sheet.place(row, column)

    def fault(self, type_: str, row: int, column: int, **properties: str) -> None:
        """Note a fault at a cell."""
        self._faults.append(Fault(type_, self.place(row, column), properties=properties))

    def row_of(self, headings: Collection[str]) -> int | None:
        """Return the row in which most of the headings stand, the first of equal ones; None where there is none."""
        counts = Counter(row for (row, _), cell in self.cells.items() if _heading(cell) in headings)
        return max(sorted(counts), key=counts.__getitem__, default=None)

    def columns(self, row: int) -> dict[int, str]:
        """Return the plain texts in a row by column, from left to right; a scale in a heading stands as ``SCALE``."""
        found = {column: _heading(cell) for (at, column), cell in self.cells.items() if at == row}
        return {column: found[column] for column in sorted(found) if found[column]}

    def rows_below(self, row: int) -> list[int]:
        """Return the rows below ``row`` that hold something, from top to bottom."""
        return sorted({at for at, _ in self.cells if at > row})

    def filled_columns(self, row: int) -> dict[int, int]:
        """Return the columns that hold something from ``row`` on, each with the first row in which it does."""
        first: dict[int, int] = {}
        for at, column in self.cells:
            if at >= row and at < first.get(column, at + 1):
                first[column] = at
        return dict(sorted(first.items()))

    def label(self, row: int, column: int) -> str:
        """Return the plain text of a cell, empty where it holds none."""
        cell = self.cells.get((row, column))
        return "" if cell is None else _heading(cell)

    def shown(self, row: int, column: int) -> str:
        """Return the text or number in a cell as ``fixed`` does, but judge nothing; empty where it holds neither."""
        cell = self.cells.get((row, column))
        if cell is None or cell.formula is not None:
            return ""
        if cell.kind is CellKind.NUMBER and isinstance(cell.value, Decimal):
            return decimal_string(cell.value, 9)
        return str(cell.value).strip() if cell.kind is CellKind.TEXT else ""

    def excerpt(self, row: int, column: int) -> str:
        """Return the beginning of what stands in a cell, to be shown in a sentence."""
        cell = self.cells[row, column]
        formula = f"={cell.formula}" if cell.formula else ""
        return (formula or str(cell.value or "")).strip()[:_SHOWN]

    def untouched(self) -> Iterator[tuple[Position, Cell]]:
        """Yield the cells that hold something and were not read."""
        return ((position, cell) for position, cell in self.cells.items() if position not in self._touched)

    def fixed(self, row: int, column: int) -> str | None:
        """Return a text that Prüfstand wrote, such as a number of a criterion; numbers come as they were typed."""
        cell = self.cells.get((row, column))
        if cell is None or cell.value is None:
            return None
        self._touched.add((row, column))
        if cell.formula is not None:
            self.fault("workbook_formula", row, column)
            return None
        if cell.kind is CellKind.NUMBER and isinstance(cell.value, Decimal):
            return decimal_string(cell.value, 9)
        if cell.kind is not CellKind.TEXT:
            self._wrong(row, column, cell)
            return None
        return str(cell.value).strip()

    def is_left_to_formulas(self, row: int, column: int) -> bool:
        """Tell whether nobody typed anything into the cell: it is empty, or a formula fills it."""
        cell = self.cells.get((row, column))
        return cell is None or cell.formula is not None

    def is_blank(self, row: int, column: int) -> bool:
        """Tell whether nothing can be seen in the cell."""
        return (row, column) not in self.cells

    def text(self, row: int, column: int) -> str | None:
        """Return a text; a number is taken as it was typed."""
        cell = self._entry(row, column)
        if cell is None:
            return None
        if cell.kind is CellKind.NUMBER and isinstance(cell.value, Decimal):
            return decimal_string(cell.value, 9).replace(".", ",")
        if cell.kind is not CellKind.TEXT:
            self._wrong(row, column, cell)
            return None
        return str(cell.value)

    def measure(self, row: int, column: int) -> str | None:
        """Return a measured value as decimal string; German text such as ``12,5`` counts as number."""
        cell = self._entry(row, column)
        if cell is None:
            return None
        if cell.kind is CellKind.NUMBER and isinstance(cell.value, Decimal):
            return self._within_digits(row, column, cell.value)
        text = str(cell.value).replace("\N{NO-BREAK SPACE}", " ").strip()
        if cell.kind is CellKind.TEXT and _GERMAN_NUMBER.fullmatch(text):
            return text.replace(",", ".")
        self._wrong(row, column, cell, "workbook_not_number")
        return None

    def percent(self, row: int, column: int) -> str | None:
        """Return a percentage as decimal string; a cell shown as ``45 %`` counts as 45."""
        cell = self.cells.get((row, column))
        if (
            cell is not None
            and cell.kind is CellKind.PERCENT
            and cell.formula is None
            and isinstance(cell.value, Decimal)
        ):
            self._touched.add((row, column))
            return self._within_digits(row, column, cell.value * 100)
        return self.measure(row, column)

    def _within_digits(self, row: int, column: int, value: Decimal) -> str | None:
        """Return a number as decimal string; one with more digits than are kept is a fault, it is never rounded."""
        text = format(value.normalize(), "f")
        if re.fullmatch(MEASURE_PATTERN, text, re.ASCII):
            return text
        self.fault("workbook_digits", row, column)
        return None

    def flag(self, row: int, column: int) -> bool | None:
        """Return whether ``ja`` or ``nein`` stands in the cell."""
        cell = self._entry(row, column)
        if cell is None or isinstance(cell.value, bool):
            return None if cell is None else bool(cell.value)
        text = str(cell.value).strip().lower()
        if text not in _FLAGS:
            self.fault("workbook_flag", row, column, value=str(cell.value)[:_SHOWN])
        return _FLAGS.get(text)

    def _entry(self, row: int, column: int) -> Cell | None:
        """Return a cell with a plain entry; formulas, errors and dates are faults."""
        self._touched.add((row, column))
        cell = self.cells.get((row, column))
        if cell is None:
            return None
        if cell.formula is not None:
            self.fault("workbook_formula", row, column)
            return None
        if cell.kind in {CellKind.DATE, CellKind.ERROR}:
            self._wrong(row, column, cell)
            return None
        return cell

    def _wrong(self, row: int, column: int, cell: Cell, otherwise: str = "workbook_kind") -> None:
        kinds = {
            CellKind.DATE: "workbook_date",
            CellKind.ERROR: "workbook_error",
            CellKind.PERCENT: "workbook_percent",
        }
        value = {True: "WAHR", False: "FALSCH"}[cell.value] if isinstance(cell.value, bool) else str(cell.value)
        if cell.kind is CellKind.PERCENT and isinstance(cell.value, Decimal):
            value = decimal_string(cell.value * 100, 9).replace(".", ",")
        self.fault(kinds.get(cell.kind, otherwise), row, column, value=value[:_SHOWN])

    def check_visible(self) -> None:
        """Note entries that cannot be seen: in hidden rows, columns or sheets, or under merged cells."""
        filled = sorted(position for position in self._touched if position in self.cells)
        if self.sheet.hidden and filled:
            self._faults.append(Fault("workbook_hidden_sheet", self.sheet.name))
        for kind, axis, hidden in (
            ("workbook_hidden_row", 0, self.sheet.hidden_rows),
            ("workbook_hidden_column", 1, self.sheet.hidden_columns),
        ):
            first = {position[axis]: position for position in reversed(filled) if position[axis] in hidden}
            for number in sorted(first):
                name = str(number + 1) if axis == 0 else cell_name(0, number)[:-1]
                self.fault(kind, *first[number], number=name)
        for position in filled:
            if position in self.sheet.hidden_cells:
                self.fault("workbook_hidden_cell", *position)
        for top, left, name in self._merged_entries():
            self.fault("workbook_merged", top, left, cells=name)

    def check_notes(self) -> None:
        """Note the cells with a note of their own, which is no entry and would be lost."""
        for position in sorted(self.sheet.notes):
            self.fault("workbook_note", *position)

    def _merged_entries(self) -> Iterator[tuple[int, int, str]]:
        for span in self.sheet.merged:
            covered = (position in span for position in self._touched if position != (span.top, span.left))
            if any(covered):
                yield span.top, span.left, span.name


def is_computed(cell: Cell) -> bool:
    """Tell whether a formula fills the cell from others; one without a reference only hides what somebody typed."""
    formula = cell.formula
    return formula is not None and (not formula or _REFERENCE.search(_QUOTED.sub("", formula)) is not None)


def _without_blanks(cells: Mapping[Position, Cell]) -> Mapping[Position, Cell]:
    """Return the cells in which something can be seen."""
    blank = {at for at, cell in cells.items() if cell.formula is None and str(cell.value or "0").isspace()}
    return {at: cell for at, cell in cells.items() if at not in blank} if blank else cells


def _heading(cell: Cell) -> str:
    """Return the heading that a cell may be, empty where it holds none."""
    text = str(cell.value).strip() if cell.kind is CellKind.TEXT and cell.formula is None else ""
    return SCALE if _SCALE.fullmatch(text) else text
