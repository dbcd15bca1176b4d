"""Bids are called as people do: by their number, with lot, round and publication only where these tell them apart."""

import pytest

from core.document import to_text
from procurement.papers import score_sheet, stability_note
from scoring.bid_names import bid_labels, bid_names
from scoring.bundle.make import input_digest
from scoring.notices import notices_of
from scoring.result import build_result
from scoring.robustness import stability
from scoring.shown import shown
from tests.documents import demo
from tests.factories import outcome_of


@pytest.mark.parametrize(
    ("ids", "labels"),
    [
        (["1-1-1-1", "1-1-1-12"], ["1", "12"]),
        (["1-1-1-1", "1-1-2-1"], ["1 (Los 1)", "1 (Los 2)"]),
        (["1-1-1-1", "1-2-1-1"], ["1 (Runde 1)", "1 (Runde 2)"]),
        (["1-1-1-1", "2-1-2-1"], ["1 (Los 1, Fassung 1)", "1 (Los 2, Fassung 2)"]),
        (["A", "B"], ["A", "B"]),
        (["1-1-1-1", "A"], ["1-1-1-1", "A"]),
        (["1-1-1-01", "1-1-1-1"], ["1-1-1-01", "1-1-1-1"]),
        (["1-1-1-1-1"], ["1-1-1-1-1"]),
        ([], []),
    ],
)
def test_only_what_differs_is_told(ids: list[str], labels: list[str]) -> None:
    assert list(bid_labels(ids).values()) == labels
    assert list(bid_names(ids).values()) == [f"Angebot {label}" for label in labels]


def test_papers_and_notices_name_bids_and_digests_stay_those_of_the_ids() -> None:
    document = demo()
    for number, bid in enumerate(document["bids"], start=1):
        bid["id"] = f"1-1-1-{number}"
        bid["price_gross_eur"] = "100000.00" if number == 1 else bid["price_gross_eur"]
    outcome = outcome_of(document)
    result = build_result(outcome)
    sheet = to_text(score_sheet(outcome, result))
    note = to_text(stability_note(outcome, result, stability(outcome, samples=1_000)))

    assert [text for text in (sheet, note) if "1-1-1-" in text] == []
    assert "Angebot 3" in sheet
    assert "Angebot 3" in note
    assert result["digest"] in sheet
    assert input_digest(outcome.evaluation) in sheet
    assert "1-1-1-" not in " ".join(
        one.text for one in notices_of(outcome, bid_labels(b["id"] for b in document["bids"]))
    )
    assert "1-1-1-" in " ".join(one["text"] for one in result["warnings"])
    assert shown(outcome_of(demo()), result)[1] is result
