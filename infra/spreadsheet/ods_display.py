"""What can be seen of the cells of an ODS sheet: formats of cells, rows and columns, conditions, zeros left out."""

import re
import zipfile
from bisect import bisect_right
from operator import itemgetter

from core.cells import Cell, CellKind, Span, parse_span
from infra.spreadsheet.number_formats import GENERAL, shows_otherwise
from infra.spreadsheet.ods_formats import DATA_STYLES, PARTS, Formats
from infra.spreadsheet.parts import Attributes, read_part

FORMATS = DATA_STYLES | PARTS | {"style"}
"""Elements outside the tables that say how cells show their values."""

_CELL = r"\$?(?:'[^']*'|[^\s.:']*)\.(\$?[A-Z]{1,3}\$?\d{1,7})"
_RANGE = re.compile(f"{_CELL}(?::{_CELL})?", re.ASCII)
_WITHOUT_ZEROS = "ShowZeroValues"
_PLAIN = (GENERAL,)
"""Values of every kind, as they are."""
_NUMBERS = frozenset({CellKind.NUMBER, CellKind.PERCENT})


class Display:
    """How the sheet that is being read shows its cells.

    Args:
        zeros_hidden: Whether zeros are left out.
    """

    def __init__(self, *, zeros_hidden: bool) -> None:
        self.formats = Formats()
        self.column_styles: list[tuple[int, str]] = []
        self.row_style = ""
        self._zeros_hidden = zeros_hidden
        self._conditioned: list[Span] = []

    def is_unseen(self, cell: Cell, style: str, column: int) -> bool:
        """Tell whether something else can be seen in a cell than what it holds, or nothing.

        Args:
            cell: The cell.
            style: Its own style; without one its row's counts, then its column's.
            column: Where it is, from 0.
        """
        if self._zeros_hidden and cell.value == 0 and not isinstance(cell.value, bool):
            return True
        counts = style or self.row_style or self._style_of(column)
        codes = self.formats.codes(counts)
        return codes != _PLAIN and any(_shows_otherwise(code, cell) for code in codes)

    def _style_of(self, column: int) -> str:
        at = bisect_right(self.column_styles, column, key=itemgetter(0)) - 1
        return self.column_styles[at][1] if at >= 0 else ""

    def unseen_under(self, tag: str, attributes: Attributes) -> list[Span]:
        """Return the rectangles in which a condition shows values in a format of its own, or symbols in their place."""
        if tag == "conditional-format":
            self._conditioned = _spans(attributes.get("target-range-address", ""))
        formats = tag == "condition" and self.formats.has_own(attributes.get("apply-style-name", ""))
        silent = tag in {"data-bar", "icon-set"} and attributes.get("show-value", "true").casefold() == "false"
        return self._conditioned if formats or silent else []


def hides_zeros(archive: zipfile.ZipFile) -> bool:
    """Tell whether the view of any sheet leaves out zeros."""
    said: list[str] = []
    asked = False

    def start(_: str, attributes: Attributes) -> None:
        nonlocal asked
        asked = attributes.get("name") == _WITHOUT_ZEROS

    def text(data: str) -> None:
        if asked:
            said.append(data.strip().casefold())

    read_part(archive, "settings.xml", start, text=text)
    return "false" in said


def _shows_otherwise(code: str, cell: Cell) -> bool:
    """Tell whether a format shows something else: ODS says of each number by itself whether it is a percentage."""
    if cell.kind in _NUMBERS and code != GENERAL and ("%" in code) != (cell.kind is CellKind.PERCENT):
        return True
    return shows_otherwise(code, cell)


def _spans(addresses: str) -> list[Span]:
    """Return the rectangles of a list of cells and ranges with the names of their sheets."""
    found = ((match[1], match[2] or match[1]) for match in _RANGE.finditer(addresses))
    return [parse_span(f"{first}:{last}".replace("$", "")) for first, last in found]
