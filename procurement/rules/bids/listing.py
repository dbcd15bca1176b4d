"""The list of bids that goes with an opening: one line a bid, read with every fault at its cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.cells import CellKind, Sheet, Workbook
from core.errors import Fault, InputError
from core.numbers import money_string
from procurement.model import BidState
from procurement.rules.bids.moments import UnreadableMomentError, moment_in
from procurement.rules.bids.price_lines import read_price_lines
from scoring.model import is_written
from scoring.workbook.source import SheetSource

SHEET = "Angebote"
LOT, TENDERER, RECEIVED = "Los", "Bieter", "Eingang"
STATE, PRICE, FOLDER, PRICE_FILE = "Stand", "Preis brutto in Euro", "Ordner", "Preisdatei"
VARIANT = "Nebenangebot"
REQUIRED = (LOT, TENDERER, RECEIVED, STATE, PRICE, FOLDER, PRICE_FILE)
HEADINGS = (*REQUIRED, VARIANT)
"""All columns; a list of main bids may do without the last one."""
STATES: Mapping[str, BidState] = {
    "eingegangen": BidState.RECEIVED,
    "verspätet": BidState.LATE,
    "zurückgezogen": BidState.WITHDRAWN,
    "ersetzt": BidState.REPLACED,
}
NO_FILE = "keine"
"""Says that no file tells the price: whoever says nothing has forgotten it."""

MOST_BIDS = 200
LONGEST_TENDERER = 400
LONGEST_VARIANT = 200
LARGEST_PRICE = Decimal(10) ** 12
_CENTS = -2
_MOST_FAULTS = 50
_LOT = re.compile(r"[1-9]\d{0,2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBid:
    """One line of the list.

    Args:
        lot: Number of the lot.
        tenderer: Name of the bidder.
        received_at: When the platform received it, UTC.
        state: How the platform lists it.
        gross_eur: Price as decimal string; None where none is named.
        folder: Name of its folder in the archive; empty without files.
        price_files: Names of the files that tell the price; None where nothing is said about it.
        places: Cell of each column as people name it.
        price_sheet: Lines of its price sheet; empty without one.
        variant: Name of the variant (Nebenangebot); empty for a main bid.
    """

    lot: int
    tenderer: str
    received_at: datetime
    state: BidState
    gross_eur: str | None
    folder: str
    price_files: tuple[str, ...] | None
    places: Mapping[str, str]
    price_sheet: tuple[Mapping[str, Any], ...] = ()
    variant: str = ""


def read_list(workbook: Workbook) -> tuple[ListedBid, ...]:
    """Return the bids of a list.

    Raises:
        InputError: Every fault with sheet and cell.
    """
    sheet = workbook.sheet(SHEET) or (workbook.sheets[0] if len(workbook.sheets) == 1 else None)
    if sheet is None:
        raise InputError([Fault("workbook_sheet_missing", SHEET, properties={"sheet": SHEET})])
    faults: list[Fault] = []
    source = SheetSource(sheet, faults)
    columns = _columns(source)
    rows = source.rows_below(_heading_row(source))
    found = [_Line(source, row, columns).read() for row in rows]
    source.check_visible()
    sheets = read_price_lines(workbook, {row + 1 for row in rows}, faults)
    if not found:
        faults.append(Fault("bid_list_empty", sheet.name))
    if len(found) > MOST_BIDS:
        faults.append(Fault("bids_too_many", sheet.name, properties={"maximum": str(MOST_BIDS)}))
    raise_if(faults)
    lines = (tuple(sheets.get(row + 1, ())) for row in rows)
    return tuple(replace(one, price_sheet=own) for one, own in zip(found, lines, strict=True) if one is not None)


def raise_if(faults: list[Fault]) -> None:
    """Do nothing without faults.

    Raises:
        InputError: With the first of them, and how many there are besides.
    """
    if faults:
        raise InputError(faults[:_MOST_FAULTS], omitted=max(0, len(faults) - _MOST_FAULTS))


def price_fault(gross_eur: str) -> str | None:
    """Return what is wrong with a price given as decimal string; None where it can be kept."""
    value = Decimal(gross_eur)
    if value < 0 or value >= LARGEST_PRICE:
        return "bid_price_range"
    exponent = value.normalize().as_tuple().exponent
    return "format_cents" if isinstance(exponent, int) and exponent < _CENTS else None


def _heading_row(source: SheetSource) -> int:
    row = source.row_of(HEADINGS)
    if row is None:
        raise InputError([_heading_missing(source.sheet, 0, LOT)])
    return row


def _columns(source: SheetSource) -> Mapping[str, int]:
    row = _heading_row(source)
    labels = source.columns(row)
    faults = [_heading_missing(source.sheet, row, one) for one in REQUIRED if one not in labels.values()]
    for column, label in labels.items():
        place = source.place(row, column)
        if label not in HEADINGS:
            faults.append(Fault("workbook_column_unknown", place, properties={"heading": label[:40]}))
        elif list(labels.values()).count(label) > 1:
            faults.append(Fault("workbook_heading_twice", place, properties={"heading": label}))
    faults += [
        Fault("workbook_column_unnamed", source.place(first, column))
        for column, first in source.filled_columns(row).items()
        if column not in labels
    ]
    raise_if(faults)
    return {label: column for column, label in labels.items()}


def _heading_missing(sheet: Sheet, row: int, heading: str) -> Fault:
    return Fault("workbook_heading_missing", sheet.place(row, 0), properties={"heading": heading})


class _Line:
    """Reads one line."""

    def __init__(self, source: SheetSource, row: int, columns: Mapping[str, int]) -> None:
        self._source = source
        self._row = row
        self._columns = columns

    def read(self) -> ListedBid | None:
        """Return the bid; None where the line has a fault."""
        lot, tenderer, received, state, price = (
            self._lot(),
            self._tenderer(),
            self._received(),
            self._state(),
            self._price(),
        )
        folder, files, variant = self._text(FOLDER), self._text(PRICE_FILE), self._variant()
        if lot is None or tenderer is None or received is None or state is None or variant is None or price is _WRONG:
            return None
        return ListedBid(
            lot=lot,
            tenderer=tenderer,
            received_at=received,
            state=state,
            gross_eur=price or None,
            folder=folder,
            price_files=_price_files(files),
            places={name: self._source.place(self._row, column) for name, column in self._columns.items()},
            variant=variant,
        )

    def _text(self, name: str) -> str:
        return (self._source.text(self._row, self._columns[name]) or "").strip()

    def _fault(self, kind: str, name: str, **properties: str) -> None:
        self._source.fault(kind, self._row, self._columns[name], **properties)

    def _lot(self) -> int | None:
        text = self._source.fixed(self._row, self._columns[LOT]) or ""
        if _LOT.fullmatch(text):
            return int(text)
        self._fault("bid_lot_number", LOT)
        return None

    def _tenderer(self) -> str | None:
        text = " ".join(self._text(TENDERER).split())
        if is_written(text) and len(text) <= LONGEST_TENDERER:
            return text
        self._fault("name_expected", TENDERER, maximum=str(LONGEST_TENDERER))
        return None

    def _variant(self) -> str | None:
        text = " ".join(self._text(VARIANT).split()) if VARIANT in self._columns else ""
        if len(text) <= LONGEST_VARIANT:
            return text
        self._fault("text_too_long", VARIANT, maximum=str(LONGEST_VARIANT))
        return None

    def _received(self) -> datetime | None:
        cell = self._source.cells.get((self._row, self._columns[RECEIVED]))
        if cell is None or cell.formula is not None or cell.kind not in {CellKind.DATE, CellKind.TEXT}:
            self._fault("workbook_formula" if cell and cell.formula is not None else "bid_moment", RECEIVED)
            return None
        try:
            return moment_in(cell)
        except UnreadableMomentError as error:
            self._fault(error.fault, RECEIVED, day=error.day)
            return None

    def _state(self) -> BidState | None:
        text = self._text(STATE).casefold()
        if text not in STATES:
            self._fault("bid_state_word", STATE, value=text[:40], words=", ".join(STATES))
        return STATES.get(text)

    def _price(self) -> str:
        column = self._columns[PRICE]
        if self._source.is_blank(self._row, column):
            return ""
        price = self._source.measure(self._row, column)
        if price is None:
            return _WRONG
        if kind := price_fault(price):
            self._fault(kind, PRICE)
            return _WRONG
        return money_string(Decimal(price))


_WRONG = "?"


def _price_files(text: str) -> tuple[str, ...] | None:
    if not text:
        return None
    if text.casefold() == NO_FILE:
        return ()
    return tuple(one.strip() for one in text.split(";") if one.strip())
