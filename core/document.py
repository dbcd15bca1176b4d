"""Printable document model: what a paper says, free of how it is drawn.

Papers build it, ``infra.pdf`` draws it, tests approve :func:`to_text`. All text is plain: nothing in it is markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.figure import Figure

MAXIMUM_LEVEL = 6
_LINKS = ("https://", "http://", "mailto:", "./")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    Args:
        text: The text as typed; a line feed breaks the line.
        strong: Set in bold.
        link: Address the text leads to: ``https://``, ``http://``, ``mailto:``, or ``./`` and a file beside the paper.
    """

    text: str
    strong: bool = False
    link: str | None = None

    def __post_init__(self) -> None:
        """Refuse addresses that do more than lead somewhere."""
        if self.link is not None and not self.link.startswith(_LINKS):
            raise ValueError("a link leads to https://, http://, mailto: or ./")


Runs = tuple[Run, ...]
Line = tuple[str, ...]


def runs(*parts: str | Run) -> Runs:
    """Return runs from strings (plain) and runs (as they are)."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def strong(text: str) -> Run:
    """Return the text in bold."""
    return Run(text, strong=True)


def plain(content: Runs) -> str:
    """Return the text of runs without their style."""
    return "".join(run.text for run in content)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; it also becomes a bookmark.

    Args:
        level: 1 for the title, then one deeper than the heading above it at most.
        text: Its words.
        new_page: Whether it begins a page.
    """

    level: int
    text: str
    new_page: bool = False

    def lines(self) -> Iterator[Line]:
        """Yield the heading."""
        yield (self.text,)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    content: Runs

    def lines(self) -> Iterator[Line]:
        """Yield the text."""
        yield (plain(self.content),)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of short texts, with bullets or numbers."""

    items: tuple[Runs, ...]
    numbered: bool = False

    def lines(self) -> Iterator[Line]:
        """Yield each item with its mark."""
        for index, item in enumerate(self.items):
            yield (self.mark(index), plain(item))

    def mark(self, index: int) -> str:
        """Return what stands before an item."""
        return f"{index + 1}." if self.numbered else "•"


@dataclass(frozen=True, slots=True)
class Definitions:
    """Names and what they stand for, one below the other."""

    entries: tuple[tuple[str, Runs], ...]

    def lines(self) -> Iterator[Line]:
        """Yield each name with its meaning."""
        return ((term, plain(meaning)) for term, meaning in self.entries)


@dataclass(frozen=True, slots=True)
class Note:
    """A framed remark that must not be overlooked."""

    title: str
    content: tuple[Paragraph | ListBlock, ...]

    def lines(self) -> Iterator[Line]:
        """Yield the title, then the lines of the content."""
        yield (self.title,)
        for part in self.content:
            yield from part.lines()


class Align(StrEnum):
    """Side on which the cells of a column are set."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        title: Header of the column; never empty, for people who hear the table.
        align: Side of its cells.
        names_row: Its cells are the headers of their rows; the first such column counts.
        wide: It may take more than half of the table, and takes more than others of its length.
    """

    title: str
    align: Align = Align.LEFT
    names_row: bool = False
    wide: bool = False


Row = tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together under a common heading; None for a table without groups."""

    rows: tuple[Row, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data. It may run over several pages and is one table all the same.

    Args:
        caption: What the table shows.
        columns: At least one.
        groups: Its rows, each with as many cells as there are columns.
    """

    caption: str
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]

    def __post_init__(self) -> None:
        """Refuse ragged rows: a cell without a header cannot be read aloud."""
        if any(len(row) != len(self.columns) for group in self.groups for row in group.rows):
            raise ValueError(f"table {self.caption!r} has a row with another number of cells than columns")

    def lines(self) -> Iterator[Line]:
        """Yield caption, column titles, then group titles and rows."""
        yield (self.caption,)
        yield tuple(column.title for column in self.columns)
        for group in self.groups:
            if group.title is not None:
                yield (group.title,)
            yield from (tuple(plain(cell) for cell in row) for row in group.rows)


@dataclass(frozen=True, slots=True)
class Scannable:
    """Paragraphs with a QR code beside them. They say its address, so nobody is read what the code alone says.

    Args:
        content: The paragraphs.
        address: Address in the code, ``https://`` or ``http://``.
    """

    content: tuple[Paragraph, ...]
    address: str

    def __post_init__(self) -> None:
        """Refuse a code that says more than the words beside it."""
        if not self.address.startswith(("https://", "http://")):
            raise ValueError("a code leads to https:// or http://")
        if not any(self.address in plain(part.content) for part in self.content):
            raise ValueError("a code leads where the words beside it lead")

    def lines(self) -> Iterator[Line]:
        """Yield the paragraphs."""
        for part in self.content:
            yield from part.lines()


Block = Heading | Paragraph | ListBlock | Definitions | Note | Table | Figure | Scannable


class Density(StrEnum):
    """How tightly a paper is set."""

    NORMAL = "normal"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class Document:
    """A paper.

    Args:
        title: Its title, also shown by the reader's window.
        language: Language of its text (BCP 47), e.g. ``de-DE``.
        issued: Day it was made on; the only date in the file.
        subject: What it is about, for the metadata.
        header: Line above every page; repeated, so it says nothing that is not in the blocks.
        footer: Line below every page.
        page_label: How pages are counted, with ``{page}`` and ``{pages}`` at its end.
        blocks: Its content in reading order.
        density: How tightly it is set; compact for what belongs on a single page.
    """

    title: str
    language: str
    issued: date
    blocks: tuple[Block, ...]
    subject: str = ""
    header: str = ""
    footer: str = ""
    page_label: str = "Seite {page} von {pages}"
    density: Density = Density.NORMAL

    def __post_init__(self) -> None:
        """Refuse a broken order of headings: 1 first, never a level left out."""
        level = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if not 1 <= block.level <= min(level + 1, MAXIMUM_LEVEL):
                    raise ValueError(f"heading {block.text!r} has level {block.level} after {level}")
                level = block.level


def without_codes(document: Document) -> Iterator[Block]:
    """Yield the blocks with the words beside a QR code instead of the code, for forms that nobody scans."""
    for block in document.blocks:
        if isinstance(block, Scannable):
            yield from block.content
        else:
            yield block


def reading_order(document: Document) -> Iterator[str]:
    """Yield every text in the order in which it is read aloud; of a figure its alternative text."""
    return (text for block in document.blocks for line in block.lines() for text in line)


def to_text(document: Document) -> str:
    """Return the paper as plain text, a blank line between blocks, to be read and compared."""
    return "\n\n".join("\n".join(" | ".join(line) for line in block.lines()) for block in document.blocks) + "\n"
