"""What points and price are worth in each other: bids that are exchanged must stand equal by the method itself."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.matrix_check.exchange import Standpoint, euro_for, points_for_percent
from scoring.methods import (
    Festpreis,
    GewichtetMedian,
    GewichtetReferenzwert,
    Method,
    NiedrigsterPreis,
    PreisFestbereich,
    PreisLinear,
    PreisQuotient,
    RichtwertEinfach,
    RichtwertErweitert,
    RichtwertExponent,
    RichtwertVerschoben,
    ScoredField,
)
from tests.factories import Json, bid, criterion, exempt, method
from tests.scoring.matrix_probe import matrix, report

MAXIMUM = Fraction(10)
EXACT: tuple[Method, ...] = (
    RichtwertEinfach(name="richtwert_einfach"),
    RichtwertErweitert(name="richtwert_erweitert", band_percent=Decimal("0.001"), decision_criterion="leistungspunkte"),
    RichtwertVerschoben(name="richtwert_verschoben", shift=Fraction(250)),
    GewichtetReferenzwert(
        name="gewichtet_referenzwert",
        weight_quality_percent=Decimal(70),
        weight_price_percent=Decimal(30),
        reference_quality=Decimal(600),
        reference_price_eur=Decimal(150_000),
    ),
    PreisQuotient(name="preis_quotient"),
    PreisQuotient(name="preis_quotient", price_points_maximum=Decimal(30)),
    PreisLinear(name="preis_linear", zero_at=Decimal("2.5")),
    PreisFestbereich(name="preis_festbereich", best_price_eur=Decimal(40_000), worst_price_eur=Decimal(400_000)),
)


def values(chosen: Method, at: Standpoint, bids: list[tuple[Fraction, Fraction]]) -> list[Fraction]:
    """Return what the method says of bids in the company of the lowest price."""
    points = [points for points, _ in bids] + [Fraction(1)]
    field = ScoredField(
        leistungspunkte=points,
        quality=[value / at.maximum for value in points],
        prices=[price for _, price in bids] + [at.lowest_price],
        groups={},
        price_share=at.price_share,
    )
    return [standing.exact for standing in chosen.standings(field)][: len(bids)]


standpoints = st.builds(
    Standpoint,
    leistungspunkte=st.integers(100, 900).map(Fraction),
    price=st.integers(80_000, 300_000).map(Fraction),
    lowest_price=st.integers(50_000, 80_000).map(Fraction),
    price_share=st.integers(5, 95).map(lambda percent: Fraction(percent, 100)),
    maximum=st.just(MAXIMUM),
)


@pytest.mark.parametrize("chosen", EXACT, ids=lambda chosen: chosen.name)
@given(at=standpoints, gain=st.integers(1, 50).map(Fraction))
def test_more_points_at_the_dearer_price_stand_equal(chosen: Method, at: Standpoint, gain: Fraction) -> None:
    euro = euro_for(chosen, at, gain)
    assume(euro is not None)
    assert euro is not None
    here, there = values(chosen, at, [(at.leistungspunkte, at.price), (at.leistungspunkte + gain, at.price + euro)])

    assert euro > 0
    assert here == there


@pytest.mark.parametrize("chosen", EXACT, ids=lambda chosen: chosen.name)
@given(at=standpoints)
def test_points_make_up_for_one_percent_of_price(chosen: Method, at: Standpoint) -> None:
    points = points_for_percent(chosen, at)
    assert points is not None
    dearer = at.price * Fraction(101, 100)
    here, there = values(chosen, at, [(at.leistungspunkte, at.price), (at.leistungspunkte + points, dearer)])

    assert points >= 0
    assert here == there


@given(
    at=standpoints, gain=st.integers(1, 50).map(Fraction), exponent=st.sampled_from(["1/2", "2/3", "13/100", "9/10"])
)
def test_exponents_are_exact_to_a_thousandth(at: Standpoint, gain: Fraction, exponent: str) -> None:
    chosen = RichtwertExponent(name="richtwert_exponent", exponent=Fraction(exponent))
    euro, points = euro_for(chosen, at, gain), points_for_percent(chosen, at)
    assert euro is not None
    assert points is not None
    half = Fraction(1, 2000)
    below, here, above = values(
        chosen,
        at,
        [(at.leistungspunkte + gain, at.price + euro + shift) for shift in (-half, Fraction(0), half)],
    )
    [own] = values(chosen, at, [(at.leistungspunkte, at.price)])
    assert below >= own >= above
    assert below > here > above
    dearer = at.price * Fraction(101, 100)
    few, many = values(chosen, at, [(at.leistungspunkte + points + shift, dearer) for shift in (-half, half)])
    assert few <= own <= many


@given(at=standpoints, gain=st.integers(1, 50).map(Fraction))
def test_the_median_method_is_the_reference_method_at_the_medians(at: Standpoint, gain: Fraction) -> None:
    weights = {"weight_quality_percent": Decimal(70), "weight_price_percent": Decimal(30)}
    chosen = GewichtetMedian(name="gewichtet_median", **weights)
    euro = euro_for(chosen, at, gain)
    points = points_for_percent(chosen, at)

    assert euro == gain / at.leistungspunkte * at.price * Fraction(7, 3)
    assert points == at.leistungspunkte * Fraction(3, 7) / 100


AT = Standpoint(Fraction(500), Fraction(100_000), Fraction(100_000), Fraction(2, 5), MAXIMUM)


@pytest.mark.parametrize(
    ("chosen", "gain"),
    [
        (RichtwertEinfach(name="richtwert_einfach"), 1),
        (RichtwertExponent(name="richtwert_exponent", exponent=Fraction(1, 2)), 1),
        (RichtwertVerschoben(name="richtwert_verschoben", shift=Fraction(0)), 1),
    ],
)
def test_without_points_there_is_no_rate(chosen: Method, gain: int) -> None:
    nothing = Standpoint(Fraction(0), AT.price, AT.lowest_price, AT.price_share, AT.maximum)

    assert euro_for(chosen, nothing, Fraction(gain)) is None
    assert points_for_percent(chosen, nothing) == 0


@pytest.mark.parametrize("chosen", [Festpreis(name="festpreis"), NiedrigsterPreis(name="niedrigster_preis")])
def test_methods_that_know_one_side_only(chosen: Method) -> None:
    assert euro_for(chosen, AT, Fraction(1)) is None
    assert points_for_percent(chosen, AT) is None


@pytest.mark.parametrize(("quality", "price"), [("0", "100"), ("100", "0")])
def test_weights_of_one_side_only(quality: str, price: str) -> None:
    chosen = GewichtetMedian(
        name="gewichtet_median", weight_quality_percent=Decimal(quality), weight_price_percent=Decimal(price)
    )

    assert euro_for(chosen, AT, Fraction(1)) is None
    assert points_for_percent(chosen, AT) == (None if quality == "0" else 0)


def test_points_that_no_price_makes_up_for() -> None:
    # 60 % quality and 40 % price: full price points are worth 2/3 of the quality, so 1000 · 2/3 points and no more
    chosen = PreisQuotient(name="preis_quotient")
    most = Fraction(2000, 3)
    linear = PreisLinear(name="preis_linear")

    assert euro_for(chosen, AT, most) is None
    assert euro_for(chosen, AT, most - 1) is not None
    assert euro_for(linear, AT, most) == AT.price
    assert euro_for(linear, AT, most + 1) is None


def valued(document: Json) -> dict[str, str | None]:
    return {entry["criterion"]: entry["euro"] for entry in report(document)["euro_per_point"]["criteria"]}


def test_worked_example_of_the_ratio() -> None:
    # L = 1000 at 200,000 €: a point on O is worth 10 Leistungspunkte, so 200,000 · 10 / 1000 €
    document = matrix()
    document["procedure"]["estimated_value_net_eur"] = "200000"
    part = report(document)["euro_per_point"]

    assert {entry["criterion"]: entry["euro"] for entry in part["criteria"]} == {"Q": "18000.00", "O": "2000.00"}
    assert (part["reference_price_eur"], part["reference_price_source"]) == ("200000.00", "estimated_value_net")
    assert (part["reference_leistungspunkte"], part["reference_leistungspunkte_source"]) == ("1000", "highest_possible")
    assert "Auftragswert, netto" in part["text"]
    assert part["formula"] == "ΔP = P · ΔL / L"


def test_worked_example_of_the_price_quotient() -> None:
    # a point on O: 1 of 100 in total; Pmin = P = 100,000: 100,000 / (1 − 1/40) − 100,000 = 2,564.10
    assert valued(matrix("preis_quotient"))["O"] == "2564.10"


def test_the_median_of_the_bids_is_the_reference() -> None:
    bids = [bid("A", "100000", {"Q": "8", "O": "8"}), bid("B", "200000", {"Q": "6", "O": "6"})]
    part = report({**matrix(), "bids": bids})["euro_per_point"]

    assert (part["reference_price_eur"], part["reference_price_source"]) == ("150000.00", "median_of_bids")
    assert (part["reference_leistungspunkte"], part["reference_leistungspunkte_source"]) == ("700", "median_of_bids")
    assert {entry["criterion"]: entry["euro"] for entry in part["criteria"]} == {"Q": "19285.71", "O": "2142.86"}


def test_without_bids_and_estimate_100000_euro_are_the_reference() -> None:
    part = report(matrix("preis_linear"))["euro_per_point"]

    assert (part["reference_price_eur"], part["reference_price_source"]) == ("100000.00", "per_100000")
    assert "100.000" in part["text"]


def test_fixed_bounds_move_the_reference_between_them() -> None:
    inside = method("preis_festbereich", best_price_eur="90000", worst_price_eur="100001")
    outside = method("preis_festbereich", best_price_eur="90000", worst_price_eur="100000")

    assert report(matrix(inside))["euro_per_point"]["reference_price_source"] == "per_100000"
    assert report(matrix(outside))["euro_per_point"]["reference_price_eur"] == "90000.00"
    # 40 % price over 10,000 €: a point on O (1 of 100 in total) is worth 10,000 / 40
    assert valued(matrix(outside))["O"] == "250.00"


def test_a_dash_is_explained() -> None:
    criteria = [criterion("Q", "85"), criterion("O", "10", role="open_source")]
    document = matrix("preis_linear", criteria, price={"weight_percent": "5"})
    part = report(document)["euro_per_point"]

    assert {entry["criterion"]: entry["euro"] for entry in part["criteria"]} == {"Q": None, "O": "20000.00"}
    assert "Strich" in part["text"]
    assert "Strich" not in report(matrix())["euro_per_point"]["text"]


@pytest.mark.parametrize("name", ["festpreis", "niedrigster_preis"])
def test_methods_without_a_rate_say_so(name: str) -> None:
    part = report(exempt(matrix(name)))["euro_per_point"]

    assert part["formula"] is None
    assert "nicht in Euro" in part["text"]
    assert all(entry["euro"] is None for entry in part["criteria"])


def test_one_percent_of_price_in_leistungspunkte() -> None:
    bids = [bid("A", "100000", {"Q": "8", "O": "8"}), bid("B", "200000", {"Q": "6", "O": "6"})]
    shown = [
        (entry["at_leistungspunkte"], entry["leistungspunkte"])
        for entry in report({**matrix(), "bids": bids})["price_quality"]["one_percent_of_price"]
    ]

    assert shown == [("700", "7"), ("1000", "10"), ("750", "7.5"), ("500", "5")]
    linear = report(matrix("preis_linear"))["price_quality"]["one_percent_of_price"]
    assert linear == [{"at_leistungspunkte": "1000", "leistungspunkte": "6.667"}]
