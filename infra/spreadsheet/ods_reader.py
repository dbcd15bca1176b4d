"""ODS to sheets in one pass; repeated cells and rows are counted, not built. Runs in the child process."""

import re
import zipfile
from collections.abc import Callable

from core.cells import Cell, CellKind, Sheet, Span
from infra.inspect.errors import InspectionError
from infra.spreadsheet.declarations import ODS_REFUSED, check_ods_element
from infra.spreadsheet.grid import FLAT_POINTS, Bounds, Budget, SheetBuilder, number_cell
from infra.spreadsheet.ods_display import FORMATS, Display, hides_zeros
from infra.spreadsheet.ods_formats import DATA_STYLES
from infra.spreadsheet.parts import Attributes, bare, read_part

_SKIPPED = frozenset({"annotation", "tracked-changes", "shapes", "frame", "custom-shape", "g", "scenario"})
_COVERED = "covered-table-cell"
_CELLS = frozenset({"table-cell", _COVERED})
_GROUPS = frozenset({"table-row-group", "table-column-group"})
_NUMBERS = {"float": CellKind.NUMBER, "currency": CellKind.NUMBER, "percentage": CellKind.PERCENT}
_DATES = {"date": "date-value", "time": "time-value"}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_HOME = {
    name: _OASIS.format(space)
    for space, names in {
        "table": "table table-row table-column table-cell covered-table-cell table-row-group table-column-group "
        "formula visibility number-rows-repeated number-columns-repeated number-rows-spanned number-columns-spanned "
        "number-matrix-rows-spanned number-matrix-columns-spanned",
        "office": "annotation value value-type boolean-value date-value time-value string-value",
        "style": "style table-properties table-row-properties table-column-properties row-height column-width map "
        "data-style-name parent-style-name family",
        "text": "p s c tab line-break",
        "datastyle": "number text text-content currency-symbol scientific-number fraction fill-character embedded-text "
        "decimal-places grouping "
        "min-decimal-places min-integer-digits decimal-replacement display-factor " + " ".join(sorted(DATA_STYLES)),
    }.items()
    for name in names.split()
}
"""Where the names belong that are read: programs skip what comes from elsewhere under the same name."""
_LENGTH = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(cm|mm|in|pt|pc|px)", re.ASCII)
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_ONE = (1, 1)
_SPANNING = frozenset(f"number-{kind}{parts}-spanned" for kind in ("", "matrix-") for parts in ("rows", "columns"))
_BREAKS = {"tab": "\t", "line-break": "\n"}


