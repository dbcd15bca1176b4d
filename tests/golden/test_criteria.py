"""Weights that a catalogue proposes, and where criteria come from: every golden case, and the page names them."""

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml

from procurement.model import CriterionOrigin, LotTerms
from procurement.rules.criteria.selection import proposed_shares
from procurement.rules.digest import canonical
from procurement.rules.procedure.lot_terms import is_changed, kept_origins, texts_digest
from tests.architecture.sources import ROOT

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "procedure" / "criteria_catalogue.yaml").read_text(encoding="utf-8")
)
PAGE = (ROOT / "docs" / "rules" / "criteria_catalogue.md").read_text(encoding="utf-8")
OTHERS = (ROOT / "docs" / "rules" / "publication.md").read_text(encoding="utf-8")
NODE = {
    "id": "S1",
    "title": "Schnittstelle",
    "kind": "B",
    "weight_percent": "60",
    "evidence": "Beschreibung",
    "degrees": [{"points": "0", "label": "keine", "text": ""}],
}


def document(node: dict[str, Any]) -> str:
    return canonical({"matrix": {"criteria": [{"id": "S", "title": "Gruppe", "children": [node]}]}})


@pytest.mark.parametrize("case", CASES["shares"], ids=lambda case: str(case["id"]))
def test_proposed_weights(case: dict[str, Any]) -> None:
    proposals = [None if one is None else Decimal(one) for one in case["proposals"]]
    found = proposed_shares(proposals)

    assert [format(one, "f") for one in found] == case["expect"]
    assert sum(found) == Decimal(100)


@pytest.mark.parametrize("case", CASES["origins"], ids=lambda case: str(case["id"]))
def test_what_becomes_of_an_origin(case: dict[str, Any]) -> None:
    origin = CriterionOrigin(
        criterion="S1", catalogue="k", title="K", number=1, digest="x", entry="S1", taken=texts_digest(NODE)
    )
    after = NODE | case["after"]
    kept = kept_origins(LotTerms(origins=(origin,)), document(NODE), document(after))

    assert {"kept": bool(kept.origins), "changed": is_changed(origin, after)} == case["expect"]


def test_the_page_names_every_case_under_the_usual_headings() -> None:
    named = set(re.findall(r"`(criteria_catalogue-\w+)`", PAGE))
    assert named == {case["id"] for cases in CASES.values() for case in cases}
    assert all("Hausregel" in case["source"] for cases in CASES.values() for case in cases)
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == re.findall(r"^## (.+)$", OTHERS, re.MULTILINE)
