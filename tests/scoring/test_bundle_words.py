"""What people read of a verification, word by word, and both sides of what differs."""

import json
from typing import Any

import pytest

from core.digest import checksum
from core.package import pack, read_package, unpack
from infra.parameters import load_parameters
from scoring.bundle.findings import Finding, Paper, Verification
from scoring.bundle.make import make_bundle
from scoring.bundle.manifest import MANIFEST, README, canonical
from scoring.bundle.papers import Redrawing
from scoring.bundle.rules_used import OtherState
from scoring.bundle.verify import verify_bundle
from scoring.bundle.wording import remark_sentences, verdict
from tests.bundles import resigned
from tests.factories import outcome_of, sample

PROGRAM = "pruefstand 0.1.0"
PAPER = b"Zuschlag an A"
REDRAWING = Redrawing(PROGRAM, "Stift 1.0", lambda *_: PAPER, lambda _: frozenset({"papier.pdf"}))
BUNDLE = make_bundle(outcome_of(sample()), PROGRAM, {"papier.pdf": PAPER}, drawn_with="Stift 1.0")
ONLY_A_CHECKSUM = "Eine Prüfsumme lässt sich erneuern; ob der Inhalt zum Ergebnis gehört, ist damit nicht gesagt."

OTHER_STATES = "preis_linear – im Paket 2026-01-01, hier 2026-02-01; losen – im Paket 2026-03-01, hier unbekannt"


def judged(data: bytes) -> Verification:
    return verify_bundle(read_package(data), load_parameters("scoring"), REDRAWING)


def with_manifest(**changed: Any) -> bytes:  # noqa: ANN401 - any JSON value
    files = unpack(BUNDLE)
    return resigned({**files, MANIFEST: canonical({**json.loads(files[MANIFEST]), **changed})})


@pytest.mark.parametrize(
    ("verification", "word"),
    [
        (Verification(papers=[Paper("a.pdf", redrawn=True)]), "Stimmt"),
        (Verification(papers=[Paper("a.pdf", redrawn=False)]), "Stimmt, soweit nachgerechnet"),
        (Verification([Finding("missing", "a.pdf")]), "Stimmt nicht"),
    ],
)
def test_a_verification_comes_to_a_word(verification: Verification, word: str) -> None:
    assert verdict(verification) == word


def test_nothing_to_say_says_nothing() -> None:
    assert remark_sentences(Verification()) == []


def test_every_remark_is_a_sentence() -> None:
    papers = [Paper(name, redrawn=name < "c") for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf")]
    others = [OtherState("preis_linear", "2026-01-01", "2026-02-01"), OtherState("losen", "2026-03-01", "")]
    verification = Verification(remarks=["eins", "zwei"], papers=papers, other_rules=others)

    assert remark_sentences(verification) == [
        "Nicht im Paket, aus dem Programm genommen: eins, zwei.",
        f"Regeln mit anderem Stand als in diesem Programm: {OTHER_STATES}.",
        "Neu erzeugt und Byte für Byte gleich: a.pdf, b.pdf.",
        f"Nicht nachgerechnet, nur die Prüfsumme verglichen: c.pdf, d.pdf. {ONLY_A_CHECKSUM}",
    ]


def test_an_exchanged_paper_tells_both_checksums() -> None:
    verification = judged(resigned({**unpack(BUNDLE), "papier.pdf": b"Zuschlag an B"}))

    [found] = verification.findings
    assert found == Finding("exchanged", "papier.pdf", "", checksum(b"Zuschlag an B"), checksum(PAPER))


@pytest.mark.parametrize(
    ("changed", "pointer", "stated"),
    [({"reference": "VG-0"}, "/reference", '"VG-0"'), ({"notes": ["Alles gut."]}, "/notes", '["Alles gut."]')],
)
def test_what_differs_in_the_manifest_tells_both_sides(changed: dict[str, Any], pointer: str, stated: str) -> None:
    [found] = [one for one in judged(with_manifest(**changed)).findings if one.type == "differs"]

    assert (found.file, found.pointer) == (MANIFEST, pointer)
    assert found.stated.replace(", ", ",") == stated
    assert found.found not in {"", found.stated}


def test_a_text_whose_checksum_is_wrong_is_found_once() -> None:
    verification = judged(pack({**unpack(BUNDLE), README: b"Alles gut."}))

    assert [one.type for one in verification.findings if one.file == README] == ["checksum"]
    assert [paper.name for paper in verification.papers] == ["papier.pdf"]


def test_after_a_paper_that_is_found_the_others_are_compared_all_the_same() -> None:
    further = {"a.pdf": b"fremd", "papier.pdf": b"Zuschlag an B"}
    verification = judged(resigned({**unpack(BUNDLE), **further}))

    found = {(one.type, one.file) for one in verification.findings}
    assert found >= {("unlisted", "a.pdf"), ("exchanged", "papier.pdf")}
