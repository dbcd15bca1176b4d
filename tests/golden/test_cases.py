"""Every golden case comes out as it was worked out, and says where it comes from."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core.errors import InputError
from scoring.evaluate import evaluate
from scoring.house_rules import HouseRules
from scoring.intake import read_evaluation
from scoring.methods import METHODS
from scoring.result import build_result
from scoring.wording import fault_sentence
from tests.factories import Json, as_bytes, house_rules
from tests.golden.cases import FOLDER, all_cases, document_of, price_sheets, read_cases

CASES = all_cases()
EVALUATED = {key: case for key, case in CASES.items() if "refused" not in case["expect"]}
REFUSED = {key: case for key, case in CASES.items() if "refused" in case["expect"]}

SOURCE = re.compile(r"§|UfAB|EuGH|BGH|OLG|VK |vergabe|Kaden|Haus(regel|vorgabe)|Vertrag der Formate|von Hand|DIN 1333")


def rules_of(case: Json) -> HouseRules:
    changed: dict[str, Any] = {}
    for name, value in case.get("rules", {}).items():
        entry = getattr(house_rules(), name)
        changed[name] = replace(entry, value=value if entry.unit == "code" else Decimal(value))
    return replace(house_rules(), **changed)


def contained(expected: Json, actual: Json) -> Json:
    """Return the part of ``actual`` that the expectation speaks of."""
    return {key: actual[key] for key in expected}


@pytest.mark.parametrize("key", EVALUATED)
def test_a_case_comes_out_as_worked_out(key: str) -> None:
    case = CASES[key]
    expect, rules = dict(case["expect"]), rules_of(case)
    result: Json = dict(build_result(evaluate(read_evaluation(as_bytes(document_of(case)), rules), rules)))
    result["warnings"], texts = [w["type"] for w in result["warnings"]], " ".join(w["text"] for w in result["warnings"])

    assert [text for text in expect.pop("texts", ()) if text not in texts] == []
    for section in ("ranking", "excluded", "abnormally_low", "spreads"):
        entries, found = expect.pop(section, None), result.get(section, [])
        if entries is not None:
            assert [entry["bid"] for entry in found] == [entry["bid"] for entry in entries]
            assert [contained(e, f) for e, f in zip(entries, found, strict=True)] == entries
    assert contained(expect, result) == expect
    assert CASES[key]["expect"], "a case must expect something"


@pytest.mark.parametrize("key", REFUSED)
def test_a_case_is_refused_as_the_rule_says(key: str) -> None:
    case = CASES[key]
    expect, rules = case["expect"]["refused"], rules_of(case)

    with pytest.raises(InputError) as refusal:
        evaluate(read_evaluation(as_bytes(document_of(case)), rules), rules)

    found = [
        {name: getattr(fault, name) for name in ("type", "pointer", "legal_source")} for fault in refusal.value.faults
    ]
    assert [contained(e, f) for e, f in zip(expect["faults"], found, strict=True)] == expect["faults"]
    assert refusal.value.severity.value == expect["severity"]
    sentences = " ".join(fault_sentence(fault) for fault in refusal.value.faults)
    assert [text for text in expect.get("texts", ()) if text not in sentences] == []


def test_every_case_says_where_it_comes_from() -> None:
    for case in [*CASES.values(), *price_sheets()]:
        assert SOURCE.search(case["source"]), case["id"]
        assert case["calculation"].strip(), case["id"]
        assert case["title"].strip(), case["id"]


def test_ids_are_unique_and_start_with_the_rule() -> None:
    read = [case for path in sorted((FOLDER / "cases").glob("*.yaml")) for case in read_cases(path)]

    assert [key for key, times in Counter(case["id"] for case in read).items() if times > 1] == []
    assert [case["id"] for case in read if not case["id"].startswith(case["rule"] + "-")] == []


@pytest.mark.parametrize("method", [*METHODS, "min_max"])
def test_every_method_has_cases_of_its_own(method: str) -> None:
    assert any(
        document_of(case)["matrix"]["method"]["name"] == method for case in CASES.values() if case["rule"] == method
    )
