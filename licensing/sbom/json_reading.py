"""JSON from UTF-8 text: fast where it is sound, tolerant where it is damaged, refused with line and column else."""

import json
import re
from typing import Any

import jiter

from core.json_text import collector_paused
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, refused

_MOST_DIGITS = 100
_TOO_DEEP = "recursion limit"
_PLACE = re.compile(r"line (\d+) column (\d+)$")
_CUT = ("EOF while parsing",)
_MOST_CONTAINERS = 12_000_000
_MOST_ELEMENTS = 600_000
_MANY_CONTAINERS, _LEAST_EACH = 1_000_000, 16
"""From so many on, lists and objects are longer than so many bytes in any bill of materials."""
_LARGE = 32 * 2**20
_FIRST_PART = 2**20
_SPARSE = 2_000
_FIRST_LINES = 2**20


def read_json(data: bytes, notes: Notes) -> object:
    """Return the value; faults that leave the rest readable are noted with their place.

    Raises:
        InputError: No JSON, or nested too deeply; with line and column.
    """
    _check_size(data)
    with collector_paused():
        try:
            return jiter.from_json(data, allow_inf_nan=False, catch_duplicate_keys=True, cache_mode="keys")
        except ValueError as error:
            return _read_damaged(data, str(error), notes)


def is_lines(data: bytes) -> bool:
    """Tell whether a text is one object a line, as some tools print it: two whole ones at its beginning."""
    first, _, rest = data[:_FIRST_LINES].lstrip().partition(b"\n")
    return first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{"


def read_lines(data: bytes) -> list[object]:
    """Return the objects of a text that holds one a line; none where a line is no JSON.

    Raises:
        InputError: There is more of it than is read.
    """
    _check_size(data)
    with collector_paused():
        try:
            lines = filter(bytes.strip, data.splitlines())
            return [jiter.from_json(line, allow_inf_nan=False, cache_mode="keys") for line in lines]
        except ValueError:
            return []


def _check_size(data: bytes) -> None:
    """Refuse by counting what no bill of materials has: it would fill the memory before anything else can be told."""
    objects = data.count(b"{")
    if objects > _MOST_ELEMENTS < max(data.count(b'"SPDXID"'), data.count(b'"bom-ref"')):
        raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
    containers = objects + data.count(b"[")
    empty = containers > max(_MANY_CONTAINERS, len(data) // _LEAST_EACH)
    if empty or containers > _MOST_CONTAINERS or (len(data) > _LARGE and _is_sparse(data)):
        raise refused("sbom_too_large")


def _is_sparse(data: bytes) -> bool:
    """Tell whether quotes are rarer than in any bill of materials; an ordinary one is known by its first part."""
    needed = len(data) // _SPARSE
    return data.count(b'"', 0, _FIRST_PART) < needed and data.count(b'"') < needed


def _read_damaged(data: bytes, message: str, notes: Notes) -> object:
    line, column = _place(message)
    if _TOO_DEEP in message:
        raise refused("sbom_too_deep", line=line, column=column)
    if message.startswith(_CUT):
        return _read_cut(data, line, column, notes)
    if "duplicate key" not in message:
        notes.error("json_damaged", f"Zeile {line}, Spalte {column}", detail=message.partition(" at line ")[0])
    return _read_slowly(data, notes)


def _read_cut(data: bytes, line: str, column: str, notes: Notes) -> object:
    """Return what stands in front of the end of a file that was cut off."""
    try:
        value = jiter.from_json(data, allow_inf_nan=True, partial_mode=True, cache_mode="keys")
    except ValueError as error:
        line, column = _place(str(error))
        raise refused("sbom_no_json", line=line, column=column) from error
    notes.error("file_cut_off", f"Zeile {line}, Spalte {column}")
    return value


def _read_slowly(data: bytes, notes: Notes) -> object:
    """Read with Python's own decoder: it takes control characters, NaN and half characters, and shows every key."""
    text = data.decode("utf-8", "replace")
    reader = _Reader(notes)
    decoder = json.JSONDecoder(
        strict=False, object_pairs_hook=reader.pairs, parse_constant=reader.constant, parse_int=_integer
    )
    try:
        start = len(text) - len(text.lstrip())
        value, end = decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()):
            return _read_cut(data, str(error.lineno), str(error.colno), notes)
        raise refused("sbom_no_json", line=str(error.lineno), column=str(error.colno)) from error
    except RecursionError as error:
        raise refused("sbom_too_deep", line="–", column="–") from error
    if text[end:].strip():
        line = text.count("\n", 0, end) + 1
        notes.error("json_trailing", f"Zeile {line}, Spalte {end - text.rfind(chr(10), 0, end)}")
    return _printable(value)


class _Reader:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Build an object; lists under one key are joined, so that nothing in them is lost."""
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        joined: dict[str, Any] = {}
        for key, value in pairs:
            if key not in joined:
                joined[key] = value
                continue
            self._notes.error("json_duplicate_key", key=key)
            if isinstance(value, list) and isinstance(joined[key], list):
                joined[key] = [*joined[key], *value]
            else:
                joined[key] = value
        return joined

    def constant(self, name: str) -> str:
        """Take NaN and Infinity for their names: they are no numbers in JSON."""
        return name


def _integer(digits: str) -> int | str:
    """Take a number that is longer than Python reads for its digits: no field of a bill of materials counts so far."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits[:_MOST_DIGITS]


def _printable(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Replace half characters, which no encoder writes."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_printable(entry) for entry in value]
    if isinstance(value, dict):
        return {_printable(key): _printable(entry) for key, entry in value.items()}
    return value


def _place(message: str) -> tuple[str, str]:
    found = _PLACE.search(message)
    return (found[1], found[2]) if found else ("–", "–")
