"""The order of candidates: every golden case comes out as worked out, and the rule has its page."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.german import german_number
from procurement.model import BidState, Decision, Finding, RequestOutcome, RequestToParticipate
from procurement.rules.participation.matrix import parse_eligibility
from procurement.rules.participation.ranking import outcome_of, ranking_of
from tests.architecture.sources import ROOT
from tests.golden.test_procurement import BOOK, CHECKED, HEADINGS

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "participation" / "participation.yaml").read_text(encoding="utf-8")
)
PAGE = (ROOT / "docs" / "rules" / "participation.md").read_text(encoding="utf-8")
NAMES = "ABCD"


def request(name: str, case: dict[str, Any]) -> RequestToParticipate:
    points = case["points"].get(name, ())
    excluded = name in case.get("excluded", ())
    return RequestToParticipate(
        publication=1,
        number=NAMES.index(name) + 1,
        candidate=name,
        received_at=datetime(2026, 10, 12, tzinfo=UTC),
        state=BidState.LATE if name in case.get("late", ()) else BidState.RECEIVED,
        decision=Decision.EXCLUDED if excluded else Decision.ADMITTED if points else Decision.UNDECIDED,
        exclusion_code="unsuitable" if excluded else "",
        exclusion_reason="Nachweis fehlt" if excluded else "",
        findings={f"E{at}": Finding(points=Decimal(one), note="x") for at, one in enumerate(points, start=2)},
        is_drawn=name in case.get("drawn", ()),
        drawing="Zettel" if name in case.get("drawn", ()) else "",
        outcome=RequestOutcome.OPEN,
        outcome_reason="",
        recorded_by="eins",
        recorded_at=datetime(2026, 10, 12, tzinfo=UTC),
        version=1,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_order_comes_out_as_worked_out(case: dict[str, Any]) -> None:
    scored = [
        {"id": f"E{at}", "kind": "B", "title": "x", "weight_percent": weight}
        for at, weight in enumerate(case["weights"], start=2)
    ]
    raw = {
        "format": "pruefstand/eligibility/1",
        "least": case["least"],
        "scale": {"minimum": "0", "maximum": "10", "step": "0.5"},
        "criteria": scored,
        **({"most": case["most"]} if "most" in case else {}),
    }
    requests = [request(name, case) for name in NAMES]
    ranking = ranking_of(parse_eligibility(raw), requests)

    found = {one.request.candidate: (one.rank, one.points, one.is_invited) for one in ranking.ranked}
    assert found == {name: (rank, Fraction(points), is_in) for name, rank, points, is_in in case["expect"]["ranking"]}
    assert ranking.open_places == case["expect"]["open_places"]
    ranked = [one.candidate for one in requests if one.candidate in found]
    invited = [one for one in requests if one.candidate in ranked and outcome_of(one, ranking)[0] == "invited"]
    assert [one.candidate for one in invited] == [name for name in ranked if found[name][2]]
    assert CHECKED.search(case["source"]) or "Hausregel" in case["source"]


def test_the_page_is_of_the_agreed_form_and_names_every_case_and_number() -> None:
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == HEADINGS
    assert set(re.findall(r"`(participation-\w+)`", PAGE)) == {case["id"] for case in CASES}
    first = next(case for case in CASES if case["id"] == "participation-best")
    assert all(german_number(points) in PAGE for _, _, points, _ in first["expect"]["ranking"])
    for name in ("least_candidates_eu", "least_candidates_restricted", "least_candidates_national"):
        entry = BOOK.limits.on(name, date(2026, 11, 23))
        assert f"| `{name}` | Bewerber | {entry.value} | {entry.source.citation} – geprüft |" in PAGE
