"""What is read from a workbook on its way to an evaluation: JSON values, and the cell behind each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.cells import Workbook
from core.errors import Fault
from scoring.workbook.source import SheetSource

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Where the entries of a sheet stand.

    Args:
        source: The sheet.
        header: Row of the headings.
        columns: Column of each heading that every row shares.
        blocks: Columns of the headings that are repeated for each bid, one mapping a bid.
    """

    source: SheetSource
    header: int
    columns: Mapping[str, int]
    blocks: tuple[Mapping[str, int], ...] = ()

    @property
    def rows(self) -> list[int]:
        """The rows below the headings that hold something, from top to bottom."""
        return self.source.rows_below(self.header)


class Draft:
    """Collects JSON values with their cells and the faults of the cells.

    Args:
        workbook: The workbook.

    Attributes:
        sources: Sheets by name; of two that differ by blanks around their name, the first.
        every_source: All sheets in their order.
        tables: Where entries stand, by the name of the sheet.
        labels: Row of each entry of the sheet about the procedure, by its label.
        faults: Faults of cells.
        places: Cell of each value, by its JSON pointer.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.faults: list[Fault] = []
        self.places: dict[str, str] = {}
        self.tables: dict[str, Table] = {}
        self.labels: dict[str, int] = {}
        self.every_source = [SheetSource(sheet, self.faults) for sheet in workbook.sheets]
        self.sources: dict[str, SheetSource] = {}
        for source in self.every_source:
            self.sources.setdefault(source.sheet.name.strip(), source)

    def place_of(self, pointer: str) -> str:
        """Return the cell of a JSON pointer, or of the nearest entry above it."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        return self.places.get(pointer, "")

    def check_visible(self) -> None:
        """Note all entries that cannot be seen, and notes at cells: nobody would read them."""
        for source in self.every_source:
            source.check_visible()
            source.check_notes()
