"""``pruefstand meeting``: a folder whole or not at all, in the order of the agenda, every file named with its hash."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.checks import ALL_NO, FULL, HEAD, check
from tests.pdf_reader import Reader

NEGATIVE = check(ALL_NO, negative_reason="Die Vorlage benennt nur einen Platz um.", head=HEAD | {"vorlagen_nr": None})


def written(folder: Path, *contents: dict[str, Any]) -> list[str]:
    paths = [folder / f"{number}.json" for number, _ in enumerate(contents)]
    for path, content in zip(paths, contents, strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    return [str(path) for path in paths]


def run(folder: Path, names: list[str], *arguments: str) -> int:
    return main(["meeting", str(folder), *names, "--date", "2026-11-22", "--name", "Magistrat <9.12.>", *arguments])


def test_a_folder_is_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = check(FULL, head=HEAD | {"vorlagen_nr": "../../Ä/„1“\x00"}, capacity_state="zugesagt")
    names = written(tmp_path, check(FULL), NEGATIVE, hostile)

    code = run(tmp_path / "mappe", names, "--json")
    twin = json.loads(capsys.readouterr().out)
    folder = {path.name: path.read_bytes() for path in (tmp_path / "mappe").iterdir()}

    assert code == 0
    assert sorted(folder) == [
        "01-2026-0417.pdf", "01-2026-0417.pdf.json", "03-A-1.pdf", "03-A-1.pdf.json",
        "alle.pdf", "inhalt.html", "inhalt.json", "inhalt.pdf",
    ]  # fmt: skip
    assert [one["file"] for one in twin["entries"]] == ["01-2026-0417.pdf", None, "03-A-1.pdf"]
    assert [one["headline"] for one in twin["entries"]] == ["nicht_abgestimmt", None, "abgestimmt"]
    assert all(sha256(folder[one["file"]]).hexdigest() == one["sha256"] for one in twin["entries"] if one["file"])
    assert json.loads(folder["inhalt.json"]) == twin
    assert json.loads(folder["01-2026-0417.pdf.json"])["digest"] == twin["entries"][0]["digest"]
    page = folder["inhalt.html"].decode()
    assert "Magistrat &lt;9.12.&gt;" in page
    assert '<a href="./01-2026-0417.pdf">01-2026-0417.pdf</a>' in page
    assert "benennt nur einen Platz um" in page
    told = {name: "\n".join(Reader(folder[name]).texts()) for name in ("inhalt.pdf", "alle.pdf")}
    assert {name: "01-2026-0417.pdf" in text for name, text in told.items()} == {"inhalt.pdf": True, "alle.pdf": False}

    assert run(tmp_path / "again", names) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == folder
    assert "3 Vorlagen: 1 abgestimmt; 1 nicht abgestimmt; 1 ohne Digitalbezug." in capsys.readouterr().out


def test_nothing_is_written_where_a_file_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [*written(tmp_path, check(FULL), check({"X9": {}})), str(tmp_path / "missing")]

    assert run(tmp_path / "mappe", names, "--json") == 2
    out, err = capsys.readouterr()
    assert [one["file"] for one in json.loads(out)["files"]] == names[1:]
    assert "Die Frage „X9“ gibt es in diesem Katalog nicht." in err
    assert not (tmp_path / "mappe").exists()


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, written(tmp_path, NEGATIVE)) == 2
    assert "nicht leer" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["0.json"]
    assert run(tmp_path / "a" / "b", written(tmp_path, NEGATIVE)) == 2
