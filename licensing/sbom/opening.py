"""From bytes to UTF-8 text: unpacked, without byte order mark, with everything unusual noted."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from core.errors import Fault, InputError
from licensing.sbom.notes import Notes

MAXIMUM_BYTES = 256 * 2**20
MOST_COMPONENTS = 250_000
MOST_ROWS = MOST_COMPONENTS + 1_000
"""Rows of a table that are read: its components, and what stands above and below them."""
_MOST_MEMBERS = 200
_RATIO = 200
_FREE = 2**20
_WRAPPED = 3
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_PIECE = 2**20
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BARE = ((b"<\0", "utf-16-le"), (b"{\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"\0{", "utf-16-be"))
_WESTERN = "windows-1252"
_SEVERAL_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A character of several bytes in UTF-8: hardly two characters that follow each other in another encoding."""
_MARKUP = frozenset((b"{", b"[", b"<"))
"""How a text begins whose format prescribes UTF-8."""
_CUT_OFF = re.compile(rb"[\xc2-\xf4][\x80-\xbf]*\Z")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"'][^>]*\?>")


@dataclass(frozen=True, slots=True)
class Opened:
    """One document, ready to be read.

    Args:
        name: Name inside an archive; empty for the file itself.
        data: UTF-8 text.
        wrapping: What was taken off, the outermost first: ``gz``, ``zip``.
        charset: How the text was encoded.
        notes: What was noticed.
        fault: Why a file of an archive cannot be read; the others still are.
    """

    name: str
    data: bytes
    wrapping: tuple[str, ...]
    charset: str
    notes: Notes
    fault: InputError | None = None


def refused(kind: str, place: str = "", **properties: str) -> InputError:
    """Return the error for a file that cannot be read."""
    return InputError([Fault(kind, place, properties=properties)])


def open_file(data: bytes) -> list[Opened]:
    """Return the documents in a file: one, or every file of an archive.

    Raises:
        InputError: Damaged, empty, or unpacking would take too much.
    """
    parts = _unwrapped("", data, ())
    if not parts:
        raise refused("sbom_archive_empty")
    if len(parts) == 1:
        name, content, wrapping = parts[0]
        return [_decoded(name, content, wrapping)]
    return [_opened(*part) for part in parts]


def _opened(name: str, data: bytes, wrapping: tuple[str, ...]) -> Opened:
    """Return one of several files, readable or not: a picture beside a bill of materials harms nothing."""
    try:
        if not data:
            raise refused("file_empty")
        return _decoded(name, data, wrapping)
    except InputError as error:
        return Opened(name, b"", wrapping, "", Notes(), error)


def _unwrapped(name: str, data: bytes, wrapping: tuple[str, ...]) -> list[tuple[str, bytes, tuple[str, ...]]]:
    packed = data.startswith((_GZIP, _ZIP)) and not (wrapping and _is_office(data))
    if not packed:
        if not data.strip(b" \t\r\n\0"):
            if "zip" in wrapping:
                return [(name, b"", wrapping)]
            raise refused("file_empty")
        return [(name, data, wrapping)]
    if len(wrapping) >= _WRAPPED:
        raise refused("sbom_wrapped_too_often")
    if data.startswith(_GZIP):
        return _unwrapped(name, _gunzipped(data), (*wrapping, "gz"))
    inner = (*wrapping, "zip")
    try:
        members = _members(data)
    except InputError as error:
        if not wrapping or error.faults[0].type != "file_damaged":
            raise
        return [(name, data, wrapping)]  # damaged inside of another archive: told as a file that cannot be read
    return [part for member, content in members for part in _unwrapped(member, content, inner)]


def _gunzipped(data: bytes) -> bytes:
    found, total, rest = [], 0, data
    most = min(MAXIMUM_BYTES, max(_FREE, len(data) * _RATIO))
    while rest.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(rest, _PIECE)
            except zlib.error as error:
                raise refused("file_damaged", detail="GZIP") from error
            found.append(piece)
            total += len(piece)
            if total > most:
                raise refused("file_expands", part=f"mehr als {most // 2**20} MiB")
            rest = unpacker.unconsumed_tail
            if not piece and not rest:
                break
        rest = unpacker.unused_data
    return b"".join(found)


