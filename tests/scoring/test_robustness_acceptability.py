"""Rank acceptability: the proof without drawing, and the drawing against exact evaluation of the same weights."""

import json
import subprocess
import sys
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.evaluate import Outcome
from scoring.methods import METHODS
from scoring.robustness import stability
from scoring.robustness.acceptability import WEIGHT_SPREAD, _shown, rank_acceptability
from scoring.robustness.box import Box
from scoring.robustness.contest import Draw
from scoring.robustness.drawing import first_ranks
from scoring.robustness.factory import contest_of
from scoring.robustness.simulation import CHUNK_CELLS, drawn_rank_counts, first_rank_counts, line_rule
from scoring.valuation import Valuation
from tests.factories import Json, bid, criterion, evaluation, exempt, method, outcome_of
from tests.scoring.robustness_cases import (
    DECISIONS,
    documents,
    in_band,
    local_weights,
    outcome_or_none,
    shuffled,
    with_leaf_weights,
)

ROOT = Path(__file__).parents[2]
WIDE = Fraction(1, 2)
"""A spread at which many small cases can be turned."""

LINE_METHODS = tuple(name for name in METHODS if name not in {"richtwert_erweitert", "gewichtet_median"})


def at_factors(outcome: Outcome, factors: dict[str, Fraction]) -> Valuation:
    """Evaluate anew with every effective weight, and that of the price, times a factor."""
    matrix = outcome.evaluation.matrix
    weights = {one: outcome.grid.share(column) for column, one in enumerate(outcome.grid.criteria)}
    price = local_weights(matrix).get("price", Fraction(0))
    moved = {one: weight * factors[one] for one, weight in weights.items()}
    quality_sum, price_part = sum(moved.values()) * (1 - price), price * factors["price"]
    share = price_part / (quality_sum + price_part)
    if matrix.method.name.startswith("gewichtet"):
        percents = {"weight_quality_percent": 100 * (1 - share), "weight_price_percent": 100 * share}
        matrix = matrix.model_copy(update={"method": matrix.method.model_copy(update=percents)})
    return with_leaf_weights(outcome, moved, share, matrix)


def _factors(outcome: Outcome, values: list[Fraction]) -> dict[str, Fraction]:
    return dict(zip([*sorted(outcome.grid.criteria), "price"], values, strict=True))


@given(documents(), st.data())
def test_proof_holds_everywhere_in_the_range(document: Json, data: st.DataObject) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None and Box(outcome, contest_of(outcome), WEIGHT_SPREAD).keeps_winner())
    assert outcome is not None
    contest = contest_of(outcome)
    factor = st.one_of(
        st.sampled_from([1 - WEIGHT_SPREAD, 1 + WEIGHT_SPREAD]),
        st.fractions(1 - WEIGHT_SPREAD, 1 + WEIGHT_SPREAD, max_denominator=40),
    )
    size = len(outcome.grid.criteria) + 1
    for values in data.draw(st.lists(st.lists(factor, min_size=size, max_size=size), min_size=3, max_size=6)):
        assert at_factors(outcome, _factors(outcome, values)).first == (contest.winner,)
    counts = first_ranks(outcome, contest, Draw(200, 1, float(WEIGHT_SPREAD)))
    assert counts[outcome.bids[contest.winner].id] == 200


@settings(max_examples=50)
@given(documents(LINE_METHODS))
def test_proof_is_sharp_for_line_methods(document: Json) -> None:
    _check_sharpness(document)


@settings(max_examples=20)
@given(documents(["richtwert_verschoben"]))
def test_proof_is_sharp_where_the_price_counts_without_points(document: Json) -> None:
    _check_sharpness(document)


def _check_sharpness(document: Json) -> None:
    """The winner is proven first exactly where it is first alone in every corner of the range."""
    outcome = outcome_of(document)
    contest = contest_of(outcome)
    assume(len(outcome.grid.criteria) <= 4)
    ends = (1 - WIDE, 1 + WIDE)
    corners = product(ends, repeat=len(outcome.grid.criteria) + (contest.split is not None))
    factors = (_factors(outcome, [*corner, Fraction(1)][: len(outcome.grid.criteria) + 1]) for corner in corners)
    everywhere = all(at_factors(outcome, one).first == (contest.winner,) for one in factors)
    assert Box(outcome, contest, WIDE).keeps_winner() == everywhere


@given(documents())
def test_drawing_agrees_with_evaluating_each_sample_exactly(document: Json) -> None:
    _check_drawing(document)


@pytest.mark.parametrize("decides", DECISIONS)
@settings(max_examples=10)
@given(st.data())
def test_drawing_agrees_where_the_band_decides(decides: str, data: st.DataObject) -> None:
    _check_drawing(data.draw(in_band(decides)))


@settings(max_examples=15)
@given(documents(["gewichtet_median"]))
def test_drawing_agrees_with_the_median(document: Json) -> None:
    _check_drawing(document)


def _check_drawing(document: Json) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None)
    assert outcome is not None
    contest, samples, names = contest_of(outcome), 25, sorted(outcome.grid.criteria)
    with_price = contest.split is not None
    uniform = np.random.Generator(np.random.SFC64(7)).random((samples, len(names) + with_price))
    expected = dict.fromkeys((one.id for one in outcome.bids), 0.0)
    for row in uniform.tolist():
        values = [1 - WEIGHT_SPREAD + 2 * WEIGHT_SPREAD * Fraction(number) for number in row]
        first = at_factors(outcome, _factors(outcome, values if with_price else [*values, Fraction(1)])).first
        for position in first:
            expected[outcome.bids[position].id] += 1 / len(first)
    assert first_ranks(outcome, contest, Draw(samples, 7, float(WEIGHT_SPREAD))) == pytest.approx(expected)


