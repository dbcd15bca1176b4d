"""Arithmetical errors of price sheets: every worked case, and the page that tells it."""

import re
from typing import Any

import pytest
import yaml

from core.numbers import money_string
from core.parameters import ParameterSet
from infra.parameters import load_data
from procurement.rules.bids.price_correction import PARAMETER, UNIT_PRICE_DECIDES
from procurement.rules.price_check import check_price
from tests.architecture.sources import ROOT
from tests.golden.test_procurement import CHECKED, HEADINGS

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "bids" / "price_correction.yaml").read_text(encoding="utf-8")
)
PAGE = (ROOT / "docs" / "rules" / "price_correction.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_price_is_corrected_as_worked_out(case: dict[str, Any]) -> None:
    found, expect = check_price(case["price"], case["lines"]), case["expect"]

    assert (None if found.corrected is None else money_string(found.corrected)) == expect["price"]
    told = {one.position: [money_string(one.stated), money_string(one.computed)] for one in found.faults}
    assert told == expect["faults"]
    assert CHECKED.search(case["source"])


def test_the_page_has_the_headings_of_the_others_and_names_every_case_and_the_rule() -> None:
    (rule,) = ParameterSet.from_mapping(load_data("procurement", "preisblatt")).entries

    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == HEADINGS
    assert set(re.findall(r"`(price_correction-\w+)`", PAGE)) == {case["id"] for case in CASES}
    assert (rule.name, rule.value) == (PARAMETER, UNIT_PRICE_DECIDES)
    assert f"`{rule.name}`" in PAGE
    assert f"`{rule.value}`" in PAGE
