"""Small random evaluations full of coincidences, and a plain second computation at any weights, points and prices."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from hypothesis import strategies as st

from core.errors import InputError
from scoring.evaluate import Outcome
from scoring.grid import Grid, Span
from scoring.methods import METHODS
from scoring.model import Criterion, Matrix
from scoring.points import PointsTable
from scoring.valuation import Valuation, value
from tests.factories import Json, bid, criterion, evaluation, exempt, method, outcome_of

PRICE = "price"
Weights = dict[str, Fraction]

_FIELDS: dict[str, st.SearchStrategy[Json]] = {
    "richtwert_erweitert": st.fixed_dictionaries(
        {
            "band_percent": st.sampled_from(["1", "5", "10"]),
            "decision_criterion": st.sampled_from(["leistungspunkte", "price", "G0", "G1"]),
        }
    ),
    "richtwert_verschoben": st.fixed_dictionaries({"shift": st.sampled_from(["0", "100", "1000", "1/3"])}),
    "richtwert_exponent": st.fixed_dictionaries({"exponent": st.sampled_from(["1/2", "2/3", "1/3", "3/4", "9/10"])}),
    "gewichtet_referenzwert": st.sampled_from(["0", "30", "60", "100"]).map(
        lambda price: {
            "weight_quality_percent": str(100 - int(price)),
            "weight_price_percent": price,
            "reference_price_eur": "0.75",
        }
    ),
    "gewichtet_median": st.sampled_from(["0", "30", "60", "100"]).map(
        lambda price: {"weight_quality_percent": str(100 - int(price)), "weight_price_percent": price}
    ),
    "preis_linear": st.sampled_from([{}, {"zero_at": "1.25"}, {"zero_at": "3"}]),
    "preis_festbereich": st.just({"best_price_eur": "0.5", "worst_price_eur": "0.9"}),
}


def _partition(draw: st.DrawFn, parts: int, total: int) -> list[str]:
    """Draw whole percents, some of them 0, that sum to the total."""
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=parts - 1, max_size=parts - 1)))
    return [str(stop - start) for start, stop in zip([0, *cuts], [*cuts, total], strict=True)]


def _tree(draw: st.DrawFn, total: int) -> list[Json]:
    groups = []
    for index, weight in enumerate(_partition(draw, draw(st.integers(2, 3)), total)):
        below = draw(st.sampled_from([0, 0, 1, 2, 3]))
        parts = _partition(draw, below, 100) if below else []
        children = [criterion(f"G{index}K{child}", part) for child, part in enumerate(parts)]
        groups.append(criterion(f"G{index}", weight, **({"children": children} if children else {})))
    return groups


def _leaf_ids(criteria: Sequence[Json]) -> list[str]:
    return [leaf["id"] for group in criteria for leaf in group.get("children", [group])]


@st.composite
def documents(draw: st.DrawFn, names: Sequence[str] = tuple(METHODS), *, rounding: bool = False) -> Json:
    """Draw an evaluation with few prices and points, so that ties and bounds are met exactly now and then."""
    name = draw(st.sampled_from(names))
    fields = draw(_FIELDS.get(name, st.just({})))
    if METHODS[name].weights_price_in_tree and rounding:
        fields = {**fields, "rounding": {"mode": "half_up", "digits": draw(st.integers(0, 2))}}
    criteria = _tree(draw, 60 if METHODS[name].weights_price_in_tree else 100)
    scale = draw(st.sampled_from([("0", "4", "1"), ("0", "10", "2"), ("1", "3", "0.5")]))
    steps = round((float(scale[1]) - float(scale[0])) / float(scale[2]))
    points = st.integers(0, steps).map(lambda count: f"{float(scale[0]) + count * float(scale[2]):g}")
    price = st.sampled_from([50, 52, 55, 62, 72, 75, 90, 112]).map(lambda cents: f"{cents / 100:.2f}")
    bids = [
        bid(name_, draw(price), {leaf: draw(points) for leaf in _leaf_ids(criteria)})
        for name_ in "ABCDE"[: draw(st.integers(2, 5))]
    ]
    document = evaluation(
        bids,
        method(name, **fields),
        criteria,
        scale={"minimum": scale[0], "maximum": scale[1], "step": scale[2]},
    )
    return exempt(document)


DECISIONS = ("leistungspunkte", "price", "G0", "G1")


def in_band(decides: str) -> st.SearchStrategy[Json]:
    """Draw evaluations of which most bids lie within the Schwankungsbereich, where one criterion decides."""

    def narrowed(document: Json) -> Json:
        matrix = document["matrix"]
        chosen = {**matrix["method"], "decision_criterion": decides, "band_percent": "10"}
        scale = {"minimum": "0", "maximum": "10", "step": "1"}
        return {
            **document,
            "matrix": {**matrix, "method": chosen, "scale": scale},
            "bids": list(map(_near, document["bids"])),
        }

    return documents(["richtwert_erweitert"]).map(narrowed)


def _near(one: Json) -> Json:
    """Return a bid with 8 to 10 points in everything and one of three prices that differ by 4 %."""
    scores = {
        name: {**score, "points": str(8 + int(float(score["points"])) % 3)} for name, score in one["scores"].items()
    }
    cents = 50 + int(100 * float(one["price_gross_eur"])) % 3
    return {**one, "scores": scores, "price_gross_eur": f"{cents / 100:.2f}"}


def outcome_or_none(document: Json) -> Outcome | None:
    """Return the outcome, None where the median method has no value."""
    try:
        return outcome_of(document)
    except InputError:
        return None


def local_weights(matrix: Matrix) -> Weights:
    """Return the weight of every node inside its parent, with the price where it has one."""
    weights = {node.id: Fraction(node.weight_percent or 0) / 100 for _, node in matrix.walk()}
    chosen: Any = matrix.method
    if matrix.price is not None:
        weights[PRICE] = Fraction(matrix.price.weight_percent) / 100
    elif matrix.method.name in {"gewichtet_referenzwert", "gewichtet_median"}:
        weights[PRICE] = Fraction(chosen.weight_price_percent) / 100
    return weights


def siblings(matrix: Matrix, node: str) -> list[str]:
    gewichtet = matrix.method.name.startswith("gewichtet")
    levels = [[one.id for one in matrix.main_groups] + ([PRICE] if matrix.price is not None else [])]
    levels += [[child.id for child in one.scored_children] for _, one in matrix.walk()]
    if gewichtet and node == PRICE:
        return []
    return next([other for other in level if other != node] for level in levels if node in level)


def with_weight(outcome: Outcome, node: str, weight: Fraction) -> Valuation:
    """Evaluate anew with one weight set and its siblings rescaled."""
    matrix = outcome.evaluation.matrix
    weights = local_weights(matrix)
    factor = (1 - weight) / (1 - weights[node])
    for sibling in siblings(matrix, node):
        weights[sibling] *= factor
    weights[node] = weight
    return with_weights(outcome, weights)


def with_weights(outcome: Outcome, weights: Mapping[str, Fraction]) -> Valuation:
    """Evaluate anew at any local weights."""
    matrix = outcome.evaluation.matrix
    price = weights.get(PRICE, Fraction(0))
    leaves: dict[str, Fraction] = {}

    def spread(node: Criterion, share: Fraction) -> None:
        below = node.scored_children
        if not below:
            leaves[node.id] = share
        for child in below:
            spread(child, share * weights[child.id])

    for group in matrix.main_groups:
        spread(group, weights[group.id])
    if matrix.method.name.startswith("gewichtet"):
        percents = {"weight_quality_percent": 100 * (1 - price), "weight_price_percent": 100 * price}
        matrix = matrix.model_copy(update={"method": matrix.method.model_copy(update=percents)})
    return with_leaf_weights(outcome, leaves, price, matrix)


def with_leaf_weights(
    outcome: Outcome, leaves: Mapping[str, Fraction], price: Fraction, matrix: Matrix | None = None
) -> Valuation:
    """Evaluate anew at effective weights of the criteria; ``price`` is the share of the price in the tree."""
    used = matrix or outcome.evaluation.matrix
    shares = [leaves[criterion_id] for criterion_id in outcome.grid.criteria]
    scale = lcm(*(share.denominator for share in shares))
    numerators = tuple(int(share * scale) for share in shares)
    grid = Grid(
        criteria=outcome.grid.criteria,
        weights=numerators,
        denominator=sum(numerators),
        groups=tuple(Span(group.id, group.start, group.stop, (), None) for group in outcome.grid.groups),
        minima=(),
        price_share=price if used.price is not None else Fraction(0),
    )
    return value(used, grid, outcome.points, outcome.valuation.field.prices)


def with_score(outcome: Outcome, row: int, column: int, points: Fraction) -> Valuation:
    """Evaluate anew with one score changed."""
    rows = [list(one) for one in outcome.points.rows]
    rows[row][column] = int(points * outcome.points.denominator)
    changed = PointsTable(tuple(map(tuple, rows)), outcome.points.denominator, outcome.points.missing)
    return value(outcome.evaluation.matrix, outcome.grid, changed, outcome.valuation.field.prices)


def with_price(outcome: Outcome, row: int, price: Fraction) -> Valuation:
    """Evaluate anew with one price changed."""
    prices = list(outcome.valuation.field.prices)
    prices[row] = price
    return value(outcome.evaluation.matrix, outcome.grid, outcome.points, prices)


def shuffled(draw: st.DrawFn, document: Json) -> Json:
    """Return the document with bids and criteria in another order."""
    criteria = [
        {**group, "children": draw(st.permutations(group["children"]))} if "children" in group else group
        for group in draw(st.permutations(document["matrix"]["criteria"]))
    ]
    return {
        **document,
        "matrix": {**document["matrix"], "criteria": criteria},
        "bids": draw(st.permutations(document["bids"])),
    }
