"""Weights and scores in matrices with minimum points, against judging and evaluating everything anew."""

from decimal import Decimal
from fractions import Fraction
from math import lcm

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.errors import InputError
from scoring.evaluate import Outcome, evaluate
from scoring.exclusion import before_scoring
from scoring.grid import Grid, Span
from scoring.model import Bid, Criterion, Score
from scoring.points import PointsTable, build_points
from scoring.result import ScoreChange
from scoring.robustness import stability
from scoring.robustness.changes import smallest_score_change
from scoring.robustness.factory import contest_of
from scoring.robustness.roster import Roster
from scoring.robustness.weights import Bounds, weight_bounds
from scoring.valuation import value
from tests.factories import Json, bid, criterion, evaluation, house_rules, method, outcome_of
from tests.scoring.robustness_cases import PRICE, Weights, documents, local_weights, outcome_or_none, siblings

HAIR = Fraction(1, 10**40)
GRID = [Fraction(step, 24) for step in range(1, 24)]


@st.composite
def with_minima(draw: st.DrawFn, *, draft: bool = False) -> Json:
    """Draw an evaluation with minimum points of groups, criteria or all Leistungspunkte that decide now and then."""
    document = draw(documents())
    matrix = document["matrix"]
    low, high = (float(matrix["scale"][key]) for key in ("minimum", "maximum"))
    minimum = st.integers(1, 8).map(lambda parts: f"{low + (high - low) * parts / 16:g}")
    for node in [one for group in matrix["criteria"] for one in (group, *group.get("children", []))]:
        if draw(st.integers(0, 2)) == 2:
            node["minimum_points"] = draw(minimum)
    if draw(st.booleans()):
        matrix["minimum_leistungspunkte"] = str(Decimal(draw(minimum)) * 100)
    if draft:
        document["draft"] = True
        for one in document["bids"]:
            for name in draw(st.sets(st.sampled_from(sorted(one["scores"])), max_size=1)):
                del one["scores"][name]
    return document


def candidates(outcome: Outcome) -> list[Bid]:
    return [one for one in outcome.evaluation.bids if not before_scoring(one)]


def first_at(outcome: Outcome, node: str, weight: Fraction) -> list[str] | None:
    """Judge and evaluate all bids with one weight set and its siblings rescaled; None where nobody has a value."""
    weights = local_weights(outcome.evaluation.matrix)
    factor = (1 - weight) / (1 - weights[node])
    for sibling in siblings(outcome.evaluation.matrix, node):
        weights[sibling] *= factor
    weights[node] = weight
    bids = candidates(outcome)
    table = build_points(outcome.evaluation, bids, outcome.grid.criteria)
    left = [row for row in range(len(bids)) if _reaches(outcome, table, row, weights)]
    try:
        first = _value(outcome, [bids[row] for row in left], weights)
    except InputError:
        return None
    return sorted(bids[left[position]].id for position in first)


def _reaches(outcome: Outcome, table: PointsTable, row: int, weights: Weights) -> bool:
    matrix = outcome.evaluation.matrix
    points = dict(zip(outcome.grid.criteria, table.rows[row], strict=True))
    fine = True

    def mean(node: Criterion) -> tuple[Fraction, bool]:
        """Return the mean points of a node and whether all points are there."""
        nonlocal fine
        parts = [(weights[child.id], *mean(child)) for child in node.scored_children]
        found = sum((weight * points_ for weight, points_, _ in parts), Fraction(0))
        whole = all(there for _, _, there in parts)
        if not parts:
            found = Fraction(points[node.id], table.denominator)
            whole = node.id not in table.missing[row]
        if whole and node.minimum_points is not None and found < Fraction(node.minimum_points):
            fine = False
        return found, whole

    groups = [(weights[group.id], *mean(group)) for group in matrix.main_groups]
    total = sum(weight * points_ for weight, points_, _ in groups) / sum(weight for weight, _, _ in groups)
    limit = matrix.minimum_leistungspunkte
    if limit is not None and all(there for _, _, there in groups) and 100 * total < Fraction(limit):
        fine = False
    return fine


