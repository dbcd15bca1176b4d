"""What must hold for every evaluation of every method, tried on generated ones."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from core.errors import InputError, Severity
from core.numbers import MEASURE_PATTERN
from scoring.formats import format_schema
from scoring.intake import read_evaluation
from scoring.methods import METHODS
from scoring.model import Evaluation
from scoring.result import Result, build_result, contributions
from tests.factories import NEVER_FLIP, Json, as_bytes, copy_of, house_rules, outcome_of, result_of
from tests.scoring.oracle import ranking
from tests.strategies import bids_for, evaluations, leaves, text_of

RESULT_SCHEMA = Draft202012Validator(format_schema("pruefstand/result/1"))
EVALUATION_SCHEMA = Draft202012Validator(format_schema("pruefstand/evaluation/1"))
EURO_FIELDS = ("reference_price_eur", "best_price_eur", "worst_price_eur")


def ranks(result: Result) -> dict[str, int]:
    return {entry["bid"]: entry["rank"] for entry in result["ranking"]}


def order(given_ranks: dict[str, int]) -> dict[tuple[str, str], int]:
    """Return for each pair of bids which is better: -1, 0 or 1."""
    pairs = combinations(sorted(given_ranks), 2)
    return {(a, b): (given_ranks[a] > given_ranks[b]) - (given_ranks[a] < given_ranks[b]) for a, b in pairs}


def shuffled(data: st.DataObject, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value with every list of criteria, bids and evaluators and every mapping in another order."""
    if isinstance(value, dict):
        return {key: shuffled(data, value[key]) for key in data.draw(st.permutations(list(value)))}
    if isinstance(value, list):
        return [shuffled(data, value[index]) for index in data.draw(st.permutations(range(len(value))))]
    return value


def sibling_lists(matrix: Json) -> Iterator[tuple[str, list[Json]]]:
    """Yield every list of criteria whose weights must sum, with the pointer of the expected fault."""
    waiting = [("/matrix/criteria", matrix["criteria"])]
    while waiting:
        place, nodes = waiting.pop()
        yield place, [node for node in nodes if node["kind"] == "B"]
        for index, node in enumerate(nodes):
            if node.get("children"):
                waiting.append((f"{place}/{index}/children", node["children"]))


@given(evaluations())
def test_the_ranking_is_the_one_of_the_plain_recursion(document: Json) -> None:
    assert ranks(result_of(document)) == ranking(document)


@given(st.data())
def test_no_order_of_the_input_changes_anything(data: st.DataObject) -> None:
    document = data.draw(evaluations())
    permuted = shuffled(data, document)

    assert result_of(permuted) == result_of(document)


@given(evaluations(), st.sampled_from([2, 3, 7, 1000]))
def test_the_unit_of_the_price_changes_no_order(document: Json, factor: int) -> None:
    scaled = copy_of(document)
    for bid in scaled["bids"]:
        bid["price_gross_eur"] = text_of(Decimal(bid["price_gross_eur"]) * factor)
    method = scaled["matrix"]["method"]
    for field in EURO_FIELDS:
        if field in method:
            method[field] = text_of(Decimal(method[field]) * factor)

    before, after = result_of(document), result_of(scaled)

    assert ranks(after) == ranks(before)
    assert [entry["in_band"] for entry in after["ranking"]] == [entry["in_band"] for entry in before["ranking"]]
    assert after["abnormally_low"] == before["abnormally_low"]


@given(st.data())
def test_better_points_never_worsen_the_own_rank(data: st.DataObject) -> None:
    document = data.draw(evaluations())
    before = ranks(result_of(document))
    assume(before)
    own = data.draw(st.sampled_from(sorted(before)))
    better = copy_of(document)
    bid = next(bid for bid in better["bids"] if bid["id"] == own)
    scores = bid.get("consensus") or bid["scores"]
    criterion = data.draw(st.sampled_from(sorted(scores)))
    maximum, step = (Decimal(document["matrix"]["scale"][key]) for key in ("maximum", "step"))
    points = Decimal(scores[criterion]["points"])
    assume(points < maximum)
    steps = data.draw(st.integers(1, int((maximum - points) / step)))
    scores[criterion]["points"] = text_of(points + steps * step)

    assert ranks(result_of(better))[own] <= before[own]


