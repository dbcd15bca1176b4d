"""Files that installed packages bring: schemas and dated lists."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from core.errors import IncompleteInstallationError


def load_resource(package: str, name: str) -> bytes:
    """Return a file in an installed package; the package itself is not imported, only found.

    Raises:
        IncompleteInstallationError: There is no such package or file.
    """
    found = importlib.util.find_spec(package)
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / name
        if path.is_file():
            return path.read_bytes()
    raise IncompleteInstallationError(f"{package}/{name}")


@cache
def quality_lists() -> Any:  # noqa: ANN401 - the reader of a list knows its shape
    """Return the dated lists of what a bill of materials has to state."""
    return yaml.load(load_resource("licensing", "data/sbom_quality.yaml"), Loader=yaml.CSafeLoader)  # our own file
