"""Sheets as JSON values: what the child hands back and the parent makes a workbook of."""

from decimal import Decimal
from typing import Any

from core.cells import Cell, CellKind, Sheet, Span, Workbook

_NUMERIC = frozenset({CellKind.NUMBER, CellKind.PERCENT})
_KINDS = {kind.value: kind for kind in CellKind}


def encode_sheet(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as JSON values."""
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "hidden_cells": sorted(sheet.hidden_cells),
        "notes": sorted(sheet.notes),
        "merged": [(span.top, span.left, span.bottom, span.right) for span in sheet.merged],
        "cells": [
            (row, column, cell.kind.value, str(cell.value) if cell.kind in _NUMERIC else cell.value, cell.formula)
            for (row, column), cell in sheet.cells.items()
        ],
    }


def decode_workbook(sheets: list[dict[str, Any]]) -> Workbook:
    """Return the workbook behind ``encode_sheet``."""
    return Workbook(tuple(_decode_sheet(sheet) for sheet in sheets))


def _decode_sheet(sheet: dict[str, Any]) -> Sheet:
    return Sheet(
        name=sheet["name"],
        cells={
            (row, column): Cell(_KINDS[kind], Decimal(value) if kind in _NUMERIC else value, formula)
            for row, column, kind, value, formula in sheet["cells"]
        },
        merged=tuple(Span(*span) for span in sheet["merged"]),
        hidden_rows=frozenset(sheet["hidden_rows"]),
        hidden_columns=frozenset(sheet["hidden_columns"]),
        hidden=sheet["hidden"],
        hidden_cells=frozenset((row, column) for row, column in sheet["hidden_cells"]),
        notes=frozenset((row, column) for row, column in sheet["notes"]),
    )
