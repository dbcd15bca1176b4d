"""Write result files: whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from core.errors import Fault, InputError


def write_files(wanted: Mapping[str | None, Callable[[], bytes]]) -> list[str]:
    """Make and write each file that was asked for; return their names.

    Args:
        wanted: Maker of the content by the name of the file; None where it was not asked for.

    Raises:
        InputError: A file cannot be written.
    """
    made = {name: make() for name, make in wanted.items() if name is not None}
    for name, data in made.items():
        _write(name, data)
    return list(made)


def _write(name: str, data: bytes) -> None:
    """Replace the file in one step, so that a full disk leaves the old one."""
    target = Path(name)
    try:
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                os.fchmod(file.fileno(), 0o600)
            Path(draft).replace(target)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(draft).unlink()
            raise
    except OSError as error:
        raise InputError([Fault("file_unwritable", "", properties={"file": name})]) from error
