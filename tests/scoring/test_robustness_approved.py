"""The stability of many small evaluations, as approved number by number; the property tests prove the numbers."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from core.errors import InputError
from scoring.methods import METHODS
from scoring.result import Robustness
from scoring.robustness import stability
from tests.factories import Json, bid, criterion, evaluation, exempt, method, outcome_of

APPROVED = Path(__file__).resolve().parents[1] / "approved" / "stabilities.txt"
EACH = 60
"""Evaluations of each method."""

CHOICES: dict[str, dict[str, list[str]]] = {
    "richtwert_erweitert": {
        "band_percent": ["1", "5", "10"],
        "decision_criterion": ["leistungspunkte", "price", "G0", "G1"],
    },
    "richtwert_verschoben": {"shift": ["0", "100", "1000", "1/3"]},
    "richtwert_exponent": {"exponent": ["1/2", "2/3", "1/3", "9/10"]},
    "gewichtet_referenzwert": {"reference_price_eur": ["0.75", "1"], "reference_quality": ["400", "700"]},
    "preis_quotient": {"price_points_maximum": ["100", "30"]},
    "preis_linear": {"zero_at": ["1.25", "2", "3"]},
    "preis_festbereich": {"best_price_eur": ["0.5"], "worst_price_eur": ["0.9", "2"]},
}
SCALES = (("0", "4", "1"), ("0", "10", "2"), ("1", "3", "0.5"), ("0", "1", "0.001"))
PRICES = ("0.50", "0.52", "0.55", "0.62", "0.72", "0.75", "0.90", "1.12")


def parts(chance: Random, count: int, total: int) -> list[str]:
    """Return percents, some of them 0, that sum to the total."""
    cuts = sorted(chance.choice((chance.randint(0, total), chance.randint(1, total - 1))) for _ in range(count - 1))
    return [str(stop - start) for start, stop in zip([0, *cuts], [*cuts, total], strict=True)]


class Tender:
    """One evaluation of a method, the same for the same number."""

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.chance = Random(f"{name} {number}")  # noqa: S311 - repeatable, not secret
        self.low, self.high, self.step = self.chance.choice(SCALES)

    def document(self) -> Json:
        chance, priced = self.chance, METHODS[self.name].weights_price_in_tree
        criteria = [self.group(index, weight) for index, weight in enumerate(parts(chance, 3, 60 if priced else 100))]
        leaves = [leaf["id"] for group in criteria for leaf in group.get("children", [group])]
        names = "ABCDE"[: chance.randint(2, 5)]
        scale = {"minimum": self.low, "maximum": self.high, "step": self.step}
        document = evaluation([self.bid(one, leaves) for one in names], self.method(), criteria, scale=scale)
        if chance.random() < 0.25:
            document["matrix"]["minimum_leistungspunkte"] = str(Decimal(self.minimum()) * 100)
        if chance.random() < 0.2:
            document["draft"] = True
            del document["bids"][-1]["scores"][chance.choice(leaves)]
        return exempt(document)

    def method(self) -> Json:
        fields: Json = {key: self.chance.choice(values) for key, values in CHOICES.get(self.name, {}).items()}
        if METHODS[self.name].weights_price_in_tree and self.chance.random() < 0.4:
            fields["rounding"] = {"mode": "half_up", "digits": self.chance.randint(0, 2)}
        if self.name.startswith("gewichtet"):
            price = self.chance.choice((0, 30, 60, 100))
            fields |= {"weight_quality_percent": str(100 - price), "weight_price_percent": str(price)}
        return method(self.name, **fields)

    def group(self, index: int, weight: str) -> Json:
        below = self.chance.choice((0, 0, 2, 3))
        children = [
            criterion(f"G{index}K{child}", part, **self.floor())
            for child, part in enumerate(parts(self.chance, below, 100) if below else [])
        ]
        return criterion(f"G{index}", weight, **self.floor(), **({"children": children} if children else {}))

    def floor(self) -> Json:
        return {"minimum_points": self.minimum()} if self.chance.random() < 0.15 else {}

    def minimum(self) -> str:
        return self.at(self.chance.randint(1, 8) / 16)

    def at(self, part: float) -> str:
        low, high, step = Decimal(self.low), Decimal(self.high), Decimal(self.step)
        return str(low + int(Decimal(str(part)) * (high - low) / step) * step)

    def bid(self, name: str, leaves: list[str]) -> Json:
        """Return a bid whose points are about worth its price, so that little decides."""
        level = self.chance.randrange(len(PRICES))
        points = {leaf: self.at(min(8, max(0, level + self.chance.randint(-2, 3))) / 8) for leaf in leaves}
        return bid(name, PRICES[level], points)


def told(found: Robustness) -> str:
    """Return a stability in one line."""
    bounds = [
        f"{node} {one['winner_changes_below'] or ''}<{one['weight_percent']}<{one['winner_changes_above'] or ''}"
        for node, one in found["winner_by_criterion"].items()
    ]
    score, price, shares = found["smallest_score_change"], found["smallest_price_change"], found["rank_acceptability"]
    return " | ".join(
        (
            "; ".join(bounds),
            " ".join(str(value) for value in score.values()) if score else "no score",
            " ".join(str(value) for value in price.values()) if price else "no price",
            " ".join(f"{one['bid']}:{one['order_changes']:d}{one['winner_changes']:d}" for one in found["removal"]),
            " ".join(f"{name}={share}" for name, share in shares["first_rank"].items()) if shares else "no shares",
        )
    )


def stabilities(name: str) -> Iterator[str]:
    for number in range(EACH):
        try:
            outcome = outcome_of(Tender(name, number).document())
        except InputError:
            continue  # the median method has no value for this one
        yield f"{number}: {told(stability(outcome, samples=200))}"


def approved() -> dict[str, list[str]]:
    blocks = APPROVED.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.splitlines()[0].removesuffix(":"): block.splitlines()[1:] for block in blocks}


@pytest.mark.parametrize("name", METHODS)
def test_a_stability_is_as_approved(name: str) -> None:
    assert list(stabilities(name)) == approved()[name]
