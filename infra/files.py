"""Writing files so that a reader finds the old content or the new one, never half of it, even after a power cut."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4


@contextmanager
def whole_file(path: Path, *, mode: int = 0o644, replaces: bool = False) -> Iterator[BinaryIO]:
    """Open a file beside its place; after the block it is durable and put there in one step.

    Args:
        path: Where to.
        mode: Permissions of the file, from its first byte on, less what the process masks.
        replaces: Whether it may take the place of another.

    Raises:
        FileExistsError: There is one already and it must not be replaced; it stays as it is.
        OSError: The folder is missing or cannot be written to; nothing is left behind.
    """
    beside = path.with_name(f".{uuid4().hex}.part")
    try:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if replaces:
            beside.replace(path)
        else:
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    _keep_name(path.parent)


def write_once(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write a file, never in place of another.

    Raises:
        FileExistsError: There is one already; it stays as it is.
        OSError: As ``whole_file``.
    """
    with whole_file(path, mode=mode) as file:
        file.write(content)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file, or put it in place of the one that is there.

    Raises:
        OSError: As ``whole_file``.
    """
    with whole_file(path, replaces=True) as file:
        file.write(content)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all; it may be there, but nothing in it.

    Args:
        path: Where to.
        files: Content by name.

    Raises:
        FileExistsError: There is something already; it stays as it is.
        OSError: The folder around it is missing or cannot be written to; nothing is left behind.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise FileExistsError(path)
    beside = path.resolve().with_name(f".{uuid4().hex}.part")
    beside.mkdir()
    try:
        for name, content in files.items():
            write_once(beside / name, content)
        beside.replace(path.resolve())
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _keep_name(path.resolve().parent)


def _keep_name(folder: Path) -> None:
    """Make the new name durable too: it is content of the folder. Some network file systems cannot be asked to."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(opened)
    finally:
        os.close(opened)
