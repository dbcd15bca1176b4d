"""Claims of PDF files and pages go through the real validators: veraPDF, and axe in Chromium."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from app.artefacts.gate import examine_file
from app.artefacts.proving import with_proof
from app.artefacts.validators import NONE, Validators, installed
from core.document import Paragraph, runs
from infra.inspect.runner import Limits
from infra.pdf import render
from infra.settings import Settings
from infra.validators.launch import Program, ValidatorError, answer_of
from infra.validators.page import Axe
from infra.validators.pdf import VeraPdf
from tests.architecture.sources import ROOT
from tests.artefacts import pdf
from tests.infra.pdf.papers import document
from tests.infra.pdf.test_validator import without_language
from tests.verapdf import class_path

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BOTH = "<a:part>2</a:part><a:conformance>A</a:conformance><u:part>1</u:part>"
PAGE = '<!DOCTYPE html><html lang="de"><head><title>Anträge</title></head><body><main><h1>A</h1>{}</main></body></html>'
LABELLED = '<label for="a">Name</label><input id="a">'
SAID = '<p>Diese Seite ist barrierefrei nach WCAG 2.1 AA.</p><label for="a"></label><input id="a">'
"""To the source alone every field has a label; the label is empty."""
FADED = '<p style="color: #bbb; background: #fff">Kaum zu lesen</p>'
CHEATING = f"{FADED}<script>document.querySelector('p').style.color = '#000'</script>"


@pytest.fixture(scope="module")
def validators() -> Validators:
    return Validators(
        pdf=VeraPdf(java=shutil.which("java") or "", class_path=class_path()),
        page=Axe(chromium="/usr/bin/chromium", script=AXE),
    )


def told(data: bytes, name: str, validators: Validators) -> dict[str, Any]:
    return with_proof(examine_file(data, name), data, validators)


def verdicts(answer: dict[str, Any]) -> dict[str, str]:
    return {one["standard"]: one["conformance"] for one in answer["further"]}


def ids(answer: dict[str, Any], key: str) -> set[str]:
    return {one["id"] for one in answer[key]}


KEPT = render(document(Paragraph(runs("Text"))))
FILES = {"kept": KEPT, "broken": without_language(KEPT), "lie": pdf(BOTH)}


@pytest.fixture(scope="module")
def proofs(validators: Validators) -> dict[str, dict[str, Any]]:
    """What each file comes to: Java starts once for each."""
    return {name: told(data, "a.pdf", validators) for name, data in FILES.items()}


@pytest.mark.parametrize(
    ("name", "archive", "access"),
    [("kept", "conforming", "conforming"), ("broken", "conforming", "invalid"), ("lie", "invalid", "invalid")],
)
def test_what_a_pdf_claims_is_proven_or_refuted(
    name: str, archive: str, access: str, proofs: dict[str, dict[str, Any]]
) -> None:
    assert verdicts(proofs[name]) == {"pdf-a": archive, "pdf-ua": access}


def test_a_lie_that_only_the_validator_sees_is_named_by_its_rule(proofs: dict[str, dict[str, Any]]) -> None:
    assert verdicts(examine_file(FILES["lie"], "a.pdf")) == {"pdf-a": "claimed", "pdf-ua": "claimed"}
    for one, proof in zip(proofs["lie"]["further"], ("pdfa_proof", "pdfua_proof"), strict=True):
        assert (proof in ids(one, "checked"), proof in ids(one, "unchecked")) == (True, False)
        assert any("veraPDF: Die Regel " in finding["text"] for finding in one["findings"])
    assert "pdfua_people" in ids(proofs["kept"]["further"][1], "unchecked"), "what only people judge stays open"


@pytest.mark.parametrize(
    ("body", "expected", "rules"),
    [
        (LABELLED, "claimed", set()),
        (FADED, "invalid", {"color-contrast"}),
        (SAID, "invalid", {"label"}),
        (CHEATING, "invalid", {"color-contrast"}),
    ],
    ids=["conforming", "violating", "lying", "with a script that would hide it"],
)
def test_a_page_is_looked_at_in_a_browser(body: str, expected: str, rules: set[str], validators: Validators) -> None:
    answer = told(PAGE.format(body).encode(), "a.html", validators)
    (access,) = answer["further"]
    assert (answer["standard"], access["standard"], access["conformance"]) == ("html", "wcag", expected)
    assert {rule for rule in rules if any(rule in one["text"] for one in access["findings"])} == rules
    assert bool(access["findings"]) is bool(rules)
    assert ids(access, "unchecked") == {"html_people", "html_outside"}
    assert "html_axe" not in ids(answer, "unchecked")


def test_without_validators_claims_stay_claims() -> None:
    answer = told(pdf(BOTH), "a.pdf", NONE)
    assert answer == examine_file(pdf(BOTH), "a.pdf")
    assert installed(Settings(verapdf="", chromium="")) == NONE


def test_a_validator_that_fails_proves_nothing() -> None:
    broken = Validators(
        pdf=VeraPdf(java="/bin/false", class_path="x"), page=Axe(chromium="/bin/true", script=Path("/etc/hostname"))
    )
    answer = told(pdf(BOTH), "a.pdf", broken)
    assert verdicts(answer) == {"pdf-a": "claimed", "pdf-ua": "claimed"}
    assert all("kein Ergebnis geliefert (abgebrochen)" in one["findings"][-1]["text"] for one in answer["further"])
    page = told(PAGE.format(LABELLED).encode(), "a.html", broken)
    assert (page["conformance"], page["further"]) == ("claimed", [])
    assert "html_axe" in ids(page, "unchecked")


def test_a_program_is_killed_at_its_limit_and_has_no_network(tmp_path: Path) -> None:
    slow = Program(command=("/bin/sleep", "30"), limits=Limits(memory_bytes=-1, wall_seconds=0.2))
    with pytest.raises(ValidatorError) as error:
        answer_of(slow, tmp_path)
    assert error.value.reason == "time"
    seen = answer_of(Program(command=("/bin/cat", "/proc/net/dev", "/proc/self/environ")), tmp_path)
    assert [line.split(":")[0].strip() for line in seen.splitlines()[2:3]] == ["lo"]
    assert "DATABASE_URL" not in seen
    assert f"HOME={tmp_path}" in seen
