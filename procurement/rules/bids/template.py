"""The empty list of bids, to be filled in and handed over with their files."""

from core.cells import CellStyle, Sheet, Span, Workbook
from procurement.rules.bids import price_lines
from procurement.rules.bids.listing import HEADINGS, PRICE, PRICE_FILE, SHEET, STATE, STATES, VARIANT
from scoring.workbook.names import NO, PERIOD_NAMES, YES
from scoring.workbook.pen import Pen

_WIDTHS = (6, 40, 22, 16, 20, 30, 40, 30)
_ROWS = 60
_POSITIONS = 200


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
    at = HEADINGS.index(PRICE_FILE)
    pen.bounds(
        Span(1, at, _ROWS, at),
        "Preisdatei",
        "Name der Datei im Ordner, in der der Preis steht; mehrere mit Semikolon; oder: keine",
    )
    at = HEADINGS.index(VARIANT)
    pen.bounds(Span(1, at, _ROWS, at), "Nebenangebot", "Nur bei einem Nebenangebot: wie der Bieter es nennt")
    return Workbook((pen.build(), _price_sheet()))


def _price_sheet() -> Sheet:
    """Return the sheet for positions of prices; who leaves it empty hands in no price sheet."""
    headings = price_lines.HEADINGS
    pen = Pen(price_lines.SHEET, widths={1: 44, 3: 26, 9: 28}, frozen=(1, 0))
    pen.headings(0, headings)
    euro = {price_lines.UNIT_PRICE, price_lines.TOTAL}
    numbers = {price_lines.ROW, price_lines.QUANTITY, price_lines.PERIODS, price_lines.VAT}
    for row in range(1, _POSITIONS + 1):
        for column, heading in enumerate(headings):
            style = CellStyle.INPUT_EURO if heading in euro else CellStyle.INPUT_TEXT
            pen.text(row, column, None, CellStyle.INPUT_NUMBER if heading in numbers else style)
    pen.bounds(Span(1, 0, _POSITIONS, 0), "Zeile", "Zeile des Angebots auf dem Blatt „Angebote“, zum Beispiel 2")
    period = headings.index(price_lines.PERIOD)
    pen.choices(Span(1, period, _POSITIONS, period), "Zahlweise", "leer: einmalig", tuple(PERIOD_NAMES.values()))
    option = headings.index(price_lines.OPTION)
    pen.choices(Span(1, option, _POSITIONS, option + 1), "Option", "ja oder nein; leer bedeutet nein", (YES, NO))
    total = Span(1, len(headings) - 1, _POSITIONS, len(headings) - 1)
    pen.bounds(total, "Gesamtpreis", "Wie der Bieter ihn nennt; leer, wenn er keinen nennt")
    return pen.build()
