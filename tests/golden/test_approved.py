"""The two tenders of the demo city come out as approved: whole documents, digest included."""

import json
from pathlib import Path

import pytest

from scoring.result import build_result, digest_of
from tests.factories import Json, outcome_of

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "procurement" / "data" / "demo"
APPROVED = ROOT / "tests" / "approved"
NAMES = ["videoberatung.preis-quotient", "videoberatung.richtwert-erweitert"]


def approved(name: str) -> Json:
    document: Json = json.loads((APPROVED / f"{name}.json").read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("name", NAMES)
def test_the_demo_tender_comes_out_as_approved(name: str) -> None:
    document = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))

    assert build_result(outcome_of(document)) == approved(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_digest_covers_the_approved_document(name: str) -> None:
    document = approved(name)

    assert document["digest"] == digest_of(document)
    assert document["digest"] != digest_of({**document, "winner": "D"})


def test_every_demo_tender_is_approved() -> None:
    assert sorted(path.stem for path in DEMO.glob("*.json")) == NAMES == sorted(p.stem for p in APPROVED.glob("*.json"))
