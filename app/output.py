"""Write result files: whole or not at all."""

from collections.abc import Callable, Mapping
from pathlib import Path

from core.errors import Fault, InputError
from infra.files import write_atomically


def write_files(wanted: Mapping[str | None, Callable[[], bytes]]) -> list[str]:
    """Make and write each file that was asked for; return their names.

    Args:
        wanted: Maker of the content by the name of the file; None where it was not asked for.

    Raises:
        InputError: A file cannot be written.
    """
    made = {name: make() for name, make in wanted.items() if name is not None}
    for name, data in made.items():
        try:
            write_atomically(Path(name), data)
        except OSError as error:
            raise InputError([Fault("file_unwritable", "", properties={"file": name})]) from error
    return list(made)
