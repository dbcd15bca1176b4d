"""Bytes to an ``Evaluation``: every fault with its JSON pointer, nothing coerced, nothing guessed."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from core.errors import Fault, InputError, pointer
from core.json_text import read_json
from core.validated import MAXIMUM_LISTED_FAULTS, Location, validated
from scoring.checks import forbidden_faults, structure_faults
from scoring.house_rules import HouseRules
from scoring.methods import METHODS, min_max
from scoring.model import MAXIMUM_BIDS, MAXIMUM_CRITERIA, MAXIMUM_EVALUATORS, Bid, Evaluation

_EVALUATION = TypeAdapter(Evaluation)
_TAG = {"union_tag_invalid": ("name",), "union_tag_not_found": ("name",)}
_BID = TypeAdapter(Bid)
_MAPPINGS = ("a_criteria", "scores", "consensus")


def read_evaluation(data: bytes, rules: HouseRules, *, bids_required: bool = True) -> Evaluation:
    """Return the evaluation in ``data``, checked for structure and for what rules forbid.

    Args:
        data: A JSON document ``pruefstand/evaluation/1``.
        rules: Dated numbers valid on the day of the evaluation.
        bids_required: False for the probe of a matrix before there are bids.

    Raises:
        InputError: Every fault found with its JSON pointer, at most 100 of them listed.
    """
    return checked_evaluation(read_json(data), rules, bids_required=bids_required)


def checked_evaluation(raw: object, rules: HouseRules, *, bids_required: bool = True) -> Evaluation:
    """Return the evaluation in a JSON value, checked for structure and for what rules forbid.

    Raises:
        InputError: As ``read_evaluation``.
    """
    evaluation = parse_evaluation(raw, bids_required=bids_required)
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
        evaluation = validated(_EVALUATION, head, place=_place)
    except InputError as error:
        refused.append(error)
    for index, bid in enumerate(bids if isinstance(bids, list) else []):
        if sum(len(error.faults) + error.omitted for error in refused) > MAXIMUM_LISTED_FAULTS:
            break
        try:
            read.append(validated(_BID, bid, "bids", index, place=_place))
        except InputError as error:
            refused.append(error)
    if refused or evaluation is None:
        raise _listed([fault for error in refused for fault in error.faults], sum(error.omitted for error in refused))
    return evaluation.model_copy(update={"bids": tuple(read)})


def _place(location: Location, kind: str) -> Location:
    return (*_without_tags(location), *_TAG.get(kind, ()))


def _without_tags(location: Location) -> Location:
    """Drop the method name that the validator inserts as the tag of the method union, and marks of mapping keys."""
    if location[:2] == ("matrix", "method") and location[2:3] and location[2] in METHODS:
        location = location[:2] + location[3:]
    return location[:-1] if location[-1:] == ("[key]",) else location