@given(st.data())
def test_a_lower_price_never_worsens_the_own_rank(data: st.DataObject) -> None:
    document = data.draw(evaluations())
    before = ranks(result_of(document))
    assume(before)
    own = data.draw(st.sampled_from(sorted(before)))
    cheaper = copy_of(document)
    bid = next(bid for bid in cheaper["bids"] if bid["id"] == own)
    cents = int(Decimal(bid["price_gross_eur"]) * 100)
    assume(cents > 1)
    bid["price_gross_eur"] = text_of(Decimal(data.draw(st.integers(1, cents - 1))).scaleb(-2))

    assert ranks(result_of(cheaper))[own] <= before[own]


def test_the_methods_that_never_flip_are_the_known_ones() -> None:
    flipping = {"richtwert_erweitert", "gewichtet_median", "preis_quotient", "preis_linear"}

    assert set(NEVER_FLIP) == METHODS.keys() - flipping


@pytest.mark.parametrize("method", NEVER_FLIP)
@given(data=st.data())
def test_a_bid_that_leaves_or_arrives_never_flips_two_others(method: str, data: st.DataObject) -> None:
    document = data.draw(evaluations([method], bids=(3, 5)))
    without = copy_of(document)
    leaving = without["bids"].pop(data.draw(st.integers(0, len(document["bids"]) - 1)))

    before, after = ranks(result_of(document)), ranks(result_of(without))

    assert order(after) == order({key: rank for key, rank in before.items() if key != leaving["id"]})


@given(evaluations(["richtwert_erweitert"]), st.integers(0, 10_000))
def test_the_band_only_grows_with_s(document: Json, wider: int) -> None:
    def in_band(percent: str) -> set[str]:
        changed = copy_of(document)
        changed["matrix"]["method"]["band_percent"] = percent
        return {entry["bid"] for entry in result_of(changed)["ranking"] if entry["in_band"]}

    narrow = Decimal(document["matrix"]["method"]["band_percent"])
    wide = min(Decimal(10), narrow + Decimal(wider).scaleb(-3))

    assert in_band(text_of(narrow)) <= in_band(text_of(wide))


@given(st.data())
def test_weights_that_do_not_sum_to_exactly_100_are_refused(data: st.DataObject) -> None:
    document = data.draw(evaluations(bids=(1, 1)))
    place, siblings = data.draw(st.sampled_from(list(sibling_lists(document["matrix"]))))
    node = data.draw(st.sampled_from(siblings))
    weight = Decimal(node["weight_percent"])
    change = Decimal(data.draw(st.integers(1, 10**9))).scaleb(-9)
    node["weight_percent"] = text_of(weight - change if weight >= change else weight + change)

    with pytest.raises(InputError) as refusal:
        read_evaluation(as_bytes(document), house_rules())

    assert refusal.value.severity is Severity.INVALID
    assert [fault.pointer for fault in refusal.value.faults if fault.type == "weights_sum"] == [place]


@given(st.data())
def test_excluded_bids_influence_nothing(data: st.DataObject) -> None:
    document = data.draw(evaluations(leaving=False))
    more = copy_of(document)
    intruder = data.draw(bids_for(document["matrix"], "X", leaving=False))
    intruder["exclusion"] = {"code": "late", "reason": "Prüffall"}
    more["bids"].insert(data.draw(st.integers(0, len(more["bids"]))), intruder)

    before, after = result_of(document), result_of(more)

    assert [entry["bid"] for entry in after["excluded"]] == [*(entry["bid"] for entry in before["excluded"]), "X"]
    untouched = ("winner", "tie", "ranking", "abnormally_low", "warnings")
    assert {key: dict(after)[key] for key in untouched} == {key: dict(before)[key] for key in untouched}


@given(evaluations(bids=(1, 1), leaving=False))
def test_a_single_valid_bid_is_rank_1(document: Json) -> None:
    result = result_of(document)
    if result["excluded"]:
        assert (result["winner"], result["tie"], result["ranking"]) == (None, False, [])
    else:
        assert (result["winner"], result["tie"], ranks(result)) == ("B0", False, {"B0": 1})


