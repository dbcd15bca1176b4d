"""Write result files: whole or not at all, and never over what they were made from."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from core.errors import Fault, InputError
from infra.files import write_atomically


def check_targets(targets: Iterable[str | None], source: str | None = None) -> None:
    """Refuse files that would take the place of the input or of one another; called before anything is computed.

    Args:
        targets: Names of the files asked for; None where one was not asked for.
        source: Name of the input; None or ``-`` where it is no file.

    Raises:
        InputError: A file to be written is the input, or two of them are one.
    """
    faults = []
    seen: list[str] = []
    for name in filter(None, targets):
        if source not in {None, "-"} and _same(name, str(source)):
            faults.append(Fault("file_output_is_input", "", properties={"file": name}))
        if other := next((earlier for earlier in seen if _same(name, earlier)), None):
            faults.append(Fault("file_outputs_coincide", "", properties={"file": name, "other": other}))
        seen.append(name)
    if faults:
        raise InputError(faults)


def _same(one: str, other: str) -> bool:
    """Tell whether two names lead to one file, through links and differently written folders as well."""
    first, second = Path(one), Path(other)
    try:
        return first.resolve() == second.resolve() or first.samefile(second)
    except (OSError, RuntimeError, ValueError):  # one of them is not there yet, or is no name of a file at all
        return False


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
        except (OSError, ValueError) as error:
            raise InputError([Fault("file_unwritable", "", properties={"file": name})]) from error
    return list(made)
