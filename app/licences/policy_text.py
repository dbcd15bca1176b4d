"""A file with rules of the house as it is written: its values, and in which line each of them stands."""

from collections.abc import Iterator
from typing import Any

import yaml

from core.errors import Fault, InputError, pointer
from licensing.sbom.notes import Notes
from licensing.sbom.yaml_tree import read_yaml

MAXIMUM_BYTES = 2**20
MOST_LINES = 5_000
"""Twice what the most rules need; two versions are still compared at once."""
_CUT_OFF = "file_cut_off"


def parse_policy(data: bytes) -> dict[str, Any]:
    """Return ``value``, ``lines`` by JSON pointer, and ``faults`` of the writing as type, place and properties.

    Args:
        data: The file, in YAML or JSON; whoever did not write it reads it in the limited child process.

    Raises:
        InputError: It is too large, no text, no YAML, or with what rules never need; with line and column.
    """
    if len(data) > MAXIMUM_BYTES:
        raise InputError([Fault("file_size", "", properties={"maximum": str(MAXIMUM_BYTES // 2**20)})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Fault("policy_no_text", "")]) from error
    if text.count("\n") > MOST_LINES:
        raise InputError([Fault("policy_too_long", "", properties={"lines": str(MOST_LINES)})])
    notes = Notes()
    value = read_yaml(text.encode(), notes)
    faults = [
        ("policy_key_twice", one.place, dict(one.properties))
        for one in notes.findings
        if one.type == "json_duplicate_key"
    ]
    faults += [("policy_cut_off", one.place, {}) for one in notes.findings if one.type == _CUT_OFF]
    return {"value": value, "lines": {} if faults else _lines(text), "faults": faults}


def _lines(text: str) -> dict[str, int]:
    """Return in which line each value stands; the text was read before: no aliases, not deep, every key once."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    return {} if root is None else {pointer(*path): line for path, line in _places(root, ())}


def _places(node: yaml.Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield from _places(value, (*path, at))
