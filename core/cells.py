"""Cells of a workbook as values: what a reader found, and what a writer is to write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

Position = tuple[int, int]
"""Row and column of a cell, both from 0."""

MAXIMUM_ROWS = 100_000
MAXIMUM_COLUMNS = 1_024
MAXIMUM_CELLS = 200_000

_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_LETTERS = 26


class CellKind(StrEnum):
    """What a cell holds. A date or an error is told apart, so that neither is mistaken for a number."""

    NUMBER = "n"
    PERCENT = "p"
    TEXT = "t"
    BOOLEAN = "b"
    DATE = "d"
    ERROR = "e"
    EMPTY = "-"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something.

    Args:
        kind: What it holds; of a formula, what its stored value is.
        value: ``Decimal`` for numbers and percentages (45 % is 0.45), ``bool``, else text; None only for ``EMPTY``.
        formula: The formula without ``=`` in the notation of its file; None for a plain value.
    """

    kind: CellKind
    value: Decimal | bool | str | None
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle of cells, both ends included.

    Args:
        top: First row.
        left: First column.
        bottom: Last row.
        right: Last column.
    """

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, position: Position) -> bool:
        row, column = position
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def name(self) -> str:
        """The rectangle as ``A1:C2``, a single cell as ``A1``."""
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


class CellStyle(StrEnum):
    """How a written cell looks and whether it may be changed in a protected sheet. The writers know the details."""

    TITLE = "title"
    NOTE = "note"
    HEADING = "heading"
    FIXED = "fixed"
    GROUP = "group"
    COMPUTED = "computed"
    COMPUTED_EURO = "computed_euro"
    INPUT_TEXT = "input_text"
    INPUT_NUMBER = "input_number"
    INPUT_EURO = "input_euro"

    @property
    def is_input(self) -> bool:
        """Whether the cell stays open in a protected sheet."""
        return self.value.startswith("input")


@dataclass(frozen=True, slots=True)
class InputRule:
    """What may be typed into cells, with the help shown beside them.

    Args:
        span: Cells the rule holds for.
        title: Heading of the help, at most 32 characters.
        message: Help text, at most 255 characters.
        choices: Texts to choose from; empty for another rule.
        minimum: Smallest number allowed; None where numbers are not checked.
        maximum: Largest number allowed; None for no upper limit.
    """

    span: Span
    title: str
    message: str
    choices: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is written; a sheet that was read has the default.

    Args:
        styles: Style of each cell, also of empty input cells.
        widths: Width of columns in characters.
        rules: What may be typed where.
        frozen: First cell that scrolls.
    """

    styles: Mapping[Position, CellStyle] = field(default_factory=dict)
    widths: Mapping[int, int] = field(default_factory=dict)
    rules: tuple[InputRule, ...] = ()
    frozen: Position = (0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Args:
        name: Its name.
        cells: The cells that hold something.
        merged: Merged rectangles.
        hidden_rows: Hidden rows that hold something.
        hidden_columns: Hidden columns that hold something.
        hidden: The whole sheet is hidden.
        hidden_cells: Cells that hold something and show nothing, or something else.
        notes: Cells with a note (comment), whether they hold something or not.
        layout: How to write it.
    """

    name: str
    cells: Mapping[Position, Cell]
    merged: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    hidden_cells: frozenset[Position] = frozenset()
    notes: frozenset[Position] = frozenset()
    layout: Layout = field(default_factory=Layout)

    def place(self, row: int, column: int) -> str:
        """Return the cell as people name it: ``Kriterien!E7``."""
        return f"{self.name}!{cell_name(row, column)}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in their order."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name, None where there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell counted from 0: (6, 4) is ``E7``."""
    return f"{column_name(column)}{row + 1}"


def parse_cell_name(name: str) -> Position:
    """Return row and column of a name such as ``E7`` or ``$E$7``.

    Raises:
        ValueError: It is no name of a cell.
    """
    match = _NAME.fullmatch(name)
    if not match:
        raise ValueError(f"no name of a cell: {name[:20]!r}")
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def parse_span(name: str) -> Span:
    """Return the rectangle of a name such as ``A1:C2``.

    Raises:
        ValueError: It is no name of a rectangle.
    """
    first, _, last = name.partition(":")
    top, left = parse_cell_name(first)
    bottom, right = parse_cell_name(last or first)
    return Span(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