def measured_strings(result: Json) -> Iterator[str]:
    """Yield every measured value of a result document."""
    names = ("leistungspunkte", "kennzahl_z", "quality", "price_points", "total", "price_gross_eur", "gap_percent")
    spread = ("lowest", "highest", "spread")
    for entry in [*result["ranking"], *result["abnormally_low"], *result.get("spreads", [])]:
        yield from (entry[name] for name in (*names, *spread) if entry.get(name) is not None)
        yield from entry.get("contributions", {}).values()


@given(evaluations())
def test_input_and_result_fit_their_published_schemas(document: Json) -> None:
    result: Json = dict(result_of(document))

    EVALUATION_SCHEMA.validate(document)
    RESULT_SCHEMA.validate(result)
    assert [value for value in measured_strings(result) if not re.fullmatch(MEASURE_PATTERN, value, re.ASCII)] == []


@given(evaluations())
def test_contributions_sum_exactly_to_what_they_explain(document: Json) -> None:
    outcome = outcome_of(document)
    in_tree = METHODS[document["matrix"]["method"]["name"]].weights_price_in_tree

    for index, standing in enumerate(outcome.valuation.standings):
        parts = contributions(outcome, index)
        whole = standing.total if in_tree else outcome.valuation.field.leistungspunkte[index]
        assert sum(parts.values(), Fraction(0)) == whole
        assert ("price" in parts) is in_tree
        assert all(part >= 0 for part in parts.values())


@given(evaluations())
def test_criterion_parts_sum_exactly_to_the_leistungspunkte(document: Json) -> None:
    outcome = outcome_of(document)
    quality = outcome.valuation.quality

    for index, points in enumerate(outcome.valuation.field.leistungspunkte):
        whole = sum((quality.part(index, i, i + 1) for i in range(len(outcome.grid.criteria))), Fraction(0))
        assert whole == points
        assert sum(outcome.grid.share(i) for i in range(len(outcome.grid.criteria))) == 1


@given(evaluations())
def test_a_complete_draft_ranks_like_the_final_evaluation(document: Json) -> None:
    final, draft = result_of(document), result_of({**document, "draft": True})

    assert draft["preliminary"]
    assert "preliminary" not in final
    assert draft["ranking"] == final["ranking"]
    assert draft["digest"] != final["digest"]


@given(st.data())
def test_a_draft_with_gaps_is_still_evaluated(data: st.DataObject) -> None:
    names = [name for name in METHODS if name != "gewichtet_median"]  # without points its median may be 0
    document = {**data.draw(evaluations(names)), "draft": True}
    for bid in document["bids"]:
        for section in ("scores", "consensus", "a_criteria"):
            for key in data.draw(st.sets(st.sampled_from(sorted(bid.get(section) or {"": ""})))):
                bid.get(section, {}).pop(key, None)
    result = result_of(document)

    RESULT_SCHEMA.validate(dict(result))
    assert result["preliminary"]
    assert "preliminary" in [warning["type"] for warning in result["warnings"]]
    assert {*ranks(result), *(entry["bid"] for entry in result["excluded"])} == {b["id"] for b in document["bids"]}


@given(evaluations())
def test_reading_what_was_written_gives_the_same_result(document: Json) -> None:
    read = read_evaluation(as_bytes(document), house_rules())
    written = read.model_dump(mode="json", exclude_unset=True)

    assert Evaluation.model_validate(written) == read
    assert build_result(outcome_of(written)) == result_of(document)


@given(evaluations(bids=(2, 4)))
def test_ranks_count_the_better_bids(document: Json) -> None:
    result = result_of(document)
    found = sorted(ranks(result).values())

    assert all(rank == 1 + sum(other < rank for other in found) for rank in found)
    assert result["tie"] is (found.count(1) > 1)
    assert (result["winner"] is None) is (found.count(1) != 1)
    assert {*ranks(result), *(entry["bid"] for entry in result["excluded"])} == {b["id"] for b in document["bids"]}
    assert leaves(document["matrix"]["criteria"], "B")
