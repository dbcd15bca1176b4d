"""The sealed intake: every worked case, and the page that tells it."""

import re
from datetime import datetime
from typing import Any

import pytest
import yaml

from procurement.model import SealGroup, SealPresence
from procurement.rules.sealed.moments import OpeningAttempt, is_in_time, opening_refusal
from tests.architecture.sources import ROOT
from tests.golden.test_procurement import CHECKED, HEADINGS

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "golden" / "sealed" / "sealed_intake.yaml").read_text(encoding="utf-8")
)
PAGE = (ROOT / "docs" / "rules" / "sealed_intake.md").read_text(encoding="utf-8")
GROUPS = dict.fromkeys("abc", SealGroup.OFFICERS) | dict.fromkeys("xy", SealGroup.AUDITORS)


def told(case: dict[str, Any]) -> str:
    deadline = datetime.fromisoformat(case["deadline"])
    if "received" in case:
        received = datetime.fromisoformat(case["received"])
        return "angenommen" if is_in_time(received, deadline, received) else "abgelehnt"
    (first, came), (second, now) = (case[name].split() for name in ("first", "second"))
    present = [
        SealPresence(
            person=first, partner=other, group=GROUPS[first], present_at=datetime.fromisoformat(came), inner=b""
        )
        for other in GROUPS
        if other != first and GROUPS[other] is GROUPS[first]
    ]
    attempt = OpeningAttempt(
        person=second,
        group=GROUPS[second],
        now=datetime.fromisoformat(now),
        deadline=deadline,
        is_opened=False,
        present=tuple(present),
        entitled=frozenset(GROUPS),
    )
    return "geschlossen" if opening_refusal(attempt) else "geöffnet"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_intake_takes_and_opens_as_worked_out(case: dict[str, Any]) -> None:
    assert told(case) == case["expect"]
    assert CHECKED.search(case["source"])


def test_the_page_has_the_headings_of_the_others_and_names_every_case() -> None:
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == HEADINGS
    assert set(re.findall(r"`(sealed_intake-\w+)`", PAGE)) == {case["id"] for case in CASES}
