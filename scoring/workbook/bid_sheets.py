"""The sheets of the bids: tenderers and prices, price sheets, answers to A criteria."""

from decimal import Decimal
from fractions import Fraction

from core.cells import CellStyle, Sheet, Span, cell_name
from scoring.model import PriceLine
from scoring.price_sheet import counts, line_gross, sheet_total
from scoring.workbook import names
from scoring.workbook.matrix_sheets import EVIDENCE, TITLE
from scoring.workbook.names import BID_ROW, FIRST_ROW, HEADER_ROW, NO, YES
from scoring.workbook.pen import Pen, absolute, column_range
from scoring.workbook.plan import Plan, Slot
from scoring.workbook.shown_texts import (
    ANSWERS_NOTE,
    ANSWERS_TITLE,
    BIDS_CODES,
    BIDS_NOTE,
    BIDS_TITLE,
    PRICES_NOTE,
    PRICES_TITLE,
)

ID, TENDERER, PRICE, EXCLUSION, EXCLUSION_REASON, SHEET_TOTAL, STATED_PRICE = range(7)
ADMISSION = STATED_PRICE + len(names.CORRECTION_HEADINGS)
FIRST_BLOCK = 3
_ANSWER_WIDTH = 3
_LINE_BID, _ITEM, _QUANTITY, _UNIT_PRICE, _PERIOD, _PERIODS, _VAT, _OPTION, _SCORED, _GROSS = range(10)
_MOST_PERIODS = Decimal(1200)


def bids_sheet(plan: Plan) -> Sheet:
    """Return the sheet of bids with their prices."""
    pen = Pen(
        names.BIDS, widths={ID: 12, TENDERER: 40, PRICE: 20, EXCLUSION: 22, EXCLUSION_REASON: 50}, frozen=(FIRST_ROW, 1)
    )
    pen.text(0, 0, BIDS_TITLE, CellStyle.TITLE)
    pen.text(1, 0, BIDS_NOTE, CellStyle.NOTE)
    for row, line in enumerate(BIDS_CODES, start=2):
        pen.text(row, 0, line, CellStyle.NOTE)
    pen.headings(HEADER_ROW, names.BID_HEADINGS)
    sheets = has_price_sheet(plan)
    if sheets:
        pen.headings(HEADER_ROW, (names.SHEET_TOTAL,), SHEET_TOTAL)
    for row, slot in enumerate(plan.slots, start=FIRST_ROW):
        bid = slot.bid
        out = bid.exclusion if bid else None
        pen.text(row, ID, slot.id, CellStyle.FIXED)
        pen.text(row, TENDERER, bid.tenderer if bid else None, CellStyle.INPUT_TEXT)
        pen.number(row, PRICE, bid.price_gross_eur if bid else None, CellStyle.INPUT_EURO)
        pen.text(row, EXCLUSION, out.code if out else None, CellStyle.INPUT_TEXT)
        pen.text(row, EXCLUSION_REASON, out.reason if out else None, CellStyle.INPUT_TEXT)
        if sheets:
            _write_sheet_total(pen, row, slot, plan)
    _write_corrections(pen, plan)
    _write_admissions(pen, plan)
    last = FIRST_ROW + len(plan.slots) - 1
    pen.bounds(Span(FIRST_ROW, PRICE, last, PRICE), "Wertungspreis", "Bruttopreis in Euro, größer als 0.", Decimal(0))
    message = (
        "Nur wenn das Angebot ausgeschlossen wird: eines der Kürzel, die mit ihrer Bedeutung über der Tabelle stehen."
    )
    pen.bounds(Span(FIRST_ROW, EXCLUSION, last, EXCLUSION), "Ausschlussgrund", message)
    return pen.build()


def _write_corrections(pen: Pen, plan: Plan) -> None:
    """Write what bidders had named and why it was corrected, where any price was."""
    found = {row: slot.bid.price_correction for row, slot in enumerate(plan.slots, start=FIRST_ROW) if slot.bid}
    if not any(found.values()):
        return
    pen.headings(HEADER_ROW, names.CORRECTION_HEADINGS, STATED_PRICE)
    for row, one in found.items():
        pen.number(row, STATED_PRICE, one.stated_gross_eur if one else None, CellStyle.INPUT_EURO)
        pen.text(row, STATED_PRICE + 1, one.rule if one else None, CellStyle.INPUT_TEXT)
        pen.text(row, STATED_PRICE + 2, one.reason if one else None, CellStyle.INPUT_TEXT)


