"""The empty list of bids, to be filled in and handed over with their files."""

from core.cells import CellStyle, Span, Workbook
from procurement.rules.bids.listing import HEADINGS, PRICE, SHEET, STATE, STATES
from scoring.workbook.pen import Pen

_WIDTHS = (6, 40, 22, 16, 20, 30, 40)
_ROWS = 60


def list_template() -> Workbook:
    """Return the empty list as a workbook."""
    pen = Pen(SHEET, widths=dict(enumerate(_WIDTHS)), frozen=(1, 0))
    pen.headings(0, HEADINGS)
    for row in range(1, _ROWS + 1):
        for column, heading in enumerate(HEADINGS):
            style = CellStyle.INPUT_EURO if heading == PRICE else CellStyle.INPUT_TEXT
            pen.text(row, column, None, style)
    state = HEADINGS.index(STATE)
    message = "Ein verspätetes Angebot erkennt Prüfstand am Eingang."
    pen.choices(Span(1, state, _ROWS, state), "Stand", message, tuple(STATES))
    received = Span(1, 2, _ROWS, 2)
    pen.bounds(received, "Eingang", "Tag und Uhrzeit in Deutschland, zum Beispiel 10.11.2026 11:05:09")
    files = Span(1, len(HEADINGS) - 1, _ROWS, len(HEADINGS) - 1)
    pen.bounds(
        files, "Preisdatei", "Name der Datei im Ordner, in der der Preis steht; mehrere mit Semikolon; oder: keine"
    )
    return Workbook((pen.build(),))
