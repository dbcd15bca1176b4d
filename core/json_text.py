"""JSON from bytes: strict, bounded, and every refusal says why and where."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

import jiter

from core.errors import Fault, InputError

MAXIMUM_BYTES = 40 * 1024 * 1024
MAXIMUM_CONTAINERS = 2_000_000

_UTF8_BOM = b"\xef\xbb\xbf"
_NEVER_IN_UTF8_JSON = (b"\x00", b"\xfe", b"\xff")
_PARSER_WORDS = (
    ("duplicate key", "json_duplicate_key"),
    ("recursion limit", "json_too_deep"),
    ("unicode code point", "not_utf8"),
    ("", "not_json"),
)


def read_json(data: bytes) -> object:
    """Return the JSON value in ``data``.

    NaN, duplicate keys, nesting deeper than 200 and more than two million lists and objects are refused.

    Raises:
        InputError: Too large, empty, not UTF-8 or not JSON; the fault names line and column.
    """
    check_json(data)
    try:
        with collector_paused():
            return jiter.from_json(
                data.removeprefix(_UTF8_BOM), allow_inf_nan=False, catch_duplicate_keys=True, cache_mode="keys"
            )
    except ValueError as error:
        raise InputError([_parser_fault(str(error)) if _is_text(data) else Fault("not_utf8", "")]) from error


def check_json(data: bytes) -> None:
    """Refuse what can be told from JSON by counting bytes, before anything parses it.

    Raises:
        InputError: Too large, empty or not UTF-8.
    """
    if len(data) > MAXIMUM_BYTES or data.count(b"{") + data.count(b"[") > MAXIMUM_CONTAINERS:
        raise InputError([Fault("file_too_large", "", properties={"maximum": str(MAXIMUM_BYTES // 2**20)})])
    if not data.strip():
        raise InputError([Fault("file_empty", "")])
    if any(byte in data for byte in _NEVER_IN_UTF8_JSON):
        raise InputError([Fault("not_utf8", "")])


@contextmanager
def collector_paused() -> Iterator[None]:
    """Hold the cycle collector while millions of acyclic objects are built: it would walk them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parser_fault(message: str) -> Fault:
    """Return the fault that the parser describes in English, with the place it names."""
    kind = next(kind for words, kind in _PARSER_WORDS if words in message)
    place = re.search(r"line (\d+) column (\d+)$", message)
    line, column = place.groups() if place else ("–", "–")
    return Fault(kind, "", properties={"line": line, "column": column})
