"""A matrix under other weights, before it is published. Nothing is stored, nothing is renormalised."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from procurement.errors import MatrixPublishedError
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
        outcome: The evaluated bids; None without any, and for drafts, whose scores other weights must not influence.
        before: The same bids under the weights of the document; None where ``outcome`` is.
    """

    probe: Probe
    outcome: Outcome | None
    before: Outcome | None


def try_weights(
    document: dict[str, Any], weights: Mapping[str, str], rules: HouseRules, names: ProductNames
) -> WeightTrial:
    """Return the probe and the ranking under other weights.

    Args:
        document: A valid document ``pruefstand/evaluation/1``, with or without bids.
        weights: Decimal strings in percent by the id of the main group, for the price by ``price``.
        rules: Dated numbers.
        names: Word lists for the probe.

    Raises:
        MatrixPublishedError: The matrix is public.
        InputError: The weights do not sum to exactly 100, or one is out of range.
    """
    if document["procedure"].get("published"):
        raise MatrixPublishedError(document["procedure"]["reference"])
    evaluation = parse_evaluation(_weighed(document, weights), bids_required=False)
    report = probe(evaluation, rules, names)
    if evaluation.draft or not evaluation.bids:
        return WeightTrial(report, None, None)
    before = parse_evaluation(document)
    return WeightTrial(report, evaluate(evaluation, rules), evaluate(before, rules))


def _weighed(document: dict[str, Any], weights: Mapping[str, str]) -> dict[str, Any]:
    changed = {**document, "matrix": deepcopy(document["matrix"])}
    for node in changed["matrix"]["criteria"]:
        if node["id"] in weights:
            node["weight_percent"] = weights[node["id"]]
    if changed["matrix"].get("price") and PRICE in weights:
        changed["matrix"]["price"]["weight_percent"] = weights[PRICE]
    return changed