def read_ods(archive: zipfile.ZipFile, bounds: Bounds) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises:
        InspectionError: The content is missing or damaged, or larger than what is read.
    """
    parts = archive.namelist()
    display = Display(zeros_hidden="settings.xml" in parts and hides_zeros(archive))
    if "styles.xml" in parts:
        formats = display.formats
        read_part(archive, "styles.xml", formats.start, formats.end, formats.text, names=_own_name)
    parser = _ContentParser(display, bounds)
    read_part(archive, "content.xml", parser.start, parser.end, parser.text, names=_own_name)
    return parser.sheets


def _own_name(name: str) -> str:
    """Return a name without its namespace, unless one that is read comes from elsewhere."""
    space, _, own = name.rpartition(" ")
    return own if _HOME.get(own, space) == space else f"{space} {own}"


def _repeated(attributes: Attributes, name: str) -> int:
    text = attributes.get(name)
    if text is None:
        return 1
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004 - a million rows have 7


def _filled(attributes: Attributes, kind: str) -> tuple[int, int]:
    """Return how many rows and columns a cell fills, merged with others or by a formula of several cells."""
    return _repeated(attributes, f"number-{kind}rows-spanned"), _repeated(attributes, f"number-{kind}columns-spanned")


def _is_hidden(attributes: Attributes, flat_styles: set[str]) -> bool:
    return attributes.get("visibility", "visible") != "visible" or attributes.get("style-name", "") in flat_styles


def _is_flat(length: str) -> bool:
    """Tell whether nothing can be seen in a row or column of this size."""
    match = _LENGTH.fullmatch(length)
    return match is not None and float(match[1]) * _POINTS[match[2]] <= FLAT_POINTS


_Placed = tuple[int, Cell, tuple[int, int], tuple[int, int], bool]
"""A cell of the row that is being read: its column, the cell, how many rows and columns it covers, how many its array
formula fills, and whether it shows nothing, or something else."""


class _ContentParser:
    """Follows the events of ``content.xml``."""

    def __init__(self, display: Display, bounds: Bounds) -> None:
        self.sheets: list[Sheet] = []
        self._display = display
        self._budget = Budget(bounds)
        self._hidden_tables: set[str] = set()
        self._flat_rows: set[str] = set()
        self._flat_columns: set[str] = set()
        self._style = ""
        self._skipping = 0
        self._boxed = False
        self._builder: SheetBuilder | None = None
        self._row = self._column = self._row_repeat = 0
        self._row_hidden = self._covered = False
        self._groups: list[bool] = []
        self._row_cells: list[_Placed] = []
        self._cell: Attributes | None = None
        self._paragraphs: list[str] = []
        self._in_paragraph = 0
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "table-row": self._start_row,
            "table-column": self._start_column,
            "table": self._start_table,
            "style": self._start_style,
            "table-properties": self._start_table_style,
            "table-row-properties": self._start_row_style,
            "table-column-properties": self._start_column_style,
        }

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in ODS_REFUSED:
            check_ods_element(tag, {bare(name): value for name, value in attributes.items()})
        if self._skipping or tag in _SKIPPED:
            self._boxed = tag == "p" and self._skipping > 0
            self._skipping += 1
        elif self._cell is not None:
            self._start_text(tag, attributes)
        elif tag in _CELLS:
            self._cell, self._paragraphs, self._covered = attributes, [], tag == _COVERED
        elif tag in _GROUPS:
            self._groups.append(attributes.get("display", "true").casefold() == "false")
        else:
            self._start_around(tag, attributes)

    def _start_around(self, tag: str, attributes: Attributes) -> None:
        if self._builder is not None:
            self._builder.hide_cells(self._display.unseen_under(tag, attributes))
        elif tag in FORMATS:
            self._display.formats.start(tag, attributes)
        if (started := self._starts.get(tag)) is not None:
            started(attributes)

    def _start_row(self, attributes: Attributes) -> None:
        self._row_repeat = _repeated(attributes, "number-rows-repeated")
        self._row_hidden = any(self._groups) or _is_hidden(attributes, self._flat_rows)
        self._row_cells, self._column = [], 0
        self._display.row_style = attributes.get("default-cell-style-name", "")

    def _start_style(self, attributes: Attributes) -> None:
        self._style = attributes.get("name", "")

    def _start_table_style(self, attributes: Attributes) -> None:
        if attributes.get("display") == "false":
            self._hidden_tables.add(self._style)

    def _start_row_style(self, attributes: Attributes) -> None:
        if _is_flat(attributes.get("row-height", "")):
            self._flat_rows.add(self._style)

    def _start_column_style(self, attributes: Attributes) -> None:
        if _is_flat(attributes.get("column-width", "")):
            self._flat_columns.add(self._style)

    def _start_table(self, attributes: Attributes) -> None:
        hidden = attributes.get("style-name", "") in self._hidden_tables
        self._builder = SheetBuilder(attributes.get("name", ""), self._budget, hidden=hidden)
        self._row = self._column = 0
        self._display.column_styles = []

    def _start_column(self, attributes: Attributes) -> None:
        repeat = _repeated(attributes, "number-columns-repeated")
        if self._builder and (any(self._groups) or _is_hidden(attributes, self._flat_columns)):
            self._builder.hide_columns(self._column, self._column + repeat - 1)
        self._display.column_styles.append((self._column, attributes.get("default-cell-style-name", "")))
        self._column += repeat

    def _start_text(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            raise InspectionError("file_nested", part="Tabelle in einer Zelle")
        if tag == "p":
            if not self._in_paragraph:
                self._paragraphs.append("")
            self._in_paragraph += 1
        elif tag == "s":
            self.text(" " * min(_repeated(attributes, "c"), 10_000))
        elif tag in _BREAKS:
            self.text(_BREAKS[tag])

    def text(self, data: str) -> None:
        if self._skipping:
            if self._boxed and data.strip() and self._builder is not None:  # a box with text, or the text of a note
                self._builder.notes.add((self._row, self._column))
        elif self._in_paragraph:
            self._paragraphs[-1] += data
        elif self._builder is None:
            self._display.formats.text(data)

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            self._boxed = False
        elif tag == "p" and self._in_paragraph:
            self._in_paragraph -= 1
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "table-row":
            self._end_row()
        elif tag in _GROUPS:
            self._groups.pop()
        elif tag == "table" and self._builder:
            self.sheets.append(self._builder.build())
            self._builder = None
        elif self._builder is None and tag in FORMATS:
            self._display.formats.end(tag)

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        repeat, first = _repeated(attributes, "number-columns-repeated"), self._column
        cell = self._content(attributes)
        alone = _SPANNING.isdisjoint(attributes)  # asked of each cell: hardly any spans others
        merged, array = (_ONE, _ONE) if alone else (_filled(attributes, ""), _filled(attributes, "matrix-"))
        if cell.kind is not CellKind.EMPTY or cell.formula is not None or merged != _ONE:
            self._budget_for(repeat)
            unseen = self._covered or self._display.is_unseen(cell, attributes.get("style-name", ""), first)
            self._row_cells += [(column, cell, merged, array, unseen) for column in range(first, first + repeat)]
        self._column += repeat

    def _budget_for(self, cells: int) -> None:
        self._budget.require(cells, self._builder.name if self._builder else "")

    def _content(self, attributes: Attributes) -> Cell:
        formula = attributes.get("formula")
        kind = attributes.get("value-type", "")
        if kind in _NUMBERS:
            return number_cell(attributes.get("value", ""), _NUMBERS[kind], formula)
        if kind in _DATES:
            return Cell(CellKind.DATE, attributes.get(_DATES[kind], ""), formula)
        if kind == "boolean":
            return Cell(CellKind.BOOLEAN, attributes.get("boolean-value") == "true", formula)
        text = attributes.get("string-value", "\n".join(self._paragraphs))
        return Cell(CellKind.TEXT, text, formula) if text else Cell(CellKind.EMPTY, None, formula)

    def _end_row(self) -> None:
        builder = self._builder
        if builder is not None and self._row_cells:
            self._budget_for(len(self._row_cells) * self._row_repeat)
            for row in range(self._row, self._row + self._row_repeat):
                self._place_row(builder, row)
        self._row += self._row_repeat
        self._row_cells = []

    def _place_row(self, builder: SheetBuilder, row: int) -> None:
        if self._row_hidden:
            builder.hidden_rows.add(row)
        for column, cell, merged, array, unseen in self._row_cells:
            if cell.kind is not CellKind.EMPTY or cell.formula is not None:
                builder.add(row, column, cell)
                if unseen:
                    builder.hidden_cells.add((row, column))
            if merged != _ONE:
                builder.merged.append(_spanned(row, column, merged))
            if array != _ONE:
                builder.arrays.append(_spanned(row, column, array))


def _spanned(row: int, column: int, size: tuple[int, int]) -> Span:
    return Span(row, column, row + size[0] - 1, column + size[1] - 1)
