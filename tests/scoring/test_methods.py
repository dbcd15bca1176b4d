"""What every method promises about itself, and the parts of single methods that no whole evaluation reaches."""

from decimal import Decimal
from fractions import Fraction
from statistics import median as library_median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.errors import Severity
from core.legal import VerificationStatus
from scoring.methods import (
    METHODS,
    GewichtetMedian,
    NiedrigsterPreis,
    PreisMethod,
    PreisQuotient,
    RichtwertErweitert,
    RichtwertMethod,
    Rounding,
    ScoredField,
    min_max,
)
from scoring.methods.base import DEFAULT_DISPLAY_FACTOR
from scoring.methods.gewichtet_median import median
from scoring.methods.richtwert_exponent import rounded_root
from scoring.model import Scale
from tests.factories import METHOD_FIELDS, Json, bid, evaluation, method, outcome_of, result_of, sample


def built(name: str, **fields: object) -> Any:  # noqa: ANN401 - one of eleven classes
    """Return the method as the format reads it."""
    return METHODS[name].model_validate(method(name, **fields))


def field_of(**changes: Any) -> ScoredField:  # noqa: ANN401 - fields of several types
    values: dict[str, Any] = {
        "leistungspunkte": [Fraction(380), Fraction(330)],
        "quality": [Fraction(38), Fraction(33)],
        "prices": [Fraction(190000), Fraction(170000)],
        "groups": {},
        "price_share": Fraction(2, 5),
    }
    return ScoredField(**{**values, **changes})


# --- what methods say of themselves -----------------------------------------------------------------------------------


def test_the_first_four_are_offered_first() -> None:
    first = [name for name, kind in METHODS.items() if kind.offered_first]

    assert first == ["richtwert_einfach", "richtwert_erweitert", "preis_quotient", "festpreis"]
    assert list(METHODS)[:4] == first
    assert len(METHODS) == 11


@pytest.mark.parametrize("name", METHODS)
def test_a_method_has_title_formula_and_source(name: str) -> None:
    kind = METHODS[name]

    assert built(name).name == name
    assert kind.title[0].isupper()
    assert kind.formula
    assert kind.source.citation
    assert kind.source.status in set(VerificationStatus)
    assert "Legal source:" in (kind.__doc__ or "")


def test_titles_and_formulas_are_distinct() -> None:
    assert len({kind.title for kind in METHODS.values()}) == len(METHODS)
    assert len({kind.formula for kind in METHODS.values()}) == len(METHODS)


def test_only_what_was_read_is_called_verified() -> None:
    verified = {name for name, kind in METHODS.items() if kind.source.status is VerificationStatus.VERIFIED}

    assert verified == {"festpreis", "niedrigster_preis", "preis_linear"}
    assert {kind.source.status for kind in METHODS.values()} == {
        VerificationStatus.VERIFIED,
        VerificationStatus.SECONDARY,
    }


def test_special_forms_and_old_methods_are_not_called_ufab_2018() -> None:
    for name in ("richtwert_verschoben", "richtwert_exponent"):
        assert "Sonderform, nicht UfAB" in METHODS[name].title
        assert "Sonderform" in METHODS[name].remark
    for name in ("gewichtet_median", "gewichtet_referenzwert"):
        assert "(UfAB V/VI)" in METHODS[name].title
        assert "nicht in UfAB 2018" in METHODS[name].source.note


def test_which_methods_weight_the_price_in_the_tree_and_use_quality() -> None:
    in_tree = {name for name, kind in METHODS.items() if kind.weights_price_in_tree}

    assert in_tree == {"preis_quotient", "preis_linear", "preis_festbereich"}
    assert in_tree == {name for name, kind in METHODS.items() if issubclass(kind, PreisMethod)}
    assert [name for name, kind in METHODS.items() if not kind.uses_quality] == ["niedrigster_preis"]


@pytest.mark.parametrize("name", [name for name, kind in METHODS.items() if kind.can_flip])
def test_a_method_that_flips_says_so(name: str) -> None:
    assert METHODS[name].remark


