"""The same criteria under another method: what a probe may change, and what it must say that it changed."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.numbers import decimal_string
from scoring.methods import METHODS
from web.method_fields import FIELDS, PRICE_WEIGHT, ROUNDING, read_field

DIGITS = 3
_UNIT = 10**DIGITS
_HUNDRED = Fraction(100)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reweighted:
    """A main group before and after.

    Args:
        id: Its id.
        title: Its title.
        before: Weight in percent as stored.
        after: Weight in percent in the probe.
    """

    id: str
    title: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class Rescaling:
    """How the main groups were fitted to another price weight.

    Args:
        price_before: Weight of the price as stored, 0 where it has none.
        price_after: Weight of the price in the probe, 0 where it has none.
        groups: The main groups.
        is_rounded: Whether weights had to be rounded so that they sum to exactly 100 with the price.
    """

    price_before: Fraction
    price_after: Fraction
    groups: tuple[Reweighted, ...]
    is_rounded: bool


def stored_price_weight(document: Json) -> Fraction:
    """Return the weight of the price in the tree of a stored document, 0 where it has none."""
    price = document["matrix"].get("price")
    return Fraction(str(price["weight_percent"])) if price else Fraction(0)


def wanted_price_weight(method: str, answers: Mapping[str, str]) -> Fraction:
    """Return the price weight a method asks for with the read answers, 0 where it knows none."""
    return Fraction(answers[PRICE_WEIGHT]) if METHODS[method].weights_price_in_tree else Fraction(0)


def with_method(document: Json, method: str, answers: Mapping[str, str]) -> tuple[Json, Rescaling | None]:
    """Return a copy of a stored document under another method, and how weights were fitted, where they had to be.

    Args:
        document: A valid document ``pruefstand/evaluation/1``.
        method: Name of a lawful method.
        answers: Read answers to the fields of the method, by field name; empty ones are left out.
    """
    changed = deepcopy(document)
    matrix = changed["matrix"]
    fields: Json = {field.key: answers[field.name] for field in FIELDS[method] if field.key and field.name in answers}
    if ROUNDING in answers:
        fields["rounding"] = {"mode": "half_up", "digits": int(answers[ROUNDING])}
    matrix["method"] = {"name": method, **fields}
    before, after = stored_price_weight(document), wanted_price_weight(method, answers)
    matrix.pop("price", None)
    if after:
        matrix["price"] = {"weight_percent": decimal_string(after, 9)}
    if before == after:
        return changed, None
    groups = [node for node in matrix["criteria"] if node["kind"] == "B"]
    rescaling = _rescale(groups, before, after)
    for node, group in zip(groups, rescaling.groups, strict=True):
        node["weight_percent"] = decimal_string(group.after, 9)
    return changed, rescaling


def _rescale(groups: Sequence[Json], before: Fraction, after: Fraction) -> Rescaling:
    weights = [Fraction(Decimal(str(node["weight_percent"]))) for node in groups]
    exact = [weight * (_HUNDRED - after) / (_HUNDRED - before) for weight in weights]
    fitted = _fit(exact, _HUNDRED - after)
    return Rescaling(
        price_before=before,
        price_after=after,
        groups=tuple(
            Reweighted(node["id"], node["title"], weight, value)
            for node, weight, value in zip(groups, weights, fitted, strict=True)
        ),
        is_rounded=fitted != exact,
    )


def _fit(exact: Sequence[Fraction], total: Fraction) -> list[Fraction]:
    """Round to three decimals so that the sum stays ``total``: the largest remainders get the missing thousandths."""
    if all((value * _UNIT).denominator == 1 for value in exact):
        return list(exact)
    floors = [value * _UNIT // 1 for value in exact]
    missing = int(total * _UNIT - sum(floors)) if (total * _UNIT).denominator == 1 else 0
    by_remainder = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i] * _UNIT, i))
    raised = set(by_remainder[:missing])
    return [Fraction(floor + (index in raised), _UNIT) for index, floor in enumerate(floors)]


def read_answers(method: str, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the readable answers to the fields of a method, by field name."""
    read = {field.name: read_field(field, typed.get(field.name, "")) for field in FIELDS[method]}
    return {name: value for name, value in read.items() if value is not None}
