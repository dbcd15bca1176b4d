"""What the child process calls: bytes of a workbook to JSON values."""

import io
import zipfile
from typing import Any

from core.cells import Sheet
from infra.spreadsheet.csv_reader import read_csv
from infra.spreadsheet.declarations import check_declarations
from infra.spreadsheet.grid import Bounds, Budget
from infra.spreadsheet.ods_reader import read_ods
from infra.spreadsheet.parts import opened
from infra.spreadsheet.wire import encode_sheet
from infra.spreadsheet.xlsx_reader import read_xlsx

_CELL_ENDS = (b"c>", b"cell>")
"""How a cell that holds something ends in XLSX and in ODS, whatever its namespace is called."""
_SLACK, _PIECE = 4, 1 << 20
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def parse_workbook(data: bytes) -> list[dict[str, Any]]:
    """Return the sheets of an XLSX or ODS file that passed the checks of its archive."""
    _, sheets = read_sheets(data, Bounds())
    return [encode_sheet(sheet) for sheet in sheets]


def read_sheets(data: bytes, bounds: Bounds) -> tuple[str, list[Sheet]]:
    """Return the format of a workbook, ``xlsx`` or ``ods``, and its sheets; for readers that run in a child too.

    Raises:
        InspectionError: It is damaged, runs or fetches something, or is larger than what is read.
    """
    with opened(io.BytesIO(data)) as archive:
        _check_number(archive, bounds)
        check_declarations(archive)
        if _is_ods(archive):
            return "ods", read_ods(archive, bounds)
        return "xlsx", read_xlsx(archive, bounds)


def _check_number(archive: zipfile.ZipFile, bounds: Bounds) -> None:
    """Refuse a part with far more cells than are read: counting their ends takes a hundredth of reading them."""
    for member in archive.infolist():
        most, found = bounds.cells * _SLACK, 0
        if member.file_size < most:
            continue
        with archive.open(member) as part:
            while piece := part.read(_PIECE):
                found += sum(map(piece.count, _CELL_ENDS))
                if found > most:
                    Budget(bounds).refuse()


def parse_table(data: bytes) -> list[dict[str, Any]]:
    """Return the one sheet of a CSV file."""
    return [encode_sheet(sheet) for sheet in read_csv(data)]


def _is_ods(archive: zipfile.ZipFile) -> bool:
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as part:
        return part.read(len(_ODS_TYPE)) == _ODS_TYPE
