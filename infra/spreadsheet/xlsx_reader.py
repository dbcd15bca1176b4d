"""XLSX to sheets in one pass: values, formulas, dates, merged and hidden cells. Runs in the child process."""

import posixpath
import zipfile
from dataclasses import dataclass, field

from core.cells import MAXIMUM_COLUMNS, Cell, CellKind, Sheet, Span, cell_name, parse_cell_name, parse_span
from infra.inspect.errors import InspectionError
from infra.spreadsheet.grid import FLAT_POINTS, Budget, SheetBuilder, check_formula, number_cell
from infra.spreadsheet.number_formats import format_kind, shows_nothing
from infra.spreadsheet.parts import Attributes, read_part
from infra.spreadsheet.shared_strings import StringsParser, unescape

_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS = frozenset({9, 10})
_TYPES = {"str": CellKind.TEXT, "inlineStr": CellKind.TEXT, "e": CellKind.ERROR, "d": CellKind.DATE}
_FLAT_CHARACTERS = 1.0
_TRUE = frozenset({"1", "true"})
_RULE_FORMULAS = frozenset({"formula", "formula1", "formula2"})
_TEXTS = frozenset({"v", "f", "t", *_RULE_FORMULAS})
_FALSE = frozenset({"", "0", "false", "off"})


