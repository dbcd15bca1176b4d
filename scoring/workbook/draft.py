"""What is read from a workbook on its way to an evaluation: JSON values, and the cell behind each of them."""

from typing import Any

from core.cells import Workbook
from core.errors import Fault
from scoring.workbook.source import SheetSource

Json = dict[str, Any]


class Draft:
    """Collects JSON values with their cells and the faults of the cells.

    Args:
        workbook: The workbook.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.faults: list[Fault] = []
        self.places: dict[str, str] = {}
        self.sources = {sheet.name.strip(): SheetSource(sheet, self.faults) for sheet in workbook.sheets}

    def source(self, name: str) -> SheetSource | None:
        """Return the sheet of that name; its absence is a fault."""
        if name not in self.sources:
            self.faults.append(Fault("workbook_sheet_missing", name, properties={"sheet": name}))
        return self.sources.get(name)

    def put(self, place: str, pointer: str, target: Json, key: str, value: object) -> None:
        """Set a value and remember its cell; None leaves it out, the cell is remembered all the same."""
        self.places[pointer] = place
        if value is not None:
            target[key] = value

    def place_of(self, pointer: str) -> str:
        """Return the cell of a JSON pointer, or of the nearest entry above it."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer, "")

    def check_visible(self) -> None:
        """Note all entries that cannot be seen."""
        for source in self.sources.values():
            source.check_visible()


def table_columns(source: SheetSource, headings: tuple[str, ...]) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each; a missing heading is a fault.

    Args:
        source: The sheet.
        headings: Headings that must be there, the first one names the row.
    """
    row = source.header(headings[0])
    if row is None:
        source.fault("workbook_heading_missing", 0, 0, heading=headings[0])
        return None
    columns: dict[str, int] = {}
    for column, heading in source.columns(row):
        columns.setdefault(heading, column)
    missing = [heading for heading in headings if heading not in columns]
    for heading in missing:
        source.fault("workbook_heading_missing", row, 0, heading=heading)
    return None if missing else (row, columns)
