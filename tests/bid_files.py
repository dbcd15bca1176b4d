"""Lists and archives of bids for tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.cells import Cell, CellKind, Sheet, Workbook
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx
from procurement.rules.bids.listing import HEADINGS, SHEET

PRICE = "123456.78"
RECEIVED = "10.11.2026 11:05:09"
LATE = "10.11.2026 12:00:01"
ROW = ("1", "Alpha GmbH", RECEIVED, "eingegangen", PRICE.replace(".", ","), "alpha", "preis.txt")
PRICE_TEXT = b"Gesamtpreis streng geheim: 4711-Kanarienvogel"
FILES = {"alpha/konzept.pdf": b"%PDF-1.7 Konzept", "alpha/preis.txt": PRICE_TEXT}


def row(**changes: str) -> tuple[str, ...]:
    """Return a line of the list; ``changes`` by heading in small letters, the first word."""
    values = dict(zip(("los", "bieter", "eingang", "stand", "preis", "ordner", "preisdatei"), ROW, strict=True))
    return tuple((values | changes).values())


def alone(**changes: str) -> tuple[str, ...]:
    """Return a line without files."""
    return row(**{"ordner": "", "preisdatei": "", **changes})


def sheet(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Workbook:
    cells = {
        (at, column): _cell(text)
        for at, line in enumerate((headings, *rows))
        for column, text in enumerate(line)
        if text
    }
    return Workbook((Sheet(SHEET, cells),))


def _cell(text: str) -> Cell:
    return Cell(CellKind.NUMBER, Decimal(text)) if text.isdecimal() else Cell(CellKind.TEXT, text)


def xlsx(*rows: Sequence[str]) -> bytes:
    return write_xlsx(sheet(rows))


def ods(*rows: Sequence[str]) -> bytes:
    return write_ods(sheet(rows))


def csv(*rows: Sequence[str]) -> bytes:
    return "\r\n".join(";".join(line) for line in (HEADINGS, *rows)).encode()


def archive(files: Mapping[str, bytes] | Sequence[tuple[str, bytes]], *rows: Sequence[str]) -> bytes:
    """Return a ZIP with its list."""
    target = io.BytesIO()
    given = list(files.items()) if isinstance(files, Mapping) else list(files)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in [("angebote.xlsx", xlsx(*rows)), *given] if rows else given:
            packed.writestr(zipfile.ZipInfo(name, (2026, 11, 10, 12, 0, 0)), content)
    return target.getvalue()


def whole() -> bytes:
    """Return an archive with two bids and everything in order."""
    files = FILES | {"beta/angebot.pdf": b"%PDF-1.7 Beta"}
    return archive(files, row(), row(bieter="Beta AG", ordner="beta", preisdatei="keine", preis="99000"))
