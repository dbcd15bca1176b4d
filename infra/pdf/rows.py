"""Rows of texts beside each other: cells of a table, marks and items of a list, names and their meanings."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from infra.pdf.sheet import Sheet
from infra.pdf.tags import Element
from infra.pdf.typeset import Style, TextLine


class Cell(NamedTuple):
    """A text ready to draw: its place in the tree, its lines, and where they stand.

    Args:
        element: What it is in the structure tree.
        lines: Its lines.
        x: Left edge of its column.
        right: Right edge where it is set flush right, else None.
        style: How it is set; all cells of a row have the same line height.
    """

    element: Element
    lines: list[TextLine]
    x: float
    right: float | None
    style: Style


def draw_row(sheet: Sheet, cells: Sequence[Cell], turn_page: Callable[[], None], pad: float = 0) -> None:
    """Draw a row whole where a page can hold it, else line by line over as many pages as it takes.

    Args:
        sheet: The pages.
        cells: At least one.
        turn_page: Begins the next page, with what it repeats.
        pad: Space above and below the text in points.
    """
    leading = cells[0].style.leading
    count = max(len(cell.lines) for cell in cells)
    if count * leading + 2 * pad > sheet.room and count * leading <= sheet.full_height / 2:
        turn_page()
    start = 0
    while start < count:
        fitting = int((sheet.room - 2 * pad) // leading)
        if fitting < min(2, count - start):
            turn_page()
            continue
        stop = min(count, start + fitting)
        sheet.y -= pad
        for cell in cells:
            if lines := cell.lines[start:stop]:
                sheet.write(cell.element, lines, cell.x, cell.style, right=cell.right)
        sheet.y -= (stop - start) * leading + pad
        start = stop