def _value(outcome: Outcome, bids: list[Bid], weights: Weights) -> tuple[int, ...]:
    matrix, leaves = outcome.evaluation.matrix, {}

    def spread(node: Criterion, share: Fraction) -> None:
        leaves[node.id] = share
        for child in node.scored_children:
            spread(child, share * weights[child.id])

    for group in matrix.main_groups:
        spread(group, weights[group.id])
    if matrix.method.name.startswith("gewichtet"):
        percents = {
            "weight_quality_percent": 100 * (1 - weights[PRICE]),
            "weight_price_percent": 100 * weights[PRICE],
        }
        matrix = matrix.model_copy(update={"method": matrix.method.model_copy(update=percents)})
    shares = [leaves[one] for one in outcome.grid.criteria]
    scale = lcm(*(share.denominator for share in shares))
    numerators = tuple(int(share * scale) for share in shares)
    groups = tuple(Span(group.id, group.start, group.stop, (), None) for group in outcome.grid.groups)
    price_share = weights[PRICE] if matrix.price is not None else Fraction(0)
    grid = Grid(outcome.grid.criteria, numerators, sum(numerators), groups, (), price_share)
    points = build_points(outcome.evaluation, bids, grid.criteria)
    return value(matrix, grid, points, [Fraction(one.price_gross_eur) for one in bids]).first


def bounds_of(outcome: Outcome) -> dict[str, Bounds]:
    return weight_bounds(contest_of(outcome), Roster(outcome))


@given(st.booleans().flatmap(lambda draft: with_minima(draft=draft)))
def test_bounds_hold_on_judging_and_evaluating_anew(document: Json) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None and outcome.winner)
    assert outcome is not None
    assert outcome.winner
    kept: tuple[list[str] | None, None] = ([outcome.winner.id], None)
    for node, bounds in bounds_of(outcome).items():
        if bounds.weight == 1:
            continue
        low, high = bounds.below or Fraction(0), bounds.above or Fraction(1)
        assert low <= bounds.weight <= high
        for part in [HAIR, *GRID, 1 - HAIR]:
            inside = low + part * (high - low)
            if low < inside < high:
                assert first_at(outcome, node, inside) in kept, (node, inside)
        if bounds.below is not None:
            assert any(first_at(outcome, node, at) not in kept for at in (low, low - HAIR)), (node, bounds)
        if bounds.above is not None:
            assert any(first_at(outcome, node, at) not in kept for at in (high, high + HAIR)), (node, bounds)


def score_change(outcome: Outcome) -> ScoreChange | None:
    return smallest_score_change(contest_of(outcome), Roster(outcome))


def first_with_score(outcome: Outcome, bid_id: str, criterion_id: str, points: Decimal) -> str | None:
    """Evaluate the input anew with one score set; the winner's own id where nobody has a value."""

    def changed(one: Bid) -> Bid:
        scores = {**one.scores, criterion_id: Score(points=points)}
        return one.model_copy(update={"scores": scores}) if one.id == bid_id else one

    bids = tuple(changed(one) for one in outcome.evaluation.bids)
    try:
        anew = evaluate(outcome.evaluation.model_copy(update={"bids": bids}), house_rules())
    except InputError:
        return outcome.winner.id if outcome.winner else None
    return anew.winner.id if anew.winner else None


def every_score_change(outcome: Outcome) -> list[tuple[Fraction, str, str, Fraction]]:
    scale = outcome.evaluation.matrix.scale
    allowed = [
        scale.minimum + index * scale.step for index in range(int((scale.maximum - scale.minimum) / scale.step) + 1)
    ]
    assert outcome.winner
    found = []
    for one in candidates(outcome):
        for name in outcome.grid.criteria:
            now = one.scores[name].points if name in one.scores else Decimal(0)
            found += [
                (abs(Fraction(points) - Fraction(now)), one.id, name, Fraction(points))
                for points in allowed
                if points != now and first_with_score(outcome, one.id, name, points) != outcome.winner.id
            ]
    return sorted(found)


@given(st.booleans().flatmap(lambda draft: with_minima(draft=draft)))
def test_no_smaller_score_changes_the_winner(document: Json) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None and outcome.winner)
    assert outcome is not None
    change, every = score_change(outcome), every_score_change(outcome)
    if change is None:
        assert not every
        return
    size, bid_id, name, _ = every[0]
    assert (abs(Fraction(change["change"])), change["bid"], change["criterion"]) == (size, bid_id, name)
    assert (size, bid_id, name, Fraction(change["to"])) in every


def inner(minimum: str | None = None, **matrix: object) -> Json:
    """A leads B by far and reaches 5 points in Q exactly by its parts, 8 and 2 at equal weights."""
    parts = [criterion("Q1", "50"), criterion("Q2", "50")]
    fields = {} if minimum is None else {"minimum_points": minimum}
    criteria = [criterion("Q", "50", children=parts, **fields), criterion("O", "50", role="open_source")]
    bids = [
        bid("A", "100", {"Q1": "8", "Q2": "2", "O": "10"}),
        bid("B", "100", {"Q1": "5", "Q2": "5", "O": "5"}),
    ]
    return evaluation(bids, "festpreis", criteria, **matrix)