def test_the_unlawful_method_is_refused_with_its_ruling() -> None:
    fault = min_max.refusal("/matrix/method/name")

    assert (fault.type, fault.pointer, fault.severity) == ("method_unlawful", "/matrix/method/name", Severity.FORBIDDEN)
    assert fault.legal_source == "OLG Düsseldorf, 29.05.2024, Verg 35/23"
    assert fault.properties == {"method": "min_max"}
    assert min_max.NAME not in METHODS


@pytest.mark.parametrize("name", METHODS)
def test_no_bids_no_standings(name: str) -> None:
    nothing = field_of(leistungspunkte=[], quality=[], prices=[])

    assert (built(name).standings(nothing) if name != "richtwert_erweitert" else []) == []


def test_the_extended_method_without_bids() -> None:
    assert built("richtwert_erweitert").standings(field_of(leistungspunkte=[], quality=[], prices=[])) == []


@pytest.mark.parametrize("name", METHODS)
def test_one_standing_for_each_bid_in_their_order(name: str) -> None:
    standings = built(name).standings(field_of())
    first = {"leistungspunkte": [Fraction(380)], "quality": [Fraction(38)], "prices": [Fraction(190000)]}
    [alone] = built(name).standings(field_of(**first))

    assert len(standings) == 2
    if not METHODS[name].can_flip:
        assert standings[0].exact == alone.exact


@pytest.mark.parametrize("name", METHODS)
def test_which_values_a_method_shows(name: str) -> None:
    [standing, _] = built(name).standings(field_of())
    ratio = name.startswith(("richtwert", "gewichtet"))

    assert (standing.kennzahl_z is not None) is ratio
    assert (standing.price_points is not None) is name.startswith("preis_")
    assert (standing.total is not None) is name.startswith("preis_")
    assert (standing.in_band is not None) is (name == "richtwert_erweitert")
    assert standing.total in {None, standing.exact}


# --- parameters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("richtwert_einfach", {"display_factor": 0}),
        ("richtwert_einfach", {"display_factor": 1_000_000_001}),
        ("richtwert_einfach", {"display_factor": "1"}),
        ("richtwert_einfach", {"display_factor": True}),
        ("richtwert_erweitert", {"band_percent": "0"}),
        ("richtwert_erweitert", {"band_percent": "-1"}),
        ("richtwert_erweitert", {"decision_criterion": ""}),
        ("richtwert_verschoben", {"shift": "-0.000000001"}),
        ("richtwert_verschoben", {"shift": "-1/3"}),
        ("richtwert_verschoben", {"shift": "1/101"}),
        ("richtwert_exponent", {"exponent": "0/1"}),
        ("richtwert_exponent", {"exponent": "1/1"}),
        ("richtwert_exponent", {"exponent": "3/2"}),
        ("richtwert_exponent", {"exponent": "-1/2"}),
        ("richtwert_exponent", {"exponent": "0.5"}),
        ("gewichtet_referenzwert", {"reference_quality": "0"}),
        ("gewichtet_referenzwert", {"reference_price_eur": "0"}),
        ("gewichtet_referenzwert", {"weight_quality_percent": "61"}),
        ("gewichtet_median", {"weight_quality_percent": "-1", "weight_price_percent": "101"}),
        ("gewichtet_median", {"weight_quality_percent": "101", "weight_price_percent": "-1"}),
        ("preis_linear", {"zero_at": "1"}),
        ("preis_linear", {"zero_at": "0.5"}),
        ("preis_quotient", {"price_points_maximum": "0"}),
        ("preis_quotient", {"rounding": {"mode": "half_even", "digits": 1}}),
        ("preis_quotient", {"rounding": {"mode": "half_up", "digits": 10}}),
        ("preis_quotient", {"rounding": {"mode": "half_up", "digits": -1}}),
        ("preis_quotient", {"rounding": {"mode": "half_up"}}),
        ("preis_festbereich", {"best_price_eur": "0"}),
        ("preis_festbereich", {"best_price_eur": "-5"}),
        ("preis_festbereich", {"worst_price_eur": "100000"}),
        ("preis_festbereich", {"worst_price_eur": "99999"}),
    ],
)
def test_parameters_outside_their_range(name: str, fields: Json) -> None:
    with pytest.raises(ValidationError):
        built(name, **fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("richtwert_einfach", {"display_factor": 1}),
        ("richtwert_einfach", {"display_factor": 1_000_000_000}),
        ("richtwert_erweitert", {"band_percent": "0.000000001"}),
        ("richtwert_verschoben", {"shift": "0"}),
        ("richtwert_verschoben", {"shift": 0}),
        ("richtwert_exponent", {"exponent": "1/100"}),
        ("richtwert_exponent", {"exponent": "99/100"}),
        ("gewichtet_median", {"weight_quality_percent": "0", "weight_price_percent": "100"}),
        ("gewichtet_median", {"weight_quality_percent": "100", "weight_price_percent": "0"}),
        ("preis_linear", {"zero_at": "1.000000001"}),
        ("preis_quotient", {"rounding": {"mode": "half_up", "digits": 9}}),
        ("preis_quotient", {"rounding": {"mode": "half_up", "digits": 0}}),
        ("preis_festbereich", {"best_price_eur": "0.000000001", "worst_price_eur": "0.000000002"}),
    ],
)
def test_parameters_at_the_ends_of_their_range(name: str, fields: Json) -> None:
    read = built(name, **fields)

    assert read.model_dump(mode="json").keys() >= fields.keys()


