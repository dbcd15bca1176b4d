"""How a paper is set: sizes and distances in points. Long papers are set to be read, a single sheet to stay single."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.document import Density
from infra.pdf.fonts import BOLD
from infra.pdf.typeset import Style


@dataclass(frozen=True, slots=True)
class Look:
    """Styles and distances of one density.

    Args:
        body: Running text.
        note_title: First line of a note.
        table: Cells of a table.
        headings: By level; deeper ones look like the last.
        above: Space above a heading by level.
        below: Space below a heading by level.
        after_paragraph: Space below a paragraph.
        after_item: Space below an entry of a list.
        after_block: Space below tables, notes, figures and lists of names.
        term_share: Part of the width that a name and its distance take beside its meaning.
        row_pad: Space above and below the text of a row.
        top: From the upper edge of the page to its first line.
        bottom: From the last line to the lower edge of the page.
    """

    body: Style
    note_title: Style
    table: Style
    headings: Mapping[int, Style]
    above: Mapping[int, float]
    below: Mapping[int, float]
    after_paragraph: float
    after_item: float
    after_block: float
    term_share: float
    row_pad: float
    top: float
    bottom: float

    @property
    def table_head(self) -> Style:
        """Titles of columns and groups."""
        return self.table._replace(font=BOLD)


LOOKS: Final[Mapping[Density, Look]] = {
    Density.NORMAL: Look(
        body=Style(10.5, 14.5),
        note_title=Style(10.5, 14.5, BOLD),
        table=Style(9.5, 12.5),
        headings={1: Style(17, 21, BOLD), 2: Style(13, 17, BOLD), 3: Style(11.5, 15.5, BOLD)},
        above={1: 0.0, 2: 16.0, 3: 10.0},
        below={1: 6.0, 2: 5.0, 3: 3.0},
        after_paragraph=6.0,
        after_item=3.0,
        after_block=8.0,
        term_share=0.3,
        row_pad=3.0,
        top=66.0,
        bottom=62.0,
    ),
    Density.COMPACT: Look(
        body=Style(9.5, 12),
        note_title=Style(14, 17, BOLD),
        table=Style(9, 11),
        headings={1: Style(15, 18, BOLD), 2: Style(11.5, 14.5, BOLD), 3: Style(10, 12.5, BOLD)},
        above={1: 0.0, 2: 8.0, 3: 6.0},
        below={1: 4.0, 2: 3.0, 3: 2.0},
        after_paragraph=3.0,
        after_item=1.5,
        after_block=5.0,
        term_share=0.2,
        row_pad=2.0,
        top=56.0,
        bottom=52.0,
    ),
}
