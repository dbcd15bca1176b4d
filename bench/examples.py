"""Tenders of any size, made from a seed: three levels, weights with two decimals, points from 1 to 10."""

import json
import random
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from infra.parameters import load_parameters
from scoring.evaluate import Outcome, evaluate
from scoring.house_rules import HouseRules
from scoring.intake import read_evaluation
from scoring.model import Evaluation

RULES = HouseRules.on(load_parameters("scoring"), date(2026, 11, 20))
MAIN_GROUPS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A tender as bytes, as read, and as evaluated."""

    data: bytes
    evaluation: Evaluation
    outcome: Outcome

    @property
    def prices(self) -> list[Fraction]:
        """Scored prices of the bids."""
        return [Fraction(bid.price_gross_eur) for bid in self.outcome.bids]


def example(bids: int, criteria: int, method: str = "festpreis", *, seed: int = 1) -> Example:
    """Return a tender with so many bids and scored criteria.

    Args:
        bids: Number of bids.
        criteria: Number of scored criteria, a multiple of the number of main groups.
        method: A method without required fields.
        seed: Seed of the generator.
    """
    data = json.dumps(_document(bids, criteria, method, random.Random(seed))).encode()  # noqa: S311 - test data
    evaluation = read_evaluation(data, RULES)
    return Example(data, evaluation, evaluate(evaluation, RULES))


def _document(bids: int, criteria: int, method: str, generator: random.Random) -> dict[str, Any]:
    in_tree = method.startswith("preis_")
    per_group = criteria // MAIN_GROUPS
    groups = [
        {**node, "children": _nodes(f"{node['id']}.", per_group, 100, generator)}
        for node in _nodes("G", MAIN_GROUPS, 60 if in_tree else 100, generator)
    ]
    leaves = [child["id"] for group in groups for child in group["children"]]
    return {
        "format": "pruefstand/evaluation/1",
        "procedure": {"reference": "VG", "title": "Messung", "open_source_exemption": {"reason": "Messung"}},
        "matrix": {
            "method": {"name": method},
            "scale": {"minimum": "0", "maximum": "10"},
            "criteria": groups,
            **({"price": {"weight_percent": "40"}} if in_tree else {}),
        },
        "bids": [_bid(f"B{number}", leaves, generator) for number in range(bids)],
    }


def _nodes(prefix: str, count: int, total: int, generator: random.Random) -> list[dict[str, Any]]:
    edges = [0, *sorted(generator.randint(0, total * 100) for _ in range(count - 1)), total * 100]
    return [
        {"id": f"{prefix}{i}", "title": f"{prefix}{i}", "kind": "B", "weight_percent": f"{(b - a) / 100:.2f}"}
        for i, (a, b) in enumerate(pairwise(edges))
    ]


def _bid(bid: str, leaves: list[str], generator: random.Random) -> dict[str, Any]:
    scores = {leaf: {"points": str(generator.randint(1, 10)), "reason": "Messung"} for leaf in leaves}
    return {
        "id": bid,
        "tenderer": bid,
        "price_gross_eur": f"{generator.randint(10**7, 2 * 10**7)}.99",
        "scores": scores,
    }
