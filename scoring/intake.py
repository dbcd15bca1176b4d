"""Bytes to an ``Evaluation``: every fault with its JSON pointer, nothing coerced, nothing guessed."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import jiter
from pydantic import TypeAdapter, ValidationError

from core.errors import Fault, InputError, pointer
from scoring.checks import forbidden_faults, structure_faults
from scoring.house_rules import HouseRules
from scoring.methods import METHODS, min_max
from scoring.model import MAXIMUM_BIDS, MAXIMUM_CRITERIA, MAXIMUM_EVALUATORS, Bid, Evaluation

MAXIMUM_BYTES = 40 * 1024 * 1024
MAXIMUM_CONTAINERS = 2_000_000
MAXIMUM_LISTED_FAULTS = 100

_UTF8_BOM = b"\xef\xbb\xbf"
_NEVER_IN_UTF8_JSON = (b"\x00", b"\xfe", b"\xff")
_PARSER_WORDS = (
    ("duplicate key", "json_duplicate_key"),
    ("recursion limit", "json_too_deep"),
    ("unicode code point", "not_utf8"),
    ("", "not_json"),
)
_EVALUATION = TypeAdapter(Evaluation)
_TAG = {"union_tag_invalid": ("name",), "union_tag_not_found": ("name",)}
_BID = TypeAdapter(Bid)
_MAPPINGS = ("a_criteria", "scores", "consensus")

T = TypeVar("T")


def read_json(data: bytes) -> object:
    """Return the JSON value in ``data``.

    NaN, duplicate keys, nesting deeper than 200 and more than two million lists and objects are refused.

    Raises:
        InputError: Too large, empty, not UTF-8 or not JSON; the fault names line and column.
    """
    if len(data) > MAXIMUM_BYTES or data.count(b"{") + data.count(b"[") > MAXIMUM_CONTAINERS:
        raise InputError([Fault("file_too_large", "", properties={"maximum": str(MAXIMUM_BYTES // 2**20)})])
    if not data.strip():
        raise InputError([Fault("file_empty", "")])
    if any(byte in data for byte in _NEVER_IN_UTF8_JSON):
        raise InputError([Fault("not_utf8", "")])
    try:
        with _collector_paused():
            return jiter.from_json(
                data.removeprefix(_UTF8_BOM), allow_inf_nan=False, catch_duplicate_keys=True, cache_mode="keys"
            )
    except ValueError as error:
        raise InputError([_parser_fault(str(error))]) from error


def read_evaluation(data: bytes, rules: HouseRules, *, bids_required: bool = True) -> Evaluation:
    """Return the evaluation in ``data``, checked for structure and for what rules forbid.

    Args:
        data: A JSON document ``pruefstand/evaluation/1``.
        rules: Dated numbers valid on the day of the evaluation.
        bids_required: False for the probe of a matrix before there are bids.

    Raises:
        InputError: Every fault found with its JSON pointer, at most 100 of them listed.
    """
    evaluation = parse_evaluation(read_json(data), bids_required=bids_required)
    if faults := forbidden_faults(evaluation, rules):
        raise _listed(faults)
    return evaluation


def parse_evaluation(raw: object, *, bids_required: bool = True) -> Evaluation:
    """Return the structurally valid evaluation in a JSON value; rules are not judged yet.

    Raises:
        InputError: The value is not of the format, or the unlawful method ``min_max`` is asked for.
    """
    _refuse_min_max(raw)
    if not isinstance(raw, dict):
        raise InputError([Fault("object_expected", "")])
    if faults := [*_size_faults(raw, bids_required=bids_required)]:
        raise _listed(faults)
    evaluation = _validated(raw)
    if faults := structure_faults(evaluation):
        raise _listed(faults)
    return evaluation


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hold the cycle collector while millions of acyclic objects are built: it would walk them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _parser_fault(message: str) -> Fault:
    """Return the fault that the parser describes in English, with the place it names."""
    kind = next(kind for words, kind in _PARSER_WORDS if words in message)
    place = re.search(r"line (\d+) column (\d+)$", message)
    line, column = place.groups() if place else ("–", "–")
    return Fault(kind, "", properties={"line": line, "column": column})


def _listed(faults: list[Fault], omitted: int = 0) -> InputError:
    listed = faults[:MAXIMUM_LISTED_FAULTS]
    return InputError(listed, omitted=omitted + len(faults) - len(listed))


def _at(raw: object, *keys: str) -> object:
    for key in keys:
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw


def _refuse_min_max(raw: object) -> None:
    if _at(raw, "matrix", "method", "name") == min_max.NAME:
        raise InputError([min_max.refusal(pointer("matrix", "method", "name"))])


def _size_faults(raw: dict[str, Any], *, bids_required: bool) -> Iterator[Fault]:
    bids, criteria = raw.get("bids"), _at(raw, "matrix", "criteria")
    if isinstance(bids, list):
        if bids_required and not bids:
            yield Fault("bids_empty", pointer("bids"))
        if len(bids) > MAXIMUM_BIDS:
            yield Fault("too_many_bids", pointer("bids"), properties={"maximum": str(MAXIMUM_BIDS)})
        yield from _wide_bids(bids[:MAXIMUM_BIDS])
    elif bids is None and bids_required:
        yield Fault("bids_empty", pointer("bids"))
    if _too_many_criteria(criteria):
        place = pointer("matrix", "criteria")
        yield Fault("too_many_criteria", place, properties={"maximum": str(MAXIMUM_CRITERIA)})


def _wide_bids(bids: list[object]) -> Iterator[Fault]:
    """Refuse more scores or answers than a matrix can ask for before each of them is read."""
    for index, bid in enumerate(bids):
        sheets = [(pointer("bids", index, name), _at(bid, name)) for name in _MAPPINGS]
        singles = _at(bid, "evaluations")
        for number, single in enumerate(singles[:MAXIMUM_EVALUATORS] if isinstance(singles, list) else []):
            sheets.append((pointer("bids", index, "evaluations", number, "scores"), _at(single, "scores")))
        for place, sheet in sheets:
            if isinstance(sheet, dict) and len(sheet) > MAXIMUM_CRITERIA:
                yield Fault("too_many_entries", place, properties={"maximum": str(MAXIMUM_CRITERIA)})


def _too_many_criteria(criteria: object) -> bool:
    """Tell whether a raw tree has more criteria than allowed; groups do not count, but not without bound."""
    waiting, nodes, leaves = [criteria], 0, 0
    while waiting and leaves <= MAXIMUM_CRITERIA and nodes <= 2 * MAXIMUM_CRITERIA:
        level = waiting.pop()
        if isinstance(level, list):
            below = [node["children"] for node in level if isinstance(node, dict) and node.get("children")]
            waiting += below
            nodes += len(level)
            leaves += len(level) - len(below)
    return leaves > MAXIMUM_CRITERIA or nodes > 2 * MAXIMUM_CRITERIA


def _validated(raw: dict[str, Any]) -> Evaluation:
    """Validate the head, then bid by bid, so that a file full of faults is given up early."""
    bids = raw.get("bids")
    head = {**raw, "bids": []} if isinstance(bids, list) else raw
    evaluation, read, refused = None, list[Bid](), list[InputError]()
    try:
        evaluation = _read(_EVALUATION, head)
    except InputError as error:
        refused.append(error)
    for index, bid in enumerate(bids if isinstance(bids, list) else []):
        if sum(len(error.faults) for error in refused) > MAXIMUM_LISTED_FAULTS:
            break
        try:
            read.append(_read(_BID, bid, "bids", index))
        except InputError as error:
            refused.append(error)
    if refused or evaluation is None:
        raise _listed([fault for error in refused for fault in error.faults], sum(error.omitted for error in refused))
    return evaluation.model_copy(update={"bids": tuple(read)})


def _read(form: TypeAdapter[T], raw: object, *prefix: str | int) -> T:
    """Validate one part; of the faults only those that can be listed are built."""
    try:
        with _collector_paused():
            return form.validate_python(raw)
    except ValidationError as error:
        faults = _faults_of(error, *prefix)
        raise InputError(faults, omitted=error.error_count() - len(faults)) from error


def _faults_of(error: ValidationError, *prefix: str | int) -> list[Fault]:
    with _collector_paused():
        details = error.errors(include_url=False, include_input=False)[: MAXIMUM_LISTED_FAULTS + 1]
    return [
        Fault(
            f"format_{detail['type']}",
            pointer(*prefix, *_without_tags(detail["loc"]), *_TAG.get(detail["type"], ())),
            properties={key: str(value) for key, value in (detail.get("ctx") or {}).items()},
        )
        for detail in details
    ]


def _without_tags(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Drop the method name that the validator inserts as the tag of the method union, and marks of mapping keys."""
    if location[:2] == ("matrix", "method") and location[2:3] and location[2] in METHODS:
        location = location[:2] + location[3:]
    return location[:-1] if location[-1:] == ("[key]",) else location
