"""Versions of what is installed: the program, and the libraries on which the bytes of its papers depend."""

from importlib.metadata import PackageNotFoundError, version

_PROGRAM = "pruefstand"
_DRAWING = ("reportlab", "pikepdf")


def program_version() -> str:
    """Return name and version of this program."""
    return _named(_PROGRAM)


def drawn_with() -> str:
    """Return the libraries that draw papers, with their versions; none of them is loaded for that."""
    return ", ".join(map(_named, _DRAWING))


def _named(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package