@dataclass(slots=True)
class _Book:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    kinds: list[CellKind] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def read_xlsx(archive: zipfile.ZipFile) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises:
        InspectionError: A part is missing or damaged, or the workbook is larger than what is read.
    """
    targets = _relations(archive, "")
    main = next((target for kind, target in targets.values() if kind == "officeDocument"), None)
    if main is None:
        raise InspectionError("file_damaged", detail="Arbeitsmappe fehlt")
    book, related = _Book(), _relations(archive, main)
    _read_sheet_list(archive, main, related, book)
    for kind, target in related.values():
        if kind == "sharedStrings":
            _read_strings(archive, target, book)
        elif kind == "styles":
            _read_styles(archive, target, book)
    budget = Budget()
    return [_read_sheet(archive, part, name, book, budget, hidden=hidden) for name, part, hidden in book.sheets]


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of each relation of a part by its id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], target.lstrip("/")

    read_part(archive, path, start)
    return found


def _read_sheet_list(archive: zipfile.ZipFile, main: str, related: dict[str, tuple[str, str]], book: _Book) -> None:
    names: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            kind, target = related.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                book.sheets.append(
                    (attributes.get("name", ""), target, attributes.get("state", "visible") != "visible")
                )

        elif tag == "definedName":
            names.append("")

    def text(data: str) -> None:
        if names:
            names[-1] += data

    read_part(archive, main, start, text=text)
    for formula in names:
        check_formula(formula, "")


def _read_strings(archive: zipfile.ZipFile, part: str, book: _Book) -> None:
    parser = StringsParser(book.strings)
    read_part(archive, part, parser.start, parser.end, parser.text)


def _read_styles(archive: zipfile.ZipFile, part: str, book: _Book) -> None:
    codes: dict[str, str] = {}
    inside: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside.append(tag)
        elif tag == "xf" and inside:
            code = attributes.get("numFmtId", "0")
            book.kinds.append(format_kind(codes[code]) if code in codes else _built_in_kind(code))
            book.codes.append(codes.get(code, ""))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside.clear()

    read_part(archive, part, start, end)


def _built_in_kind(code: str) -> CellKind:
    if code.isdecimal() and int(code) in _DATE_FORMATS:
        return CellKind.DATE
    return CellKind.PERCENT if code.isdecimal() and int(code) in _PERCENT_FORMATS else CellKind.NUMBER


class _SheetParser:
    """Follows the events of one sheet."""

    def __init__(self, builder: SheetBuilder, book: _Book) -> None:
        self.builder = builder
        self.book = book
        self.row = self.column = -1
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.sized_columns: set[int] = set()
        self.columns_flat = self.row_named = self.has_data = self.in_cell = False
        self.type = self.style = self.row_height = ""
        self.formula: str | None = None
        self.parts: list[str] = []
        self.value = ""
        self.collecting = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag in _TEXTS:
            self.parts.clear()
            self.collecting = True
            if tag == "f" and attributes.get("ref") and attributes.get("t") in {"array", "dataTable"}:
                self.builder.arrays.append(_span(attributes["ref"]))
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "col":
            self._start_columns(attributes)
        else:
            self._start_rarer(tag, attributes)

    def _start_rarer(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheetFormatPr":
            self._start_defaults(attributes)
        elif tag == "mergeCell":
            self.builder.merged.append(_span(attributes.get("ref", "")))
        elif tag == "sheetData":
            if self.has_data:
                self.builder.twice("Tabelle")
            self.has_data = True

    def _start_row(self, attributes: Attributes) -> None:
        self.row_named = attributes.get("r", "").isdecimal()
        self.row = int(attributes["r"]) - 1 if self.row_named else self.row + 1
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
        if name:
            try:
                row, self.column = parse_cell_name(name)
            except ValueError as error:
                raise InspectionError("file_damaged", detail="Zellname") from error
            if self.row_named and row != self.row:
                raise InspectionError(
                    "file_damaged", f"{self.builder.name}!{name}", detail="Zelle in einer fremden Zeile"
                )
            self.row = row
        else:
            self.column += 1
        if self.column in self.columns:
            self.builder.twice(f"Zelle {cell_name(self.row, self.column)}", cell_name(self.row, self.column))
        self.columns.add(self.column)
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.formula, self.value, self.in_cell = None, "", True

    def text(self, data: str) -> None:
        if self.collecting:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        if tag == "v":
            self.value = "".join(self.parts)
        elif tag == "t":
            self.value += "".join(self.parts)
        elif tag == "f":
            self.formula = "".join(self.parts)
            if not self.in_cell:
                check_formula(self.formula, self.builder.name)  # a rule of newer versions
        elif tag in _RULE_FORMULAS:
            check_formula("".join(self.parts), self.builder.name)
        elif tag == "c":
            self._end_cell()
        self.collecting = False

    def _end_cell(self) -> None:
        self.in_cell = False
        if self.value or self.formula is not None:
            cell = self._cell()
            if cell.value != "" or cell.formula is not None:
                self.builder.add(self.row, self.column, cell)
                code = self._code()
                if code and shows_nothing(code, cell):
                    self.builder.hidden_cells.add((self.row, self.column))

    def _cell(self) -> Cell:
        text, formula = self.value, self.formula
        if not text:
            return Cell(CellKind.EMPTY, None, formula)
        if self.type == "s":
            return self._shared(text, formula)
        if self.type == "b":
            return Cell(CellKind.BOOLEAN, text in _TRUE, formula)
        kind = _TYPES.get(self.type) or self._number_kind()
        if kind in {CellKind.NUMBER, CellKind.PERCENT}:
            return number_cell(text, kind, formula)
        return Cell(kind, unescape(text), formula)

    def _shared(self, text: str, formula: str | None) -> Cell:
        index = int(text) if text.isdecimal() else -1
        if not 0 <= index < len(self.book.strings):
            raise InspectionError("file_damaged", self.builder.name, detail="Textverzeichnis")
        return Cell(CellKind.TEXT, self.book.strings[index], formula)

    def _code(self) -> str:
        index = int(self.style) if self.style.isdecimal() else 0
        return self.book.codes[index] if index < len(self.book.codes) else ""

    def finish(self) -> None:
        """Hide the columns without a size of their own where the sheet gives all others none."""
        if self.columns_flat:
            self.builder.hidden_columns.update(set(range(MAXIMUM_COLUMNS)) - self.sized_columns)

    def _number_kind(self) -> CellKind:
        index = int(self.style) if self.style.isdecimal() else 0
        return self.book.kinds[index] if index < len(self.book.kinds) else CellKind.NUMBER


def _is_hidden(attributes: Attributes) -> bool:
    """Tell whether a row or column is hidden; whatever does not say no says yes, in each spelling."""
    return attributes.get("hidden", "").strip().casefold() not in _FALSE


def _is_flat(size: str, limit: float) -> bool:
    """Tell whether a size is given and not above a limit."""
    try:
        return bool(size) and float(size) <= limit
    except ValueError:
        return False


def _span(name: str) -> Span:
    try:
        return parse_span(name)
    except ValueError as error:
        raise InspectionError("file_damaged", detail="Zellbereich") from error


def _read_sheet(archive: zipfile.ZipFile, part: str, name: str, book: _Book, budget: Budget, *, hidden: bool) -> Sheet:
    builder = SheetBuilder(name, budget, hidden=hidden)
    parser = _SheetParser(builder, book)
    read_part(archive, part, parser.start, parser.end, parser.text)
    parser.finish()
    return builder.build()
