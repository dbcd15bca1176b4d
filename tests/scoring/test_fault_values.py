"""What a fault carries for its sentence: the number found and the id it was found at."""

from decimal import Decimal

import pytest

from core.errors import InputError
from scoring.intake import parse_evaluation
from tests.factories import Json, bid, criterion, evaluation, exempt, sample, two_groups


def carried(document: Json) -> list[tuple[str, str, dict[str, str]]]:
    """Return type, place and values of every fault of a document."""
    with pytest.raises(InputError) as refusal:
        parse_evaluation(document)
    return [(fault.type, fault.pointer, dict(fault.properties)) for fault in refusal.value.faults]


def with_criteria(*criteria: Json) -> Json:
    return evaluation([bid("A", "100", {"Q": "5", "O": "5"})], criteria=criteria)


def test_the_sum_of_the_main_groups() -> None:
    document = with_criteria(criterion("Q", "90.000000001"), two_groups()[1])

    assert carried(document) == [("weights_sum", "/matrix/criteria", {"sum": "100.000000001"})]


def test_the_sum_below_a_group() -> None:
    below = [criterion("Q1", "60.000000001"), criterion("Q2", "39"), criterion("I1", kind="I")]
    document = with_criteria(criterion("Q", "90", children=below), two_groups()[1])
    document["bids"] = [bid("A", "100", {"Q1": "5", "Q2": "5", "O": "5"})]

    assert carried(document) == [("weights_sum", "/matrix/criteria/0/children", {"sum": "99.000000001", "id": "Q"})]


def test_nothing_to_score_sums_to_nothing() -> None:
    document = evaluation([bid("A", "100")], criteria=[criterion("A1", kind="A")])
    document["bids"][0]["a_criteria"] = {"A1": True}

    assert carried(document) == [("weights_sum", "/matrix/criteria", {"sum": "0"})]


def test_groups_beside_the_lowest_price_sum_as_well() -> None:
    document = exempt(evaluation([bid("A", "100", {"Q": "5"})], "niedrigster_preis", [criterion("Q", "99")]))

    assert carried(document) == [("weights_sum", "/matrix/criteria", {"sum": "99"})]


def test_minimum_points_beyond_the_scale() -> None:
    document = with_criteria(criterion("Q", "90", minimum_points="10.5"), two_groups()[1])

    assert carried(document) == [("minimum_off_scale", "/matrix/criteria/0/minimum_points", {"id": "Q"})]


def test_a_degree_off_the_scale() -> None:
    degrees = [{"points": "10", "label": "voll"}, {"points": "2.000000001", "label": "kaum"}]
    document = with_criteria(criterion("Q", "90", degrees=degrees), two_groups()[1])

    assert carried(document) == [("points_off_scale", "/matrix/criteria/0/degrees/1/points", {"points": "2.000000001"})]


def test_an_id_of_two_bids() -> None:
    document = sample()
    document["bids"][1]["id"] = "A"

    assert carried(document) == [("duplicate_id", "/bids/1/id", {"id": "A"})]


def test_a_failed_bid_that_was_scored_is_scored_whole() -> None:
    """Points of a bid that fails an A criterion are held to the same rules as all others, or left out."""
    document = with_criteria(criterion("A1", kind="A"), *two_groups())
    scored = document["bids"][0]
    scored["a_criteria"] = {"A1": False}
    del scored["scores"]["O"]

    assert carried(document) == [("score_missing", "/bids/0/scores/O", {"id": "O", "bid": "A"})]

    scored["scores"] = {}
    assert parse_evaluation(document).bids[0].price_gross_eur == Decimal(100)


@pytest.mark.parametrize("bids", [{}, "A", 5, True])
def test_bids_that_are_no_list(bids: object) -> None:
    assert carried({**sample(), "bids": bids}) == [("format_tuple_type", "/bids", {})]