@given(documents(), st.data())
def test_the_order_of_the_input_changes_nothing(document: Json, data: st.DataObject) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None)
    assert outcome is not None
    other = outcome_of(data.draw(st.composite(shuffled)(document)))
    assert stability(other, samples=50) == stability(outcome, samples=50)


def close() -> Json:
    """A is better by 10 points in Q, B by 9 in O."""
    criteria = [criterion("Q", "50"), criterion("O", "50", role="open_source")]
    bids = [bid("A", "100", {"Q": "10", "O": "0"}), bid("B", "100", {"Q": "0", "O": "9"})]
    return evaluation(bids, "festpreis", criteria)


def test_shares_of_a_close_case() -> None:
    """B is first where u < 0.9 v, u and v uniform on 0.9 to 1.1: a triangle of 0.09 · 0.1 / 2 over 0.04, so 9/80."""
    outcome = outcome_of(close())
    found = rank_acceptability(outcome, contest_of(outcome), samples=100_000, seed=1)
    shares = {name: float(share) for name, share in found["first_rank"].items()}
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["B"] == pytest.approx(9 / 80, abs=0.005)
    assert (found["samples"], found["seed"]) == (100_000, 1)


def test_the_seed_decides_the_shares() -> None:
    outcome = outcome_of(close())
    contest = contest_of(outcome)
    first, again, other = (rank_acceptability(outcome, contest, samples=1000, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first["first_rank"] != other["first_rank"]


def test_a_share_is_never_rounded_to_always_or_never() -> None:
    """B is first where u < 0.821 v: a triangle of 0.0031 · 0.0038 / 2 over 0.04, some 15 of 100,000 samples."""
    criteria = [criterion("Q", "50"), criterion("O", "50", role="open_source")]
    bids = [bid("A", "100", {"Q": "10", "O": "0"}), bid("B", "100", {"Q": "0", "O": "8.21"})]
    scale = {"minimum": "0", "maximum": "10", "step": "0.01"}
    outcome = outcome_of(evaluation(bids, "festpreis", criteria, scale=scale))
    shares = rank_acceptability(outcome, contest_of(outcome), samples=100_000, seed=1)["first_rank"]
    assert shares["A"].startswith("0.9998")
    assert shares["B"].startswith("0.0001")
    assert sum(map(Fraction, shares.values())) == 1


def test_chunks_do_not_change_the_stream() -> None:
    table = np.random.default_rng(3).random((4000, 3))
    samples = CHUNK_CELLS // 4000 + 100
    draw = Draw(samples, 5, 0.25)
    uniform = np.random.Generator(np.random.SFC64(5)).random((samples, 4000))
    whole = first_rank_counts(0.75 + 0.5 * uniform, table)
    assert drawn_rank_counts(table, line_rule(table), draw).tolist() == whole.tolist()


def test_counts_of_given_weights_split_ties() -> None:
    values = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 3.0]])
    weights = np.array([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]])
    assert first_rank_counts(weights, values).tolist() == [1.0, 1.0, 1.0]


def test_numpy_is_loaded_only_where_something_is_drawn() -> None:
    program = (
        "import json, sys; from scoring.robustness import stability; from tests.factories import outcome_of;"
        "from tests.factories import sample; clear = stability(outcome_of(sample('festpreis')));"
        "print(json.dumps([clear['rank_acceptability'], 'numpy' in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    share, loaded = json.loads(done.stdout)
    assert share == {"samples": 100_000, "seed": 1, "first_rank": {"A": "1"}}
    assert loaded is False


def test_equal_bids_are_no_proof() -> None:
    bids = [bid("A", "100", {"Q": "5", "O": "5"}), bid("B", "100", {"Q": "5", "O": "5"})]
    for name in METHODS:
        if name != "niedrigster_preis":
            outcome = outcome_of(evaluation(bids, method(name)))
            assert not Box(outcome, contest_of(outcome), WEIGHT_SPREAD).keeps_winner()


def test_shares_have_one_digit_count() -> None:
    assert _shown({"A": Fraction(1, 3), "B": Fraction(2, 3)}) == {"A": "0.333", "B": "0.667"}
    rare = {"A": Fraction(1, 3), "B": Fraction(2, 3) - Fraction(1, 10**5), "C": Fraction(1, 10**5)}
    assert _shown(rare) == {"A": "0.333333333", "B": "0.666656667", "C": "0.00001"}
    assert _shown({"A": Fraction(1)}) == {"A": "1"}


def test_progress_is_told_part_by_part() -> None:
    """Each part from 0 on, in the order of the work: two main groups, three bids, two of them losing."""
    told: list[tuple[str, float]] = []
    points = {"A": ("2", "10"), "B": ("9", "2"), "C": ("6", "3")}
    bids = [bid(name, "100", {"Q": quality, "O": openness}) for name, (quality, openness) in points.items()]
    document = evaluation(bids, "preis_quotient", [criterion("Q", "30"), criterion("O", "30")])
    outcome = outcome_of(exempt(document))

    stability(outcome, samples=50, progress=lambda part, done: told.append((part, round(done, 3))))

    thirds = (0, 0.333, 0.667)
    assert told == [
        *(("weights", done) for done in (0, 0.5)),
        *(("scores", done) for done in thirds),
        *(("prices", done) for done in thirds),
        *(("removal", done) for done in (0, 0.5)),
        ("acceptability", 0),
    ]
