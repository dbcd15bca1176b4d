"""Flip danger: counter-examples are evaluated again, and where none is found chance looks for one."""

import json
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.errors import InputError, Severity
from scoring.checks import structure_faults
from scoring.evaluate import Outcome, evaluate
from scoring.intake import parse_evaluation
from scoring.matrix_check.document import CounterExample
from scoring.matrix_check.flip_prices import Market, Proposal, choices, roundest
from scoring.matrix_check.flip_search import MAXIMUM_CHECKS, search, swaps
from scoring.matrix_check.rows import Row, build_rows
from scoring.model import Matrix
from tests.factories import NEVER_FLIP, Json, criterion, exempt, house_rules, method
from tests.scoring.matrix_probe import matrix, of, report, subject, types
from tests.strategies import matrices

CAN_FLIP = ("richtwert_erweitert", "gewichtet_median", "preis_quotient", "preis_linear")
GOLDEN: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden" / "scoring.json").read_text(encoding="utf-8"))
FLIPS = {entry["id"]: entry for entry in GOLDEN["flips"]}


def document_of(raw_matrix: Json) -> Json:
    """Return an evaluation without bids around a matrix."""
    return exempt(
        {"format": "pruefstand/evaluation/1", "procedure": {"reference": "V", "title": "T"}, "matrix": raw_matrix}
    )


def evaluated(document: Json, example: CounterExample, names: set[str]) -> Outcome:
    """Evaluate the constructed bids like any tender, from the document alone."""
    answers = {node["id"]: True for node in everything(document["matrix"]["criteria"]) if node["kind"] == "A"}
    bids = [
        {
            "id": one["id"],
            "tenderer": one["id"],
            "price_gross_eur": one["price_gross_eur"],
            "a_criteria": answers,
            "scores": {key: {"points": points, "reason": "erdacht"} for key, points in one["points"].items()},
        }
        for one in example["bids"]
        if one["id"] in names
    ]
    evaluation = parse_evaluation({**document, "bids": bids})
    assert structure_faults(evaluation) == []
    return evaluate(evaluation, house_rules())


def everything(criteria: list[Json]) -> list[Json]:
    """Return the criteria without children."""
    return [leaf for node in criteria for leaf in (everything(node["children"]) if node.get("children") else [node])]


def ranks(outcome: Outcome) -> dict[str, int]:
    return {bid.id: rank for bid, rank in zip(outcome.bids, outcome.valuation.ranks, strict=True)}


def check(document: Json, example: CounterExample) -> None:
    """Prove a counter-example: nobody excluded, the two swap strictly, the third is not on rank 1."""
    ahead, behind = example["swapped"]
    before = evaluated(document, example, {ahead, behind})
    after = evaluated(document, example, {ahead, behind, example["third"]})

    assert before.excluded == after.excluded == ()
    assert ranks(before) == {ahead: 1, behind: 2}
    assert ranks(after)[behind] < ranks(after)[ahead]
    assert ranks(after)[example["third"]] > 1
    told = {entry["bid"]: entry["rank"] for entry in example["after"]}
    assert told == ranks(after)
    assert all(Decimal(one["price_gross_eur"]).as_tuple().exponent == -2 for one in example["bids"])


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(matrices(CAN_FLIP))
def test_every_counter_example_holds_when_evaluated_again(raw_matrix: Json) -> None:
    document = document_of(raw_matrix)
    found = report(document)
    if found["flip"]["counter_example"] is None:
        expected = {"no_counter_example"} if found["flip"]["can_flip"] else set()
        assert {kind for kind in types(found) if kind in {"no_counter_example", "method_can_flip"}} == expected
        return
    assert found["flip"]["proof"] is None
    assert of(found, "method_can_flip")[0]["text"].endswith(found["flip"]["counter_example"]["text"])
    check(document, found["flip"]["counter_example"])


@pytest.mark.parametrize("name", CAN_FLIP)
def test_a_usual_matrix_gets_its_counter_example(name: str) -> None:
    document = exempt(matrix(name))
    example = report(document)["flip"]["counter_example"]

    assert example is not None
    check(document, example)


@pytest.mark.parametrize("decision", ["leistungspunkte", "price", "Q", "O"])
def test_every_decision_criterion_gets_its_counter_example(decision: str) -> None:
    document = matrix(method("richtwert_erweitert", band_percent="10", decision_criterion=decision))
    example = report(document)["flip"]["counter_example"]

    assert example is not None
    check(document, example)
    assert [entry["in_band"] for entry in example["before"]] == [True, True]
    assert {entry["bid"]: entry["in_band"] for entry in example["after"]}[example["swapped"][0]] is False


def coarse_method(name: str, maximum: str, **fields: object) -> Json:
    return method(name, price_points_maximum=maximum, rounding={"mode": "half_up", "digits": 0}, **fields)


