"""Intervals of weights against evaluating anew."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.evaluate import Outcome
from scoring.robustness import stability
from scoring.robustness.factory import contest_of
from scoring.robustness.roster import Roster
from scoring.robustness.weights import MAXIMUM_LINES, Bounds, weight_bounds
from tests.factories import Json, bid, criterion, evaluation, exempt, method, outcome_of
from tests.scoring.robustness_cases import DECISIONS, documents, in_band, outcome_or_none, with_weight

HAIR = Fraction(1, 10**40)
"""A step too small to jump over anything the small cases contain, and larger than the bounds of irrational roots."""


def w1() -> Json:
    """Golden case W1: price, quality and open source as plain criteria with 40, 50 and 10 %."""
    criteria = [criterion("Preis", "40"), criterion("Q", "50"), criterion("OSS", "10", role="open_source")]
    bids = [
        bid("A", "100", {"Preis": "7", "Q": "9", "OSS": "2"}),
        bid("B", "100", {"Preis": "9", "Q": "7", "OSS": "8"}),
    ]
    return evaluation(bids, "festpreis", criteria)


def bounds_of(outcome: Outcome) -> dict[str, Bounds]:
    return weight_bounds(contest_of(outcome), Roster(outcome))


def test_golden_case_w1() -> None:
    """Source: own computation from d* = -D0 / (d_k - R), golden case W1 (delta -3/20, 1/12, -9/140)."""
    found = bounds_of(outcome_of(w1()))
    assert found == {
        "Preis": Bounds(Fraction(40, 100), below=Fraction(40, 100) - Fraction(3, 20)),
        "Q": Bounds(Fraction(50, 100), above=Fraction(50, 100) + Fraction(1, 12)),
        "OSS": Bounds(Fraction(10, 100), below=Fraction(10, 100) - Fraction(9, 140)),
    }


def test_bounds_are_shown_rounded_half_up() -> None:
    shown = stability(outcome_of(w1()))["winner_by_criterion"]
    assert shown == {
        "Preis": {"weight_percent": "40", "winner_changes_below": "25", "winner_changes_above": None},
        "Q": {"weight_percent": "50", "winner_changes_below": None, "winner_changes_above": "58.333"},
        "OSS": {"weight_percent": "10", "winner_changes_below": "3.571", "winner_changes_above": None},
    }


def test_a_bound_near_zero_is_shown_with_more_digits() -> None:
    """B is ahead by 1/100,000 of what A gains: 0.001 % of the weight would be shown as 0."""
    criteria = [criterion("Q", "10"), criterion("O", "90", role="open_source")]
    scale = {"minimum": "0", "maximum": "10", "step": "0.00001"}
    bids = [bid("A", "100", {"Q": "0", "O": "0.00005"}), bid("B", "100", {"Q": "10", "O": "0"})]
    shown = stability(outcome_of(exempt(evaluation(bids, "festpreis", criteria, scale=scale))))["winner_by_criterion"]
    assert shown["Q"]["winner_changes_below"] == "0.000499998"
    assert shown["O"]["winner_changes_above"] == "99.999500002"


@pytest.mark.parametrize("name", ["gewichtet_referenzwert", "gewichtet_median", "preis_quotient"])
def test_the_weight_of_the_price_is_examined(name: str) -> None:
    bids = [bid("A", "190000", {"Q": "8", "O": "6"}), bid("B", "120000", {"Q": "5", "O": "4"})]
    outcome = outcome_of(evaluation(bids, name))
    bounds = bounds_of(outcome)["price"]
    assert bounds.weight == Fraction(2, 5)
    edge = bounds.above or bounds.below
    assert edge
    valuation = with_weight(outcome, "price", edge)
    assert valuation.first == (0, 1)


def test_a_single_child_has_no_interval() -> None:
    criteria = [
        criterion("Q", "90", children=[criterion("Q1", "100"), criterion("Q2", "0")]),
        criterion("O", "10", role="open_source"),
    ]
    points = {"Q1": "5", "Q2": "10", "O": "6"}
    bids = [bid("A", "100", {**points, "Q1": "6"}), bid("B", "100", {**points, "Q1": "4", "Q2": "2", "O": "10"})]
    found = bounds_of(outcome_of(evaluation(bids, "festpreis", criteria)))
    assert found["Q1"] == Bounds(Fraction(1))
    assert found["Q2"] == Bounds(Fraction(0))
    assert found["O"].above is not None


def test_a_tie_has_no_intervals() -> None:
    bids = [bid("A", "100", {"Q": "5", "O": "5"}), bid("B", "100", {"Q": "5", "O": "5"})]
    found = stability(outcome_of(evaluation(bids)))
    assert found["winner_by_criterion"] == {}
    assert found["smallest_score_change"] is None
    assert found["smallest_price_change"] is None
    assert found["rank_acceptability"] is not None
    assert found["rank_acceptability"]["first_rank"] == {"A": "0.5", "B": "0.5"}


def test_large_matrices_are_examined_at_the_top_alone() -> None:
    children = [criterion(f"Q{index}", "1") for index in range(100)]
    criteria = [criterion("Q", "90", children=children), criterion("O", "10", role="open_source")]
    points = {**{child["id"]: "5" for child in children}, "O": "5"}
    few = [bid(f"B{index}", str(100 + index), points) for index in range(MAXIMUM_LINES // 102)]
    assert len(bounds_of(outcome_of(evaluation(few[:5], criteria=criteria)))) == 102
    many = [*few, bid("X", "900", points)]
    assert set(bounds_of(outcome_of(evaluation(many, criteria=criteria)))) == {"Q", "O"}


def test_the_heaviest_of_very_many_main_groups_are_examined() -> None:
    criteria = [criterion("O", "10", role="open_source"), *(criterion(f"Q{index}", "0.5") for index in range(180))]
    points = {one["id"]: "5" for one in criteria}
    bids = [bid(f"B{index}", str(100 + index), points) for index in range(200)]
    found = bounds_of(outcome_of(evaluation(bids, criteria=criteria)))
    assert len(found) == MAXIMUM_LINES // 200
    assert "O" in found


def test_equally_heavy_main_groups_are_examined_in_the_order_of_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three main groups and two criteria below one of them: 5 nodes × 2 bids."""
    below = [criterion("K1", "50"), criterion("K2", "50")]
    criteria = [criterion("R", "45"), criterion("Q", "45", children=below), criterion("O", "10", role="open_source")]
    points = {"K1": "5", "K2": "5", "R": "5", "O": "5"}
    bids = [bid("A", "100", points), bid("B", "101", points)]
    outcome = outcome_of(evaluation(bids, criteria=criteria))

    for lines, examined in ((10, {"K1", "K2", "O", "Q", "R"}), (9, {"O", "Q", "R"}), (5, {"Q", "R"}), (3, {"Q"})):
        monkeypatch.setattr("scoring.robustness.weights.MAXIMUM_LINES", lines)
        assert bounds_of(outcome).keys() == examined


