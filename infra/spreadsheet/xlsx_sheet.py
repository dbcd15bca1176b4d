"""One sheet of XLSX in one pass: read where the standard puts it; anything else in a row is refused."""

from dataclasses import dataclass, field

from core.cells import MAXIMUM_COLUMNS, Cell, CellKind, Span, cell_name, column_name, parse_cell_name, parse_span
from infra.inspect.errors import InspectionError
from infra.spreadsheet.grid import FLAT_POINTS, SheetBuilder, check_formula, number_cell
from infra.spreadsheet.number_formats import GENERAL, shows_otherwise
from infra.spreadsheet.parts import Attributes, bare
from infra.spreadsheet.shared_strings import unescape
from infra.spreadsheet.xlsx_styles import Styles

_TYPES = {"str": CellKind.TEXT, "inlineStr": CellKind.TEXT, "e": CellKind.ERROR, "d": CellKind.DATE}
_FLAT_CHARACTERS = 1.0
_TRUE = frozenset({"1", "true"})
_FALSE = frozenset({"", "0", "false", "off"})
_FORMULAS = frozenset({"f", "formula", "formula1", "formula2"})
_DATA, _ROW, _CELL, _INSIDE, _TEXT, _RUN_TEXT = range(2, 8)
"""Depth of the table, its rows, their cells, what is in a cell, plain texts and texts in runs."""
_IN_CELL = frozenset({"v", "f", "is"})
_IN_TEXT = frozenset({"t", "r", "rPh", "phoneticPr"})


@dataclass(slots=True)
class Shared:
    """What all sheets of a workbook share: texts and styles."""

    strings: list[str] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)


