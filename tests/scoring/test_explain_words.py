"""How explanations read: every method's steps in symbols and in numbers, as approved line by line."""

from pathlib import Path

import pytest

from core.numbers import decimal_string, fraction_string
from scoring.explain import Operand, Step, explain_standing
from scoring.methods import METHODS
from tests.factories import Json, bid, evaluation, exempt, method, outcome_of

APPROVED = Path(__file__).resolve().parents[1] / "approved" / "explanations.txt"
VARIANTS: dict[str, tuple[str, Json]] = {
    **{name: (name, {}) for name in METHODS},
    "richtwert_erweitert, price": ("richtwert_erweitert", {"decision_criterion": "price"}),
    "richtwert_erweitert, main group": ("richtwert_erweitert", {"decision_criterion": "O"}),
    "preis_quotient, rounded": (
        "preis_quotient",
        {"rounding": {"mode": "half_up", "digits": 1}, "price_points_maximum": "30"},
    ),
}


def number(operand: Operand) -> str:
    exact = fraction_string(operand.value).removesuffix("/1")
    shown = decimal_string(operand.value, 9) if len(exact) > 20 else exact
    return f"{shown} {operand.unit}" if operand.unit != "number" else shown


def line(step: Step) -> str:
    numbers = "".join(term if isinstance(term, str) else number(term) for term in step.terms)
    rounded = "" if step.rounded_digits is None else f" (rounded to {step.rounded_digits})"
    return f"  {step.name}: {step.result.symbol} = {step.formula} = {numbers} = {number(step.result)}{rounded}"


def explained(variant: str) -> list[str]:
    name, fields = VARIANTS[variant]
    bids = [
        bid("A", "200000", {"Q": "8", "O": "6"}),
        bid("B", "160000", {"Q": "7", "O": "4"}),
        bid("C", "180000", {"Q": "7", "O": "3"}),
    ]
    outcome = outcome_of(exempt(evaluation(bids, method(name, **fields))))
    return [f"{variant}:", *(line(step) for step in explain_standing(outcome, 0))]


def approved() -> dict[str, list[str]]:
    blocks = APPROVED.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.splitlines()[0].removesuffix(":"): block.splitlines() for block in blocks}


@pytest.mark.parametrize("variant", VARIANTS)
def test_an_explanation_reads_as_approved(variant: str) -> None:
    assert explained(variant) == approved()[variant]


def test_nothing_else_is_approved() -> None:
    assert approved().keys() == VARIANTS.keys()