@given(documents(), st.lists(st.fractions(0, 1, max_denominator=50), min_size=3, max_size=3))
def test_bounds_hold_on_evaluating_anew(document: Json, samples: list[Fraction]) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None and outcome.winner)
    assert outcome is not None
    for node, bounds in bounds_of(outcome).items():
        if bounds.weight < 1:
            _check(outcome, node, bounds, samples)


@pytest.mark.parametrize("decides", DECISIONS)
@settings(max_examples=12)
@given(st.data())
def test_bounds_hold_where_the_band_decides(decides: str, data: st.DataObject) -> None:
    outcome = outcome_of(data.draw(in_band(decides)))
    assume(outcome.winner)
    for node, bounds in bounds_of(outcome).items():
        if bounds.weight < 1:
            _check(outcome, node, bounds, [Fraction(1, 2)])


def _check(outcome: Outcome, node: str, bounds: Bounds, samples: list[Fraction]) -> None:
    winner = outcome.valuation.first
    low, high = bounds.below or Fraction(0), bounds.above or Fraction(1)
    assert low <= bounds.weight <= high
    for part in [HAIR, *samples, 1 - HAIR]:
        inside = low + part * (high - low)
        if low < inside < high:
            assert with_weight(outcome, node, inside).first == winner, (node, inside)
    if bounds.below is not None:
        assert {with_weight(outcome, node, low).first, with_weight(outcome, node, low - HAIR).first} != {winner}
    if bounds.above is not None:
        assert {with_weight(outcome, node, high).first, with_weight(outcome, node, high + HAIR).first} != {winner}


def test_equal_prices_make_the_exponent_a_plain_comparison_of_points() -> None:
    bids = [bid("A", "100", {"Q": "8", "O": "2"}), bid("B", "100", {"Q": "6", "O": "9"})]
    by_exponent = bounds_of(outcome_of(evaluation(bids, method("richtwert_exponent", exponent="7/10"))))
    assert by_exponent == bounds_of(outcome_of(evaluation(bids, "festpreis")))
    assert by_exponent["O"].above == Fraction(2, 9)
