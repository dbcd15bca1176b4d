"""What an earlier check or an office fills in: never dates, money, effort, or what belongs to one proposal."""

from typing import Any

from digitalcheck.rules.answers import parse_check, read_answers
from digitalcheck.rules.prefill import Refused, prefilled
from tests.checks import FULL, catalogue, check


def test_an_earlier_check_is_copied_without_what_was_its_own() -> None:
    copy = prefilled({}, FULL, catalogue())

    assert set(FULL) - set(copy.answers) == {*["V1", "V2", "V3", "V4", "V5", "A2", "F2", "G2", "K1", "K3", "K4", "L1"]}
    assert copy.answers["B4"] == {name: value for name, value in FULL["B4"].items() if name != "until"}
    assert copy.refused == ()
    assert ("E3", "percent") not in copy.taken  # an amount
    assert read_answers(parse_check(check(copy.answers)), catalogue())


def test_what_was_answered_stays() -> None:
    given: dict[str, Any] = {"E2": {"value": "kaufen"}, "D1": {"value": "", "reason": None}}
    source = {"E2": {"value": "saas", "owner": "ADIT"}, "D1": {"value": "nein"}, "D3": {"reason": "nur ein Grund"}}

    assert prefilled(given, source, catalogue()).answers == {"E2": {"value": "kaufen"}, "D1": {"value": "nein"}}
    assert given["D1"] == {"value": "", "reason": None}


def test_what_the_catalogue_does_not_know_is_named() -> None:
    source = {
        "X1": {"value": "ja"},
        "E2": {"value": "leasing", "owner": "ADIT"},
        "E5": {"value": "ja", "colour": "blau", "reason": "x" * 501},
    }
    copy = prefilled({}, source, catalogue())

    assert copy.answers == {"E5": {"value": "ja"}}
    assert copy.taken == (("E5", "value"),)
    assert set(copy.refused) == {
        Refused("X1", "value", "check_question_unknown"),
        Refused("E2", "value", "check_code"),
        Refused("E5", "colour", "format_extra_forbidden"),
        Refused("E5", "reason", "format_string_too_long"),
    }
