"""``pruefstand probe``: exit codes, what goes to which stream, the report for people."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.factories import Json, bid, copy_of, exempt, method
from tests.scoring.matrix_probe import matrix, written


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "matrix.json"


def stored(place: Path, document: object) -> str:
    place.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return str(place)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["probe", *arguments, "--date", "2026-11-20"])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def without(document: Json, key: str) -> Json:
    return {name: value for name, value in document.items() if name != key}


@pytest.mark.parametrize("bids", ["none", "empty", "some"])
def test_bids_are_optional(capsys: pytest.CaptureFixture[str], place: Path, bids: str) -> None:
    document = matrix()
    if bids == "none":
        document = without(document, "bids")
    if bids == "some":
        document["bids"] = [bid("A", "100.00", {"Q": "8", "O": "9"})]
    code, out, err = run(capsys, stored(place, document), "--json")

    assert (code, err) == (0, "")
    assert json.loads(out)["bids"]["given"] == (bids == "some")


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(matrix()).encode())))
    code, out, _ = run(capsys, "-", "--json")

    assert code == 0
    assert json.loads(out)["format"] == "pruefstand/probe/1"


def too_wide() -> Json:
    return matrix(method("richtwert_erweitert", band_percent="11", decision_criterion="price"))


def too_little() -> Json:
    document = matrix("preis_quotient")
    document["matrix"]["criteria"][0]["weight_percent"] = "51"
    document["matrix"]["criteria"][1]["weight_percent"] = "9"
    return document


def reason_missing() -> Json:
    document = {**matrix(), "bids": [bid("A", "100.00", {"Q": "8", "O": "9"})]}
    del document["bids"][0]["scores"]["Q"]["reason"]
    return document


@pytest.mark.parametrize(
    ("document", "source"), [(too_wide(), "UfAB 2018"), (too_little(), "Baustein #1"), (reason_missing(), "§ 8 VgV")]
)
def test_what_a_rule_forbids_does_not_hide_the_report(
    capsys: pytest.CaptureFixture[str], place: Path, document: Json, source: str
) -> None:
    code, out, err = run(capsys, stored(place, document), "--json")
    assert code == 3
    assert json.loads(out)["format"] == "pruefstand/probe/1"
    assert source in err

    code, out, err = run(capsys, str(place))
    assert code == 3
    assert out.startswith("Prüfung der Bewertungsmatrix")
    assert source in err


def test_a_reasoned_exemption_is_no_violation(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    code, _, err = run(capsys, stored(place, exempt(too_little())))

    assert (code, err) == (0, "")


def test_min_max_is_refused_with_its_ruling(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    document = matrix()
    document["matrix"]["method"] = {"name": "min_max"}
    code, out, err = run(capsys, stored(place, document))
    assert (code, out) == (3, "")
    assert "OLG Düsseldorf, 29.05.2024, Verg 35/23" in err

    code, out, _ = run(capsys, str(place), "--json")
    assert code == 3
    assert json.loads(out)["faults"][0]["type"] == "method_unlawful"


def wrong_sum() -> Json:
    document = copy_of(matrix())
    document["matrix"]["criteria"][0]["weight_percent"] = "89.999"
    return document


@pytest.mark.parametrize(
    ("content", "where"),
    [(wrong_sum(), "/matrix/criteria"), ({}, "/procedure"), ([], "/"), ({**matrix(), "extra": 1}, "/extra")],
)
def test_invalid_files(capsys: pytest.CaptureFixture[str], place: Path, content: Any, where: str) -> None:  # noqa: ANN401 - any JSON value
    code, out, err = run(capsys, stored(place, content), "--json")
    assert code == 2
    assert where in [fault["pointer"] or "/" for fault in json.loads(out)["faults"]]

    code, out, again = run(capsys, str(place))
    assert (code, out) == (2, "")
    assert again == err
    assert f"  {where}: " in err


def test_a_median_of_zero_is_told(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    document = {**matrix("gewichtet_median"), "bids": [bid("A", "100.00", {"Q": "0", "O": "0"})]}
    code, out, err = run(capsys, stored(place, document))

    assert (code, out) == (2, "")
    assert "Median" in err


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b'{"a": NaN}', b"[" * 100_000])
def test_unreadable_content(capsys: pytest.CaptureFixture[str], place: Path, content: bytes) -> None:
    place.write_bytes(content)

    assert run(capsys, str(place))[0] == 2
    assert run(capsys, str(place.parent / "missing.json"))[0] == 2


LONG = "Ein sehr langer Titel, der in keine Spalte der Tabelle passt und\nüber mehrere Zeilen geht \x1b[31m"


def wide() -> Json:
    texts = {"title": LONG, "subject_link": ""}
    children = [written(f"Kriterium-mit-langer-Kennung-{n}", "5", **texts) for n in range(20)]
    document = matrix("preis_linear", [written("O", "10", role="open_source"), written("Q", "50", children=children)])
    document["matrix"]["criteria"][1].pop("degrees")
    document["procedure"].update(title=LONG, lot="Los 3", estimated_value_net_eur="123456789.12")
    return document


@pytest.mark.parametrize("name", ["richtwert_einfach", "richtwert_erweitert", "festpreis", "gewichtet_median"])
def test_the_report_of_every_kind_of_method(capsys: pytest.CaptureFixture[str], place: Path, name: str) -> None:
    code, out, _ = run(capsys, stored(place, matrix(name)))

    assert code == 0
    for heading in ("Gewichtssummen", "Open Source", "Preis und Leistung", "umkippen", "Einfluss", "Hinweise"):
        assert heading in out
    assert "Zur Wahl stehen zuerst: Einfache Richtwertmethode, Erweiterte Richtwertmethode," in out


def test_the_report_fits_80_columns(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    _, out, _ = run(capsys, stored(place, wide()))

    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out
    assert "Los 3" in out
    assert "und 7 weitere" in " ".join(out.split())


def test_the_report_tells_the_counter_example(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    _, out, _ = run(capsys, stored(place, matrix("preis_quotient")))

    assert "Ja. Gegenbeispiel" in out
    assert "überall 10" in out


def test_the_report_says_when_none_was_found(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    document = matrix("preis_quotient", scale={"minimum": "0", "maximum": "1"}, price={"weight_percent": "1"})
    document["matrix"]["criteria"][0]["weight_percent"] = "89"
    _, out, _ = run(capsys, stored(place, document))

    assert "Für diese Bewertungsmatrix kein Gegenbeispiel gefunden." in out
    assert "Abgesucht:" in out


def test_a_lowest_price_without_criteria(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    code, out, _ = run(capsys, stored(place, exempt(matrix("niedrigster_preis", []))))

    assert code == 0
    assert "keine Gewichte" in out
    assert "keine bewerteten Kriterien" in out


def test_a_complete_matrix_and_a_draft(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    document = matrix(criteria=[written("Q", "90"), written("O", "10", role="open_source")])
    _, out, _ = run(capsys, stored(place, {**document, "draft": True}))

    assert out.startswith("VORLÄUFIG: Prüfung")
    assert "   Keine." in out


def test_counter_examples_that_are_not_even_tell_their_leistungspunkte(
    capsys: pytest.CaptureFixture[str], place: Path
) -> None:
    graded = [{"points": points, "label": points} for points in ("0", "7", "10")]
    document = matrix("preis_quotient", [written("Q", "50", degrees=graded), written("O", "10", role="open_source")])
    _, out, _ = run(capsys, stored(place, document))

    assert "verteilt, L = " in out


def test_the_probe_loads_neither_web_nor_database_nor_simulation(place: Path) -> None:
    code = (
        "import sys; from app.cli import main; main(sys.argv[1:]); "
        "print(sorted({'numpy', 'litestar', 'sqlalchemy', 'sqlmodel', 'pikepdf', 'reportlab', 'web', 'api'} "
        "& sys.modules.keys()), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "probe", stored(place, matrix())]
    done = subprocess.run(command, check=True, capture_output=True, text=True)

    assert done.stderr.splitlines()[-1] == "[]"
