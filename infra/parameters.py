"""Dated parameters and lists from the YAML files that a package carries in its ``data`` folder."""

from importlib.resources import files
from typing import Any

import yaml

from core.parameters import ParameterSet


def load_data(package: str, name: str) -> Any:  # noqa: ANN401 - the reader of a file knows its shape
    """Return the parsed file ``data/<name>.yaml`` of a package.

    Only files that ship with the program are read here; the C parser is not safe against hostile nesting.

    Raises:
        FileNotFoundError: The package carries no such file.
    """
    text = (files(package) / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def load_parameters(package: str) -> ParameterSet:
    """Return the dated parameters of a package, ``data/parameters.yaml``.

    Raises:
        FileNotFoundError: The package carries no parameter file.
        ValueError: An entry is not of its form, or entries overlap.
    """
    return ParameterSet.from_mapping(load_data(package, "parameters"))
