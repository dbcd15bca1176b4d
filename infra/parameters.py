"""Dated parameters from the YAML files that a package carries in its ``data`` folder."""

from importlib.resources import files
from typing import Any

import yaml

from core.parameters import ParameterSet


def load_parameters(package: str) -> ParameterSet:
    """Return all dated parameters of ``package``: every ``data/*.yaml`` of it.

    Only files that ship with the program are read here; the C parser is not safe against hostile nesting.

    Raises:
        FileNotFoundError: The package carries no parameter file.
        ValueError: A name stands in two files, or an entry is not of its form.
    """
    merged: dict[str, Any] = {}
    for text in _texts(package):
        mapping = yaml.load(text, Loader=yaml.CSafeLoader)
        if twice := merged.keys() & mapping.keys():
            raise ValueError(f"{package}: parameters in two files: {', '.join(sorted(twice))}")
        merged |= mapping
    return ParameterSet.from_mapping(merged)


def _texts(package: str) -> list[str]:
    folder = files(package) / "data"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda entry: entry.name)
    if not found:
        raise FileNotFoundError(f"{package}/data holds no parameter file")
    return [entry.read_text(encoding="utf-8") for entry in found]