def test_the_winner_is_lost_where_it_falls_below_a_minimum() -> None:
    """Q of A is 8 q + 2 (1 − q): 4 points at q = 1/3. Without the minimum no weight inside Q matters."""
    assert bounds_of(outcome_of(inner()))["Q1"] == Bounds(Fraction(1, 2))
    assert bounds_of(outcome_of(inner("4")))["Q1"] == Bounds(Fraction(1, 2), below=Fraction(1, 3))
    assert bounds_of(outcome_of(inner("5")))["Q2"] == Bounds(Fraction(1, 2), above=Fraction(1, 2))


def test_all_leistungspunkte_can_fall_below_their_minimum() -> None:
    """L of A is 500 + 500 o for a weight o of O: 700 at 40 %."""
    assert bounds_of(outcome_of(inner(minimum_leistungspunkte="700")))["O"].below == Fraction(2, 5)


def returning(name: str = "festpreis") -> Json:
    """C has the most points but 3.5 in Q, where 4 are asked: 6 q + 1 (1 − q) reaches 4 at q = 3/5."""
    document = inner("4")
    document["matrix"]["method"] = method(name)
    document["bids"].append(bid("C", "100", {"Q1": "6", "Q2": "1", "O": "10"}))
    document["bids"][0]["scores"]["Q1"]["points"] = "7"
    document["bids"][0]["scores"]["O"]["points"] = "8"
    return document


@pytest.mark.parametrize("name", ["festpreis", "richtwert_einfach", "richtwert_erweitert", "gewichtet_median"])
def test_a_returning_bid_can_win(name: str) -> None:
    outcome = outcome_of(returning(name))
    assert outcome.winner is not None
    assert (outcome.winner.id, [one.bid for one in outcome.excluded]) == ("A", ["C"])
    assert bounds_of(outcome)["Q1"].above == Fraction(3, 5)
    change = score_change(outcome)
    assert change == {"bid": "C", "criterion": "Q1", "from": "6", "to": "7", "change": "1"}


def test_the_winner_can_fall_below_a_minimum_by_one_score() -> None:
    outcome = outcome_of(inner("5"))
    assert score_change(outcome) == {"bid": "A", "criterion": "Q1", "from": "8", "to": "7", "change": "-1"}
    alone = outcome_of({**inner("5"), "bids": inner("5")["bids"][:1]})
    assert score_change(alone) == {"bid": "A", "criterion": "Q1", "from": "8", "to": "7", "change": "-1"}


def test_a_bid_with_a_stated_ground_never_comes_back() -> None:
    document = returning()
    document["bids"][2]["exclusion"] = {"code": "late", "reason": "12:01 Uhr"}
    outcome = outcome_of(document)
    assert bounds_of(outcome)["Q1"].above is None
    change = score_change(outcome)
    assert change is not None
    assert change["bid"] == "A"


def test_a_leaving_bid_changes_what_the_others_get() -> None:
    """A leads B by 7 points of quality and lags by 5 of price; without C, cheap and just valid, it lags by 10."""
    names = [f"K{index}" for index in range(10)]
    light = [criterion(name, "5", minimum_points="2") for name in names]
    criteria = [*light, criterion("O", "10", role="open_source")]
    points = {"A": ("6", "7", "80000"), "B": ("5", "5", "60000"), "C": ("2", "0", "30000")}
    bids = [
        bid(name, price, {**dict.fromkeys(names, quality), "O": openness})
        for name, (quality, openness, price) in points.items()
    ]
    outcome = outcome_of(evaluation(bids, "preis_quotient", criteria, price={"weight_percent": "40"}))
    assert outcome.winner is not None
    found = score_change(outcome)
    without = outcome_of(evaluation(bids[:2], "preis_quotient", criteria, price={"weight_percent": "40"}))
    assert without.winner is not None
    assert (outcome.winner.id, without.winner.id) == ("A", "B")
    assert found == {"bid": "C", "criterion": "K0", "from": "2", "to": "1", "change": "-1"}


def test_removal_and_shares_stay_with_the_valid_bids() -> None:
    found = stability(outcome_of(returning()), samples=100)
    assert [one["bid"] for one in found["removal"]] == ["B"]
    assert found["rank_acceptability"] is not None
    assert found["rank_acceptability"]["first_rank"] == {"A": "1"}
