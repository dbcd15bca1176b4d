"""Licences judged as their sources say, and rule pages that name every case."""

import re
from pathlib import Path

import pytest

from app.licence_wiring import licence_judge, licence_knowledge, licence_texts
from infra.parameters import load_data
from licensing.catalogue.obligations import Scenario, arising
from licensing.compatibility.answer import Compatibility
from licensing.compatibility.cells import Use
from licensing.expression.exceptions import family
from licensing.expression.read import ExpressionReader
from licensing.expression.weigh import Weighing
from licensing.judgement import Question, Stated
from licensing.policy.rules_file import Role
from tests.factories import Json
from tests.golden.licensing_cases import RULES, cases_of

PAGES = Path(__file__).resolve().parents[2] / "docs" / "rules"
READER = ExpressionReader(licence_knowledge().names)
WEIGHING = Weighing(READER)


@pytest.mark.parametrize("case", cases_of("licence_expression").values(), ids=lambda case: case["id"])
def test_expressions(case: Json) -> None:
    reading, expect = READER.read(case["text"]), case["expect"]
    facts = WEIGHING.facts_of(reading)

    assert reading.read_as.value == expect["read_as"]
    assert [remark.type for remark in reading.remarks] == expect["remarks"]
    assert reading.canonical == expect.get("canonical", case["text"])
    assert (facts.osi.value, facts.fsf.value, facts.strength.value) == (
        expect["osi"],
        expect["fsf"],
        expect["strength"],
    )


@pytest.mark.parametrize("case", cases_of("licence_facts").values(), ids=lambda case: case["id"])
def test_facts(case: Json) -> None:
    facts = WEIGHING.facts_of(READER.read(case["licence"]))

    assert {"osi": facts.osi.value, "fsf": facts.fsf.value, "strength": facts.strength.value} == case["expect"]


@pytest.mark.parametrize("case", cases_of("licence_compatibility").values(), ids=lambda case: case["id"])
def test_compatibility(case: Json) -> None:
    compatibility = Compatibility(licence_knowledge().table, READER)
    outbound, inbound = READER.read(case["outbound"]), READER.read(case["inbound"])

    assert [compatibility.ask(outbound, inbound, use).answer.value for use in Use] == case["expect"]


@pytest.mark.parametrize("case", cases_of("licence_policy").values(), ids=lambda case: case["id"])
def test_policy(case: Json) -> None:
    role = Role(case["role"])
    stated = Stated((case["text"],), 1, int(role is Role.CORE))
    [judged] = licence_judge().judge([stated], Question(scenario=Scenario(case["scenario"]))).expressions
    given = judged.rulings[role]

    assert {"ruling": given.ruling.value, "rule": given.rule} == case["expect"]


@pytest.mark.parametrize("case", cases_of("licence_obligations").values(), ids=lambda case: case["id"])
def test_obligations(case: Json) -> None:
    strength = WEIGHING.facts_of(READER.read(case["licence"])).strength
    scenario = Scenario(case["scenario"])
    duties = arising(licence_knowledge().obligations, family(case["licence"]), strength, scenario)

    assert [duty.id for duty in duties] == case["expect"]


@pytest.mark.parametrize("case", cases_of("licence_text").values(), ids=lambda case: case["id"])
def test_texts(case: Json) -> None:
    held = case["licence"] in licence_texts().licences
    text = load_data("licensing", f"texts/{case['licence']}")["text"] if held else ""
    if "replace" in case:
        old, new = case["replace"]
        assert old in text
        text = text.replace(old, new)
    lines = [*text.splitlines(), case.get("append", "")]
    comparison = licence_texts().compare(case["licence"], "\n".join(case.get("prefix", "") + line for line in lines))

    assert comparison.state.value == case["expect"]["state"]
    assert [change.added for change in comparison.changes if change.added] == case["expect"]["added"]
    assert [change.removed for change in comparison.changes if change.removed] == case["expect"]["removed"]


@pytest.mark.parametrize("rule", RULES)
def test_the_page_of_a_rule_names_every_case_and_no_other(rule: str) -> None:
    page = (PAGES / f"{rule}.md").read_text(encoding="utf-8")

    assert set(re.findall(rf"`({rule}-[\w-]+)`", page)) == set(cases_of(rule))
    assert re.search(r"^## Durchgerechnetes Beispiel$", page, re.MULTILINE)
    assert re.search(r"^## Rechtliche Grundlage und Quellen$", page, re.MULTILINE)
