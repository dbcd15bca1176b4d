"""What people read calls bids by their labels; everything that is computed stays what it is."""

import json
from dataclasses import replace

from scoring.abnormally_low import MEAN_OF_OTHERS
from scoring.bid_names import labels_in
from scoring.notices import notices_of
from scoring.result import build_result
from scoring.robustness import stability
from scoring.shown import shown, shown_robustness
from tests.factories import Json, bid, criterion, evaluation, outcome_of

POINTS = {"Q": "5", "O": "5"}


def texts(document: Json, labels: dict[str, str]) -> list[str]:
    return [notice.text for notice in notices_of(outcome_of(document), labels)]


def test_a_tie_is_told_by_labels() -> None:
    document = evaluation([bid(name, "100", POINTS) for name in "ABC"])

    [told] = texts(document, {"A": "Nord", "C": "Süd"})

    assert told.startswith("Gleichstand auf Rang 1: Nord, B, Süd.")


def test_a_low_price_is_told_by_the_labels_of_both() -> None:
    document = evaluation([bid("A", "75", POINTS), bid("B", "100", POINTS)])

    for labels, start in (
        ({"A": "Nord", "B": "Süd"}, "Angebot Nord liegt 25 % unter Angebot Süd:"),
        ({"B": "Süd", "A": "Nord"}, "Angebot Nord liegt 25 % unter Angebot Süd:"),
        ({"A": "Nord"}, "Angebot Nord liegt 25 % unter Angebot B:"),
        ({"B": "Süd"}, "Angebot A liegt 25 % unter Angebot Süd:"),
    ):
        assert texts(document, labels)[0].startswith(start)


def test_the_mean_of_all_others_is_no_bid() -> None:
    outcome = outcome_of(evaluation([bid("A", "75", POINTS), bid("B", "100", POINTS)]))
    low = replace(outcome, low=(replace(outcome.low[0], against=MEAN_OF_OTHERS),))

    [told] = [notice.text for notice in notices_of(low, {"A": "Nord", "B": "Süd"})]

    assert told.startswith("Angebot Nord liegt 25 % unter dem Mittel der anderen Angebote:")


def test_only_bids_are_called_by_labels() -> None:
    """A criterion may have the number of a bid."""
    criteria = [criterion("Q", "90"), criterion("O", "10", role="open_source"), criterion("B", kind="A")]
    failed = bid("B", "101", a_criteria={"B": {"met": False}})
    document = evaluation([bid("A", "100", POINTS, a_criteria={"B": True}), failed], criteria=criteria)

    told = texts(document, {"B": "Süd"})

    assert told[0].startswith("Angebot Süd: Das nicht erfüllte A-Kriterium „B“")


NORTH, SOUTH, WEST = "1-1-1-1", "1-1-1-2", "1-1-1-3"
"""Ids as a tender procedure gives them: people read the number alone."""


def placed(prices: dict[str, str]) -> Json:
    points = {NORTH: ("8", "8"), SOUTH: ("7", "9"), WEST: ("5", "5")}
    bids = [bid(one, price, dict(zip("QO", points[one], strict=True))) for one, price in prices.items()]
    return evaluation(bids)


def test_a_result_keeps_its_digest_and_names_bids_by_number() -> None:
    outcome = outcome_of(placed({NORTH: "100", SOUTH: "101", WEST: "150"}))
    result = build_result(outcome)

    named, read = shown(outcome, result)

    assert [row["bid"] for row in read["ranking"]] == ["1", "2", "3"]
    assert [one.id for one in named.bids] == ["1", "2", "3"]
    assert read["digest"] == result["digest"] != build_result(named)["digest"]
    assert read.keys() == result.keys()


def test_ids_that_people_chose_stay() -> None:
    outcome = outcome_of(evaluation([bid("A", "100", POINTS), bid("B", "101", POINTS)]))
    result = build_result(outcome)

    assert shown(outcome, result) == (outcome, result)


def test_robustness_names_bids_by_number_and_changes_nothing_else() -> None:
    outcome = outcome_of(placed({NORTH: "100", SOUTH: "101", WEST: "100"}))
    found = stability(outcome, samples=50)

    read = shown_robustness(found, labels_in(outcome.evaluation))

    assert json.loads(json.dumps(found).replace("1-1-1-", "")) == read
    assert read["smallest_score_change"]
    assert read["smallest_price_change"]
    assert read["removal"]
    assert read["rank_acceptability"]


def test_robustness_without_findings_stays() -> None:
    outcome = outcome_of(placed({NORTH: "100"}))
    found = stability(outcome, samples=50)

    assert shown_robustness(found, labels_in(outcome.evaluation)) == json.loads(json.dumps(found).replace("1-1-1-", ""))
