"""Pages of one paper: where the next line stands, what is marked as what, what every page repeats."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import groupby
from urllib.parse import quote

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas

from core.document import Document, Run
from infra.pdf.fonts import REGULAR, visible, widths
from infra.pdf.ink import Ink, Placed, area, rule
from infra.pdf.look import LOOKS
from infra.pdf.tags import Annotated, Element, Marked, write_tree
from infra.pdf.typeset import Style, TextLine, text_width

WIDTH, HEIGHT = map(float, A4)
LEFT, RIGHT = 64.0, 54.0
ASCENT = 0.93
"""Distance from the top of a line to its base line in parts of the font size: the height of the tallest letters."""
RULE_GRAY = 0.45

_SMALL = 8.5
_LONGEST_LINE = 200
_FOOTER_SHARE = 0.7
"""Part of the width that the footer may take beside the page number."""
_TOTAL = "total"
_FIRST_LINK_KEY = 1_000_000
"""Links follow the pages in the parent tree."""
_URL_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"


class Sheet:
    """The pages of a paper, filled from top to bottom.

    Attributes:
        canvas: What reportlab draws on.
        ink: What writes text on it.
        root: Top of the structure tree.
        left: Left edge of the text.
        width: Width of the text.
        look: How it is set.
        page: Number of the page from 0.
        left_over: Height that was left on each page before.
        y: Height of the next line above the lower edge of the page.
    """

    def __init__(self, document: Document) -> None:
        widths(REGULAR)
        self._document = document
        self.canvas = Canvas(
            BytesIO(), A4, pageCompression=0, invariant=1, initialFontName=REGULAR, lang=document.language
        )
        self._file = self.canvas._doc  # noqa: SLF001 - reportlab has no public way to its objects
        self.ink = Ink(self._file)
        self.root = Element("Document")
        self.look = LOOKS[document.density]
        self.left, self.width, self.y = LEFT, WIDTH - LEFT - RIGHT, HEIGHT - self.look.top
        self.page = self._mcid = self._links = 0
        self.left_over: list[float] = []
        self._rail: float | None = None
        self._link_elements: dict[tuple[Element, int], Element] = {}
        self._draw_header()

    @property
    def room(self) -> float:
        """Height left on this page."""
        return self.y - self.look.bottom

    @property
    def full_height(self) -> float:
        """Height of an empty page."""
        return HEIGHT - self.look.top - self.look.bottom

    @property
    def at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == HEIGHT - self.look.top

    def need(self, height: float) -> bool:
        """Begin a new page unless ``height`` is left or the page is empty; tell whether it did."""
        if height <= self.room or self.at_top:
            return False
        self.next_page()
        return True

    def skip(self, height: float) -> None:
        """Leave space, but none at the top of a page."""
        if not self.at_top:
            self.y -= height

    def next_page(self) -> None:
        """End this page and begin the next."""
        self.left_over.append(self.room)
        self._draw_rail()
        self._draw_footer()
        self.canvas.showPage()
        self.page, self._mcid, self.y = self.page + 1, 0, HEIGHT - self.look.top
        self._draw_header()
        self._rail = None if self._rail is None else self.y

    def finish(self) -> bytes:
        """End the last page, add the structure tree and return the file as reportlab writes it."""
        self._draw_footer()
        self.canvas.showPage()
        self.canvas.beginForm(_TOTAL, 0, -4, RIGHT, _SMALL * 1.2)
        self.canvas.addLiteral(self.ink.line(str(self.page + 1), 0, 0, _SMALL, REGULAR))
        self.canvas.endForm()
        write_tree(self._file, self.root)
        return bytes(self.canvas.getpdfdata())

    @contextmanager
    def mark(self, element: Element) -> Iterator[None]:
        """Mark what is drawn inside as content of an element."""
        element.children.append(Marked(self.page, self._mcid))
        self.canvas.addLiteral(f"/{element.role} <</MCID {self._mcid}>> BDC")
        self._mcid += 1
        yield
        self.canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self, properties: str = "/Type /Layout") -> Iterator[None]:
        """Mark what is drawn inside as decoration, which is not read aloud."""
        self.canvas.addLiteral(f"/Artifact <<{properties}>> BDC")
        yield
        self.canvas.addLiteral("EMC")

    @contextmanager
    def rail(self) -> Iterator[None]:
        """Draw a bar at the left edge of everything that is written inside."""
        self._rail = self.y
        yield
        self._draw_rail()
        self._rail = None

    def bookmark(self, title: str, key: str, level: int) -> None:
        """Let an entry of the reader's outline lead here."""
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(self.y + 8, 2))
        self.canvas.addOutlineEntry(" ".join(visible(title).split()) or "–", key, level)

    def write(
        self, element: Element, lines: Sequence[TextLine], x: float, style: Style, *, right: float | None = None
    ) -> None:
        """Draw lines from ``y`` downwards as content of an element, flush right at ``right`` if given; ``y`` stays."""
        placed = self.place(lines, x, style, right=right)
        for link, stretch in groupby(placed, key=_linked):
            parts = list(stretch)
            owner = element if link is None else self._link_element(element, link)
            with self.mark(owner):
                self.canvas.addLiteral(self.ink.block(parts, style.size))
            if link is not None:
                for part in parts:
                    self._annotate(owner, part, link, style)

    def flow(self, element: Element, lines: Sequence[TextLine], x: float, style: Style) -> None:
        """Write lines and go below them, over as many pages as it takes; no page ends or begins with a single line."""
        start = 0
        while start < len(lines):
            left = len(lines) - start
            fitting = int(self.room // style.leading)
            if fitting < min(2, left):
                self.next_page()
                continue
            count = left if fitting >= left else max(1, min(fitting, left - 2))
            self.write(element, lines[start : start + count], x, style)
            self.y -= count * style.leading
            start += count

    def repeat(self, lines: Sequence[TextLine], x: float, style: Style, *, right: float | None = None) -> None:
        """Draw lines that were read before, inside an artifact."""
        self.canvas.addLiteral(self.ink.block(self.place(lines, x, style, right=right), style.size))

    def place(self, lines: Sequence[TextLine], x: float, style: Style, *, right: float | None = None) -> list[Placed]:
        """Return where the pieces of lines stand, split where a link begins or ends."""
        placed = []
        for index, line in enumerate(lines):
            start = x if right is None else right - line.width
            base = self.y - ASCENT * style.size - index * style.leading
            for _, stretch in groupby(line.pieces, key=lambda piece: id(piece.run) if piece.run.link else 0):
                pieces = list(stretch)
                placed.append(Placed(start, base, pieces))
                start += sum(piece.width for piece in pieces)
        return placed

    def _link_element(self, element: Element, link: Run) -> Element:
        key = (element, id(link))
        if key not in self._link_elements:
            self._link_elements[key] = element.add("Link")
        return self._link_elements[key]

    def _annotate(self, owner: Element, part: Placed, link: Run, style: Style) -> None:
        self._links += 1
        key = _FIRST_LINK_KEY + self._links
        width = sum(piece.width for piece in part.pieces)
        top = part.y + ASCENT * style.size
        self.canvas.linkURL(
            quote(link.link or "", safe=_URL_CHARACTERS),
            (part.x, top - style.leading, part.x + width, top),
            StructParent=key,
            F=4,
            Contents=PDFString(visible(f"{link.text} ({link.link})")),
        )
        owner.children.append(Annotated(self.page, f"Annot.NUMBER{self._links}", key))

    def _draw_rail(self) -> None:
        if self._rail is not None and self._rail > self.y:
            with self.artifact():
                self.canvas.addLiteral(area(self.left - 10, self.y, 2.5, self._rail - self.y, RULE_GRAY))

    def _draw_header(self) -> None:
        if self._document.header:
            with self.artifact("/Type /Pagination /Subtype /Header /Attached [/Top]"):
                self._line_of_page(self._document.header, self.left, HEIGHT - 40, self.width)
                self._rule(HEIGHT - 46)

    def _draw_footer(self) -> None:
        label = self._document.page_label.partition("{pages}")[0].format(page=self.page + 1)
        with self.artifact("/Type /Pagination /Subtype /Footer /Attached [/Bottom]"):
            self._rule(46)
            self._line_of_page(self._document.footer, self.left, 34, self.width * _FOOTER_SHARE)
            total = self.left + self.width - _SMALL * text_width("00", REGULAR)
            self._line_of_page(label, total - _SMALL * text_width(label, REGULAR), 34, self.width)
            self.canvas.addLiteral(f"q 1 0 0 1 {total:.2f} 34 cm")
            self.canvas.doForm(_TOTAL)
            self.canvas.addLiteral("Q")

    def _line_of_page(self, text: str, x: float, y: float, width: float) -> None:
        """Draw one line, cut to a width: whatever it says stands in the blocks as well."""
        shown = " ".join(visible(text[:_LONGEST_LINE]).split())
        room = width / _SMALL
        if text_width(shown, REGULAR) > room:
            while text_width(shown, REGULAR) > room - 1:
                shown = shown[:-1]
            shown += "…"
        self.canvas.addLiteral(self.ink.line(shown, x, y, _SMALL, REGULAR))

    def _rule(self, y: float) -> None:
        self.canvas.addLiteral(rule(self.left, y, self.left + self.width, y, 0.5, RULE_GRAY))


def _linked(part: Placed) -> Run | None:
    run = part.pieces[0].run
    return run if run.link else None