def _write_admissions(pen: Pen, plan: Plan) -> None:
    """Write why bids were admitted although a point was open or not met, where one says so."""
    found = {row: slot.bid.admission_reason for row, slot in enumerate(plan.slots, start=FIRST_ROW) if slot.bid}
    if not any(found.values()):
        return
    pen.headings(HEADER_ROW, (names.ADMISSION_REASON,), ADMISSION)
    for row, reason in found.items():
        pen.text(row, ADMISSION, reason, CellStyle.INPUT_TEXT)


def has_price_sheet(plan: Plan) -> bool:
    """Tell whether the workbook has a sheet for price lines."""
    return bool(plan.spare) or any(slot.bid and slot.bid.price_sheet for slot in plan.slots)


def _lines(plan: Plan) -> list[tuple[str, PriceLine]]:
    return [(slot.id, line) for slot in plan.slots if slot.bid for line in slot.bid.price_sheet]


def _last_line(plan: Plan) -> int:
    return FIRST_ROW + max(len(_lines(plan)) + plan.spare * 4, 1) - 1


def _write_sheet_total(pen: Pen, row: int, slot: Slot, plan: Plan) -> None:
    bids = column_range(_LINE_BID, FIRST_ROW, _last_line(plan), sheet=names.PRICES)
    gross = column_range(_GROSS, FIRST_ROW, _last_line(plan), sheet=names.PRICES)
    total = sheet_total(slot.bid.price_sheet) if slot.bid else Fraction(0)
    formula = f"SUMPRODUCT(EXACT({bids},{cell_name(row, ID)})*1,{gross})"
    pen.formula(row, SHEET_TOTAL, formula, total, CellStyle.COMPUTED_EURO)


def prices_sheet(plan: Plan) -> Sheet:
    """Return the sheet of price lines."""
    pen = Pen(names.PRICES, widths={_ITEM: 44, _UNIT_PRICE: 20, _GROSS: 20}, frozen=(FIRST_ROW, 0))
    pen.text(0, 0, PRICES_TITLE, CellStyle.TITLE)
    pen.text(1, 0, PRICES_NOTE, CellStyle.NOTE)
    pen.headings(HEADER_ROW, (*names.PRICE_HEADINGS, names.LINE_TOTAL))
    lines = _lines(plan)
    for row, (bid, line) in enumerate(lines, start=FIRST_ROW):
        _write_line(pen, row, bid, line)
    last = _last_line(plan)
    for row in range(FIRST_ROW + len(lines), last + 1):
        _write_line(pen, row, None, None)
    pen.bounds(
        Span(FIRST_ROW, _PERIODS, last, _PERIODS), "Anzahl", "Wie oft der Betrag anfällt.", Decimal(1), _MOST_PERIODS
    )
    periods = tuple(names.PERIOD_NAMES.values())
    pen.choices(Span(FIRST_ROW, _PERIOD, last, _PERIOD), "Zahlweise", "einmalig, monatlich oder jährlich", periods)
    pen.choices(Span(FIRST_ROW, _OPTION, last, _SCORED), "Option", "ja oder nein; leer bedeutet nein", (YES, NO))
    return pen.build()


def _write_line(pen: Pen, row: int, bid: str | None, line: PriceLine | None) -> None:
    pen.text(row, _LINE_BID, bid, CellStyle.INPUT_TEXT)
    pen.text(row, _ITEM, line.item if line else None, CellStyle.INPUT_TEXT)
    pen.number(row, _QUANTITY, line.quantity if line else None, CellStyle.INPUT_NUMBER)
    pen.number(row, _UNIT_PRICE, line.unit_price_eur if line else None, CellStyle.INPUT_EURO)
    pen.text(row, _PERIOD, names.PERIOD_NAMES[line.period.value] if line else None, CellStyle.INPUT_TEXT)
    pen.number(row, _PERIODS, line.periods if line else None, CellStyle.INPUT_NUMBER)
    pen.number(row, _VAT, line.vat_percent if line else None, CellStyle.INPUT_NUMBER)
    pen.text(row, _OPTION, (YES if line.option else NO) if line else None, CellStyle.INPUT_TEXT)
    scored = None if line is None or line.scored is None else YES if line.scored else NO
    pen.text(row, _SCORED, scored, CellStyle.INPUT_TEXT)
    quantity, price, periods, vat, option, counted = (
        cell_name(row, column) for column in (_QUANTITY, _UNIT_PRICE, _PERIODS, _VAT, _OPTION, _SCORED)
    )
    gross = f'ROUND({quantity}*{price}*IF({periods}="",1,{periods})*(1+{vat}/100),2)'
    formula = f'IF(AND({option}="{YES}",{counted}<>"{YES}"),0,{gross})'
    value = line_gross(line) if line and counts(line) else Fraction(0)
    pen.formula(row, _GROSS, formula, value, CellStyle.COMPUTED_EURO)


