"""The smallest changes of a score and of a price against trying all of them."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from scoring.evaluate import Outcome
from scoring.methods import METHODS
from scoring.result import ScoreChange
from scoring.robustness import price as price_module
from scoring.robustness.changes import Steps, smallest_score_change
from scoring.robustness.factory import contest_of
from scoring.robustness.price import smallest_price_change
from scoring.robustness.roster import Roster
from scoring.robustness.turning import turning_prices
from tests.factories import Json, bid, criterion, evaluation, method, outcome_of
from tests.scoring.robustness_cases import DECISIONS, documents, in_band, outcome_or_none, with_price, with_score

DEAREST_TRIED = 200
"""Cents up to which a raise is tried; the drawn prices end at 112, and no bound of theirs lies far above."""


TREE = [name for name, known in METHODS.items() if known.weights_price_in_tree]
TURNING = [name for name, known in METHODS.items() if known.can_flip]
ROUNDED = [name for name in TREE if name in TURNING]


def score_change(outcome: Outcome) -> ScoreChange | None:
    return smallest_score_change(contest_of(outcome), Roster(outcome))


def _every_score_change(outcome: Outcome) -> list[tuple[Fraction, str, str, Fraction]]:
    """Return all single scores that change the winner, smallest first."""
    scale = outcome.evaluation.matrix.scale
    steps = int((scale.maximum - scale.minimum) / scale.step)
    allowed = [Fraction(scale.minimum + index * scale.step) for index in range(steps + 1)]
    found = []
    for row, one in enumerate(outcome.bids):
        for column, criterion_id in enumerate(outcome.grid.criteria):
            now = Fraction(outcome.points.rows[row][column], outcome.points.denominator)
            found += [
                (abs(points - now), one.id, criterion_id, points)
                for points in allowed
                if points != now and _loses(outcome, row, column, points)
            ]
    return sorted(found)


def _loses(outcome: Outcome, row: int, column: int, points: Fraction) -> bool:
    """Tell whether another bid is first; where the median method has no value there is no first bid."""
    try:
        return with_score(outcome, row, column, points).first != outcome.valuation.first
    except InputError:
        return False


@given(documents())
def test_no_smaller_score_changes_the_winner(document: Json) -> None:
    _check_score_change(document)


@pytest.mark.parametrize("decides", DECISIONS)
@settings(max_examples=15)
@given(st.data())
def test_no_smaller_score_changes_the_winner_in_the_band(decides: str, data: st.DataObject) -> None:
    _check_score_change(data.draw(in_band(decides)))


def _check_score_change(document: Json) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None and outcome.winner)
    assert outcome is not None
    change = score_change(outcome)
    every = _every_score_change(outcome)
    if change is None:
        assert not every
        return
    size, bid_id, criterion_id, points = every[0]
    assert (change["bid"], change["criterion"], Fraction(change["to"])) == (bid_id, criterion_id, points)
    assert Fraction(change["to"]) - Fraction(change["from"]) == Fraction(change["change"])
    assert abs(Fraction(change["change"])) == size


def _every_price_change(outcome: Outcome) -> list[tuple[Fraction, str, Fraction]]:
    """Return every other price of every bid that changes the winner, smallest first."""
    winner, found = outcome.valuation.first, []
    for row, now in enumerate(outcome.valuation.field.prices):
        cents = int(now * 100)
        found += [
            (abs(Fraction(price, 100) - now), outcome.bids[row].id, Fraction(price, 100))
            for price in range(1, DEAREST_TRIED)
            if price != cents and with_price(outcome, row, Fraction(price, 100)).first != winner
        ]
    return sorted(found)


@given(documents())
def test_no_smaller_price_changes_the_winner(document: Json) -> None:
    outcome = outcome_or_none(document)
    assume(outcome is not None and outcome.winner)
    assert outcome is not None
    change = smallest_price_change(outcome)
    every = _every_price_change(outcome)
    if change is None or Fraction(change["to"]) >= Fraction(DEAREST_TRIED, 100):
        assert not every
        return
    size, bid_id, price = every[0]
    assert (change["bid"], Fraction(change["to"])) == (bid_id, price)
    assert Fraction(change["to"]) - Fraction(change["from"]) == Fraction(change["change_eur"])
    assert abs(Fraction(change["change_eur"])) == size


@given(documents(TREE, rounding=True))
def test_no_smaller_price_changes_the_winner_with_rounded_price_points(document: Json) -> None:
    outcome = outcome_of(document)
    assume(outcome.winner)
    change, every = smallest_price_change(outcome), _every_price_change(outcome)
    if change is None or Fraction(change["to"]) >= Fraction(DEAREST_TRIED, 100):
        assert not every
        return
    size, bid_id, price = every[0]
    assert (abs(Fraction(change["change_eur"])), change["bid"], Fraction(change["to"])) == (size, bid_id, price)


@settings(max_examples=40)
@given(st.one_of(documents(TURNING), documents(ROUNDED, rounding=True)), st.integers(0, 4))
def test_no_price_at_which_the_winner_turns_is_missed(document: Json, row: int) -> None:
    """Wherever one more cent changes whether the winner is first alone, a turning price lies on the way."""
    outcome = outcome_or_none(document)
    assume(outcome is not None and outcome.winner)
    assert outcome is not None
    field, chosen = outcome.valuation.field, outcome.evaluation.matrix.method
    winner, moved = outcome.valuation.first[0], row % len(field.prices)
    tried = range(40, 116)
    alone = {cents: with_price(outcome, moved, Fraction(cents, 100)).first == (winner,) for cents in tried}

    turns = turning_prices(chosen, field, moved, winner, (tried[0], tried[-1]))

    for one, other in pairwise(tried):
        if alone[one] != alone[other]:
            assert any(one <= 100 * turn <= other for turn in turns), (moved, one)


@pytest.mark.parametrize(("moved", "digits"), [(0, 1), (0, 2), (1, 1), (1, 2), (2, 0)])
@pytest.mark.parametrize("name", ["preis_quotient", "preis_linear"])
def test_no_rounding_of_price_points_is_missed(name: str, moved: int, digits: int) -> None:
    """A and B have the same quality and nearly the same price: who is first turns with every step of the rounding."""
    criteria = [criterion("Q", "50"), criterion("O", "10", role="open_source")]
    points = {"A": ("800.00", "7"), "B": ("803.00", "7"), "C": ("500.00", "1")}
    bids = [bid(one, price, {"Q": quality, "O": "5"}) for one, (price, quality) in points.items()]
    chosen = method(name, rounding={"mode": "half_up", "digits": digits})
    outcome = outcome_of(evaluation(bids, chosen, criteria, price={"weight_percent": "40"}))
    field, [winner] = outcome.valuation.field, outcome.valuation.first
    now = int(100 * field.prices[moved])
    tried = range(now - 2_400, now + 2_400, 20)
    alone = {cents: with_price(outcome, moved, Fraction(cents, 100)).first == (winner,) for cents in tried}

    turns = turning_prices(outcome.evaluation.matrix.method, field, moved, winner, (tried[0], tried[-1]))

    assert len(set(alone.values())) > 1
    for one, other in pairwise(tried):
        if alone[one] != alone[other]:
            assert any(one <= 100 * turn <= other for turn in turns), (moved, one)


def two(first_price: str = "100000.00", second_price: str = "100000.00", name: str = "richtwert_einfach") -> Json:
    criteria = [criterion("Q", "90"), criterion("O", "10", role="open_source")]
    bids = [bid("A", first_price, {"Q": "8", "O": "8"}), bid("B", second_price, {"Q": "6", "O": "6"})]
    return evaluation(bids, name, criteria)


def test_worked_example_of_the_rule_page() -> None:
    """Source: worked example in docs/rules/stabilitaet.md, computed by hand: Z = 800/100,000 against 600/100,000."""
    outcome = outcome_of(two())
    assert score_change(outcome) == {
        "bid": "A",
        "criterion": "Q",
        "from": "8",
        "to": "5",
        "change": "-3",
    }
    assert smallest_price_change(outcome) == {
        "bid": "B",
        "from": "100000.00",
        "to": "75000.00",
        "change_eur": "-25000.00",
        "change_percent": "-25",
    }


def test_equal_changes_are_told_by_id() -> None:
    """A may lose 3 points in Q or B gain 3 in Q; here both could be 3, and A comes first."""
    criteria = [criterion("Q", "50"), criterion("O", "50", role="open_source")]
    bids = [bid("B", "100", {"Q": "6", "O": "5"}), bid("A", "100", {"Q": "4", "O": "5"})]
    outcome = outcome_of(evaluation(bids, "festpreis", criteria))
    change = score_change(outcome)
    assert change is not None
    assert (change["bid"], change["criterion"], change["to"]) == ("A", "O", "7")


def test_a_price_with_fractions_of_a_cent_moves_to_a_whole_cent() -> None:
    outcome = outcome_of(two(second_price="80000.005"))
    change = smallest_price_change(outcome)
    assert change is not None
    assert (change["from"], change["to"]) == ("80000.005", "75000.00")
    assert change["change_eur"] == "-5000.005"


@pytest.mark.parametrize(
    ("cheap", "dear", "expected"),
    [
        ("50000.005", "100000.00", ("75000.00", "24999.995")),  # 600 / 75,000 is 800 / 100,000, and a tie is lost
        ("50000.00", "100000.01", ("75000.01", "25000.01")),  # 75,000.0075 is the bound
        ("74999.99", "100000.00", ("75000.00", "0.01")),
    ],
)
def test_a_cheaper_winner_loses_by_a_raise(cheap: str, dear: str, expected: tuple[str, str]) -> None:
    document = two(cheap, dear)
    document["bids"][0]["scores"], document["bids"][1]["scores"] = (one["scores"] for one in document["bids"][::-1])
    change = smallest_price_change(outcome_of(document))
    assert change is not None
    assert (change["bid"], change["to"], change["change_eur"]) == ("A", *expected)


def test_no_price_changes_an_award_on_quality_alone() -> None:
    assert smallest_price_change(outcome_of(two(name="festpreis"))) is None


def test_no_score_changes_an_award_on_price_alone() -> None:
    document = two("90000.00", name="niedrigster_preis")
    document["procedure"]["open_source_exemption"] = {"reason": "Keine freie Software am Markt"}
    outcome = outcome_of(document)
    assert score_change(outcome) is None
    change = smallest_price_change(outcome)
    assert change is not None
    assert (change["bid"], change["to"]) == ("A", "100000.00")


def test_a_single_bid_cannot_lose() -> None:
    document = two()
    outcome = outcome_of({**document, "bids": document["bids"][:1]})
    assert score_change(outcome) is None
    assert smallest_price_change(outcome) is None


def test_the_search_ends_at_the_dearest_price_of_the_format() -> None:
    """B has almost no points: only a winner many thousand times dearer would lose, and B could always be cheaper."""
    criteria = [criterion("Q", "90"), criterion("O", "10", role="open_source")]
    bids = [bid("A", "0.02", {"Q": "10", "O": "10"}), bid("B", "999999999999.99", {"Q": "0", "O": "0"})]
    outcome = outcome_of(evaluation(bids, criteria=criteria))
    assert price_module.HIGHEST_CENTS == 99_999_999_999_999
    assert smallest_price_change(outcome) is None


@pytest.mark.parametrize(
    ("start", "least", "direction", "expected"),
    [
        (2, 1, 1, 2),
        (2, 3, 1, 4),
        (8, 3, 1, None),
        (2, 1, -1, 2),
        (2, 3, -1, None),
        (5, 1, 1, 1),
        (5, 1, -1, 1),
        (0, 1, 1, 2),
    ],
)
def test_steps_of_a_scale(start: int, least: int, direction: int, expected: int | None) -> None:
    assert Steps(lowest=0, highest=10, step=2).distance(start, least, direction) == expected


def test_missing_points_below_the_scale_rise_to_its_minimum() -> None:
    assert Steps(lowest=3, highest=9, step=3).distance(0, 1, 1) == 3
    assert Steps(lowest=3, highest=9, step=3).distance(0, 1, -1) is None


def test_a_third_bid_can_decide_in_the_band() -> None:
    """One point less for C, which has the highest Z, lowers the bound of the band to 9.108: B enters and wins."""
    ids = ["O", *(f"K{index}" for index in range(9))]
    criteria = [criterion(one, "10", **({"role": "open_source"} if one == "O" else {})) for one in ids]
    prices = {"A": ("70.71", "7"), "B": ("109.29", "10"), "C": ("30.00", "3")}
    bids = [bid(name, price, dict.fromkeys(ids, points)) for name, (price, points) in prices.items()]
    chosen = method("richtwert_erweitert", band_percent="8", decision_criterion="leistungspunkte")
    outcome = outcome_of(evaluation(bids, chosen, criteria))
    assert outcome.winner is not None
    assert outcome.winner.id == "A"
    change = score_change(outcome)
    assert change == {"bid": "C", "criterion": "K0", "from": "3", "to": "2", "change": "-1"}
    assert with_score(outcome, 2, outcome.grid.criteria.index("K0"), Fraction(2)).first == (1,)


def test_a_dearer_lowest_price_can_decide() -> None:
    """A leads B by 7 points of quality and lags by 40 · Pmin · (1/60,000 − 1/200,000) of price: 7 at Pmin = 15,000."""
    names = [f"K{index}" for index in range(10)]
    criteria = [*(criterion(name, "5") for name in names), criterion("O", "10", role="open_source")]
    points = {"A": ("9", "9", "200000"), "B": ("8", "7", "60000"), "C": ("1", "0", "10000")}
    bids = [
        bid(name, price, {**dict.fromkeys(names, quality), "O": openness})
        for name, (quality, openness, price) in points.items()
    ]
    change = smallest_price_change(outcome_of(evaluation(bids, "preis_quotient", criteria)))
    assert change == {
        "bid": "C",
        "from": "10000.00",
        "to": "15000.00",
        "change_eur": "5000.00",
        "change_percent": "50",
    }
