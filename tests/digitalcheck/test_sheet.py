"""The sheet: one page, the same words in every form, nothing inside that is not public, accepted by the real rules."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Document, reading_order, to_text
from digitalcheck.exports import SheetFiles, folder_of
from digitalcheck.model import Light
from digitalcheck.papers import paragraph_for_proposal
from digitalcheck.papers.code import check_code, typed_code
from digitalcheck.papers.twin import sheet_twin
from digitalcheck.papers.words import told
from digitalcheck.rules.findings import Judgement
from infra.pdf.fonts import visible
from tests.checks import ALL_YES, DAY, FULL, HEAD, PLAN, judged
from tests.pdf_reader import Reader
from tests.verapdf import violations

HOSTILE = "</td><script>alert(1)</script>&lt;\x00\x1b[31m\u202eegasnelrov\u2066\ufeff\r\n]]> 😀 مشورة {titel} %s"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
SMALL = {"K1": {"value": [{"role": "schulung", "quarter": "2027-Q1", "days_to": "2"}]}, "K3": {"value": "900"}}
WORDS = "Die Folgenabschätzung beginnt nach der Auswahl des Anbieters und liegt vor der Inbetriebnahme vor. "


def filled(length: int) -> str:
    return (WORDS * 9)[: length - 1].strip() + "."


def with_plans(answers: dict[str, Any], **more: str) -> dict[str, Any]:
    return {id_: one | more if "reason" in one else one for id_, one in answers.items()}


def worst() -> Judgement:
    """Return ten findings at their longest, with everything else a sheet tells."""
    roles = [one.code for one in judged({}).catalogue.roles]
    rows = [
        {"role": role, "quarter": quarter, "days_from": "10", "days_to": "15.5"}
        for role in roles
        for quarter in ("2027-Q1", "2028-Q3")
    ]
    answers = with_plans(FULL, reason=filled(500), owner=filled(80)) | {
        "A2": {"value": filled(400)},
        "K1": {"value": rows},
    }
    way = [
        {"gremium": "Magistrat", "datum": "2026-12-09"},
        {"gremium": "Stadtverordnetenversammlung", "datum": "2026-12-17"},
    ]
    judgement = judged(
        answers,
        head=HEAD | {"titel": filled(150), "gremienlauf": way},
        capacity_state="gestellt",
        capacity_since="2026-10-01",
        statement=filled(300),
    )
    told = [one for one in judgement.findings if one.light in {Light.ROT, Light.GELB}][:10]
    findings = tuple(replace(one, sentence=filled(150)) for one in told)
    return replace(judgement, findings=findings, public_findings=findings)


KINDS: dict[str, tuple[Judgement, int, int]] = {
    "short": (judged(ALL_YES | SMALL, status="freigegeben"), 1, 1),
    "full": (judged(FULL, status="freigegeben", capacity_state="zugesagt", statement="Einverstanden."), 1, 2),
    "empty": (judged(ALL_YES), 1, 1),
    "long words": (
        judged(with_plans(FULL, reason=LONG * 6, owner=LONG), head=HEAD | {"titel": LONG, "amt": LONG}),
        2,
        2,
    ),
    "right to left": (judged(FULL, head=HEAD | {"titel": "مشورة بالفيديو في المدينة"}, status="ersetzt"), 2, 2),
    "hostile": (
        judged(with_plans(FULL, reason=HOSTILE), head=HEAD | {"titel": HOSTILE, "amt": HOSTILE}, statement=HOSTILE),
        2,
        2,
    ),
    "worst": (worst(), 1, 1),
    "shown reasons": (
        judged(ALL_YES | SMALL | {"E1": {"value": "nicht_geprueft", **PLAN, "reason": filled(500)}}),
        1,
        1,
    ),
}
"""Every kind of sheet, with the pages of its public and its internal version."""


def flat(text: str) -> str:
    return "".join(visible(text).split())


def left_out(words: Iterable[str], text: str) -> list[str]:
    """Return what does not stand in a text behind what was read before."""
    lost, place = [], 0
    for one in words:
        found = text.find(one, place)
        lost += [one] if found < 0 else []
        place = max(place, found)
    return lost


def test_every_kind_says_the_same_in_every_form_and_is_accepted(tmp_path: Path) -> None:
    checks = []
    for name, (judgement, *pages) in KINDS.items():
        for internal, expected in zip((False, True), pages, strict=True):
            sheet = SheetFiles(judgement, internal=internal, link="https://example.org/pruefcode?x=1&y=2")
            words = [visible(text) for text in reading_order(sheet.document)]
            path = tmp_path / f"{name}{'-internal' * internal}.pdf"
            path.write_bytes(sheet.pdf())
            reader = Reader(path.read_bytes())
            assert (reader.texts(), reader.unreachable(), len(reader.pages)) == (words, [], expected), path.name
            page = unescape(re.sub(r"<[^>]*>", "", sheet.html().decode().split("<main>")[1]))
            assert flat(page) == flat("".join(words)), path.name
            assert left_out(reading_order(sheet.document), sheet.text().decode()) == [], path.name
            # The real rules take seconds: the internal version has everything that the public one has.
            checks += [("ua1", path), ("2a", path)] if internal or name == "full" else []
    embedded, contents = tmp_path / "embedded.pdf", tmp_path / "contents.pdf"
    embedded.write_bytes(SheetFiles(KINDS["full"][0]).pdf(embed=True))
    contents.write_bytes(folder_of(HOSTILE, DAY, [one for one, *_ in KINDS.values()])[2]["alle.pdf"])

    assert violations([*checks, ("ua1", embedded), ("3a", embedded), ("ua1", contents), ("2a", contents)]) == []


def test_equal_checks_give_equal_bytes_and_versions_differ() -> None:
    public, again = (SheetFiles(judged(FULL)) for _ in range(2))
    internal = SheetFiles(judged(FULL), internal=True)

    assert (public.pdf(), public.json(), public.html()) == (again.pdf(), again.json(), again.html())
    assert public.twin["digest"] != internal.twin["digest"]
    assert public.pdf() != internal.pdf()


def test_public_says_nothing_of_cost_roles_reasons_and_security() -> None:
    public, inside = (SheetFiles(judged(FULL), internal=internal) for internal in (False, True))
    told = public.text().decode() + public.json().decode() + paragraph_for_proposal(judged(FULL))

    for secret in ("Risikoanalyse", "Firewall-Team", "Ein Test mit den Beratenden", "Schulung", "4711.0815"):
        assert secret in inside.text().decode(), secret
        assert secret not in told, secret
    for secret in ("sehr_hoch", "2029", "40.000", "100000", "schulung", "Test mit den"):
        assert secret not in told, secret
    assert "40.000,00\u00a0€" in inside.text().decode() or "40.000,00 €" in inside.text().decode()
    assert "Personentage: 12 bis 17,5 (1. bis 3. Quartal 2027)." in told


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({}, "Entwurf"),
        ({"status": "freigegeben"}, ""),
        ({"status": "freigegeben", "head": HEAD | {"vorlagen_nr": " "}}, "Entwurf"),
        ({"status": "freigegeben", "answers": {**ALL_YES, **SMALL, "V3": {"value": "unsicher"}}}, ""),
        ({"status": "freigegeben", "answers": {"V1": {"value": "unsicher"}}}, "Entwurf"),
        ({"status": "ersetzt"}, "Ersetzt"),
    ],
)
def test_only_a_released_complete_sheet_is_no_draft(more: dict[str, Any], mark: str) -> None:
    complete = {**ALL_YES, **SMALL, "A2": {"value": "Alles neu."}, "K2": PLAN}
    answers = more.get("answers", complete)
    answers = answers if "V2" not in answers else answers | {"A2": {"value": "Alles neu."}, "K2": PLAN}
    document = SheetFiles(judged(answers, **{key: one for key, one in more.items() if key != "answers"})).document

    assert document.header.startswith(f"{mark}: ") == bool(mark)
    assert (f"({mark})" in document.title) == bool(mark)
    assert ("(Entwurf)" in to_text(document)) == (mark == "Entwurf")


def test_what_nobody_answered_is_not_taken_for_green() -> None:
    text = to_text(SheetFiles(judged(ALL_YES)).document)

    assert "Antworten fehlen noch" in text
    assert "Noch anzugeben: Antworten: Vorhaben," in text


def test_reasons_are_told_whole_or_counted() -> None:
    sheet = SheetFiles(judged(with_plans(FULL, reason=filled(500))), internal=True)
    text = to_text(sheet.document)

    assert sheet.pages == 2
    assert text.count("Begründung: ") == text.count(f"Begründung: {filled(500)}") >= 2
    assert re.search(r"\d+ (weitere )?Begründungen stehen im Digital-Check selbst\.", text)


def test_hostile_text_is_shown_and_does_nothing() -> None:
    sheet = SheetFiles(KINDS["hostile"][0], internal=True)
    page, text = sheet.html().decode(), sheet.text().decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for form in (page, text):
        assert (
            "⟨U+0000⟩⟨U+001B⟩[31m⟨U+202E⟩egasnelrov⟨U+2066⟩⟨U+FEFF⟩ ]]&gt;".replace(
                "&gt;", "&gt;" if form is page else ">"
            )
            in form
        )
        assert not set("\x00\x1b\r\u202e\u2066\ufeff") & set(form)


@given(st.text())
def test_any_text_is_told_on_one_line_without_controls(text: str) -> None:
    shown = told(text)

    assert told(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert all(unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"} for char in shown)


def test_the_paragraph_fits_its_result() -> None:
    assert paragraph_for_proposal(judged({"V1": {"value": "unsicher"}})).startswith(
        "Entwurf: Digital-Check zur Vorlage 2026/0417 (vollständiger Check): Ob das Vorhaben Digitalbezug hat"
    )
    code = check_code(sheet_twin(judged(FULL))["digest"])
    assert paragraph_for_proposal(judged(FULL)).endswith(f"Katalog digital-check/1.1, Prüfcode {code}).")


def test_a_code_is_found_however_it_is_typed() -> None:
    assert check_code("sha256:" + "f" * 64) == "ZZZZ-ZZZZ-ZZZZ"
    assert check_code("sha256:" + "0" * 14 + "1" + "f" * 49) == "0000-0000-0001"
    assert typed_code("oooo 0000–oool") == "0000-0000-0001"
    assert typed_code("kein Code") == "kein Code"


def test_the_document_is_compact() -> None:
    document: Document = SheetFiles(judged(ALL_YES)).document
    assert document.density == "compact"
