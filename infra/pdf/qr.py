"""QR codes: an address for a telephone, beside the words that say it. Decoration for whoever hears the paper."""

from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from core.document import Scannable
from infra.pdf.sheet import Sheet
from infra.pdf.typeset import break_lines

MODULE = 1.35
"""Side of a module in points: 0.48 mm, read by a telephone from an arm's length."""
_QUIET = 4 * MODULE
"""What has to stay white around a code."""


def modules(text: str) -> list[list[bool]]:
    """Return the modules of a code row by row, dark ones true; about 15 % of it may be unreadable."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    side = code.getModuleCount()
    return [[bool(code.isDark(row, column)) for column in range(side)] for row in range(side)]


def draw_scannable(sheet: Sheet, block: Scannable) -> None:
    """Draw paragraphs with their code at the right edge; they stand on one page together."""
    rows = modules(block.address)
    side = len(rows) * MODULE
    look = sheet.look
    width = sheet.width - side - _QUIET
    texts = [break_lines(part.content, look.body, width) for part in block.content]
    height = sum(len(lines) * look.body.leading + look.after_paragraph for lines in texts)
    sheet.need(max(height, side + _QUIET))
    top = sheet.y
    with sheet.artifact():
        sheet.canvas.addLiteral(_drawn(rows, sheet.left + sheet.width - side, top - _QUIET))
    for lines in texts:
        sheet.flow(sheet.root.add("P"), lines, sheet.left, look.body)
        sheet.skip(look.after_paragraph)
    sheet.y = min(sheet.y, top - side - _QUIET)


def _drawn(rows: list[list[bool]], left: float, top: float) -> str:
    """Return the dark modules as rectangles, one for each run in a row."""
    code = ["q 0 g"]
    for number, row in enumerate(rows, 1):
        column = 0
        for dark, stretch in groupby(row):
            length = len(list(stretch))
            if dark:
                x, y = left + column * MODULE, top - number * MODULE
                code.append(f"{x:.2f} {y:.2f} {length * MODULE:.2f} {MODULE:.2f} re")
            column += length
    return "\n".join([*code, "f Q"])
