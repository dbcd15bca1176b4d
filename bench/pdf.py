"""The score sheet beside the same paper in untagged reportlab (Platypus): what being readable by all costs in time.

Both draw the same document with the same fonts in the same process, in turn.
"""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as Flowing
from reportlab.platypus import SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as Grid

from bench.measuring import Row, milliseconds, paired
from core.document import Block, Definitions, Document, Heading, ListBlock, Note, Table, plain
from core.figure import Box, Figure, Label
from infra.parameters import load_parameters
from infra.pdf import render
from infra.pdf.fonts import BOLD, REGULAR, widths
from procurement.papers import score_sheet
from scoring.evaluate import evaluate
from scoring.house_rules import HouseRules
from scoring.intake import read_evaluation
from scoring.result import build_result

LIMIT = 1.6
DAY = date(2026, 11, 20)
ROUNDS = 15

_WIDTH = 477.0
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10.5, leading=14.5)
_CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=9.5, leading=12.5)
_HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=13, leading=17)
_RULES = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, "#737373"), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def demo_sheet() -> Document:
    """Return the score sheet of the demo city's first tender."""
    data = (files("procurement") / "data" / "demo" / "videoberatung.richtwert-erweitert.json").read_bytes()
    rules = HouseRules.on(load_parameters("scoring"), DAY)
    outcome = evaluate(read_evaluation(data, rules), rules)
    return score_sheet(outcome, build_result(outcome))


def untagged(document: Document) -> bytes:
    """Return the same paper as reportlab's own layout draws it: no structure, no archive format."""
    story = [flowable for block in document.blocks for flowable in _flowables(block)]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1, initialFontName=REGULAR).build(story)
    return out.getvalue()


def _flowables(block: Block) -> list[Any]:
    match block:
        case ListBlock(items=items):
            return [Flowing(escape(plain(item)), _BODY, bulletText="•") for item in items]
        case Definitions(entries=entries):
            return [_grid([[term, plain(meaning)] for term, meaning in entries])]
        case Note(title=title, content=content):
            return [_text(title, _HEAD), *(flowable for part in content for flowable in _flowables(part))]
        case Table():
            return [_text(block.caption, _BODY), _grid([list(line) for line in list(block.lines())[1:]])]
        case Figure():
            return [_drawing(block)]
    return [_text(text, _HEAD if isinstance(block, Heading) else _BODY) for line in block.lines() for text in line]


def _text(text: str, style: ParagraphStyle) -> Any:  # noqa: ANN401 - the package ships no types
    return Flowing(escape(text), style)


def _grid(rows: list[list[str]]) -> Any:  # noqa: ANN401
    columns = max(map(len, rows))
    cells = [[_text(text, _CELL) for text in row] + [""] * (columns - len(row)) for row in rows]
    return Grid(cells, colWidths=[_WIDTH / columns] * columns, repeatRows=1, style=_RULES)


def _drawing(figure: Figure) -> Any:  # noqa: ANN401
    drawing = Drawing(figure.width, figure.height)
    for shape in figure.shapes:
        match shape:
            case Box(x=x, y=y, width=width, height=height):
                drawing.add(Rect(x, figure.height - y - height, width, height, fillColor=None))
            case Label(x=x, y=y, text=text):
                drawing.add(String(x, figure.height - y, text, fontName=REGULAR, fontSize=8.5))
            case _:
                drawing.add(Line(shape.x1, figure.height - shape.y1, shape.x2, figure.height - shape.y2))
    return drawing


def rows() -> Iterator[Row]:
    """Yield the row of this part: the tagged score sheet against the same paper untagged."""
    for font in (REGULAR, BOLD):
        widths(font)
    document = demo_sheet()
    pair = paired(lambda: render(document), lambda: untagged(document), ROUNDS)
    what = "score sheet as tagged PDF / the same paper in untagged reportlab (Platypus)"
    yield Row(what, milliseconds(pair.ours), milliseconds(pair.peer), pair.ratio, LIMIT)
