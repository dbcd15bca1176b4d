"""Blocks: what each looks like and what it is called in the structure tree."""

from collections.abc import Sequence

from core.document import Block, Definitions, Heading, ListBlock, Note, Paragraph, Run, Runs, Table, strong
from core.figure import Figure
from infra.pdf.figure import draw_figure, figure_height
from infra.pdf.fonts import BOLD
from infra.pdf.rows import Cell, draw_row
from infra.pdf.sheet import Sheet
from infra.pdf.table import draw_table
from infra.pdf.tags import Element
from infra.pdf.typeset import Style, break_lines, natural_width

BODY = Style(10.5, 14.5)
_STRONG = Style(10.5, 14.5, BOLD)
_HEADINGS = {1: Style(17, 21, BOLD), 2: Style(13, 17, BOLD), 3: Style(11.5, 15.5, BOLD)}
_ABOVE = {1: 0.0, 2: 16.0, 3: 10.0}
_BELOW = {1: 6.0, 2: 5.0, 3: 3.0}
_AFTER_PARAGRAPH, _AFTER_ITEM, _AFTER_BLOCK = 6.0, 3.0, 8.0
_MARK_GAP, _TERM_SHARE, _LABEL_GAP = 10.0, 0.3, 6.0
_LEAD_IN_LINES = 5


def draw_blocks(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """Draw the blocks of a paper one below the other."""
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            _draw_heading(sheet, block, f"heading{number}", _lead_in(sheet, blocks[number + 1 : number + 3]))
        else:
            _draw_block(sheet, block, number)


def _lead_in(sheet: Sheet, following: Sequence[Block]) -> float:
    """Return the height that must stand on the page of a heading: some lines, or a paragraph with its figure."""
    height = 0.0
    for block in following:
        if isinstance(block, Figure):
            return height + figure_height(sheet, block)
        if not isinstance(block, Paragraph):
            break
        height += len(break_lines(block.content, BODY, sheet.width)) * BODY.leading + _AFTER_PARAGRAPH
    return _LEAD_IN_LINES * BODY.leading


def _draw_block(sheet: Sheet, block: Block, number: int) -> None:
    match block:
        case Definitions():
            _draw_definitions(sheet, block)
        case Note():
            _draw_note(sheet, block)
        case Table():
            sheet.skip(4)
            draw_table(sheet, block, number)
            sheet.skip(_AFTER_BLOCK)
        case Figure():
            draw_figure(sheet, block)
            sheet.skip(_AFTER_BLOCK)
        case Paragraph() | ListBlock():
            _draw_text(sheet, sheet.root, block)


def _draw_heading(sheet: Sheet, heading: Heading, key: str, below: float) -> None:
    level = min(heading.level, max(_HEADINGS))
    style = _HEADINGS[level]
    lines = break_lines((Run(heading.text),), style, sheet.width)
    sheet.skip(_ABOVE[level])
    sheet.need(len(lines) * style.leading + _BELOW[level] + below)
    sheet.bookmark(heading.text, key, heading.level - 1)
    sheet.flow(sheet.root.add(f"H{heading.level}"), lines, sheet.left, style)
    sheet.skip(_BELOW[level])


def _draw_text(sheet: Sheet, parent: Element, block: Paragraph | ListBlock) -> None:
    if isinstance(block, Paragraph):
        sheet.flow(parent.add("P"), break_lines(block.content, BODY, sheet.width), sheet.left, BODY)
        sheet.skip(_AFTER_PARAGRAPH)
    else:
        _draw_list(sheet, parent, block)


def _draw_list(sheet: Sheet, parent: Element, block: ListBlock) -> None:
    numbering = "Decimal" if block.numbered else "Disc"
    element = parent.add("L", attributes=f"/O /List /ListNumbering /{numbering}")
    marks: list[Runs] = [(Run(block.mark(index)),) for index in range(len(block.items))]
    indent = max((natural_width(mark, BODY) for mark in marks[-1:]), default=0) + _MARK_GAP
    for mark, item in zip(marks, block.items, strict=True):
        _draw_entry(sheet, element, mark, item, indent)
    sheet.skip(_AFTER_PARAGRAPH - _AFTER_ITEM)


def _draw_definitions(sheet: Sheet, block: Definitions) -> None:
    element = sheet.root.add("L", attributes="/O /List /ListNumbering /None")
    for term, meaning in block.entries:
        _draw_entry(sheet, element, (strong(term),), meaning, sheet.width * _TERM_SHARE)
    sheet.skip(_AFTER_BLOCK - _AFTER_ITEM)


def _draw_entry(sheet: Sheet, parent: Element, label: Runs, body: Runs, indent: float) -> None:
    entry = parent.add("LI")
    labels = break_lines(label, BODY, indent - _LABEL_GAP)
    lines = break_lines(body, BODY, sheet.width - indent)
    cells = [
        Cell(entry.add("Lbl"), labels, sheet.left, None, BODY),
        Cell(entry.add("LBody"), lines, sheet.left + indent, None, BODY),
    ]
    draw_row(sheet, cells, sheet.next_page)
    sheet.skip(_AFTER_ITEM)


def _draw_note(sheet: Sheet, note: Note) -> None:
    element = sheet.root.add("Div")
    title = break_lines((Run(note.title),), _STRONG, sheet.width)
    sheet.skip(4)
    sheet.need((len(title) + 2) * BODY.leading)
    with sheet.rail():
        sheet.flow(element.add("P"), title, sheet.left, _STRONG)
        for part in note.content:
            _draw_text(sheet, element, part)
        sheet.y += 0 if sheet.at_top else _AFTER_PARAGRAPH - 2
    sheet.skip(_AFTER_BLOCK)
