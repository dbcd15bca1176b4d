"""Uploads as the rest of the house sees them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

MEBIBYTE = 1024 * 1024
KEPT = timedelta(days=1)
"""How long an upload waits for its next piece, or for whoever needs it, before it is swept out."""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LONGEST_NAME = 200
LONGEST_ABOUT = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits:
    """How much one person may upload.

    Args:
        file_bytes: Largest file, 1 byte or more.
        day_bytes: What all files of a day may have together.
        hourly: How many uploads may be begun within an hour.
    """

    file_bytes: int = 256 * MEBIBYTE
    day_bytes: int = 2048 * MEBIBYTE
    hourly: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way, or arrived.

    Args:
        id: Its name in addresses: 32 hexadecimal digits.
        name: Name of the file as the person's machine calls it, cleaned; text from outside.
        about: What it is for, in the words of whoever asked for it; empty for nothing in particular.
        size: How many bytes it has.
        offset: How many have arrived, from the first on without gaps.
        begun_at: When it was begun, UTC.
        expires_at: When it is swept out unless something happens before, UTC.
    """

    id: str
    name: str
    about: str
    size: int
    offset: int
    begun_at: datetime
    expires_at: datetime

    @property
    def is_finished(self) -> bool:
        """All of it has arrived."""
        return self.offset == self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """A file that has arrived.

    Args:
        id: Name of the upload.
        name: Name of the file, cleaned; text from outside.
        about: What it is for.
        size: How many bytes it has.
        sha256: SHA-256 of the bytes, 64 hexadecimal digits.
        chunks: Called, it reads the bytes piece by piece, each in a transaction of its own; never all of them at once.
    """

    id: str
    name: str
    about: str
    size: int
    sha256: str
    chunks: Callable[[], Iterator[bytes]]