@pytest.mark.parametrize("name", METHODS)
def test_required_fields_are_required(name: str) -> None:
    for missing in METHOD_FIELDS[name]:
        fields = {key: value for key, value in method(name).items() if key != missing}
        with pytest.raises(ValidationError, match="Field required"):
            METHODS[name].model_validate(fields)


def test_defaults() -> None:
    assert built("richtwert_einfach").display_factor == DEFAULT_DISPLAY_FACTOR == 1_000_000
    assert built("preis_quotient").price_points_maximum == 100
    assert built("preis_quotient").rounding is None
    assert built("preis_linear").zero_at == 2


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_rounding_applies_only_where_it_is_published() -> None:
    thirds = [Fraction(1000), Fraction(3000)]

    assert built("preis_quotient").price_points(thirds) == [100, Fraction(100, 3)]
    rounded = built("preis_quotient", rounding={"mode": "half_up", "digits": 2}, price_points_maximum="30")
    assert rounded.price_points(thirds) == [30, 10]
    assert Rounding(mode="half_up", digits=1).apply(Fraction(1, 20)) == Fraction(1, 10)


def test_price_points_are_weighted_on_their_own_scale() -> None:
    chosen = PreisQuotient(name="preis_quotient", price_points_maximum=Decimal(30))
    first, second = chosen.standings(
        field_of(quality=[Fraction(60), Fraction(80)], prices=[Fraction(300), Fraction(450)])
    )

    assert [first.price_points, first.total] == [30, 60 * Fraction(3, 5) + 40]
    assert [second.price_points, second.total] == [20, 80 * Fraction(3, 5) + 40 * Fraction(2, 3)]


def test_shown_ratios_are_scaled_and_rounded() -> None:
    chosen = built("richtwert_einfach", display_factor=1000)
    assert isinstance(chosen, RichtwertMethod)

    assert chosen.shown(Fraction(1, 3)) == Fraction(333333, 1000)
    assert chosen.shown(Fraction(1, 2_000_000)) == Fraction(1, 1000)


def test_the_decision_criterion_of_the_extended_method() -> None:
    groups = {"F": [Fraction(1), Fraction(2)]}
    by = {
        name: built("richtwert_erweitert", decision_criterion=name).decisive(field_of(groups=groups))
        for name in ("leistungspunkte", "price", "F")
    }

    assert by == {"leistungspunkte": [380, 330], "price": [-190000, -170000], "F": [1, 2]}


