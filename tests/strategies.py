"""Valid evaluations of every method for property tests, as JSON values and as decimal strings like a file has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from scoring.methods import METHODS
from tests.factories import Json, criterion, exempt, score

SCALES = (
    ("0", "10", "1"),
    ("0", "10", "0.5"),
    ("1", "6", "1"),
    ("0.5", "4", "0.25"),
    ("0", "100", "10"),
    ("2", "2.003", "0.001"),
)
"""Minimum, maximum and step of the scales tried."""

CENTS = st.integers(min_value=1, max_value=10**9)


def text_of(value: Decimal) -> str:
    """Return a decimal as a file writes it."""
    return format(value, "f")


@st.composite
def shares(draw: st.DrawFn, count: int, total: Decimal = Decimal(100), digits: int = 2) -> list[str]:
    """Return ``count`` weights from 0 that sum to exactly ``total``."""
    units = int(total * 10**digits)
    cuts = sorted(draw(st.lists(st.integers(0, units), min_size=count - 1, max_size=count - 1)))
    edges = [0, *cuts, units]
    return [text_of(Decimal(b - a).scaleb(-digits)) for a, b in pairwise(edges)]


@dataclass(frozen=True)
class Scale:
    """A scale as multiples of its step."""

    minimum: Decimal
    maximum: Decimal
    step: Decimal

    @property
    def steps(self) -> int:
        return int((self.maximum - self.minimum) / self.step)

    def points(self, lowest: int = 0, highest: int | None = None) -> st.SearchStrategy[str]:
        """Return points on the scale, ``lowest`` to ``highest`` steps above its minimum."""
        last = self.steps if highest is None else highest
        return st.integers(lowest, last).map(lambda n: text_of(self.minimum + n * self.step))

    def as_json(self) -> Json:
        return {"minimum": text_of(self.minimum), "maximum": text_of(self.maximum), "step": text_of(self.step)}


scales = st.sampled_from(SCALES).map(lambda values: Scale(*map(Decimal, values)))


@st.composite
def nodes(draw: st.DrawFn, prefix: str, weights: Sequence[str], depth: int, scale: Scale) -> list[Json]:
    """Return sibling B criteria with these weights, some with children, and A and I criteria between them."""
    found = []
    for index, weight in enumerate(weights):
        name = f"{prefix}{index}"
        fields: Json = {}
        if depth > 1 and draw(st.booleans()):
            below = draw(shares(draw(st.integers(1, 3)), digits=draw(st.integers(0, 3))))
            fields["children"] = draw(nodes(name + ".", below, depth - 1, scale))
        if draw(st.integers(0, 9)) == 9:
            fields["minimum_points"] = draw(scale.points(highest=scale.steps // 2))
        found.append(criterion(name, weight, **fields))
        if draw(st.integers(0, 5)) == 5:
            found.append(criterion(name + "x", kind=draw(st.sampled_from("AI"))))
    return found


@st.composite
def methods(draw: st.DrawFn, names: Sequence[str], groups: Sequence[str]) -> Json:
    """Return a method with its fields."""
    name = draw(st.sampled_from(names))
    return {"name": name, **draw(_FIELDS[name](groups))}


def _display(_groups: Sequence[str]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({}, optional={"display_factor": st.sampled_from([1, 10_000, 1_000_000])})


def _erweitert(groups: Sequence[str]) -> st.SearchStrategy[Json]:
    band = st.integers(1, 10_000).map(lambda n: text_of(Decimal(n).scaleb(-3)))
    decision = st.sampled_from(["leistungspunkte", "price", *groups])
    return st.fixed_dictionaries({"band_percent": band, "decision_criterion": decision})


def _verschoben(_groups: Sequence[str]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({"shift": st.sampled_from(["0", "12.5", "1000", "100/3", "1/7"])})


def _exponent(_groups: Sequence[str]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({"exponent": st.sampled_from(["1/2", "2/3", "1/3", "7/10", "13/100", "99/100"])})


def _weights(_groups: Sequence[str]) -> st.SearchStrategy[Json]:
    return st.integers(0, 1000).map(
        lambda n: {
            "weight_quality_percent": text_of(Decimal(n).scaleb(-1)),
            "weight_price_percent": text_of(Decimal(1000 - n).scaleb(-1)),
        }
    )


def _referenzwert(groups: Sequence[str]) -> st.SearchStrategy[Json]:
    references = st.fixed_dictionaries(
        {
            "reference_quality": st.integers(1, 2000).map(str),
            "reference_price_eur": CENTS.map(lambda n: text_of(Decimal(n).scaleb(-2))),
        }
    )
    return st.tuples(_weights(groups), references).map(lambda pair: pair[0] | pair[1])


_ROUNDING = {"rounding": st.integers(0, 9).map(lambda digits: {"mode": "half_up", "digits": digits})}
_MAXIMUM = {"price_points_maximum": st.sampled_from(["1", "10", "30", "100", "1000"])}


def _quotient(_groups: Sequence[str]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({}, optional={**_ROUNDING, **_MAXIMUM})


def _linear(_groups: Sequence[str]) -> st.SearchStrategy[Json]:
    zero_at = st.sampled_from(["1.000000001", "1.5", "2", "3", "10"])
    return st.fixed_dictionaries({}, optional={**_ROUNDING, **_MAXIMUM, "zero_at": zero_at})


@st.composite
def _festbereich(draw: st.DrawFn, _groups: Sequence[str]) -> Json:
    best = draw(st.integers(1, 10**8))
    worst = best + draw(st.integers(1, 10**9))
    bounds = {
        "best_price_eur": text_of(Decimal(best).scaleb(-2)),
        "worst_price_eur": text_of(Decimal(worst).scaleb(-2)),
    }
    return draw(st.fixed_dictionaries({}, optional={**_ROUNDING, **_MAXIMUM})) | bounds


def _nothing(_groups: Sequence[str]) -> st.SearchStrategy[Json]:
    return st.just({})


_FIELDS: dict[str, Any] = {
    "richtwert_einfach": _display,
    "richtwert_erweitert": _erweitert,
    "richtwert_verschoben": _verschoben,
    "richtwert_exponent": _exponent,
    "gewichtet_referenzwert": _referenzwert,
    "gewichtet_median": _weights,
    "preis_quotient": _quotient,
    "preis_linear": _linear,
    "preis_festbereich": _festbereich,
    "festpreis": _nothing,
    "niedrigster_preis": _nothing,
}


@st.composite
def matrices(draw: st.DrawFn, names: Sequence[str] = tuple(METHODS)) -> Json:
    """Return a matrix of one of the methods."""
    scale = draw(scales)
    count = draw(st.integers(1, 4))
    method = draw(methods(names, [f"G{index}" for index in range(count)]))
    matrix: Json = {"method": method, "scale": scale.as_json()}
    total = Decimal(100)
    if METHODS[method["name"]].weights_price_in_tree:
        price = draw(st.integers(1, 99))
        matrix["price"] = {"weight_percent": str(price)}
        total -= price
    matrix["criteria"] = draw(nodes("G", draw(shares(count, total)), 3, scale))
    if draw(st.booleans()):
        matrix["criteria"][0]["role"] = "open_source"
    if draw(st.integers(0, 9)) == 9:
        matrix["minimum_leistungspunkte"] = text_of(100 * scale.maximum * draw(st.integers(0, 5)) / 10)
    return matrix


def leaves(criteria: Sequence[Json], kind: str) -> list[str]:
    """Return the ids of the criteria of a kind without children."""
    found: list[str] = []
    for node in criteria:
        children = node.get("children", [])
        found += leaves(children, kind) if children else [node["id"]] * (node["kind"] == kind)
    return found


@st.composite
def bids_for(draw: st.DrawFn, matrix: Json, bid_id: str, *, leaving: bool = True) -> Json:
    """Return a bid for the matrix; with ``leaving`` some are excluded or miss an A criterion."""
    scale = Scale(*(Decimal(matrix["scale"][key]) for key in ("minimum", "maximum", "step")))
    lowest = 1 if matrix["method"]["name"] == "gewichtet_median" else 0
    asked, scored = leaves(matrix["criteria"], "A"), leaves(matrix["criteria"], "B")
    bid: Json = {
        "id": bid_id,
        "tenderer": f"Bieter {bid_id}",
        "price_gross_eur": text_of(Decimal(draw(CENTS)).scaleb(-2)),
        "a_criteria": {key: not (leaving and draw(st.integers(0, 9)) == 9) for key in asked},
    }
    sheets = st.fixed_dictionaries({key: scale.points(lowest).map(score) for key in scored})
    if draw(st.integers(0, 4)) == 4:
        bid["evaluations"] = [
            {"evaluator": f"Person {number}", "scores": draw(sheets)} for number in range(draw(st.integers(1, 3)))
        ]
        bid["consensus"] = draw(sheets)
    else:
        bid["scores"] = draw(sheets)
    if leaving and draw(st.integers(0, 9)) == 9:
        bid["exclusion"] = {"code": draw(st.sampled_from(["late", "own-reason"])), "reason": "Prüffall"}
    return bid


@st.composite
def evaluations(
    draw: st.DrawFn,
    names: Sequence[str] = tuple(METHODS),
    *,
    bids: tuple[int, int] = (1, 5),
    leaving: bool = True,
) -> Json:
    """Return a whole valid evaluation; it carries a reason for departing from the open-source policy.

    Args:
        draw: Given by hypothesis.
        names: Methods to choose from.
        bids: Fewest and most bids.
        leaving: Whether bids may be excluded or miss an A criterion.
    """
    matrix = draw(matrices(names))
    count = draw(st.integers(*bids))
    return exempt(
        {
            "format": "pruefstand/evaluation/1",
            "procedure": {"reference": "VG-2026-002", "title": "Eigenschaft"},
            "matrix": matrix,
            "bids": [draw(bids_for(matrix, f"B{index}", leaving=leaving)) for index in range(count)],
        }
    )
