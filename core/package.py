"""Files to a ZIP and back, so that equal files give equal bytes: fixed date, fixed order, nothing compressed.

Compressed data would depend on the version of the compression library; a package must be the same on every machine.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from core.digest import checksum
from core.errors import InputError
from core.json_text import read_json

_STAMP = (1980, 1, 1, 0, 0, 0)
_ACCESS = 0o644 << 16
_UNIX = 3
_MOST_FILES = 100
_MOST_BYTES = 64 * 2**20
_JSON = ".json"

_LOCAL_START, _END_START = b"PK\x03\x04", b"PK\x05\x06"
_LOCAL_LENGTHS, _LOCAL_SIZE = 26, 30


class UnreadablePackageError(ValueError):
    """The bytes are no package, or a damaged one."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a package, as far as it is needed to judge it.

    Args:
        bytes: Its size.
        sha256: Its checksum, as it stands in formats.
        document: The JSON value in it, where its name ends in ``.json`` and it is readable.
        fault: Slug of the reason why a ``.json`` file is not readable; empty otherwise.
    """

    bytes: int
    sha256: str
    document: object = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A package as plain values: nothing in it needs a parser any more.

    Args:
        files: Its files by name, in their order.
        as_packed: The bytes are exactly those that ``pack`` makes of these files.
        broken: Names of files that no longer fit the checksum the ZIP itself keeps of them.
    """

    files: Mapping[str, PackedFile]
    as_packed: bool
    broken: frozenset[str] = frozenset()


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the ZIP of files in the order given."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.create_system = _UNIX
            info.external_attr = _ACCESS
            archive.writestr(info, data)
    return target.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of a package in their order. Nothing grows here: compressed members are refused.

    Raises:
        UnreadablePackageError: Damaged, compressed, encrypted, or a name comes twice.
    """
    files, broken = _members(data, frozenset({zipfile.ZIP_STORED}))
    if broken:
        raise UnreadablePackageError(f"wrong checksum: {min(broken)}")
    return files


def read_package(data: bytes) -> Package:
    """Return what is in a package, its JSON parsed; files with a wrong byte are named.

    Somebody may have packed the files anew and compressed them: they are read, and ``as_packed`` says so.

    Raises:
        UnreadablePackageError: See ``unpack``; the directory itself is wrong.
    """
    files, broken = _members(data, frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}))
    described = {name: _described(name, content) for name, content in files.items()}
    return Package(described, pack(files) == data, frozenset(broken))


def _members(data: bytes, methods: frozenset[int]) -> tuple[dict[str, bytes], set[str]]:
    """Return the files of a package, and which of them have another checksum than the directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            plain = all(member.compress_type in methods and not member.flag_bits & 1 for member in members)
            small = len(members) <= _MOST_FILES and sum(map(_size, members)) <= max(len(data), _MOST_BYTES)
            if not plain or not small or len(names) != len(members):
                raise UnreadablePackageError("nothing of ours is packed like this")
            files = {member.filename: _content(data, member) for member in members}
    except (zipfile.BadZipFile, struct.error, EOFError, RuntimeError, OverflowError, ValueError, zlib.error) as error:
        raise UnreadablePackageError(str(error)) from error
    return files, {member.filename for member in members if zlib.crc32(files[member.filename]) != member.CRC}


def _size(member: zipfile.ZipInfo) -> int:
    return max(member.file_size, member.compress_size)


def _content(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member; compressed ones grow to the size the directory says and no further."""
    if member.compress_type == zipfile.ZIP_STORED:
        return _stored(data, member)
    packed = zlib.decompressobj(-zlib.MAX_WBITS)
    content = packed.decompress(_stored(data, member), member.file_size + 1)
    if len(content) != member.file_size:
        raise UnreadablePackageError("not as large as the directory says")
    return content


def _stored(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member as they lie in the file: the library hands out none that do not fit."""
    begin = member.header_offset
    if begin < 0 or data[begin : begin + len(_LOCAL_START)] != _LOCAL_START:
        raise UnreadablePackageError("no member where the directory says")
    name, extra = struct.unpack_from("<HH", data, begin + _LOCAL_LENGTHS)
    begin += _LOCAL_SIZE + name + extra
    size = member.file_size if member.compress_type == zipfile.ZIP_STORED else member.compress_size
    if begin + size > len(data):
        raise UnreadablePackageError("cut off")
    return data[begin : begin + size]


def _described(name: str, content: bytes) -> PackedFile:
    size, digest = len(content), checksum(content)
    if not name.endswith(_JSON):
        return PackedFile(size, digest)
    try:
        return PackedFile(size, digest, read_json(content))
    except InputError as error:
        return PackedFile(size, digest, fault=error.faults[0].type)


def looks_like_archive(data: bytes) -> bool:
    """Tell whether the bytes begin or end like a ZIP, be it damaged."""
    return data.startswith(_LOCAL_START) or _END_START in data[-65_557:]
