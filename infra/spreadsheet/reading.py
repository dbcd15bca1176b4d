"""Workbooks from outside, through the gate."""

from core.cells import Workbook
from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.errors import InspectionError
from infra.inspect.gate import FileKind, inspect
from infra.spreadsheet.magic import OLD_OFFICE, ZIP, is_office_file
from infra.spreadsheet.wire import decode_workbook

_ARCHIVE = ArchiveLimits()
_EXPECTED = "Arbeitsmappe im Format XLSX oder ODS"
_MACROS = ("vbaproject", "xl/macrosheets/", "xl/activex/", "basic/", "scripts/", "xl/ctrlprops/")
_EXTERNAL = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")


def read_workbook(data: bytes) -> Workbook:
    """Return the sheets of an XLSX or ODS file.

    Raises:
        InspectionError: The file is not let in; its reason says why.
    """
    return inspect(_WORKBOOK, data)


def read_table(data: bytes) -> Workbook:
    """Return the one sheet of a CSV file, all cells texts.

    Raises:
        InspectionError: The file is not let in; its reason says why.
    """
    return inspect(_TABLE, data)


def check_workbook(data: bytes, limits: ArchiveLimits = _ARCHIVE) -> None:
    """Look at the directory of a workbook before it is read in a child.

    Raises:
        InspectionError: It is none, or holds what runs or fetches something, or unpacks to more than ``limits``.
    """
    if data.startswith(OLD_OFFICE):
        raise InspectionError("file_old_office")
    if not data.startswith(ZIP):
        raise InspectionError("file_kind", expected=_EXPECTED)
    names = {member.filename.casefold(): member.filename for member in check_archive(data, limits)}
    for folded, name in names.items():
        if any(mark in folded for mark in _MACROS):
            raise InspectionError("file_macro", part=name[:80])
        if folded.startswith(_EXTERNAL):
            raise InspectionError("file_external", part=name[:80])
    if "xl/workbook.bin" in names or not ("[content_types].xml" in names or "content.xml" in names):
        raise InspectionError("file_kind", expected=_EXPECTED)


def _check_table(data: bytes) -> None:
    if b"\0" in data[:4096] or is_office_file(data):
        raise InspectionError("file_kind", expected="Tabelle im Format CSV")


_WORKBOOK = FileKind(check_workbook, "infra.spreadsheet.child:parse_workbook", decode_workbook)
_TABLE = FileKind(_check_table, "infra.spreadsheet.child:parse_table", decode_workbook)
