"""CSV as German programs write it: semicolons, UTF-8 with or without BOM, else Windows-1252."""

import csv
import io

from core.cells import Cell, CellKind, Sheet
from infra.inspect.errors import InspectionError
from infra.spreadsheet.grid import Bounds, Budget, SheetBuilder

_LONGEST_FIELD = 1 << 20
_DELIMITERS = ";\t,"


def read_csv(data: bytes) -> list[Sheet]:
    """Return one sheet of texts.

    Raises:
        InspectionError: The rows cannot be told apart, or there are too many cells.
    """
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(_LONGEST_FIELD)
    builder = SheetBuilder("CSV", Budget(Bounds()))
    try:
        for row, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)):
            for column, value in enumerate(fields):
                if value:
                    builder.add(row, column, Cell(CellKind.TEXT, value))
    except csv.Error as error:
        raise InspectionError("file_damaged", detail="CSV") from error
    return [builder.build()]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
