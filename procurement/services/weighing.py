"""A stored matrix under other weights, before it is published. Nothing is stored, nothing is renormalised."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.errors import MatrixPublishedError
from procurement.model import EvaluationRecord
from scoring.evaluate import Outcome, evaluate
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation
from scoring.matrix_check import Probe, ProductNames, probe
from scoring.result import PRICE


@dataclass(frozen=True, slots=True)
class WeightTrial:
    """What other weights would do.

    Args:
        probe: The report on the matrix; what rules forbid is a finding in it.
        outcome: The evaluated bids; None for drafts, whose scores other weights must not influence.
    """

    probe: Probe
    outcome: Outcome | None


def try_weights(
    record: EvaluationRecord, weights: Mapping[str, str], rules: HouseRules, names: ProductNames
) -> WeightTrial:
    """Return the probe and the ranking under other weights.

    Args:
        record: The stored evaluation.
        weights: Decimal strings in percent by the id of the main group, for the price by ``price``.
        rules: Dated numbers.
        names: Word lists for the probe.

    Raises:
        MatrixPublishedError: The matrix is public.
        InputError: The weights do not sum to exactly 100, or one is out of range.
    """
    document: dict[str, Any] = json.loads(record.document)
    if document["procedure"].get("published"):
        raise MatrixPublishedError(record.summary.slug)
    matrix = document["matrix"]
    for node in matrix["criteria"]:
        if node["id"] in weights:
            node["weight_percent"] = weights[node["id"]]
    if matrix.get("price") and PRICE in weights:
        matrix["price"]["weight_percent"] = weights[PRICE]
    evaluation = parse_evaluation(document)
    report = probe(evaluation, rules, names)
    return WeightTrial(report, None if evaluation.draft else evaluate(evaluation, rules))