class SheetParser:
    """Follows the events of one sheet; names of other namespaces come in full and are no part of the table."""

    def __init__(self, builder: SheetBuilder, shared: Shared) -> None:
        self.builder = builder
        self.shared = shared
        self.path: list[str] = []
        self.row = self.column = -1
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.sized_columns: set[int] = set()
        self.columns_flat = self.row_named = self.has_data = self.in_data = self.zeros_hidden = False
        self.type = self.style = self.row_height = self.row_digits = ""
        self.places: dict[str, int] = {}
        self.parts: list[str] = []
        self.values: dict[str, str] = {}
        self.collecting = False
        self.conditions: list[Span] = []
        self.condition = ""
        self.extended = False

    def start(self, tag: str, attributes: Attributes) -> None:
        path = self.path
        path.append(tag)
        if self.in_data:
            depth = len(path)
            if depth == _CELL and tag == "c":  # most elements are cells and what is in them
                self._start_cell(attributes)
            elif depth == _INSIDE and tag in _IN_CELL:
                self._start_value(tag, attributes)
            else:
                self._start_in_data(depth, tag, attributes)
        elif tag == "sheetData":
            self._start_data()
        else:
            self._start_around(tag, attributes)

    def _start_data(self) -> None:
        if len(self.path) != _DATA or self.has_data:
            self.builder.twice("Tabelle")
        self.has_data = self.in_data = True

    def _start_in_data(self, depth: int, tag: str, attributes: Attributes) -> None:
        if depth == _ROW and tag == "row":
            self._start_row(attributes)
        elif depth < _TEXT or self.path[_INSIDE - 1] != "is" or (depth == _TEXT and tag not in _IN_TEXT):
            self._refuse(tag)
        elif tag == "t" and (depth == _TEXT or (depth == _RUN_TEXT and self.path[-2] == "r")):
            self.collecting = True

    def _refuse(self, tag: str) -> None:
        place = f"{self.builder.name}!{cell_name(max(self.row, 0), max(self.column, 0))}"
        raise InspectionError("file_damaged", place, detail=f"unbekannter Bestandteil „{bare(tag)[:40]}“")

    def _start_value(self, tag: str, attributes: Attributes) -> None:
        if tag in self.values:
            self.builder.twice(f"Inhalt von {cell_name(self.row, self.column)}", cell_name(self.row, self.column))
        self.values[tag] = ""
        self.parts.clear()
        self.collecting = tag != "is"
        if tag == "f" and attributes.get("ref") and attributes.get("t") in {"array", "dataTable"}:
            self.builder.arrays.append(span_of(attributes["ref"]))

    def _start_around(self, tag: str, attributes: Attributes) -> None:
        if bare(tag) in _FORMULAS or bare(tag) == "sqref":
            self.parts.clear()
            self.collecting = True
            return
        match self.path[1:]:
            case ["sheetFormatPr"]:
                self._start_defaults(attributes)
            case ["cols", "col"]:
                self._start_columns(attributes)
            case ["mergeCells", "mergeCell"]:
                self.builder.merged.append(span_of(attributes.get("ref", "")))
            case ["sheetViews", "sheetView"]:
                shown = attributes.get("showZeros", "1").strip().casefold()
                self.zeros_hidden = self.zeros_hidden or shown in _FALSE
            case ["conditionalFormatting"]:
                self.condition = attributes.get("sqref", "")
            case _:
                self._start_condition(tag, attributes)

    def _start_condition(self, tag: str, attributes: Attributes) -> None:
        """Note conditional formats that show values otherwise, or bars and symbols in their place."""
        silent = bare(tag) in {"dataBar", "iconSet"} and attributes.get("showValue", "1") in _FALSE
        formats = tag == "cfRule" and self.shared.styles.changes_display(attributes.get("dxfId", ""))
        if self.path[1:2] == ["conditionalFormatting"] and (silent or formats):
            self._add_condition(self.condition)
        elif silent or bare(tag) == "numFmt":  # in an extension the cells are named behind the format
            self.extended = True

    def _add_condition(self, cells: str) -> None:
        self.conditions += [span_of(name) for name in cells.split()]

    def _start_row(self, attributes: Attributes) -> None:
        self.row_named = attributes.get("r", "").isdecimal()
        self.row = int(attributes["r"]) - 1 if self.row_named else self.row + 1
        self.row_digits = str(self.row + 1)
        self.column = -1
        self.columns.clear()
        if self.row in self.rows:
            self.builder.twice(f"Zeile {self.row + 1}", f"A{self.row + 1}")
        self.rows.add(self.row)
        if _is_hidden(attributes) or _is_flat(attributes.get("ht", self.row_height), FLAT_POINTS):
            self.builder.hidden_rows.add(self.row)

    def _start_defaults(self, attributes: Attributes) -> None:
        """Note the size of rows and columns that say nothing of their own."""
        self.row_height = attributes.get("defaultRowHeight", "")
        if attributes.get("zeroHeight", "").strip().casefold() not in _FALSE:
            self.row_height = "0"
        self.columns_flat = _is_flat(attributes.get("defaultColWidth", ""), _FLAT_CHARACTERS)

    def _start_columns(self, attributes: Attributes) -> None:
        first, last = int(attributes["min"]) - 1, int(attributes["max"]) - 1
        if _is_hidden(attributes) or _is_flat(attributes.get("width", ""), _FLAT_CHARACTERS):
            self.builder.hide_columns(first, last)
        elif "width" in attributes:
            self.sized_columns.update(range(first, min(last, MAXIMUM_COLUMNS - 1) + 1))

    def _start_cell(self, attributes: Attributes) -> None:
        name = attributes.get("r")
        if not name:
            self.column += 1
        elif (known := self.places.get(name.removesuffix(self.row_digits))) is not None and self.row_named:
            self.column = known  # as below, for the letters in front of the number of this row
        else:
            self._start_named(name)
        column = self.column
        if column in self.columns:
            self.builder.twice(f"Zelle {cell_name(self.row, column)}", cell_name(self.row, column))
        self.columns.add(column)
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.values = {}

    def _start_named(self, name: str) -> None:
        """Take row and column from the name of a cell."""
        try:
            row, self.column = parse_cell_name(name)
        except ValueError as error:
            raise InspectionError("file_damaged", detail="Zellname") from error
        if self.row_named and row != self.row:
            raise InspectionError("file_damaged", f"{self.builder.name}!{name}", detail="Zelle in einer fremden Zeile")
        self.row = row
        self.places[column_name(self.column)] = self.column

    def text(self, data: str) -> None:
        if self.collecting:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        depth = len(self.path)
        self.path.pop()
        if self.in_data:
            if depth == _INSIDE:
                parts = self.parts
                self.values[tag] = parts[0] if len(parts) == 1 else "".join(parts)
            elif depth == _CELL:
                self._end_cell()
            self.in_data = depth != _DATA
        elif self.collecting:
            self._end_around("".join(self.parts), named_cells=bare(tag) == "sqref")
        self.collecting = False

    def _end_around(self, text: str, *, named_cells: bool) -> None:
        """Check a formula of a rule; or take the cells that an extension names behind its format."""
        if not named_cells:
            check_formula(text, self.builder.name)
        elif self.extended:
            self._add_condition(text)
            self.extended = False

    def _end_cell(self) -> None:
        values, inline = self.values, self.type == "inlineStr"
        value, formula = values.get("is" if inline else "v", ""), values.get("f")
        if values.get("v" if inline else "is"):
            self.builder.twice(f"Inhalt von {cell_name(self.row, self.column)}", cell_name(self.row, self.column))
        if value or formula is not None:
            cell = self._cell(value, formula)
            if cell.value != "" or formula is not None:
                self.builder.add(self.row, self.column, cell)
                if self._is_unseen(cell):
                    self.builder.hidden_cells.add((self.row, self.column))

    def _is_unseen(self, cell: Cell) -> bool:
        if self.zeros_hidden and cell.value == 0 and not isinstance(cell.value, bool):
            return True
        code = self.shared.styles.code(self.style)
        return code != GENERAL and shows_otherwise(code, cell)

    def _cell(self, text: str, formula: str | None) -> Cell:
        if not text:
            return Cell(CellKind.EMPTY, None, formula)
        if self.type == "s":
            return self._shared_text(text, formula)
        if self.type == "b":
            return Cell(CellKind.BOOLEAN, text in _TRUE, formula)
        kind = _TYPES.get(self.type) or self.shared.styles.kind(self.style)
        if kind in {CellKind.NUMBER, CellKind.PERCENT}:
            return number_cell(text, kind, formula)
        return Cell(kind, unescape(text), formula)

    def _shared_text(self, text: str, formula: str | None) -> Cell:
        index = int(text) if text.isdecimal() else -1
        if not 0 <= index < len(self.shared.strings):
            raise InspectionError("file_damaged", self.builder.name, detail="Textverzeichnis")
        return Cell(CellKind.TEXT, self.shared.strings[index], formula)

    def finish(self) -> None:
        """Hide the columns without a size where all others have none, and the cells that show something else."""
        if self.columns_flat:
            self.builder.hidden_columns.update(set(range(MAXIMUM_COLUMNS)) - self.sized_columns)
        self.builder.hide_cells(self.conditions)


def _is_hidden(attributes: Attributes) -> bool:
    """Tell whether a row or column is hidden; whatever does not say no says yes, in each spelling."""
    return attributes.get("hidden", "").strip().casefold() not in _FALSE


def _is_flat(size: str, limit: float) -> bool:
    """Tell whether a size is given and not above a limit."""
    try:
        return bool(size) and float(size) <= limit
    except ValueError:
        return False


def span_of(name: str) -> Span:
    """Return the rectangle of a name in a file.

    Raises:
        InspectionError: It is none.
    """
    try:
        return parse_span(name)
    except ValueError as error:
        raise InspectionError("file_damaged", detail="Zellbereich") from error
