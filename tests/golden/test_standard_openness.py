"""The openness of a standard: every worked case, and the page that tells it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import yaml

from app.standards_wiring import openness_definitions
from licensing.standards.openness import is_fully_sourced, openness_of
from licensing.standards.reading import FILES, catalogue_of
from tests.architecture.sources import ROOT
from tests.golden.test_procurement import CHECKED, HEADINGS

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "licensing" / "standard_openness.yaml").read_text(encoding="utf-8")
)
PAGE = (ROOT / "docs" / "rules" / "standard_openness.md").read_text(encoding="utf-8")
DAY = date(2026, 11, 22)
SOURCE = {"id": "read", "title": "t", "address": "https://example.org/", "read": DAY, "status": "verified", "says": "w"}


def written(name: str, facts: Mapping[str, str], depends_on: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a standard as the files hold it."""
    told = {fact: {"value": value, "source": "read"} for fact, value in facts.items()}
    return {"id": name, "name": name, "purpose": "p", "body": "b", "facts": told, "depends_on": list(depends_on)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_class_comes_out_as_worked_out(case: dict[str, Any]) -> None:
    standards = [written("base", case["base"])] if "base" in case else []
    standards.append(written("judged", case["facts"], ("base",) if "base" in case else ()))
    files: dict[str, Any] = {name: {"standards": []} for name in FILES}
    files |= {"sources": {"version": "1", "sources": [SOURCE]}, "bodies": {"bodies": [{"id": "b", "name": "B"}]}}
    catalogue = catalogue_of({**files, "data": {"standards": standards}})
    verdict = openness_of(catalogue.standards["judged"], catalogue, openness_definitions(DAY))

    assert verdict.openness.value == case["expect"]["openness"]
    assert [name.value for name in verdict.missing] == case["expect"]["missing"]
    assert is_fully_sourced(verdict) is case["expect"]["sourced"]
    assert CHECKED.search(case["source"])
    assert case["calculation"].strip()


def test_the_page_has_the_headings_of_the_others_and_names_every_case_and_fact() -> None:
    named = {
        fact for one in openness_definitions(DAY) for need in one.requirements for way in need.any_of for fact in way
    }

    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == HEADINGS
    assert set(re.findall(r"`(standard_openness-\w+)`", PAGE)) == {case["id"] for case in CASES}
    assert {fact.value for fact in named} <= set(re.findall(r"`(\w+)`", PAGE))
