"""The rules of light routes against cases worked out by hand."""

import re
from fractions import Fraction
from pathlib import Path
from typing import cast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.light_wiring import load_light_book
from core.legal import VerificationStatus
from procurement.model import LightRoute
from procurement.rules.light import form
from procurement.rules.light.judging import judge
from procurement.rules.wording import fault_sentence
from tests.factories import Json
from tests.light import DAY, ONE, TWO

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "rules" / "short_assessment.md").read_text(encoding="utf-8")
CASES = {
    case["id"]: case
    for case in cast(
        "list[Json]", yaml.safe_load((HERE / "light" / "short_assessment.yaml").read_text(encoding="utf-8"))
    )
}
BASES = {"one": ONE, "two": TWO, "nothing": {}}
CHECKED = re.compile(r"geprüft|ungeprüft|Hausregel|aus zweiter Hand")
BOOK = load_light_book()


@pytest.mark.parametrize("key", CASES)
def test_the_rules_say_what_was_worked_out_by_hand(key: str) -> None:
    case = CASES[key]

    judged = judge(BASES[case["base"]] | case["change"], BOOK, DAY)

    assert [[one.type, one.pointer] for one in judged.faults] == case["expect"]["faults"]
    places = [[one.number, one.price_points, one.total, one.rank] for one in judged.places]
    expected = case["expect"]["places"]
    assert places == [[number, Fraction(price), Fraction(total), rank] for number, price, total, rank in expected]


def test_every_case_has_a_source_and_stands_on_the_page() -> None:
    assert all(CHECKED.search(case["source"]) and case["calculation"].strip() for case in CASES.values())
    assert set(re.findall(r"`(short_assessment-\w+)`", PAGE)) == CASES.keys()


def test_every_fault_has_a_sentence() -> None:
    faults = [one for case in CASES.values() for one in judge(BASES[case["base"]] | case["change"], BOOK, DAY).faults]

    assert all(fault_sentence(one).endswith(".") and "{" not in fault_sentence(one) for one in faults)


@pytest.mark.parametrize("route", LightRoute)
def test_every_route_says_what_it_rests_on(route: LightRoute) -> None:
    rule = BOOK.rule(route, DAY)

    assert form.ROUTES[route.value]
    assert rule.conditions
    assert bool(rule.reference) == (route is not LightRoute.DIREKTAUFTRAG)
    assert rule.source.status is not VerificationStatus.VERIFIED or rule.source.as_of


@given(st.dictionaries(st.sampled_from(list(form.FIELDS)), st.text(max_size=12)))
def test_whatever_is_typed_is_judged(values: dict[str, str]) -> None:
    judged = judge(values, BOOK, DAY)

    assert {one.pointer.removeprefix("/") for one in judged.faults} <= form.FIELDS.keys()
