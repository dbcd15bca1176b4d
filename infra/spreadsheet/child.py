"""What the child process calls: bytes of a workbook to JSON values."""

import io
import zipfile
from typing import Any

from infra.inspect.errors import InspectionError
from infra.spreadsheet.csv_reader import read_csv
from infra.spreadsheet.ods_reader import read_ods
from infra.spreadsheet.parts import Attributes, opened, read_part
from infra.spreadsheet.wire import encode_sheet
from infra.spreadsheet.xlsx_reader import read_xlsx

_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_TYPES = "[Content_Types].xml"


def parse_workbook(data: bytes) -> list[dict[str, Any]]:
    """Return the sheets of an XLSX or ODS file that passed the checks of its archive."""
    with opened(io.BytesIO(data)) as archive:
        _check_declarations(archive)
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


def _check_declarations(archive: zipfile.ZipFile) -> None:
    """Refuse what the lists of parts admit to: encryption in ODS, macros in XLSX."""

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "encryption-data":
            raise InspectionError("file_encrypted")
        if tag in {"Override", "Default"} and "macroenabled" in attributes.get("ContentType", "").lower():
            raise InspectionError("file_macro", part=attributes.get("PartName", _TYPES)[:80])

    for part in {_MANIFEST, _TYPES}.intersection(archive.namelist()):
        read_part(archive, part, start)
