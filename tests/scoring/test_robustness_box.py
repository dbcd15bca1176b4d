"""Up to which spread of the weights a winner is proven, at bounds computed by hand."""

from fractions import Fraction

import pytest

from scoring.robustness.box import Box
from scoring.robustness.factory import contest_of
from tests.factories import Json, bid, criterion, evaluation, method, outcome_of

HAIR = Fraction(1, 10**9)
Offers = dict[str, tuple[str, str, str]]
"""Of each bid the price, the points in Q and those in O; both weigh 50 % unless told."""


def case(offers: Offers, chosen: Json, share: str = "50") -> Json:
    criteria = [criterion("Q", share), criterion("O", str(100 - int(share)), role="open_source")]
    bids = [bid(name, price, {"Q": quality, "O": openness}) for name, (price, quality, openness) in offers.items()]
    return evaluation(bids, chosen, criteria)


def keeps(document: Json, spread: Fraction) -> bool:
    outcome = outcome_of(document)
    return Box(outcome, contest_of(outcome), spread).keeps_winner()


MEDIAN = method("gewichtet_median", weight_quality_percent="60", weight_price_percent="40")

BY_MEDIAN: dict[str, tuple[Offers, Fraction]] = {
    # 0.6 · 200 points against 0.4 · 4/21 · 700 of price: (1 − δ)² · 120 = (1 + δ)² · 160/3, so (1 + δ) / (1 − δ) = 3/2.
    "better and dearer": ({"A": ("23.00", "8", "8"), "B": ("19.00", "6", "6")}, Fraction(1, 5)),
    # 0.4 · 27/28 · 700 of price against 0.6 · 200 points: (1 − δ)² · 270 = (1 + δ)² · 120, the same ratio.
    "cheaper and worse": ({"A": ("14.50", "6", "6"), "B": ("41.50", "8", "8")}, Fraction(1, 5)),
    # 0.6 · (100 − 300 δ) points against 0.4 · 2/45 · 750 of price: at δ = 1/5 (1 − δ) · 24 = (1 + δ)² · 40/3 = 19.2.
    "better in one, worse in the other": ({"A": ("46.00", "10", "6"), "B": ("44.00", "6", "8")}, Fraction(1, 5)),
}


@pytest.mark.parametrize("name", BY_MEDIAN)
def test_quality_and_the_median_are_bounded_apart(name: str) -> None:
    offers, spread = BY_MEDIAN[name]

    assert outcome_of(case(offers, MEDIAN)).in_rank_order()[0] == 0
    assert keeps(case(offers, MEDIAN), spread - HAIR)
    assert not keeps(case(offers, MEDIAN), spread)


def by(decides: str) -> Json:
    return method("richtwert_erweitert", band_percent="10", decision_criterion=decides)


PRICE = "100000.00"

# The winner is A; what is told is the smallest spread that ends the proof. All by Z = L / P with a band of 10 %.
IN_BAND: dict[str, tuple[Offers, str, Fraction]] = {
    # B decides better; out of the band while 0.9 · A − B > 0: 50 · (9 − 4) and 50 · (5.4 − 7), 170 − 330 δ.
    "a rival out of the band": ({"A": (PRICE, "10", "6"), "B": (PRICE, "4", "7")}, "O", Fraction(17, 33)),
    # A decides by O, where 4 points of lead only shrink; it stays in the band while A − 0.9 · B ≥ 0:
    # 50 · (5 − 8.1) and 50 · (9 − 4.5), 70 − 380 δ. There it is still inside.
    "the winner at the edge": ({"A": (PRICE, "5", "9"), "B": (PRICE, "9", "5")}, "O", Fraction(7, 38) + HAIR),
    # All points decide: 50 · 3 and 50 · −1, 100 − 200 δ; a lead of 0 proves nothing.
    "all points decide": (
        {"A": (PRICE, "9", "6"), "B": (PRICE, "6", "7")},
        "leistungspunkte",
        Fraction(1, 2),
    ),
    # The price decides and is the same: then Z does, by the same 100 − 200 δ.
    "equal prices": ({"A": (PRICE, "9", "6"), "B": (PRICE, "6", "7")}, "price", Fraction(1, 2)),
    # A is cheaper by half a euro and stays in the band while 50 · (7 − 6.3) and 50 · (7 − 6.3) do (all but for
    # 0.5 of 100,000 euro): nothing turns it.
    "half a euro cheaper": ({"A": ("99999.50", "7", "7"), "B": (PRICE, "7", "7")}, "price", Fraction(1)),
    # B is cheaper, but out of the band: 0.9 · A − B is 50 · (9 − 4 / 0.8) and 50 · (5.4 − 7 / 0.8), 32.5 − 367.5 δ.
    "a cheaper rival out of the band": (
        {"A": (PRICE, "10", "6"), "B": ("80000.00", "4", "7")},
        "price",
        Fraction(13, 147),
    ),
}


@pytest.mark.parametrize("name", IN_BAND)
def test_the_band_is_bounded_by_the_winner_and_the_highest(name: str) -> None:
    offers, decides, spread = IN_BAND[name]
    document = case(offers, by(decides))

    winner = outcome_of(document).winner
    assert winner is not None
    assert winner.id == "A"
    assert keeps(document, spread - HAIR)
    assert spread == 1 or not keeps(document, spread)


def test_the_highest_value_bounds_the_band_although_another_bid_wins() -> None:
    """A wins by O, C has more there, but is out while 0.9 · T − C is: 80 · 1.2 and 20 · −2.6, 44 − 148 δ.

    The winner alone would not keep C out: 0.9 · A − C is 80 · 0.3 and 20 · −1.7.
    """
    document = case({"T": (PRICE, "8", "6"), "A": (PRICE, "7", "7"), "C": (PRICE, "6", "8")}, by("O"), share="80")

    winner = outcome_of(document).winner
    assert winner is not None
    assert winner.id == "A"
    assert keeps(document, Fraction(11, 37) - HAIR)
    assert not keeps(document, Fraction(11, 37))
