"""Evaluations as plain JSON values: small, valid, ready to be changed by a test."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, cast

from infra.parameters import load_parameters
from scoring.evaluate import Outcome, evaluate
from scoring.house_rules import HouseRules
from scoring.intake import read_evaluation
from scoring.methods import METHODS
from scoring.result import Result, build_result

Json = dict[str, Any]

DAY = date(2026, 11, 20)
"""Day on which the dated parameters are read in tests."""

METHOD_FIELDS: dict[str, Json] = {
    "richtwert_einfach": {},
    "richtwert_erweitert": {"band_percent": "6", "decision_criterion": "leistungspunkte"},
    "richtwert_verschoben": {"shift": "100"},
    "richtwert_exponent": {"exponent": "2/3"},
    "gewichtet_referenzwert": {
        "weight_quality_percent": "60",
        "weight_price_percent": "40",
        "reference_quality": "700",
        "reference_price_eur": "200000",
    },
    "gewichtet_median": {"weight_quality_percent": "60", "weight_price_percent": "40"},
    "preis_quotient": {},
    "preis_linear": {},
    "preis_festbereich": {"best_price_eur": "100000", "worst_price_eur": "300000"},
    "festpreis": {},
    "niedrigster_preis": {},
}
"""The required fields of every method with values that fit the other defaults here."""

NEVER_FLIP = tuple(name for name, method in METHODS.items() if not method.can_flip)


@cache
def house_rules() -> HouseRules:
    """Return the dated numbers that the program carries."""
    return HouseRules.on(load_parameters("scoring"), DAY)


def method(name: str, **fields: object) -> Json:
    """Return a method with its required fields."""
    return {"name": name, **METHOD_FIELDS[name], **fields}


def criterion(criterion_id: str, weight_percent: str | None = None, **fields: object) -> Json:
    """Return a B criterion, or with ``kind`` another."""
    weight = {} if weight_percent is None else {"weight_percent": weight_percent}
    return {"id": criterion_id, "title": f"Kriterium {criterion_id}", "kind": "B", **weight, **fields}


def score(points: str, reason: str | None = "Mangel im Konzept, Seite 3") -> Json:
    """Return points with a reason."""
    return {"points": points} if reason is None else {"points": points, "reason": reason}


def scores(points: Mapping[str, str]) -> dict[str, Json]:
    """Return points with reasons for several criteria."""
    return {criterion_id: score(value) for criterion_id, value in points.items()}


def bid(bid_id: str, price: str, points: Mapping[str, str] | None = None, **fields: object) -> Json:
    """Return a bid with its price and points."""
    scored = {} if points is None else {"scores": scores(points)}
    return {"id": bid_id, "tenderer": f"Bieter {bid_id}", "price_gross_eur": price, **scored, **fields}


def two_groups(price_percent: str | None = None) -> list[Json]:
    """Return a main group Q and the open-source group O with 10 %; with the price they sum to 100."""
    quality = 90 - int(price_percent or 0)
    return [criterion("Q", str(quality)), criterion("O", "10", role="open_source")]


def evaluation(
    bids: Sequence[Json],
    scoring_method: Json | str = "richtwert_einfach",
    criteria: Sequence[Json] | None = None,
    **matrix_fields: object,
) -> Json:
    """Return an evaluation; methods that weight the price in the tree give it 40 %."""
    chosen = method(scoring_method) if isinstance(scoring_method, str) else scoring_method
    known = METHODS.get(chosen["name"])
    price = "40" if known is not None and known.weights_price_in_tree else None
    matrix: Json = {
        "method": chosen,
        "scale": {"minimum": "0", "maximum": "10"},
        "criteria": list(two_groups(price) if criteria is None else criteria),
    }
    if price is not None:
        matrix["price"] = {"weight_percent": price}
    return {
        "format": "pruefstand/evaluation/1",
        "procedure": {"reference": "VG-2026-001", "title": "Prüffall"},
        "matrix": {**matrix, **matrix_fields},
        "bids": list(bids),
    }


def exempt(document: Json) -> Json:
    """Return the evaluation with a reason for departing from the open-source policy."""
    head = {**document["procedure"], "open_source_exemption": {"reason": "Markterkundung vom 03.02.2026 ohne Treffer"}}
    return {**document, "procedure": head}


def sample(method_name: str = "richtwert_einfach") -> Json:
    """Return a valid evaluation of two bids by the method."""
    bids = [bid("A", "190000.00", {"Q": "8", "O": "6"}), bid("B", "170000.00", {"Q": "7", "O": "4"})]
    document = evaluation(bids, method_name)
    return exempt(document) if method_name == "niedrigster_preis" else document


def copy_of(document: Json) -> Json:
    """Return an independent copy of a JSON value."""
    return cast("Json", json.loads(json.dumps(document)))


def as_bytes(document: object) -> bytes:
    """Return the JSON text of a document."""
    return json.dumps(document, ensure_ascii=False).encode()


def outcome_of(document: Json) -> Outcome:
    """Read, check and evaluate a document by the dated numbers of ``DAY``."""
    return evaluate(read_evaluation(as_bytes(document), house_rules()), house_rules())


def result_of(document: Json) -> Result:
    """Return the result document of an evaluation document."""
    return build_result(outcome_of(document))