def test_outside_the_band_the_decision_criterion_counts_nothing() -> None:
    chosen = built("richtwert_erweitert", band_percent="10", decision_criterion="price")
    assert isinstance(chosen, RichtwertErweitert)
    points = [Fraction(890), Fraction(450), Fraction(100)]
    first, second, third = chosen.standings(
        field_of(leistungspunkte=points, quality=points, prices=[Fraction(100), Fraction(60), Fraction(10)])
    )

    assert [s.in_band for s in (first, second, third)] == [False, False, True]
    assert third.order > first.order > second.order


@pytest.mark.parametrize(
    ("values", "expected"),
    [([5], 5), ([5, 1], 3), ([9, 1, 5], 5), ([4, 1, 3, 2], Fraction(5, 2)), ([1, 1, 1, 9], 1)],
)
def test_medians(values: list[int], expected: Fraction) -> None:
    assert median([Fraction(value) for value in values]) == expected


@given(st.lists(st.fractions(), min_size=1, max_size=9))
def test_the_median_is_the_one_of_the_standard_library(values: list[Fraction]) -> None:
    assert median(values) == library_median(values)


def test_the_median_method_without_bids_does_not_divide() -> None:
    chosen = built("gewichtet_median")
    assert isinstance(chosen, GewichtetMedian)

    assert chosen.standings(field_of(leistungspunkte=[], quality=[], prices=[])) == []


def test_the_lowest_price_ranks_first() -> None:
    chosen = NiedrigsterPreis(name="niedrigster_preis")
    dear, cheap = chosen.standings(field_of())

    assert cheap.order > dear.order
    assert [dear.exact, cheap.exact] == [190000, 170000]


@pytest.mark.parametrize(
    ("value", "degree", "scale", "expected"),
    [
        ("8", 3, 1, "2"),
        ("0", 5, 1000, "0"),
        ("1", 100, 1, "1"),
        ("2", 2, 1, "1.414"),
        ("3", 2, 1, "1.732"),
        ("2", 2, 1000000, "1414213.562"),
        ("5", 1, 1, "5"),
        ("1/1000000000000", 2, 1000, "0.001"),
        ("1/16000000", 2, 2, "0.001"),
        ("1/16000001", 2, 2, "0"),
        ("9/16000000", 2, 2, "0.002"),
        ("9/16000001", 2, 2, "0.001"),
    ],
)
def test_rounded_roots(value: str, degree: int, scale: int, expected: str) -> None:
    assert rounded_root(Fraction(value), degree, scale) == Fraction(expected)


@given(st.fractions(0, 10**6, max_denominator=10**6), st.integers(1, 12), st.sampled_from([1, 1000, 10**6]))
def test_a_rounded_root_is_the_nearest(value: Fraction, degree: int, scale: int) -> None:
    root, half = rounded_root(value, degree, scale), Fraction(1, 2000)

    assert (root * 1000).denominator == 1
    assert max(Fraction(0), (root - half) / scale) ** degree <= value < ((root + half) / scale) ** degree


@pytest.mark.parametrize(
    ("scale", "allowed", "refused"),
    [
        (("0", "10", "1"), ["0", "10", "3.0"], ["-1", "11", "0.5"]),
        (("1", "6", "0.5"), ["1", "1.5", "6"], ["0.5", "6.5", "1.25"]),
        (("0.5", "4", "0.25"), ["0.5", "0.75"], ["0", "0.6", "4.25"]),
        (("1", "10", "3"), ["1", "4", "7", "10"], ["2", "5", "8"]),
    ],
)
def test_points_allowed_by_a_scale(scale: tuple[str, str, str], allowed: list[str], refused: list[str]) -> None:
    minimum, maximum, step = map(Decimal, scale)
    chosen = Scale(minimum=minimum, maximum=maximum, step=step)

    assert [points for points in allowed if not chosen.allows(Decimal(points))] == []
    assert [points for points in refused if chosen.allows(Decimal(points))] == []


# --- whole evaluations ------------------------------------------------------------------------------------------------


