"""No method without a page that explains it and a golden case that holds it to its source."""

import re

import pytest

from scoring.methods import METHODS
from tests.architecture.sources import ROOT

REFUSED = ("min_max",)
CHAPTERS = ("definition", "formel", "beispiel", "quelle", "kipp", "ausschl")
GOLDEN = ROOT / "tests" / "golden"


def method_modules() -> set[str]:
    """Return the modules of scoring/methods that are methods, not what they share."""
    shared = {"__init__", "base", "gewichtet", "preis"}
    return {path.stem for path in (ROOT / "scoring" / "methods").glob("*.py")} - shared


def golden_text() -> str:
    """Return everything that the golden cases say."""
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(GOLDEN.rglob("*"))
        if path.suffix in {".json", ".yaml", ".py"}
    )


def test_every_method_is_one_module() -> None:
    assert method_modules() == {*METHODS, *REFUSED}


@pytest.mark.parametrize("method", [*METHODS, *REFUSED])
def test_every_method_has_a_page_of_the_agreed_form(method: str) -> None:
    page = (ROOT / "docs" / "rules" / f"{method}.md").read_text(encoding="utf-8")
    headings = " ".join(re.findall(r"^##+ (.*)$", page, re.MULTILINE)).lower()

    assert [chapter for chapter in CHAPTERS if chapter not in headings] == []


@pytest.mark.parametrize("method", [*METHODS, *REFUSED])
def test_every_method_has_a_golden_case(method: str) -> None:
    assert re.search(rf"\b{method}\b", golden_text())
