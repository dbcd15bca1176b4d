"""What the child process calls: bytes of a workbook to JSON values."""

import io
import zipfile
from typing import Any

from infra.spreadsheet.csv_reader import read_csv
from infra.spreadsheet.declarations import check_declarations
from infra.spreadsheet.ods_reader import read_ods
from infra.spreadsheet.parts import opened
from infra.spreadsheet.wire import encode_sheet
from infra.spreadsheet.xlsx_reader import read_xlsx

_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def parse_workbook(data: bytes) -> list[dict[str, Any]]:
    """Return the sheets of an XLSX or ODS file that passed the checks of its archive."""
    with opened(io.BytesIO(data)) as archive:
        check_declarations(archive)
        sheets = read_ods(archive) if _is_ods(archive) else read_xlsx(archive)
    return [encode_sheet(sheet) for sheet in sheets]


def parse_table(data: bytes) -> list[dict[str, Any]]:
    """Return the one sheet of a CSV file."""
    return [encode_sheet(sheet) for sheet in read_csv(data)]


def _is_ods(archive: zipfile.ZipFile) -> bool:
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as part:
        return part.read(len(_ODS_TYPE)) == _ODS_TYPE
