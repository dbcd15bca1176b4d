"""``pruefstand digitalcheck`` and ``catalogue``: JSON and YAML, German faults with their place, exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Pdf

from app.cli import main
from digitalcheck.rules.catalogue.reading import document_of
from tests.checks import ALL_NO, ALL_YES, FULL, catalogue, check

YAML = """
format: pruefstand/digitalcheck/1
catalogue: digital-check/1.1
head: {vorlagen_nr: "2026/0417", titel: Videoberatung, dezernat: III, amt: Sozialamt}
capacity_state: vorbehalt
answers:
  V1: {value: ja}
  V2: {value: nein}
  L1: {value: 2027-01-10}
"""


def run(capsys: pytest.CaptureFixture[str], file: Path, *arguments: str) -> tuple[int, str, str]:
    code = main(["digitalcheck", str(file), "--date", "2026-11-22", *arguments])
    return code, *capsys.readouterr()


def written(folder: Path, content: str | dict[str, Any]) -> Path:
    path = folder / "check"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_yaml_gives_the_result_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, written(tmp_path, YAML), "--json")
    result = json.loads(out)

    assert (code, err) == (0, "")
    assert (result["format"], result["precheck"], result["depth"], result["headline"]) == (
        "pruefstand/digitalcheck-result/1", "vollpruefung", "voll", "abgestimmt_vorbehaltlich",
    )  # fmt: skip
    assert [one["id"] for one in result["sections"]] == list("ABCDEFGHIKL")
    assert {"question", "light", "sentence", "basis"} == set(result["findings"][0])
    assert result["digest"].startswith("sha256:")


def test_people_read_german(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, written(tmp_path, check(ALL_YES | {"E1": {"value": "nicht_geprueft"}})))

    assert code == 0
    assert "■ rot" in out
    assert "E1: Begründung" in out


def test_no_digital_relation_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = check(ALL_NO, negative_reason="Die Vorlage benennt nur einen Platz um.")
    code, out, _ = run(capsys, written(tmp_path, content))

    assert code == 0
    assert "Das Vorhaben hat keinen Digitalbezug. Die Vorlage benennt nur einen Platz um." in out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("answers: {V1: {value: *anker}}", "weder JSON noch YAML"),
        ("a: 1\na: 2\n", "doppelt"),
        ("[1]", "Erwartet wird ein Objekt"),
        ("{", "kein lesbares JSON"),
        ("x" * 1_100_000, "zu groß"),
        (json.dumps(check({}, catalogue="digital-check/9.9")), "Vorhanden: digital-check/1.1"),
        (json.dumps(check({"V1": {"value": "jein"}})), "/answers/V1/value: Unzulässiger Wert. Zulässig: „ja“"),
        (json.dumps(check({}, fremd=1)), "/fremd: Unbekanntes Feld"),
    ],
)
def test_faults_are_german_with_their_place(
    content: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, written(tmp_path, content))

    assert code == 2
    assert words in err


def test_a_day_before_the_figures_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["digitalcheck", str(written(tmp_path, YAML)), "--date", "1999-01-01", "--json"])
    refusal = json.loads(capsys.readouterr().out)

    assert code == 2
    assert refusal["faults"][0]["text"].startswith("Für den 01.01.1999 sind keine Vorgaben hinterlegt")


def test_the_sheet_is_written_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, check(FULL))
    pdf, page, text = (tmp_path / name for name in ("a.pdf", "a.html", "a.txt"))
    targets = ["--pdf", str(pdf), "--html", str(page), "--text", str(text)]
    code, _, err = run(capsys, source, *targets, "--internal", "--pdfa", "3a", "--link", "https://example.org/x")

    assert (code, err.count("a.pdf")) == (0, 2)
    twin = json.loads((tmp_path / "a.pdf.json").read_bytes())
    with Pdf.open(pdf) as opened:
        assert (
            opened.attachments["digital-check.json"].get_file().read_bytes() == (tmp_path / "a.pdf.json").read_bytes()
        )
    assert (twin["format"], twin["version"]) == ("pruefstand/digitalcheck-sheet/1", "internal")
    assert '<a href="https://example.org/x">' in page.read_text()
    assert twin["digest"] in text.read_text()


def test_the_paragraph_is_printed_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, written(tmp_path, check(FULL)), "--paragraph")
    assert (code, out.count("\n")) == (0, 1)
    assert out.startswith("Entwurf: Digital-Check zur Vorlage 2026/0417")

    negative = check(ALL_NO, negative_reason="Die Vorlage benennt nur einen Platz um.")
    code, out, err = run(capsys, written(tmp_path, negative), "--paragraph", "--pdf", str(tmp_path / "no.pdf"))
    assert (code, out.count("\n")) == (0, 1)
    assert err.endswith("Es wurde keine Datei geschrieben.\n")
    assert not (tmp_path / "no.pdf").exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a b", "https://"])
def test_no_other_address_is_printed(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(capsys, written(tmp_path, YAML), "--link", address)


def test_the_catalogue_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["catalogue", "digital-check/1.1", "--json"])
    assert (code, json.loads(capsys.readouterr().out)) == (0, document_of(catalogue()))

    assert main(["catalogue", "digital-check/1.1"]) == 0
    assert "Läuft die Lösung ohne Installation im Browser" in capsys.readouterr().out
    assert main(["catalogue", "anderer/1.0"]) == 2


def test_a_city_brings_a_catalogue_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = document_of(catalogue()) | {"version": "9.0"}
    own["questions"][0]["text"] = "Wird etwas Neues gebraucht?"
    path, changed = tmp_path / "own.json", tmp_path / "changed.json"
    path.write_text(json.dumps(own))
    changed.write_text(json.dumps(own | {"version": "1.1"}))

    assert main(["catalogue", str(path)]) == 0
    assert "Wird etwas Neues gebraucht?" in capsys.readouterr().out
    source = written(tmp_path, check(ALL_YES, catalogue="digital-check/9.0"))
    code, out, _ = run(capsys, source, "--catalogue", str(path), "--json")
    assert (code, json.loads(out)["catalogue"]) == (0, "digital-check/9.0")

    code, _, err = run(capsys, source, "--catalogue", str(changed))
    assert code == 2
    assert "changed.json: nicht lesbar" in err
    assert "ist veröffentlicht und ändert sich nicht mehr" in err
    assert main(["meeting", str(tmp_path / "m"), str(source), "--catalogue", str(path)]) == 0
    assert main(["catalogue", str(source)]) == 2


@pytest.mark.parametrize(
    "name",
    ["digitalcheck", "digitalcheck-result", "digitalcheck-catalogue", "digitalcheck-sheet", "digitalcheck-meeting"],
)
def test_schemas_are_published(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == f"urn:pruefstand:{name}:1"


@pytest.mark.parametrize("text", ["x" * 1_000_000, "</script>\u202e\x07" * 40_000], ids=["long", "hostile"])
def test_a_megabyte_of_text_is_refused_with_its_place_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    answers = {"A2": {"value": text}, **{f"V{number}": {"value": "ja"} for number in range(1, 6)}}
    paper = tmp_path / "sheet.pdf"
    code, out, err = run(capsys, written(tmp_path, check(answers)), "--pdf", str(paper))

    assert (code, out, paper.exists()) == (2, "", False)
    assert "/answers/A2/value" in err
    assert len(err) < 10_000  # what was typed is not told back
