"""Single parts at values that whole evaluations seldom reach."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from core.errors import InputError
from scoring.abnormally_low import LowBid, low_bids
from scoring.explain import explain_criterion, explain_standing
from scoring.explain.criterion import weight_paths
from scoring.explain.steps import summed
from scoring.fields import Measure, MeasureOrRatio, NotNegative, Percent, PositiveMeasure, Ratio
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation, read_evaluation
from scoring.model import Criterion, CriterionKind, Evaluation
from scoring.points import spreads
from tests.factories import (
    Json,
    as_bytes,
    bid,
    criterion,
    evaluation,
    exempt,
    house_rules,
    method,
    outcome_of,
    result_of,
    sample,
    scores,
    two_groups,
)


def based_on(base: str) -> HouseRules:
    return replace(house_rules(), abnormally_low_base=replace(house_rules().abnormally_low_base, value=base))


def prices(**euro: int) -> dict[str, Fraction]:
    return {key: Fraction(value) for key, value in euro.items()}


def test_the_mean_of_the_others_is_exact() -> None:
    found = low_bids(prices(A=90, B=100, C=140), based_on("mean_of_others"))

    assert found == [LowBid("A", Fraction(25), "mean_of_others", must_ask=True)]


def test_of_equal_next_bids_the_first_id_is_named() -> None:
    [found] = low_bids(prices(A=90, Z=100, B=100), house_rules())

    assert (found.against, found.gap_percent, found.must_ask) == ("B", Fraction(10), False)


def test_an_unknown_base_is_a_defect() -> None:
    with pytest.raises(ValueError, match="unknown base 'weather' of the parameter abnormally_low_base"):
        low_bids(prices(A=90, B=100), based_on("weather"))


@pytest.mark.parametrize("found", [prices(), prices(A=90), prices(A=90, B=90)])
def test_without_a_higher_price_nothing_is_low(found: dict[str, Fraction]) -> None:
    assert low_bids(found, house_rules()) == []


@pytest.mark.parametrize(("price", "refused"), [("1", True), ("1.000000001", False)])
def test_a_thirteenth_digit_has_no_room(price: str, *, refused: bool) -> None:
    document = evaluation([bid("A", price, {"Q": "10", "O": "10"})], method("richtwert_einfach", display_factor=10**9))

    if refused:
        with pytest.raises(InputError, match="value_too_large at /matrix"):
            outcome_of(document)
    else:
        assert result_of(document)["ranking"][0]["kennzahl_z"] == "999999999000.000"[:12]


def test_price_points_need_room_as_well() -> None:
    most = method("preis_quotient", price_points_maximum="999999999999.9999")
    with pytest.raises(InputError, match="value_too_large at /matrix"):
        outcome_of(evaluation([bid("A", "1", {"Q": "10", "O": "10"})], most))


def test_leistungspunkte_need_room_as_well() -> None:
    wide = {"minimum": "0", "maximum": "10000000000", "step": "10000000000"}
    document = evaluation([bid("A", "1", {"Q": "10000000000", "O": "10000000000"})], "festpreis", scale=wide)
    with pytest.raises(InputError, match="value_too_large at /matrix"):
        outcome_of(document)


def test_a_minimum_of_zero_excludes_nobody() -> None:
    quality, open_source = two_groups()
    document = evaluation(
        [bid("A", "1", {"Q": "0", "O": "0"})], criteria=[{**quality, "minimum_points": "0"}, open_source]
    )

    assert result_of(document)["excluded"] == []


# --- explanations ----------------------------------------------------------------------------------------------------


def test_an_account_of_one_criterion_holds_everything() -> None:
    single = [
        {"evaluator": name, "scores": scores({"Q": points, "O": "5"})} for name, points in (("Ada", "6"), ("Ben", "8"))
    ]
    document = evaluation(
        [bid("A", "100", evaluations=single, consensus=scores({"Q": "7", "O": "5"}))], "preis_quotient"
    )
    outcome = outcome_of(document)
    [chosen] = outcome.bids
    account = explain_criterion(outcome, chosen, "Q")

    assert account.bid == chosen
    assert account.criterion.id == "Q"
    assert account.maximum == 10
    assert account.score == chosen.consensus["Q"]
    assert [(name, score.points) for name, score in account.individual] == [("Ada", Decimal(6)), ("Ben", Decimal(8))]
    assert account.points == 7
    assert account.share == Fraction(5, 6)
    assert account.attainable == Fraction(5000, 6)
    assert account.leistungspunkte == Fraction(3500, 6)
    assert account.part_of_bid == Fraction(3500, 6) / (Fraction(3500, 6) + Fraction(500, 6))
    assert account.total == 35
    assert [(step.node.id, step.weight_percent, step.share) for step in account.path] == [
        ("Q", Decimal(50), Fraction(5, 6))
    ]


def test_a_weight_of_zero_has_a_share_of_zero() -> None:
    groups = [criterion("Q", "90"), criterion("Z", "0"), criterion("O", "10", role="open_source")]
    document = evaluation([bid("A", "100", {"Q": "5", "Z": "5", "O": "5"})], criteria=groups)
    paths = weight_paths(outcome_of(document).evaluation.matrix)

    assert {key: path[-1].share for key, path in paths.items()} == {"Q": Fraction(9, 10), "Z": 0, "O": Fraction(1, 10)}


def test_no_points_no_sum_to_explain() -> None:
    outcome = outcome_of(exempt(evaluation([bid("A", "100")], "niedrigster_preis", [])))

    assert [step.name for step in explain_standing(outcome, 0)] == ["Wert für den Rang"]
    assert summed([]) == ("0",)


def test_a_ratio_of_zero_is_shown_as_zero() -> None:
    outcome = outcome_of(evaluation([bid("A", "100", {"Q": "0", "O": "0"})]))

    assert [step.result.value for step in explain_standing(outcome, 0)] == [0, 0, 0]


# --- fields ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (Measure, "x", "not a decimal string or integer"),
        (Measure, 1.5, "not a decimal string or integer"),
        (Ratio, "1/0", "not a fraction string p/q with q up to 100"),
        (Ratio, "1", "not a fraction string p/q with q up to 100"),
        (MeasureOrRatio, "1/0", "not a fraction string p/q with q up to 100"),
        (PositiveMeasure, "0", "must be above 0"),
        (NotNegative, "-0.000000001", "must be 0 or more"),
        (Percent, "100.000000001", "must lie between 0 and 100"),
        (Percent, "-0.000000001", "must lie between 0 and 100"),
    ],
)
def test_a_field_says_what_it_is_not(kind: Any, value: object, message: str) -> None:  # noqa: ANN401 - an annotated type
    with pytest.raises(ValidationError, match=f"\n  {message} \\["):
        TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (Measure, "-1.50", "-1.5"),
        (Measure, 7, "7"),
        (Ratio, "2/4", "1/2"),
        (MeasureOrRatio, "0.5", "1/2"),
        (MeasureOrRatio, "1/3", "1/3"),
        (PositiveMeasure, "0.000000001", "0.000000001"),
        (NotNegative, "0", "0"),
        (Percent, "0", "0"),
        (Percent, "100", "100"),
    ],
)
def test_a_field_writes_what_it_read(kind: Any, value: object, written: str) -> None:  # noqa: ANN401 - an annotated type
    field: TypeAdapter[object] = TypeAdapter(kind)

    assert field.dump_python(field.validate_python(value), mode="json") == written


# --- reading ---------------------------------------------------------------------------------------------------------


def test_a_matrix_is_read_before_there_are_bids() -> None:
    document = sample()
    for left_out in ((), ("bids",)):
        raw = {key: value for key, value in (document | {"bids": []}).items() if key not in left_out}
        assert parse_evaluation(raw, bids_required=False).bids == ()
        assert read_evaluation(as_bytes(raw), house_rules(), bids_required=False).bids == ()
        with pytest.raises(InputError, match="bids_empty at /bids"):
            parse_evaluation(raw)
        with pytest.raises(InputError, match="bids_empty at /bids"):
            read_evaluation(as_bytes(raw), house_rules())


def test_too_many_bids_are_refused_before_there_have_to_be_any() -> None:
    with pytest.raises(InputError, match="too_many_bids at /bids"):
        parse_evaluation({**sample(), "bids": [{}] * 201}, bids_required=False)


def too_many(document: Json) -> bool:
    try:
        parse_evaluation(document, bids_required=False)
    except InputError as error:
        return [fault.type for fault in error.faults] == ["too_many_criteria"]
    return False


def grouped(groups: int, leaves: int) -> Json:
    """Return a matrix of so many main groups that share so many criteria."""
    counts = [leaves // groups + (index < leaves % groups) for index in range(groups)]
    nodes = [
        criterion(f"G{g}", "100" if g == 0 else "0", children=[_leaf(f"G{g}.{i}", i) for i in range(count)])
        for g, count in enumerate(counts)
    ]
    return evaluation([], criteria=nodes)


def _leaf(name: str, index: int) -> Json:
    return criterion(name, "0" if index else "100")


def chains(count: int, depth: int) -> Json:
    """Return so many main groups, each one criterion below so many groups less one."""
    nodes = []
    for number in range(count):
        node = criterion(f"C{number}.0", "100")
        for level in range(1, depth):
            node = criterion(f"C{number}.{level}", "100", children=[node])
        nodes.append({**node, "weight_percent": "0" if number else "100"})
    return evaluation([], criteria=nodes)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (grouped(1, 2000), False),
        (grouped(1, 2001), True),
        (grouped(5, 2000), False),
        (grouped(5, 2001), True),
        (grouped(2000, 2000), False),
        (chains(100, 40), False),
        (chains(100, 41), True),
    ],
    ids=map(str, range(7)),
)
def test_criteria_are_counted_without_their_groups(document: Json, *, expected: bool) -> None:
    assert too_many(document) is expected


@pytest.mark.parametrize(("entries", "expected"), [(2000, "unknown_criterion"), (2001, "too_many_entries")])
def test_the_limit_of_entries(entries: int, expected: str) -> None:
    points = scores({f"C{index}": "5" for index in range(entries)})
    with pytest.raises(InputError, match=f"^{expected} at /bids/0/scores"):
        parse_evaluation({**sample(), "bids": [{**sample()["bids"][0], "scores": points}]})


def test_the_tree_is_walked_in_its_order() -> None:
    nested = criterion(
        "Q", "90", children=[criterion("Q1", "40", children=[criterion("Q11", "100")]), criterion("Q2", "60")]
    )
    document: Json = evaluation([], criteria=[criterion("Z", kind="A"), nested, two_groups()[1]])
    matrix = Evaluation.model_validate(document).matrix

    assert [(path, node.id) for path, node in matrix.walk()] == [
        ((0,), "Z"),
        ((1,), "Q"),
        ((1, 0), "Q1"),
        ((1, 0, 0), "Q11"),
        ((1, 1), "Q2"),
        ((2,), "O"),
    ]
    assert [node.id for node in matrix.leaves(CriterionKind.B_KRITERIUM)] == ["Q11", "Q2", "O"]
    assert [node.id for node in matrix.main_groups] == ["Q", "O"]


def test_only_scored_children_carry_weight() -> None:
    node = Criterion.model_validate(
        criterion("Q", "100", children=[criterion("I1", kind="I"), criterion("Q1", "100"), criterion("A1", kind="A")])
    )

    assert [child.id for child in node.scored_children] == ["Q1"]


def test_spreads_need_two_evaluators_on_the_criterion() -> None:
    single = [
        {"evaluator": "Ada", "scores": scores({"Q": "1", "O": "5"})},
        {"evaluator": "Ben", "scores": scores({"Q": "5"})},
    ]
    document = {
        **evaluation([bid("A", "100", evaluations=single), bid("B", "100", {"Q": "5", "O": "5"})]),
        "draft": True,
    }
    [found] = spreads(outcome_of(document).bids, ["Q", "O"], Decimal(3))

    assert (found.bid, found.criterion, found.lowest, found.highest) == ("A", "Q", Decimal(1), Decimal(5))
    assert (found.spread, found.discuss) == (Decimal(4), True)


def test_a_result_names_its_lot() -> None:
    document = sample()
    document["procedure"]["lot"] = "Los 2"

    assert result_of(document)["lot"] == "Los 2"
    assert "lot" not in result_of(sample())
