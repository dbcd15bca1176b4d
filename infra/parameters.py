"""Dated parameters and lists from the YAML files that a package carries in its ``data`` folder."""

from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from core.parameters import ParameterSet


def load_data(package: str, name: str) -> Any:  # noqa: ANN401 - the reader of a file knows its shape
    """Return the parsed file ``data/<name>.yaml`` of a package.

    Whoever asks may change what is returned: it is theirs alone, though each file is parsed once.

    Raises:
        FileNotFoundError: The package carries no such file.
    """
    return deepcopy(_parsed(package, name))


@cache
def _parsed(package: str, name: str) -> Any:  # noqa: ANN401 - the reader of a file knows its shape
    """Parse a file that ships with the program; the C parser is not safe against hostile nesting."""
    text = (files(package) / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


@cache
def load_parameters(package: str) -> ParameterSet:
    """Return the dated parameters of a package, ``data/parameters.yaml``.

    Raises:
        FileNotFoundError: The package carries no parameter file.
        ValueError: An entry is not of its form, or entries overlap.
    """
    return ParameterSet.from_mapping(load_data(package, "parameters"))
