"""Tables that run over pages and stay one table: rows, groups, and the header that every page repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from core.document import Align, Column, Row, RowGroup, Run, Table
from infra.pdf.columns import column_widths
from infra.pdf.ink import area, rule
from infra.pdf.look import Look
from infra.pdf.rows import Cell, draw_row
from infra.pdf.sheet import RULE_GRAY, Sheet
from infra.pdf.tags import Element
from infra.pdf.typeset import TextLine, break_lines

_GAP = 10.0
"""Space between two columns."""
_REPEATED_LINES = 16
"""A taller header is shown once only, and may itself run over pages."""
_HEAD_GRAY, _GROUP_GRAY, _HAIR, _LINE = 0.92, 0.96, 0.4, 0.9


@dataclass(slots=True)
class _Frame:
    """What is the same for all rows of a table."""

    look: Look
    table: Table
    number: int
    widths: list[float]
    lefts: list[float]
    head: list[list[TextLine]]

    @property
    def head_height(self) -> float:
        return max(map(len, self.head)) * self.look.table_head.leading + 2 * self.look.row_pad

    @property
    def repeats(self) -> bool:
        """Whether the header leaves enough of a page to be repeated on it."""
        return max(map(len, self.head)) <= _REPEATED_LINES


def draw_table(sheet: Sheet, table: Table, number: int) -> None:
    """Draw a table below what stands on the page; ``number`` keeps the names of its headers apart from others'."""
    frame = _frame(sheet, table, number)
    element = sheet.root.add("Table")
    caption = break_lines((Run(table.caption, strong=True),), sheet.look.table, sheet.width)
    sheet.need(len(caption) * sheet.look.table.leading + frame.head_height + 4 * sheet.look.table.leading)
    sheet.flow(element.add("Caption"), caption, sheet.left, sheet.look.table)
    sheet.y -= sheet.look.row_pad
    _draw_first_head(sheet, frame, element.add("THead").add("TR"))
    for index, group in enumerate(table.groups):
        if group.rows or group.title is not None:
            _draw_group(sheet, frame, element.add("TBody"), group, index)


def _frame(sheet: Sheet, table: Table, number: int) -> _Frame:
    widths = column_widths(table, sheet.look.table, sheet.width - _GAP * len(table.columns))
    lefts = [sheet.left + _GAP / 2 + sum(widths[:index]) + _GAP * index for index in range(len(widths))]
    head = [
        break_lines((Run(column.title, strong=True),), sheet.look.table_head, width)
        for column, width in zip(table.columns, widths, strict=True)
    ]
    return _Frame(sheet.look, table, number, widths, lefts, head)


def _draw_first_head(sheet: Sheet, frame: _Frame, row: Element) -> None:
    cells = []
    for index, (column, lines) in enumerate(zip(frame.table.columns, frame.head, strict=True)):
        title = row.add("TH", attributes="/O /Table /Scope /Column", name=_column_id(frame, index))
        cells.append(Cell(title, lines, *_place(frame, index, column), frame.look.table_head))
    if frame.repeats:
        sheet.need(frame.head_height)
        _shade(sheet, frame.head_height, _HEAD_GRAY)
    _draw_row(sheet, frame, cells, _LINE)


def _repeat_head(sheet: Sheet, frame: _Frame) -> None:
    top = sheet.y
    _shade(sheet, frame.head_height, _HEAD_GRAY)
    with sheet.artifact("/Type /Pagination"):
        sheet.y = top - frame.look.row_pad
        for index, (column, lines) in enumerate(zip(frame.table.columns, frame.head, strict=True)):
            x, right = _place(frame, index, column)
            sheet.repeat(lines, x, frame.look.table_head, right=right)
        sheet.y = top - frame.head_height
        _rule(sheet, _LINE)


def _draw_group(sheet: Sheet, frame: _Frame, body: Element, group: RowGroup, index: int) -> None:
    group_id = ""
    if group.title is not None:
        group_id = f"t{frame.number}g{index}"
        _draw_group_title(sheet, frame, body.add("TR"), group.title, group_id)
    for number, row in enumerate(group.rows):
        cells = _cells(frame, body.add("TR"), row, f"t{frame.number}g{index}r{number}", group_id)
        _draw_row(sheet, frame, cells)


def _draw_group_title(sheet: Sheet, frame: _Frame, row: Element, title: str, name: str) -> None:
    span = f"/ColSpan {len(frame.widths)} " if len(frame.widths) > 1 else ""
    element = row.add("TH", attributes=f"/O /Table {span}/Scope /Column", name=name)
    lines = break_lines((Run(title, strong=True),), frame.look.table_head, sheet.width - _GAP)
    height = len(lines) * frame.look.table_head.leading + 2 * frame.look.row_pad
    if height + 3 * frame.look.table.leading > sheet.room:
        _continue(sheet, frame)
    if height <= sheet.room:
        _shade(sheet, height, _GROUP_GRAY)
    _draw_row(sheet, frame, [Cell(element, lines, frame.lefts[0], None, frame.look.table_head)])


def _cells(frame: _Frame, row: Element, contents: Row, row_id: str, group_id: str) -> list[Cell]:
    cells = []
    named = next((index for index, column in enumerate(frame.table.columns) if column.names_row), None)
    for index, (column, content) in enumerate(zip(frame.table.columns, contents, strict=True)):
        if index == named:
            element = row.add("TH", attributes="/O /Table /Scope /Row", name=row_id)
        else:
            headers = [
                _column_id(frame, index),
                *([group_id] if group_id else []),
                *([row_id] if named is not None else []),
            ]
            element = row.add("TD", attributes=f"/O /Table /Headers [{''.join(f'({name})' for name in headers)}]")
        cells.append(
            Cell(
                element,
                break_lines(content, frame.look.table, frame.widths[index]),
                *_place(frame, index, column),
                frame.look.table,
            )
        )
    return cells


def _place(frame: _Frame, index: int, column: Column) -> tuple[float, float | None]:
    left = frame.lefts[index]
    return left, left + frame.widths[index] if column.align is Align.RIGHT else None


def _draw_row(sheet: Sheet, frame: _Frame, cells: Sequence[Cell], line: float = _HAIR) -> None:
    draw_row(sheet, cells, partial(_continue, sheet, frame), frame.look.row_pad)
    with sheet.artifact():
        _rule(sheet, line)


def _continue(sheet: Sheet, frame: _Frame) -> None:
    sheet.next_page()
    if frame.repeats:
        _repeat_head(sheet, frame)


def _shade(sheet: Sheet, height: float, gray: float) -> None:
    with sheet.artifact():
        sheet.canvas.addLiteral(area(sheet.left, sheet.y - height, sheet.width, height, gray))


def _rule(sheet: Sheet, thickness: float) -> None:
    sheet.canvas.addLiteral(rule(sheet.left, sheet.y, sheet.left + sheet.width, sheet.y, thickness, RULE_GRAY))


def _column_id(frame: _Frame, index: int) -> str:
    return f"t{frame.number}c{index}"
