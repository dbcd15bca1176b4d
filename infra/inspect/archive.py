"""Cheap checks of a ZIP archive by its directory alone: nothing is unpacked here."""

import io
import struct
import zipfile
from dataclasses import dataclass

from infra.inspect.errors import InspectionError

_END, _END_SIZE = b"PK\x05\x06", 22
_LOCAL, _LOCAL_SIZE = b"PK\x03\x04", 30
_LONGEST_COMMENT = 65_535
_LONGEST_ENTRY = 512
_ENCRYPTED, _STREAMED = 0x1, 0x8
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MIB = 2**20


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold.

    Args:
        entries: Most members.
        total: Most bytes of all members unpacked.
        ratio: Most bytes unpacked for one packed, in members above one MiB.
        any_names: Names are somebody else's words and never become paths: none is refused.
    """

    entries: int = 500
    total: int = 100 * _MIB
    ratio: int = 100
    any_names: bool = False


def check_archive(data: bytes, limits: ArchiveLimits) -> list[zipfile.ZipInfo]:
    """Return the members of a harmless archive.

    Raises:
        InspectionError: Damaged, encrypted, a bomb, or its two directories contradict each other.
    """
    _check_end(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError) as error:
        raise InspectionError("file_damaged", detail="Verzeichnis") from error
    if len(members) > limits.entries:
        raise InspectionError("file_entries", maximum=str(limits.entries))
    if not limits.any_names:
        _check_names(members)
    for member in members:
        _check_member(member, limits)
    if sum(member.file_size for member in members) > limits.total:
        raise InspectionError("file_expands", part=f"mehr als {limits.total // _MIB} MiB")
    _check_local_headers(data, members)
    return members


def _check_end(data: bytes, limits: ArchiveLimits) -> None:
    """Bound the size of the directory before the library reads it entry by entry."""
    at = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if at < 0 or at + _END_SIZE > len(data):
        raise InspectionError("file_damaged", detail="unvollständig")
    size, offset = struct.unpack_from("<II", data, at + 12)
    if size > limits.entries * _LONGEST_ENTRY:
        if offset + size != at:  # the directory is not as large as it says
            raise InspectionError("file_damaged", detail="Verzeichnis")
        raise InspectionError("file_entries", maximum=str(limits.entries))


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        parts = name.split("/")
        folded = name.casefold()
        if name.startswith("/") or ".." in parts or any(char in name for char in "\\:\0") or folded in seen:
            raise InspectionError("file_name", part=name[:80])
        seen.add(folded)


def _check_member(member: zipfile.ZipInfo, limits: ArchiveLimits) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise InspectionError("file_encrypted")
    if member.compress_type not in _METHODS:
        raise InspectionError("file_damaged", detail="unbekannte Kompression")
    if member.file_size > _MIB and member.file_size > limits.ratio * max(1, member.compress_size):
        raise InspectionError("file_expands", part=member.filename[:80])


def _check_local_headers(data: bytes, members: list[zipfile.ZipInfo]) -> None:
    """Refuse archives whose members overlap or say one thing in the directory and another in front of the data."""
    end = 0
    if min((member.header_offset for member in members), default=0) > 0:
        raise InspectionError("file_damaged", detail="Anfang")
    for member in sorted(members, key=lambda member: member.header_offset):
        at = member.header_offset
        if at < end:
            raise InspectionError("file_damaged", detail="überlappende Bestandteile")
        if data[at : at + 4] != _LOCAL or at + _LOCAL_SIZE > len(data):
            raise InspectionError("file_damaged", detail="Bestandteil", part=member.filename)
        flags, method = struct.unpack_from("<HH", data, at + 6)
        packed, unpacked, name_size, extra_size = struct.unpack_from("<IIHH", data, at + 18)
        start = at + _LOCAL_SIZE + name_size + extra_size
        sizes_differ = not flags & _STREAMED and (packed, unpacked) != (member.compress_size, member.file_size)
        name = data[at + _LOCAL_SIZE : at + _LOCAL_SIZE + name_size]
        differs = name not in _encodings(member.orig_filename) or flags != member.flag_bits
        if sizes_differ or differs or method != member.compress_type:
            raise InspectionError("file_damaged", detail="widersprüchliche Verzeichnisse", part=member.filename)
        end = start + member.compress_size


def _encodings(name: str) -> list[bytes]:
    """Return the bytes a name can stand for: UTF-8, or the code page of old archives."""
    return [name.encode("utf-8", "replace"), name.encode("cp437", "replace")]
