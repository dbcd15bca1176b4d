"""The quality of a bill of materials: every worked case, and the page that tells it."""

import re
from datetime import date
from typing import Any

import pytest
import yaml

from app.licences.resources import quality_lists
from licensing.quality.fields import FIELDS
from licensing.quality.guidelines import guidelines_on, quality_of
from tests.architecture.sources import ROOT
from tests.golden.test_procurement import CHECKED, HEADINGS
from tests.sboms import as_json, read

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "licensing" / "sbom_quality.yaml").read_text(encoding="utf-8")
)
PAGE = (ROOT / "docs" / "rules" / "sbom_quality.md").read_text(encoding="utf-8")
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_shares_come_out_as_worked_out(case: dict[str, Any]) -> None:
    document = {"bomFormat": "CycloneDX", "version": 1, **case["sbom"]}
    found = read(as_json(document).replace(b"HASH", b"ab" * 64))
    quality = quality_of(found.sbom, found.network, guidelines_on(quality_lists(), DAY))
    held = quality[case["guideline"]]
    shares = {field["field"]: field["share"] for field in held["fields"]}

    assert held["format_accepted"] is case["expect"]["format_accepted"]
    assert {name: shares[name] for name in case["expect"]["fields"]} == {
        name: float(share) for name, share in case["expect"]["fields"].items()
    }
    if "reachable" in case["expect"]:
        assert quality["graph"]["share"] == float(case["expect"]["reachable"])
    assert CHECKED.search(case["source"])
    assert case["calculation"].strip()


def test_the_page_has_the_headings_of_the_others_and_names_every_case_and_field() -> None:
    titles = {field.title for one in guidelines_on(quality_lists(), DAY) for field in one.fields}

    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == HEADINGS
    assert set(re.findall(r"`(sbom_quality-\w+)`", PAGE)) == {case["id"] for case in CASES}
    assert {title for title in titles if title not in " ".join(PAGE.split())} == set()


def test_every_test_of_a_field_is_used_by_a_list() -> None:
    used = {field.field for one in guidelines_on(quality_lists(), DAY) for field in one.fields}

    assert used == FIELDS