def _members(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not is_litter(one.filename)]
            if len(members) > _MOST_MEMBERS:
                raise refused("file_entries", maximum=str(_MOST_MEMBERS))
            budget = MAXIMUM_BYTES
            found = []
            for member in members:
                content = read_member(archive, member, budget)
                budget -= len(content)
                found.append((member.filename, content))
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise refused("file_damaged", detail="ZIP") from error


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: int) -> bytes:
    """Return one file, counted while it unpacks: what the directory says of its size may be a lie.

    Args:
        archive: The archive.
        member: The file in it.
        budget: Most bytes that it may have.

    Raises:
        InputError: It unpacks to more.
    """
    most = min(budget, max(_FREE, member.compress_size * _RATIO))
    found, total = [], 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            total += len(piece)
            if total > most:
                raise refused("file_expands", part=member.filename[:80])
            found.append(piece)
    return b"".join(found)


def _is_office(data: bytes) -> bool:
    """Tell whether a file in an archive is a workbook or text document: its parts are no files of their own."""
    return data.startswith(_ZIP) and (b"[Content_Types].xml" in data or data[30:38] == b"mimetype")


def is_litter(name: str) -> bool:
    """Tell whether a file in an archive is one that a Mac adds for itself."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._")


def _decoded(name: str, data: bytes, wrapping: tuple[str, ...]) -> Opened:
    notes = Notes()
    if data[:4].count(0) == 0 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        mark = data.startswith(b"\xef\xbb\xbf")
        if mark:
            notes.warn("byte_order_mark")
        charset, narrow = _narrow(data[3:] if mark else data, notes)
        return Opened(name, narrow, wrapping, charset, notes)
    return _wide(name, data, wrapping, notes)


def _wide(name: str, data: bytes, wrapping: tuple[str, ...], notes: Notes) -> Opened:
    charset, skip = _wide_charset(data)
    notes.warn("charset", charset=charset.upper())
    text = data[skip:].decode(charset, "replace")
    if "�" in text:
        notes.error("text_damaged", _place_of(text, text.index("�")))
    return Opened(name, _as_utf8_declared(text).encode("utf-8", "replace"), wrapping, charset, notes)


def _wide_charset(data: bytes) -> tuple[str, int]:
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return charset, len(mark)
    for start, charset in _BARE:
        if data.startswith(start):
            return charset, 0
    raise refused("sbom_binary")


def _narrow(data: bytes, notes: Notes) -> tuple[str, bytes]:
    """Return the character set and the text in UTF-8; foreign bytes are replaced and noted."""
    declared = _DECLARED.match(data[:400])
    named = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        if named in {"utf-8", "utf8", "us-ascii", "ascii"}:
            _check_utf8(data)
            return "utf-8", data
        return named, _as_utf8_declared(data.decode(named)).encode("utf-8", "replace")
    except (LookupError, UnicodeError):
        pass
    if b"\0" in data[:4096]:
        raise refused("sbom_binary")
    western = _western(data) if data[:4096].lstrip()[:1] not in _MARKUP else None
    if western is not None:
        notes.warn("charset", charset=_WESTERN.upper())
        return _WESTERN, _as_utf8_declared(western).encode()
    text = data.decode("utf-8", "replace")
    notes.error("text_damaged", _place_of(text, text.index("�") if "�" in text else 0))
    return "utf-8", text.encode("utf-8", "replace")


def _western(data: bytes) -> str | None:
    """Return a text as a spreadsheet saves it to CSV here; None where single bytes of UTF-8 are damaged."""
    if _SEVERAL_BYTES.search(data) or _CUT_OFF.search(data):
        return None
    try:
        return data.decode(_WESTERN)
    except UnicodeDecodeError:
        return None


def _check_utf8(data: bytes) -> None:
    if not data.isascii():
        data.decode("utf-8")


def _as_utf8_declared(text: str) -> str:
    """Take the encoding out of an XML declaration: what follows is UTF-8 now."""
    head, rest = text[:400], text[400:]
    return re.sub(r"(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", head, count=1) + rest


def _place_of(text: str, at: int) -> str:
    return f"Zeile {text.count(chr(10), 0, at) + 1}, Spalte {at - text.rfind(chr(10), 0, at)}"
