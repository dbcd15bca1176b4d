"""Attachments: files that people pass on to each other and nobody here parses. Only sound ones that offices use."""

from collections.abc import Callable, Mapping

from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.errors import InspectionError

_MIB = 2**20
MOST_BYTES = 10 * _MIB
_OFFICE = ArchiveLimits(entries=2_000, total=200 * _MIB, any_names=True)
_MACROS = ("vbaproject.bin", "basic/script-lc.xml")
_OPEN_DOCUMENT, _OPEN_XML = "mimetype", "[Content_Types].xml"
_MARKS: Mapping[str, str] = {
    **dict.fromkeys(("odt", "ods", "odp"), _OPEN_DOCUMENT),
    **dict.fromkeys(("docx", "xlsx", "pptx"), _OPEN_XML),
}
"""Member that programs write into every file of such an ending: OpenDocument, Office Open XML."""


def check_attachment(ending: str, data: bytes) -> None:
    """Do nothing for a file that may be passed on.

    Args:
        ending: Ending of its name, without the point.
        data: Its content.

    Raises:
        InspectionError: It is empty, too large, of a kind that is not passed on, or not what its name says.
    """
    if not data:
        raise InspectionError("file_empty")
    if len(data) > MOST_BYTES:
        raise InspectionError("file_size", maximum=str(MOST_BYTES // _MIB))
    check = _CHECKS.get(ending.lower())
    if check is None:
        raise InspectionError("file_attachment", kinds=", ".join(one.upper() for one in _CHECKS))
    check(data)


ENDINGS = ("pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "png", "jpg", "jpeg", "txt", "csv")
"""Endings of files that are passed on."""


def _begins(what: str, *magic: bytes) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        if not data.startswith(magic):
            raise InspectionError("file_kind", expected=what)

    return check


def _office(ending: str) -> Callable[[bytes], None]:
    """Return the check of an office file: a sound archive with the mark of its format, and no macros."""

    def check(data: bytes) -> None:
        members = check_archive(data, _OFFICE)
        if _MARKS[ending] not in {member.filename for member in members}:
            raise InspectionError("file_kind", expected=f"{ending.upper()}-Datei")
        for member in members:
            if member.filename.casefold().endswith(_MACROS):
                raise InspectionError("file_macro", part=member.filename[:80])

    return check


def _text(data: bytes) -> None:
    if b"\0" in data:
        raise InspectionError("file_kind", expected="Textdatei")


_KNOWN: Mapping[str, Callable[[bytes], None]] = {
    "pdf": _begins("PDF-Datei", b"%PDF-"),
    "png": _begins("PNG-Datei", b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins("JPEG-Datei", b"\xff\xd8\xff"),
    "jpeg": _begins("JPEG-Datei", b"\xff\xd8\xff"),
    "txt": _text,
    "csv": _text,
}
_CHECKS = {one: _KNOWN[one] if one in _KNOWN else _office(one) for one in ENDINGS}
