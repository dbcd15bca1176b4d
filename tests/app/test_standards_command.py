"""``pruefstand standards``: through the gate, the output of the contract, exit codes, hostile files."""

import json
from pathlib import Path

import jsonschema
import pytest

from app.artefacts.gate import examine_file
from app.cli import main
from app.commands.schema import FORMATS
from app.reports.standards import FORMAT
from core.errors import InputError
from scoring.formats import format_schema
from tests.artefacts import LOOSE, STRICT, docx, geopackage, odt, pdf, zipped


def test_files_are_told_apart_as_the_published_schema_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "a.odt": odt(),
        "loose.docx": docx(LOOSE, LOOSE),
        "strict.docx": docx(STRICT, STRICT, declared="strict"),
        "renamed.odt": zipped({"a.txt": "x"}),
        "lie.pdf": pdf("<a:part>2</a:part><a:conformance>A</a:conformance>", sound=False),
        "a.gpkg": geopackage(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    code = main(["standards", "--json", *(str(tmp_path / name) for name in files), str(tmp_path / "fehlt.odt")])
    document = json.loads(capsys.readouterr().out)

    assert code == 2
    jsonschema.validate(document, format_schema(FORMAT, FORMATS))
    *read, missing = document["files"]
    assert missing["faults"][0]["type"] == "file_unreadable"
    assert [(one["standard"], one["conformance"]) for one in read] == [
        ("odf", "conforming"),
        ("ooxml-transitional", "claimed"),
        ("ooxml-strict", "claimed"),
        ("odf", "invalid"),
        ("pdf", "claimed"),
        ("geopackage", "claimed"),
    ]
    assert [(one["standard"], one["conformance"]) for one in read[4]["further"]] == [("pdf-a", "invalid")]


def test_people_read_a_german_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.odt"
    file.write_bytes(odt(extra=' xmlns:x="urn:foreign" x:a="1"'))

    assert main(["standards", str(file)]) == 0
    out = capsys.readouterr().out
    assert "odf 1.3" in out
    assert "mit Erweiterungen" in out
    assert "Nicht geprüft: Formeln" in out
    assert max(map(len, out.splitlines()[1:])) <= 100


_LAUGHS = b"<!DOCTYPE a [" + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 50 if n else b"ha") for n in range(12)
)
HOSTILE = {
    "JSON 100,000 deep": b'{"openapi":' + b"[" * 100_000,
    "XML entities": _LAUGHS + b"]><a>&a11;</a>",
    "XML 200,000 deep": b"<a>" * 200_000,
    "database that is none": b"SQLite format 3\0" + b"\xff" * 5_000,
    "PDF of noise": b"%PDF-1.7\n" + b"1 0 obj <<" * 10_000,
    "YAML of brackets": b"a: " + b"[" * 100_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_end_soon_and_never_conform(data: bytes) -> None:
    try:
        answer = examine_file(data, "a.bin")
    except InputError:
        return
    assert answer["conformance"] in {"invalid", "unknown"}


def test_a_packed_bomb_is_refused() -> None:
    with pytest.raises(InputError) as refusal:
        examine_file(zipped({"content.xml": b" " * 300_000_000}), "a.odt")

    assert refusal.value.faults[0].type == "file_expands"
