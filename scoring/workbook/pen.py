"""Write cells one by one, then take the sheet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from core.cells import Cell, CellKind, CellStyle, InputRule, Layout, Position, Sheet, Span, cell_name
from core.german import german_number
from core.numbers import decimal_string

Number = Decimal | Fraction | int

_DIGITS_A_SPREADSHEET_KEEPS = 15
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255


class Pen:
    """Collects the cells and the look of one sheet."""

    def __init__(self, name: str, *, widths: Mapping[int, int], frozen: Position = (0, 0)) -> None:
        self.name = name
        self._cells: dict[Position, Cell] = {}
        self._styles: dict[Position, CellStyle] = {}
        self._rules: list[InputRule] = []
        self._widths = widths
        self._frozen = frozen

    def text(self, row: int, column: int, text: str | None, style: CellStyle) -> None:
        """Write a text; None and the empty text leave an empty cell. Line ends become those of a spreadsheet."""
        if text:
            self._cells[row, column] = Cell(CellKind.TEXT, text.replace("\r\n", "\n").replace("\r", "\n"))
        self._styles[row, column] = style

    def number(self, row: int, column: int, value: Number | None, style: CellStyle) -> None:
        """Write a number; one with more digits than a spreadsheet keeps is written as text, so that none is lost."""
        if value is not None:
            self._cells[row, column] = number_cell(value)
        self._styles[row, column] = style

    def formula(self, row: int, column: int, formula: str, value: Number | str, style: CellStyle) -> None:
        """Write a formula with its value."""
        kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
        stored = value if isinstance(value, str) else Decimal(repr(float(value)))
        self._cells[row, column] = Cell(kind, stored, formula)
        self._styles[row, column] = style

    def headings(self, row: int, titles: Sequence[str], first: int = 0) -> None:
        """Write column headings side by side."""
        for column, title in enumerate(titles, start=first):
            self.text(row, column, title, CellStyle.HEADING)

    def choices(self, span: Span, title: str, message: str, choices: Sequence[str]) -> None:
        """Let only some texts be typed, and say so."""
        self._rule(InputRule(span, title[:_LONGEST_TITLE], message[:_LONGEST_MESSAGE], choices=tuple(choices)))

    def bounds(
        self, span: Span, title: str, message: str, minimum: Decimal | None = None, maximum: Decimal | None = None
    ) -> None:
        """Let only numbers in a range be typed, and say so; without ``minimum`` just say it."""
        rule = InputRule(span, title[:_LONGEST_TITLE], message[:_LONGEST_MESSAGE], minimum=minimum, maximum=maximum)
        self._rule(rule)

    def _rule(self, rule: InputRule) -> None:
        if rule.span.bottom >= rule.span.top:
            self._rules.append(rule)

    def build(self) -> Sheet:
        """Return the sheet."""
        layout = Layout(self._styles, self._widths, tuple(self._rules), self._frozen)
        return Sheet(self.name, self._cells, layout=layout)


def number_cell(value: Number) -> Cell:
    """Return a cell that gives back exactly this value when read."""
    exact = Fraction(value)
    text = decimal_string(exact, 9)
    if Fraction(text) != exact:
        return Cell(CellKind.TEXT, f"{exact.numerator}/{exact.denominator}")
    if len(text.strip("-").replace(".", "").strip("0")) > _DIGITS_A_SPREADSHEET_KEEPS:
        return Cell(CellKind.TEXT, text.replace(".", ","))
    return Cell(CellKind.NUMBER, Decimal(text))


def absolute(sheet: str, row: int, column: int) -> str:
    """Return a reference to a cell of another sheet that stays where it is."""
    name = cell_name(row, column)
    letters = name.rstrip("0123456789")
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!${letters}${name[len(letters) :]}"


def column_range(column: int, first: int, last: int, *, sheet: str = "") -> str:
    """Return a reference to a run of rows in one column that stays where it is."""
    letters = cell_name(0, column)[:-1]
    prefix = f"'{sheet}'!" if sheet else ""
    return f"{prefix}${letters}${first + 1}:${letters}${last + 1}"


def shown(value: Number) -> str:
    """Return a number as help texts show it."""
    return german_number(Fraction(value), 9)
