"""``pruefstand score`` writes papers when asked, and loads nothing for them when not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from infra.pdf import fonts
from scoring.result import build_result
from tests.documents import DEMO, as_bytes, demo
from tests.factories import outcome_of
from tests.pdf_reader import Reader

FILE = str(DEMO / "videoberatung.richtwert-erweitert.json")
DATE = ("--date", "2026-11-20")


def test_the_sheet_has_its_twin_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheet.pdf"
    result = build_result(outcome_of(demo("richtwert-erweitert")))

    assert main(["score", FILE, *DATE, "--pdf", str(out)]) == 0
    assert "Auf Rang 1: Angebot C" in capsys.readouterr().out
    assert json.loads((tmp_path / "sheet.pdf.json").read_bytes()) == result
    assert Reader(out.read_bytes()).texts()[0] == "Wertungsübersicht"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheet.pdf", "sheet.pdf.json"]


def test_the_twin_can_be_inside(tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"

    assert main(["score", FILE, *DATE, "--pdf", str(out), "--pdfa", "3a"]) == 0
    reader = Reader(out.read_bytes())
    assert reader.pdf.Root.AF[0].EF.F.read_bytes() == (tmp_path / "sheet.pdf.json").read_bytes()


@pytest.mark.parametrize("kind", ["2a", "3a"])
def test_the_same_call_writes_the_same_bytes_wherever_to(kind: str, tmp_path: Path) -> None:
    for name in ("a.pdf", "Wertung b.pdf"):
        assert main(["score", FILE, *DATE, "--pdf", str(tmp_path / name), "--pdfa", kind]) == 0

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "Wertung b.pdf").read_bytes()


def test_the_note_is_a_paper_of_its_own(tmp_path: Path) -> None:
    sheet, note = tmp_path / "sheet.pdf", tmp_path / "note.pdf"

    assert main(["score", FILE, *DATE, "--pdf", str(sheet), "--note", str(note)]) == 0
    assert "Stabilität" in Reader(note.read_bytes()).texts()[0]
    assert not any("Stabilität" in text for text in Reader(sheet.read_bytes()).texts())
    assert "robustness" not in json.loads((tmp_path / "sheet.pdf.json").read_bytes())


def test_json_stays_alone_on_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", FILE, *DATE, "--json", "--pdf", str(tmp_path / "x.pdf")]) == 0
    assert "robustness" in json.loads(capsys.readouterr().out)


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    draft.write_bytes(as_bytes(demo("richtwert-erweitert") | {"draft": True}))

    assert main(["score", str(draft), *DATE, "--pdf", str(tmp_path / "x.pdf")]) == 0
    reader = Reader((tmp_path / "x.pdf").read_bytes())
    assert "Vorläufig" in reader.texts()
    assert all(any("VORLÄUFIG" in text for text in page.artifacts) for page in reader.pages)


def test_a_paper_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "missing" / "x.pdf"

    assert main(["score", FILE, *DATE, "--pdf", str(out)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"„{out}“ lässt sich nicht schreiben" in captured.err
    assert list(tmp_path.iterdir()) == []


def test_an_invalid_file_writes_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{}", encoding="utf-8")

    assert main(["score", str(broken), "--pdf", str(tmp_path / "x.pdf")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["broken.json"]


def test_missing_fonts_are_told_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "nowhere")
    fonts.widths.cache_clear()

    assert main(["score", FILE, *DATE, "--pdf", str(tmp_path / "x.pdf")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "DejaVuSansCondensed.ttf fehlt. Bitte „make setup“ ausführen." in captured.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_paper_nothing_is_loaded_for_it() -> None:
    program = (
        "import sys; from app.cli import main; assert main(sys.argv[1:]) == 0; "
        "print([name for name in ('reportlab', 'pikepdf', 'numpy', 'procurement') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program, "score", FILE], capture_output=True, text=True, check=True)

    assert run.stdout.splitlines()[-1] == "[]"