def test_points_of_fifty_evaluators_stay_exact() -> None:
    fine = {"minimum": "0", "maximum": "10", "step": "0.000000001"}
    points = {"Q": "1.234567891", "O": "9.876543219"}
    single = [{"evaluator": f"P{i}", "scores": {k: {"points": v} for k, v in points.items()}} for i in range(50)]
    consensus = {key: {"points": value, "reason": "x"} for key, value in points.items()}
    document = evaluation([bid("A", "1", evaluations=single, consensus=consensus)], "festpreis", scale=fine)

    expected = 100 * (Fraction(9, 10) * Fraction(points["Q"]) + Fraction(1, 10) * Fraction(points["O"]))
    assert Fraction(result_of(document)["ranking"][0]["exact"]) == expected


def test_the_mean_of_seven_evaluators_is_exact() -> None:
    single = [{"evaluator": f"P{i}", "scores": {"Q": {"points": str(i)}, "O": {"points": "1"}}} for i in range(7)]
    single.append({"evaluator": "P8", "scores": {"Q": {"points": "10"}}})
    document = {**evaluation([bid("A", "1", evaluations=single)], "festpreis"), "draft": True}

    assert Fraction(result_of(document)["ranking"][0]["exact"]) == 90 * Fraction(31, 8) + 10


def test_an_outcome_knows_winner_and_prices() -> None:
    outcome = outcome_of(sample())

    assert outcome.winner is not None
    assert outcome.winner.id == "A"
    assert outcome.tie is False
    assert outcome.prices == {"A": 190000, "B": 170000}
    assert outcome.in_rank_order() == [0, 1]


def test_equal_bids_stand_in_the_order_of_their_ids() -> None:
    same = {"Q": "5", "O": "5"}
    document = evaluation([bid(key, "100", same) for key in ("C", "A", "B")])
    outcome = outcome_of(document)

    assert [outcome.bids[index].id for index in outcome.in_rank_order()] == ["A", "B", "C"]
    assert outcome.winner is None
    assert outcome.tie
    assert outcome.valuation.first == (0, 1, 2)


def test_weights_share_one_denominator_at_every_depth() -> None:
    deep: Json = {"id": "Q", "title": "Q", "kind": "B", "weight_percent": "90"}
    deep["children"] = [
        {"id": "Q1", "title": "Q1", "kind": "B", "weight_percent": "12.5"},
        {
            "id": "Q2",
            "title": "Q2",
            "kind": "B",
            "weight_percent": "87.5",
            "minimum_points": "2",
            "children": [
                {"id": "Q21", "title": "Q21", "kind": "B", "weight_percent": "30"},
                {"id": "Q22", "title": "Q22", "kind": "B", "weight_percent": "70", "minimum_points": "1"},
            ],
        },
    ]
    shallow = {"id": "O", "title": "O", "kind": "B", "weight_percent": "10", "role": "open_source"}
    points = {"Q1": "8", "Q21": "4", "Q22": "2", "O": "5"}
    outcome = outcome_of(evaluation([bid("A", "100", points)], criteria=[deep, shallow]))
    grid = outcome.grid

    assert grid.criteria == ("Q1", "Q21", "Q22", "O")
    shares = [Fraction(9, 80), Fraction(189, 800), Fraction(441, 800), Fraction(1, 10)]
    assert [grid.share(index) for index in range(4)] == shares
    assert [(span.id, span.start, span.stop) for span in grid.groups] == [("Q", 0, 3), ("O", 3, 4)]
    assert [(span.id, span.start, span.stop, str(span.minimum_points)) for span in grid.minima] == [
        ("Q2", 1, 3, "2"),
        ("Q22", 2, 3, "1"),
    ]
    [row] = outcome.points.rows
    assert grid.minima[0].mean(row, outcome.points.denominator) == Fraction(26, 10)
    assert grid.groups[0].mean(row, outcome.points.denominator) == Fraction(1, 8) * 8 + Fraction(7, 8) * Fraction(
        26, 10
    )
    assert grid.price_share == 0


def test_the_price_share_stands_beside_the_quality_part() -> None:
    grid = outcome_of(sample("preis_linear")).grid

    assert grid.price_share == Fraction(2, 5)
    assert [grid.share(index) for index in range(2)] == [Fraction(5, 6), Fraction(1, 6)]