@pytest.mark.parametrize(
    ("chosen", "price", "maximum"),
    [
        (method("gewichtet_median", weight_quality_percent="99", weight_price_percent="1"), None, "5"),
        # only the raster finds these: few price points, a swap between two rounding steps
        (coarse_method("preis_linear", "2", zero_at="2"), "20", "1"),
        (coarse_method("preis_linear", "5", zero_at="1.2"), "20", "3"),
        (coarse_method("preis_quotient", "1"), "85", "5"),
        (coarse_method("preis_quotient", "2"), "85", "10"),
    ],
)
def test_rare_counter_examples(chosen: Json, price: str | None, maximum: str) -> None:
    quality = 90 - int(price or 0)
    criteria = [criterion("Q", str(quality)), criterion("O", "10", role="open_source")]
    fields: Json = {} if price is None else {"price": {"weight_percent": price}}
    document = matrix(chosen, criteria, scale={"minimum": "0", "maximum": maximum}, **fields)
    example = report(document)["flip"]["counter_example"]

    assert example is not None
    check(document, example)


def test_two_levels_of_points_are_enough_for_medians() -> None:
    weights = {"weight_quality_percent": "10", "weight_price_percent": "90"}
    criteria = [criterion("O", "100", role="open_source")]
    document = matrix(method("gewichtet_median", **weights), criteria, scale={"minimum": "0", "maximum": "1"})
    example = report(document)["flip"]["counter_example"]

    assert example is not None
    check(document, example)
    assert {one["points"]["O"] for one in example["bids"]} == {"0", "1"}


def test_minimum_points_degrees_and_steps_are_kept() -> None:
    graded = [{"points": points, "label": f"Stufe {points}"} for points in ("0", "2.5", "6", "10")]
    inner = [criterion("Q1", "70", minimum_points="7.5"), criterion("Q2", "30", degrees=graded)]
    criteria = [
        criterion("Q", "50", minimum_points="6.5", children=inner),
        criterion("O", "10", role="open_source"),
        criterion("A1", kind="A"),
    ]
    scale = {"minimum": "0", "maximum": "10", "step": "0.5"}
    document = matrix("preis_quotient", criteria, scale=scale, minimum_leistungspunkte="700")
    example = report(document)["flip"]["counter_example"]

    assert example is not None
    check(document, example)
    assert all(one["points"]["Q2"] in {"0", "2.5", "6", "10"} for one in example["bids"])


@pytest.mark.parametrize("name", NEVER_FLIP)
def test_methods_that_never_flip_say_why(name: str) -> None:
    found = report(exempt(matrix(name)))

    assert found["flip"]["can_flip"] is False
    assert found["flip"]["proof"]
    assert found["flip"]["counter_example"] is None
    assert not {"method_can_flip", "no_counter_example"} & types(found)


@pytest.mark.parametrize(("quality", "price"), [("0", "100"), ("100", "0")])
def test_medians_of_one_side_alone_never_flip(quality: str, price: str) -> None:
    weights = {"weight_quality_percent": quality, "weight_price_percent": price}

    assert report(matrix(method("gewichtet_median", **weights)))["flip"]["proof"]


def test_where_quality_decides_alone_none_is_found_and_nothing_is_claimed() -> None:
    criteria = [criterion("Q", "89"), criterion("O", "10", role="open_source")]
    scale = {"minimum": "0", "maximum": "1"}
    found = report(matrix("preis_quotient", criteria, scale=scale, price={"weight_percent": "1"}))

    assert found["flip"]["can_flip"]
    assert found["flip"]["counter_example"] is None
    text = of(found, "no_counter_example")[0]["text"]
    assert "kein Gegenbeispiel gefunden" in text
    assert "beweist nicht" in text
    assert found["flip"]["family"] is not None
    assert found["flip"]["family"] in text


def market(raw: Matrix, share: Fraction) -> Market:
    return Market(Fraction(100_000), share, Fraction(raw.scale.maximum))


coarse = st.fixed_dictionaries(
    {
        "price_points_maximum": st.sampled_from(["1", "2", "3", "10"]),
        "rounding": st.sampled_from([0, 1]).map(lambda digits: {"mode": "half_up", "digits": digits}),
    }
)
small_methods = st.one_of(
    st.builds(lambda fields: method("preis_quotient", **fields), st.one_of(st.just({}), coarse)),
    st.builds(
        lambda fields, zero_at: method("preis_linear", zero_at=zero_at, **fields),
        st.one_of(st.just({}), coarse),
        st.sampled_from(["1.2", "2", "3"]),
    ),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    chosen=small_methods,
    price=st.sampled_from([5, 20, 40, 60, 85]),
    maximum=st.sampled_from(["1", "2", "5", "10"]),
    inner=st.integers(1, 99),
    tries=st.lists(st.tuples(*[st.integers(0, 10**6)] * 6), min_size=200, max_size=200),
)
def test_what_chance_finds_the_search_finds(
    chosen: Json, price: int, maximum: str, inner: int, tries: list[tuple[int, ...]]
) -> None:
    children = [criterion("Q1", str(inner)), criterion("Q2", str(100 - inner))]
    criteria = [criterion("Q", str(90 - price), children=children), criterion("O", "10", role="open_source")]
    scale = {"minimum": "0", "maximum": maximum}
    probed = subject(matrix(chosen, criteria, scale=scale, price={"weight_percent": str(price)}))
    if search(probed).found is not None:
        return
    rows, stall = build_rows(probed), market(probed.matrix, probed.grid.price_share)
    for numbers in tries:
        x, y, new = (rows[number % len(rows)] for number in numbers[:3])
        first, second, third = (Fraction(20_000 + number % 180_000) for number in numbers[3:])
        assert not swaps(probed.matrix.method, stall, Proposal((x, y, new), (first, second, third)))