def answers_sheet(plan: Plan) -> Sheet:
    """Return the sheet on which each bid's A criteria are answered."""
    widths = {0: 9, 1: 44, 2: 36} | {
        FIRST_BLOCK + number * _ANSWER_WIDTH + at: width
        for number in range(len(plan.slots))
        for at, width in enumerate((10, 36, 18))
    }
    pen = Pen(names.ANSWERS, widths=widths, frozen=(FIRST_ROW, 2))
    pen.text(0, 0, ANSWERS_TITLE, CellStyle.TITLE)
    pen.text(1, 0, ANSWERS_NOTE, CellStyle.NOTE)
    pen.headings(HEADER_ROW, names.ANSWER_HEADINGS)
    for row, (source, criterion) in enumerate(plan.asked_rows, start=FIRST_ROW):
        pen.text(row, 0, criterion.id, CellStyle.FIXED)
        title, evidence = (criterion.node.title, criterion.node.evidence or "") if criterion.node else ("", "")
        mirror(pen, (row, 1), (source, TITLE), title)
        mirror(pen, (row, 2), (source, EVIDENCE), evidence)
    for number, slot in enumerate(plan.slots):
        _write_answers(pen, FIRST_BLOCK + number * _ANSWER_WIDTH, slot, plan)
    return pen.build()


def met_range(plan: Plan, slot: Slot) -> str:
    """Return a reference to the answers of one bid."""
    column = FIRST_BLOCK + plan.slots.index(slot) * _ANSWER_WIDTH
    last = FIRST_ROW + max(len(plan.asked_rows), 1) - 1
    return column_range(column, FIRST_ROW, last, sheet=names.ANSWERS)


def _write_answers(pen: Pen, column: int, slot: Slot, plan: Plan) -> None:
    block_head(pen, column, slot, plan)
    pen.headings(HEADER_ROW, names.ANSWER_BLOCK, column)
    for row, (_, criterion) in enumerate(plan.asked_rows, start=FIRST_ROW):
        answer = slot.bid.a_criteria.get(criterion.id) if slot.bid else None
        pen.text(row, column, (YES if answer.met else NO) if answer else None, CellStyle.INPUT_TEXT)
        pen.text(row, column + 1, answer.reason if answer else None, CellStyle.INPUT_TEXT)
        pen.text(row, column + 2, answer.source if answer else None, CellStyle.INPUT_TEXT)
    last = FIRST_ROW + len(plan.asked_rows) - 1
    pen.choices(Span(FIRST_ROW, column, last, column), "erfüllt", "ja oder nein", (YES, NO))


def block_head(pen: Pen, column: int, slot: Slot, plan: Plan) -> None:
    """Write the bid over its block of columns: its number, and beside it the tenderer."""
    pen.text(BID_ROW, column, slot.id, CellStyle.FIXED)
    row = FIRST_ROW + plan.slots.index(slot)
    mirror(pen, (BID_ROW, column + 1), (row, TENDERER), slot.bid.tenderer if slot.bid else "", sheet=names.BIDS)


def mirror(
    pen: Pen, target: tuple[int, int], source: tuple[int, int], text: str, *, sheet: str = names.CRITERIA
) -> None:
    """Show a text of another sheet by a formula, so that it stands in one place only."""
    reference = absolute(sheet, *source)
    pen.formula(*target, f'IF({reference}="","",{reference})', text, CellStyle.COMPUTED)
