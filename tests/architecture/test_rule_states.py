"""The state of a rule is honest: whoever changes its code gives it a new day, or says that results stay the same.

``tests/approved/regeln.txt`` holds for each rule its state and a checksum of its code without comments and docstrings.
When this test fails, decide: can any result differ? Then set today in ``scoring/bundle/rules_used.py`` and on the page
of the rule. In both cases copy the line that the test prints into the file.
"""

import io
import re
import tokenize
from hashlib import sha256

import pytest

from scoring.bundle.rules_used import RULE_STATES
from scoring.methods import METHODS
from tests.architecture.sources import ROOT

APPROVED = ROOT / "tests" / "approved" / "regeln.txt"
GENERAL = {
    "abnormally_low": ["scoring/abnormally_low.py"],
    "evaluators": ["scoring/points.py"],
    "exclusion": ["scoring/exclusion.py", "scoring/evaluate.py"],
    "minimum_points": ["scoring/exclusion.py", "scoring/quality.py"],
    "open_source_criterion": ["scoring/checks/policy.py"],
    "price_sheet": ["scoring/price_sheet.py"],
    "rounding_and_exactness": ["core/numbers.py", "scoring/grid.py", "scoring/quality.py"],
    "ties": ["scoring/valuation.py"],
}
_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}


def modules_of(rule: str) -> list[str]:
    if rule in GENERAL:
        return GENERAL[rule]
    shared = [name for name in ("gewichtet", "preis") if rule.startswith(f"{name}_")]
    return [f"scoring/methods/{name}.py" for name in ("base", *shared, rule)]


def code(source: str) -> str:
    """Return the code without layout, comments and docstrings."""
    parts, begins = [], True
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if not (begins and token.type == tokenize.STRING) and token.type not in _LAYOUT:
            parts.append(token.string)
        begins = token.type in _LAYOUT
    return " ".join(parts)


def line_of(rule: str) -> str:
    text = "\n".join(code((ROOT / name).read_text(encoding="utf-8")) for name in modules_of(rule))
    return f"{rule} {RULE_STATES[rule]} {sha256(text.encode()).hexdigest()[:16]}"


def test_comments_and_docstrings_are_no_code() -> None:
    plain = 'def f() -> str:\n    return "x"\n'
    told = 'def f() -> str:\n    """Say x."""\n\n    return "x"  # why\n'

    assert code(plain) == code(told) != code(plain.replace('"x"', '"y"'))


@pytest.mark.parametrize("rule", RULE_STATES)
def test_a_rule_is_what_its_state_says(rule: str) -> None:
    assert line_of(rule) in APPROVED.read_text(encoding="utf-8").splitlines()


def test_every_method_has_a_state() -> None:
    assert RULE_STATES.keys() == METHODS.keys() | GENERAL.keys()


@pytest.mark.parametrize("rule", RULE_STATES)
def test_the_page_of_a_rule_names_its_state(rule: str) -> None:
    page = (ROOT / "docs" / "rules" / f"{rule}.md").read_text(encoding="utf-8")
    year, month, day = RULE_STATES[rule].split("-")

    assert re.search(rf"^Stand der Regel: {day}\.{month}\.{year}$", page, re.MULTILINE)
