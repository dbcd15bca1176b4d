"""Sheets to XLSX: live formulas with their values, open input cells in protected sheets, help where one types."""

import io
from datetime import UTC, datetime
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook as Book
from xlsxwriter.worksheet import Worksheet

from core.cells import Cell, CellKind, CellStyle, InputRule, Position, Sheet, Workbook

_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a fixed date: equal content gives equal bytes
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_PROTECTION = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}
_EURO = "#,##0.00######"
_NUMBER = "0.#########"
_COLUMN_WIDTH = 12
_FONT = "Arial"

_LOOKS: dict[CellStyle, dict[str, Any]] = {
    CellStyle.TITLE: {"bold": True, "font_size": 14},
    CellStyle.NOTE: {"italic": True, "font_color": "#404040"},
    CellStyle.HEADING: {"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True, "valign": "top"},
    CellStyle.FIXED: {"num_format": "@", "bg_color": "#F2F2F2", "border": 1, "text_wrap": True, "valign": "top"},
    CellStyle.GROUP: {
        "num_format": "@",
        "bg_color": "#E6E6E6",
        "bold": True,
        "border": 1,
        "text_wrap": True,
        "valign": "top",
    },
    CellStyle.COMPUTED: {"num_format": "0.###", "bg_color": "#F2F2F2", "border": 1, "valign": "top"},
    CellStyle.COMPUTED_EURO: {"num_format": _EURO, "bg_color": "#F2F2F2", "border": 1, "valign": "top"},
    CellStyle.INPUT_TEXT: {"num_format": "@", "locked": False, "border": 1, "text_wrap": True, "valign": "top"},
    CellStyle.INPUT_NUMBER: {"num_format": _NUMBER, "locked": False, "border": 1, "valign": "top"},
    CellStyle.INPUT_EURO: {"num_format": _EURO, "locked": False, "border": 1, "valign": "top"},
}


class _LockedBook(Book):  # type: ignore[misc] # XlsxWriter ships no types
    """A workbook whose sheets cannot be renamed, moved or deleted, as the reader finds entries by their names."""

    def _write_workbook_pr(self) -> None:
        super()._write_workbook_pr()
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])


def write_xlsx(workbook: Workbook) -> bytes:
    """Return the workbook as XLSX, byte for byte the same for the same content.

    Texts are written as texts, also those that begin like a formula.
    """
    target = io.BytesIO()
    book = _LockedBook(target, _OPTIONS)
    book.set_properties({"created": _CREATED, "comments": "Prüfstand"})
    book.set_calc_mode("auto")
    formats = {style: book.add_format({"font_name": _FONT, "font_size": 10, **look}) for style, look in _LOOKS.items()}
    for sheet in workbook.sheets:
        _write_sheet(book, sheet, formats)
    book.close()
    return target.getvalue()


def _write_sheet(book: Book, sheet: Sheet, formats: dict[CellStyle, Format]) -> None:
    target = book.add_worksheet(sheet.name)
    layout = sheet.layout
    for position in sorted({*sheet.cells, *layout.styles}):
        _write_cell(
            target, position, sheet.cells.get(position), formats.get(layout.styles.get(position, CellStyle.NOTE))
        )
    for column, width in layout.widths.items():
        target.set_column(column, column, width)
    for rule in layout.rules:
        _write_rule(target, rule)
    if layout.frozen != (0, 0):
        target.freeze_panes(*layout.frozen)
    target.protect("", _PROTECTION)
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)


def _write_cell(target: Worksheet, position: Position, cell: Cell | None, look: Format | None) -> None:
    row, column = position
    if cell is None:
        target.write_blank(row, column, None, look)
    elif cell.formula is not None:
        value = "" if cell.value is None else cell.value
        target.write_formula(row, column, f"={cell.formula}", look, value if isinstance(value, str) else float(value))
    elif cell.kind is CellKind.TEXT:
        target.write_string(row, column, str(cell.value), look)
    elif isinstance(cell.value, bool):
        target.write_boolean(row, column, cell.value, look)
    elif cell.value is not None:
        target.write_number(row, column, cell.value, look)


def _write_rule(target: Worksheet, rule: InputRule) -> None:
    options: dict[str, Any] = {
        "input_title": rule.title,
        "input_message": rule.message,
        "error_title": rule.title,
        "error_message": rule.message,
    }
    if rule.choices:
        options |= {"validate": "list", "source": list(rule.choices)}
    elif rule.minimum is not None:
        bounds: dict[str, Any] = {"criteria": ">=", "value": float(rule.minimum)}
        if rule.maximum is not None:
            bounds = {"criteria": "between", "minimum": float(rule.minimum), "maximum": float(rule.maximum)}
        options |= {"validate": "decimal", **bounds}
    else:
        options |= {"validate": "any"}
    span = rule.span
    target.data_validation(span.top, span.left, span.bottom, span.right, options)
