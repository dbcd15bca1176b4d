"""Workbooks that lie in an archive: which they are, and their bytes, counted while they unpack in this process."""

import io
import zipfile
import zlib
from contextlib import suppress

from licensing.sbom.opening import is_litter, read_member, refused

_MARK = b"PK\x03\x04"
_ENDINGS = (".xlsx", ".ods")
MOST_BOOKS = 10
"""Workbooks in an archive are read one after the other, so not many of them."""
_MIB = 2**20
_MOST_BYTES = 20 * _MIB
"""Of a workbook in an archive: it is unpacked here, and not in the child."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def books_in(data: bytes, members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the workbooks among the checked members of an archive; only their beginning is unpacked.

    Args:
        data: The archive.
        members: What its directory names.
    """
    named = [one for one in members if one.filename.lower().endswith(_ENDINGS) and not is_litter(one.filename)]
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in named:
            with suppress(*_UNREADABLE), archive.open(member) as stream:  # what cannot be unpacked is told by the child
                if stream.read(len(_MARK)) == _MARK:
                    found.append(member)
    return found


def unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return one workbook.

    Args:
        data: The archive.
        member: The workbook in it.

    Raises:
        InputError: It is too large, or larger than the archive says, or damaged.
    """
    if member.file_size > _MOST_BYTES:
        raise refused("file_size", maximum=str(_MOST_BYTES // _MIB))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return read_member(archive, member, _MOST_BYTES)
    except _UNREADABLE as error:
        raise refused("file_damaged", detail="ZIP") from error
