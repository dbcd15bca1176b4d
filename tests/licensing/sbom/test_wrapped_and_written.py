"""Lists as they arrive: signed, below a comment, by what uses a licence; sentences that only look like a table."""

import base64
import gzip
import io
import json
import zipfile

import pytest

from core.errors import InputError
from licensing.model import Sbom, SbomFinding, Weight
from licensing.sbom import notice_sections
from licensing.sbom.wording import finding_sentence
from tests.sboms import as_json, cyclonedx, read, spdx2

USED_BY = """<html><body><h1>Third Party Licenses</h1>
<h2>Overview of licenses:</h2><ul><li><a href="#MIT">MIT License</a> (2)</li></ul>
<h2>All license text:</h2><ul>
<li><h3 id="MIT">MIT License</h3><h4>Used by:</h4>
<ul><li><a href="https://example.org/teil">teil 1.0.2</a></li>
<li>rest 0.3.0</li></ul><pre>Permission is hereby granted &lt;li&gt;</pre></li>
<li><h3>Zlib License</h3><h4>Used by:</h4><ul><li>rest 0.3.0</ul></li>
</ul></body></html>
"""
MARKDOWN = """<!--
SPDX-FileCopyrightText: Beispiel
-->
<!-- von Hand -->

| Name | Version | License |
|------|---------|---------|
| teil | 1.0     | MIT     |
"""
SENTENCES = """This Program is free software; you can redistribute it and/or modify it; version 2 of the License.

This Program is distributed in the hope that it will be useful; without any warranty; see the License for more details.

You should have received a copy; if not, write to the Foundation; in the city of Boston, with a letter.
"""
TRIVY = {
    "SchemaVersion": 2,
    "Results": [
        {"Target": "a", "Packages": [{"Name": "teil", "Version": "1.0", "Licenses": ["MIT", "ISC"]}]},
        {"Target": "b", "Packages": [{"Name": "rest", "Version": "2.0"}], "Class": "lang-pkgs"},
        {"Target": "c", "Licenses": [{"PkgName": "teil", "Name": "MIT"}, {"PkgName": "fort", "Name": "GPL-2.0-only"}]},
        {"Target": "d", "Licenses": [{"PkgName": "", "FilePath": "lib/a.js", "Name": "MIT"}]},
    ],
}


def _told(sbom: Sbom) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.name, one.version, one.declared) for one in sbom.components]


def _signed(payload: object) -> bytes:
    inner = base64.b64encode(json.dumps(payload).encode()).decode()
    return as_json({"payloadType": "application/vnd.in-toto+json", "payload": inner, "signatures": [{"sig": "x"}]})


def test_a_page_of_licences_and_what_uses_them_is_read() -> None:
    sbom = read(USED_BY.encode()).sbom

    assert _told(sbom) == [("teil", "1.0.2", ("MIT",)), ("rest", "0.3.0", ("MIT", "Zlib License"))]
    assert [one.place for one in sbom.components] == ["Zeile 5", "Zeile 6"]
    assert "several_licences" in {one.type for one in sbom.findings}


def test_a_table_below_a_comment_is_read_and_keeps_its_lines() -> None:
    [one] = read(MARKDOWN.encode()).sbom.components

    assert (one.name, one.version, one.declared, one.place) == ("teil", "1.0", ("MIT",), "Zeile 8")


def test_a_comment_in_front_of_markup_changes_nothing() -> None:
    page = "<!-- Liste -->\n<table><tr><th>Name</th><th>License</th></tr><tr><td>teil</td><td>MIT</td></tr></table>"

    assert _told(read(page.encode()).sbom) == [("teil", "", ("MIT",))]


def test_a_signed_attestation_is_opened() -> None:
    statement = {"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "x", "predicate": cyclonedx()}
    found, plain = read(_signed(statement)), read(_signed(spdx2()))

    assert (found.sbom.format, len(found.sbom.components), found.wrapping) == ("cyclonedx", 2, ("dsse", "in-toto"))
    assert (plain.sbom.format, plain.wrapping) == ("spdx", ("dsse",))
    assert [one.place for one in found.sbom.findings if one.type == "wrapped"] == ["/payload", "/predicate"]


@pytest.mark.parametrize(
    "payload", ["kein Base64", base64.b64encode(b"[1]").decode(), base64.b64encode(b"{").decode(), 7]
)
def test_an_envelope_with_something_else_is_refused(payload: object) -> None:
    with pytest.raises(InputError) as refusal:
        read(as_json({"payloadType": "application/vnd.in-toto+json", "payload": payload}))

    assert refusal.value.faults[0].type == "sbom_unknown"


def test_what_trivy_finds_is_read_of_all_results() -> None:
    assert _told(read(as_json(TRIVY)).sbom) == [
        ("teil", "1.0", ("MIT AND ISC",)),
        ("rest", "2.0", ()),
        ("fort", "", ("GPL-2.0-only",)),
        ("lib/a.js", "", ("MIT",)),
    ]


def test_sentences_with_semicolons_are_no_table() -> None:
    with pytest.raises(InputError) as refusal:
        read(SENTENCES.encode())

    assert refusal.value.faults[0].type == "sbom_no_list"


def test_an_archive_may_hold_no_more_components_than_a_file() -> None:
    rows = "Name;Lizenz\n" + "teil;MIT\n" * 90_000
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.csv", rows)

    with pytest.raises(InputError) as refusal:
        read(target.getvalue())
    assert refusal.value.faults[0].type == "sbom_too_many"


@pytest.mark.parametrize(
    "data",
    [
        b'{"bomFormat":"CycloneDX","components":[' + b"{}," * 1_000_000 + b"{}]}",
        b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>' + b"<a/>" * 1_000_000 + b"</components></bom>",
    ],
)
def test_what_is_denser_than_any_bill_is_refused_before_it_fills_the_memory(data: bytes) -> None:
    with pytest.raises(InputError) as refusal:
        read(gzip.compress(data, 1))

    assert refusal.value.faults[0].type in {"sbom_too_large", "file_expands"}
    with pytest.raises(InputError) as bare:
        read(data)
    assert bare.value.faults[0].type == "sbom_too_large"


def test_licence_texts_beyond_the_time_for_them_are_told_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    body = [("Copyright (c) 2020 A", "words of one"), ("Copyright (c) 2021 B", "words", "of one"), ("other words",)]
    asked: list[str] = []
    monkeypatch.setattr(notice_sections, "_MOST_CHARACTERS", 15)
    monkeypatch.setattr(notice_sections, "recognised", lambda text, _: asked.append(text) or "found")
    compared = notice_sections._Compared(lambda: None)  # type: ignore[arg-type,return-value]  # noqa: SLF001 - its bound is what is tried

    assert [compared.recognised(one) for one in body] == ["found", "found", None]
    assert asked == ["Copyright (c) 2020 A\nwords of one"]
    assert "mehr verschiedene Lizenztexte" in finding_sentence(SbomFinding("notice_beyond", Weight.WARNING))
