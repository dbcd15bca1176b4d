"""The price sheets that go with the list of bids: one line a position, read with every fault at its cell."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from core.cells import Workbook
from core.errors import Fault
from procurement.rules.bids.price_correction import LINES, MOST_LINES, STATED
from scoring.workbook import names
from scoring.workbook.source import SheetSource

SHEET = "Preisblatt"
ROW, ITEM, QUANTITY, UNIT_PRICE = "Zeile", "Position", "Menge", "Einzelpreis netto in Euro"
PERIOD, PERIODS, VAT, OPTION, SCORED = "Zahlweise", "Anzahl", "USt in Prozent", "Option", "gewertet"
TOTAL = "Gesamtpreis brutto in Euro"
HEADINGS = (ROW, ITEM, QUANTITY, UNIT_PRICE, PERIOD, PERIODS, VAT, OPTION, SCORED, TOTAL)
_NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_PERIODS = {german: name for name, german in names.PERIOD_NAMES.items()}
_KEYS: Mapping[str, str] = {
    "item": ITEM,
    "quantity": QUANTITY,
    "unit_price_eur": UNIT_PRICE,
    "period": PERIOD,
    "periods": PERIODS,
    "vat_percent": VAT,
    "option": OPTION,
    "scored": SCORED,
    STATED: TOTAL,
}

Sheets = dict[int, list[dict[str, Any]]]


def read_price_lines(workbook: Workbook, rows: Collection[int], faults: list[Fault]) -> Sheets:
    """Return the lines of the price sheets by the row of their bid on the list, as the program counts rows.

    Args:
        workbook: The list; the sheet may be missing, for a price sheet is not asked for.
        rows: Rows of the list on which a bid stands, from 1.
        faults: What is wrong is added here.
    """
    sheet = workbook.sheet(SHEET)
    if sheet is None or not sheet.cells:
        return {}
    source = SheetSource(sheet, faults)
    header = source.row_of(HEADINGS) or 0
    columns = {label: column for column, label in source.columns(header).items() if label in HEADINGS}
    missing = [one for one in HEADINGS if one not in columns]
    faults += [
        Fault("workbook_heading_missing", source.place(header, 0), properties={"heading": one}) for one in missing
    ]
    faults += [
        Fault(
            "workbook_column_unknown", source.place(first, column), properties={"heading": source.label(header, column)}
        )
        for column, first in source.filled_columns(header).items()
        if column not in columns.values()
    ]
    found: Sheets = {}
    for row in [] if missing else source.rows_below(header):
        _read(source, row, columns, rows, found)
    source.check_visible()
    return found


def _read(source: SheetSource, row: int, columns: Mapping[str, int], rows: Collection[int], found: Sheets) -> None:
    bid = source.fixed(row, columns[ROW]) or ""
    if not _NUMBER.fullmatch(bid) or int(bid) not in rows:
        source.fault("price_line_row", row, columns[ROW], value=bid[:20])
        return
    period = (source.text(row, columns[PERIOD]) or "").strip().casefold()
    periods = source.measure(row, columns[PERIODS])
    values: dict[str, Any] = {
        "item": source.text(row, columns[ITEM]),
        "quantity": source.measure(row, columns[QUANTITY]),
        "unit_price_eur": source.measure(row, columns[UNIT_PRICE]),
        "period": _PERIODS.get(period, period) or None,
        "periods": int(periods) if periods and periods.isdecimal() else periods,
        "vat_percent": source.percent(row, columns[VAT]),
        "option": source.flag(row, columns[OPTION]),
        "scored": source.flag(row, columns[SCORED]),
        STATED: source.measure(row, columns[TOTAL]),
    }
    line = {key: value for key, value in values.items() if value is not None}
    lines = found.setdefault(int(bid), [])
    if len(lines) == MOST_LINES:
        source.fault("price_lines_too_many", row, columns[ROW], maximum=str(MOST_LINES))
        return
    lines.append(line)
    for key in wrong_fields(line):
        source.fault("price_line_field", row, columns[_KEYS.get(key, ITEM)], field=_KEYS.get(key, key))


def wrong_fields(line: Mapping[str, Any]) -> list[str]:
    """Return the fields of a line that are missing or not of the format; each once."""
    try:
        LINES.validate_python([dict(line)])
    except ValidationError as error:
        return list(dict.fromkeys(str(one["loc"][1]) if len(one["loc"]) > 1 else "" for one in error.errors()))
    return []
