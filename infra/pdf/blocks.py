"""Blocks: what each looks like and what it is called in the structure tree."""

from collections.abc import Sequence

from core.document import (
    Block,
    Definitions,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Run,
    Runs,
    Scannable,
    Table,
    strong,
)
from core.figure import Figure
from infra.pdf.figure import draw_figure, figure_height
from infra.pdf.qr import draw_scannable
from infra.pdf.rows import Cell, draw_row
from infra.pdf.sheet import Sheet
from infra.pdf.table import draw_table
from infra.pdf.tags import Element
from infra.pdf.typeset import break_lines, natural_width

_MARK_GAP, _LABEL_GAP = 10.0, 6.0
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
        height += (
            len(break_lines(block.content, sheet.look.body, sheet.width)) * sheet.look.body.leading
            + sheet.look.after_paragraph
        )
    return _LEAD_IN_LINES * sheet.look.body.leading


def _draw_block(sheet: Sheet, block: Block, number: int) -> None:
    match block:
        case Definitions():
            _draw_definitions(sheet, block)
        case Note():
            _draw_note(sheet, block)
        case Table():
            sheet.skip(4)
            draw_table(sheet, block, number)
            sheet.skip(sheet.look.after_block)
        case Figure():
            draw_figure(sheet, block)
            sheet.skip(sheet.look.after_block)
        case Scannable():
            draw_scannable(sheet, block)
            sheet.skip(sheet.look.after_block)
        case Paragraph() | ListBlock():
            _draw_text(sheet, sheet.root, block)


def _draw_heading(sheet: Sheet, heading: Heading, key: str, below: float) -> None:
    look = sheet.look
    level = min(heading.level, max(look.headings))
    style = look.headings[level]
    lines = break_lines((Run(heading.text),), style, sheet.width)
    if heading.new_page and not sheet.at_top:
        sheet.next_page()
    sheet.skip(look.above[level])
    sheet.need(len(lines) * style.leading + look.below[level] + below)
    sheet.bookmark(heading.text, key, heading.level - 1)
    sheet.flow(sheet.root.add(f"H{heading.level}"), lines, sheet.left, style)
    sheet.skip(look.below[level])


def _draw_text(sheet: Sheet, parent: Element, block: Paragraph | ListBlock) -> None:
    if isinstance(block, Paragraph):
        sheet.flow(
            parent.add("P"), break_lines(block.content, sheet.look.body, sheet.width), sheet.left, sheet.look.body
        )
        sheet.skip(sheet.look.after_paragraph)
    else:
        _draw_list(sheet, parent, block)


def _draw_list(sheet: Sheet, parent: Element, block: ListBlock) -> None:
    numbering = "Decimal" if block.numbered else "Disc"
    element = parent.add("L", attributes=f"/O /List /ListNumbering /{numbering}")
    marks: list[Runs] = [(Run(block.mark(index)),) for index in range(len(block.items))]
    indent = max((natural_width(mark, sheet.look.body) for mark in marks[-1:]), default=0) + _MARK_GAP
    for mark, item in zip(marks, block.items, strict=True):
        _draw_entry(sheet, element, mark, item, indent)
    sheet.skip(sheet.look.after_paragraph - sheet.look.after_item)


def _draw_definitions(sheet: Sheet, block: Definitions) -> None:
    element = sheet.root.add("L", attributes="/O /List /ListNumbering /None")
    for term, meaning in block.entries:
        _draw_entry(sheet, element, (strong(term),), meaning, sheet.width * sheet.look.term_share)
    sheet.skip(sheet.look.after_block - sheet.look.after_item)


def _draw_entry(sheet: Sheet, parent: Element, label: Runs, body: Runs, indent: float) -> None:
    entry = parent.add("LI")
    labels = break_lines(label, sheet.look.body, indent - _LABEL_GAP)
    lines = break_lines(body, sheet.look.body, sheet.width - indent)
    cells = [
        Cell(entry.add("Lbl"), labels, sheet.left, None, sheet.look.body),
        Cell(entry.add("LBody"), lines, sheet.left + indent, None, sheet.look.body),
    ]
    draw_row(sheet, cells, sheet.next_page)
    sheet.skip(sheet.look.after_item)


def _draw_note(sheet: Sheet, note: Note) -> None:
    element = sheet.root.add("Div")
    title = break_lines((Run(note.title),), sheet.look.note_title, sheet.width)
    sheet.skip(4)
    sheet.need((len(title) + 2) * sheet.look.body.leading)
    with sheet.rail():
        sheet.flow(element.add("P"), title, sheet.left, sheet.look.note_title)
        for part in note.content:
            _draw_text(sheet, element, part)
        sheet.y += 0 if sheet.at_top else sheet.look.after_paragraph - 2
    sheet.skip(sheet.look.after_block)
