"""Writing files so that a reader finds the old content or the new one, never half of it."""

import os
from pathlib import Path
from uuid import uuid4


def write_once(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file as ``write_atomically`` does, but never in place of another.

    Args:
        path: Where to.
        content: What to write.
        mode: Permissions of the file, from its first byte on.

    Raises:
        FileExistsError: There is one already; it stays as it is.
        OSError: The folder is missing or cannot be written to; nothing is left behind.
    """
    beside = path.with_name(f".{uuid4().hex}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place, make it durable, then put it there in one step.

    Raises:
        OSError: The folder is missing or cannot be written to; nothing is left behind.
    """
    beside = path.with_name(f".{uuid4().hex}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