def golden(key: str) -> Proposal:
    """Return the three bids of a golden flip."""
    three: list[list[int]] = [*FLIPS[key]["two"].values(), FLIPS[key]["C"]]
    (x, price_x), (y, price_y), (new, price_new) = three
    prices = (Fraction(price_x), Fraction(price_y), Fraction(price_new))
    return Proposal((flat_row(x), flat_row(y), flat_row(new)), prices)


def flat_row(points: int) -> Row:
    return Row((points,), Fraction(10 * points), Fraction(10 * points))


def test_golden_flip_of_the_price_quotient() -> None:
    entry, proposal = FLIPS["F1"], golden("F1")
    criteria = [criterion("Q", "60"), criterion("O", "10", role="open_source")]
    probed = subject(matrix("preis_quotient", criteria, price={"weight_percent": str(entry["w"][1])}))
    stall = market(probed.matrix, probed.grid.price_share)
    unmoved = Proposal(proposal.rows, (*proposal.prices[:2], proposal.prices[1]))

    assert swaps(probed.matrix.method, stall, proposal)
    assert not swaps(probed.matrix.method, stall, unmoved)
    example = report(matrix("preis_quotient", criteria, price={"weight_percent": "30"}))["flip"]["counter_example"]
    assert example is not None


def test_golden_min_max_is_refused_where_fixed_bounds_do_not_flip() -> None:
    assert FLIPS["F3"]["f"] == "minmax"
    with pytest.raises(InputError) as refused:
        report(matrix(criteria=[criterion("Q", "100")]) | {"matrix": {"method": {"name": "min_max"}}})
    assert refused.value.severity is Severity.FORBIDDEN
    assert refused.value.faults[0].legal_source == "OLG Düsseldorf, 29.05.2024, Verg 35/23"

    bounds = method("preis_festbereich", best_price_eur="60000", worst_price_eur="150000")
    criteria = [criterion("Q", "60"), criterion("O", "10", role="open_source")]
    probed = subject(matrix(bounds, criteria, price={"weight_percent": "30"}))
    assert not swaps(probed.matrix.method, market(probed.matrix, probed.grid.price_share), golden("F3"))


def test_a_third_that_wins_is_no_counter_example() -> None:
    probed = subject(matrix("preis_quotient"))
    rows = (flat_row(70), flat_row(60), flat_row(60))
    prices = (Fraction(80_000), Fraction(60_000), Fraction(30_000))

    assert not swaps(probed.matrix.method, market(probed.matrix, Fraction(3, 10)), Proposal(rows, prices))


amounts = st.fractions(min_value=0, max_value=10**9, max_denominator=1000)


@given(amounts, amounts)
def test_round_amounts_lie_strictly_between_their_bounds(low: Fraction, high: Fraction) -> None:
    found = roundest(low, high)
    cents = [Fraction(cent, 100) for cent in range(int(low * 100), int(low * 100) + 3)]

    if found is None:
        assert not [cent for cent in cents if low < cent < high]
    else:
        assert low < found < high
        assert (found * 100).denominator == 1
    assert all(low < amount < high for amount in choices(low, high))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [("0", "100", "50"), ("80", "120", "100"), ("99", "101", "100"), ("99.98", "100", "99.99"), ("5", "5.01", None)],
)
def test_round_amounts(low: str, high: str, expected: str | None) -> None:
    assert roundest(Fraction(low), Fraction(high)) == (None if expected is None else Fraction(expected))


def test_the_search_is_bounded_and_repeats_itself() -> None:
    fields = {"rounding": {"mode": "half_up", "digits": 0}, "price_points_maximum": "1"}
    criteria = [criterion("O", "10", role="open_source"), *(criterion(f"Q{n}", str(n)) for n in range(2, 11))]
    heavy = matrix(method("preis_quotient", **fields), criteria, price={"weight_percent": "36"})
    probed = subject(heavy)
    began = time.process_time()
    first = search(probed)
    spent = time.process_time() - began

    assert spent < 0.3
    assert first == search(probed)
    assert first.checked <= MAXIMUM_CHECKS + 1


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(matrices())
def test_constructed_rows_are_valid_bids(raw_matrix: Json) -> None:
    document = document_of(raw_matrix)
    probed = subject(document)
    rows = build_rows(probed)
    assume(rows)
    assert len({row.points for row in rows}) == len(rows)
    for row in rows:
        points = [Decimal(value) / probed.latitudes.unit for value in row.points]
        assert all(probed.matrix.scale.allows(value) for value in points)
        shares = [probed.grid.share(index) for index in range(len(points))]
        assert row.leistungspunkte == 100 * sum(
            share * Fraction(value) for share, value in zip(shares, points, strict=True)
        )
