"""Files to a ZIP and back, so that equal files give equal bytes: fixed date, fixed order, nothing compressed.

Compressed data would depend on the version of the compression library; a bundle must be the same on every machine.
"""

import io
import struct
import zipfile
from collections.abc import Mapping

_STAMP = (1980, 1, 1, 0, 0, 0)
_ACCESS = 0o644 << 16
_UNIX = 3
_MOST_FILES = 100

LOCAL_START, END_START = b"PK\x03\x04", b"PK\x05\x06"


class UnreadableBundleError(ValueError):
    """The bytes are no bundle, or a damaged one."""


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
    """Return the files of a bundle in their order. Nothing grows here: compressed members are refused.

    Raises:
        UnreadableBundleError: Damaged, compressed, encrypted, or a name comes twice.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            plain = all(member.compress_type == zipfile.ZIP_STORED and not member.flag_bits & 1 for member in members)
            small = len(members) <= _MOST_FILES and sum(member.file_size for member in members) <= len(data)
            if not plain or not small or len(names) != len(members):
                raise UnreadableBundleError("no bundle of ours is packed like this")
            return {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, struct.error, EOFError, RuntimeError, OverflowError, ValueError) as error:
        raise UnreadableBundleError(str(error)) from error


def looks_like_archive(data: bytes) -> bool:
    """Tell whether the bytes begin or end like a ZIP, be it damaged."""
    return data.startswith(LOCAL_START) or END_START in data[-65_557:]
