"""Reads the golden cases and turns their short form into evaluations."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from tests.factories import Json, bid, criterion, evaluation, method, scores

FOLDER = Path(__file__).parent


@cache
def all_cases() -> dict[str, Json]:
    """Return every golden case by its id."""
    found = [case for path in sorted((FOLDER / "cases").glob("*.yaml")) for case in read_cases(path)]
    return {case["id"]: case for case in found}


def read_cases(path: Path) -> list[Json]:
    """Return the cases of a file, each with the ``rule`` it belongs to: the name of the file."""
    return [{**case, "rule": path.stem} for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def price_sheets() -> list[Json]:
    """Return the golden price sheets."""
    return cast("list[Json]", yaml.safe_load((FOLDER / "price_sheets.yaml").read_text(encoding="utf-8")))


def document_of(case: Json) -> Json:
    """Return the evaluation of a case in the published format."""
    short = case["evaluation"]
    chosen = method(short["method"]) if isinstance(short["method"], str) else short["method"]
    matrix: Json = {key: short[key] for key in ("scale",) if key in short} | short.get("matrix", {})
    if "price" in short:
        matrix["price"] = {"weight_percent": short["price"]}
    criteria = _criteria(short["criteria"]) if "criteria" in short else None
    document = evaluation([_bid(key, raw) for key, raw in short["bids"].items()], chosen, criteria, **matrix)
    document["procedure"] |= short.get("procedure", {})
    if "exemption" in short:
        document["procedure"]["open_source_exemption"] = {"reason": short["exemption"]}
    return {**document, "draft": True} if short.get("draft") else document


def _criteria(short: Any) -> list[Json]:  # noqa: ANN401 - a list of criteria or a mapping of weights
    if isinstance(short, Mapping):
        return [
            criterion(key, str(weight), **({"role": "open_source"} if key == "O" else {}))
            for key, weight in short.items()
        ]
    found = []
    for node in short:
        rest = {key: value for key, value in node.items() if key not in {"id", "weight_percent", "children"}}
        children = {"children": _children(node["children"])} if "children" in node else {}
        found.append(criterion(node["id"], node.get("weight_percent"), **rest, **children))
    return found


def _children(short: Any) -> list[Json]:  # noqa: ANN401 - a list of criteria or a mapping of weights
    if isinstance(short, Mapping):
        return [criterion(key, str(weight)) for key, weight in short.items()]
    return _criteria(short)


def _bid(bid_id: str, raw: Json) -> Json:
    rest = {key: value for key, value in raw.items() if key not in {"price", "points", "evaluations", "consensus"}}
    if "evaluations" in raw:
        rest["evaluations"] = [
            {"evaluator": name, "scores": scores(points)} for name, points in raw["evaluations"].items()
        ]
    if "consensus" in raw:
        rest["consensus"] = scores(raw["consensus"])
    return bid(bid_id, raw["price"], raw.get("points"), **rest)
