"""The opening of bids: every worked case, and the page that tells it."""

import re
from typing import Any

import pytest
import yaml

from procurement.rules.bids.listing import STATES
from procurement.rules.bids.moments import read_moment
from procurement.rules.bids.states import is_listed_late_in_time, state_on_receipt
from tests.architecture.sources import ROOT
from tests.golden.test_procurement import CHECKED, HEADINGS

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "bids" / "opening_of_bids.yaml").read_text(encoding="utf-8")
)
PAGE = (ROOT / "docs" / "rules" / "opening_of_bids.md").read_text(encoding="utf-8")
WORDS = {state: word for word, state in STATES.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_bid_stands_as_worked_out(case: dict[str, Any]) -> None:
    received, deadline = read_moment(case["received"]), read_moment(case["deadline"])
    listed = STATES[case["listed"]]
    contradicts = is_listed_late_in_time(received, deadline, listed)

    assert ("Fehler" if contradicts else WORDS[state_on_receipt(received, deadline, listed)]) == case["expect"]
    assert CHECKED.search(case["source"])


def test_the_page_has_the_headings_of_the_others_and_names_every_case_and_state() -> None:
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == HEADINGS
    assert set(re.findall(r"`(opening_of_bids-\w+)`", PAGE)) == {case["id"] for case in CASES}
    assert [word for word in STATES if word not in PAGE] == []
