"""Single scoring and consensus: every golden case comes out as worked out, and the rule pages name each of them."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import decimal_string
from procurement.rules.consensus import agreement
from procurement.rules.reasons import Prompt, compose_reason, split_reason
from procurement.rules.sheet import gaps
from procurement.rules.sheet_warnings import Noted, sheet_warnings
from scoring.model import Scale, is_written
from tests.architecture.sources import ROOT
from tests.factories import house_rules
from tests.golden.test_procurement import HEADINGS

FOLDER = Path(__file__).parent / "scoring_room"
SCALE = Scale(minimum=Decimal(0), maximum=Decimal(10))
CASES: dict[str, list[dict[str, Any]]] = {
    rule: yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8"))
    for rule in ("single_scoring", "consensus")
}
SINGLE, CONSENSUS = CASES["single_scoring"], CASES["consensus"]


@pytest.mark.parametrize("case", [one for one in SINGLE if "score" in one], ids=lambda case: case["id"])
def test_a_score_lacks_what_was_worked_out(case: dict[str, Any]) -> None:
    score = case["score"]
    assert [one.value for one in gaps(score["points"], score["answers"], score["source"], SCALE)] == case["gaps"]


@pytest.mark.parametrize("case", [one for one in SINGLE if "notes" in one], ids=lambda case: case["id"])
def test_what_stands_out_was_worked_out(case: dict[str, Any]) -> None:
    noted = [Noted(**{**one, "points": one["points"] and Decimal(one["points"])}) for one in case["notes"]]
    assert [[one.kind.value, list(one.bids)] for one in sheet_warnings(noted)] == case["warnings"]


@pytest.mark.parametrize("case", CONSENSUS, ids=lambda case: case["id"])
def test_evaluators_lie_apart_as_worked_out(case: dict[str, Any]) -> None:
    limit = house_rules().evaluator_spread_discussion_points.number
    found = agreement([Decimal(one) for one in case["points"]], limit)
    told = (None, False, None) if found is None else (decimal_string(found.spread), found.discuss, found.points)
    assert told == (case["spread"], case["discuss"], case["suggestion"] and Decimal(case["suggestion"]))


@pytest.mark.parametrize("rule", CASES)
def test_the_page_has_its_headings_and_names_every_case(rule: str) -> None:
    page = (ROOT / "docs" / "rules" / f"{rule}.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == HEADINGS
    listed = page.split("## Prüffälle", 1)[1]
    assert re.findall(rf"`({rule}-[\w]+)`", listed) == [case["id"] for case in CASES[rule]]
    assert all(case["source"] for case in CASES[rule])


LINES = st.lists(st.one_of(st.text(alphabet="ab ", max_size=6), st.sampled_from(list(Prompt))), max_size=4)
TEXTS = st.one_of(LINES.map("\n".join), st.text(max_size=40).map(lambda text: text.replace("\r", "")))


@given(st.fixed_dictionaries(dict.fromkeys(Prompt, TEXTS)))
def test_a_reason_is_split_into_what_it_was_composed_of(answers: dict[Prompt, str]) -> None:
    written = {prompt: text.strip() for prompt, text in answers.items() if is_written(text)}
    assert split_reason(compose_reason(answers)) == written
