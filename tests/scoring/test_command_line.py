"""``pruefstand score`` and ``schema`` as somebody at a terminal meets them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.cli import main
from scoring.formats import FORMATS, format_schema
from tests.factories import DAY, Json, as_bytes, bid, evaluation, sample

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "procurement" / "data" / "demo" / "videoberatung.richtwert-erweitert.json"

INVALID: dict[str, bytes] = {
    "empty": b"",
    "binary": bytes(range(256)),
    "nested": b"[" * 5000 + b"]" * 5000,
    "no number": as_bytes(sample()).replace(b'"points": "8"', b'"points": 1e400'),
    "not a number": as_bytes(sample()).replace(b'"points": "8"', b'"points": NaN'),
    "wrong sum": as_bytes(sample()).replace(b'"weight_percent": "90"', b'"weight_percent": "89"'),
    "an unknown field": as_bytes({**sample(), "zusatz": 1}),
    "no bid": as_bytes({**sample(), "bids": []}),
    "escape sequences": as_bytes({**sample(), "\x1b[31mrot": 1}),
    "no median": as_bytes(evaluation([bid(key, "1", {"Q": "0", "O": "0"}) for key in "AB"], "gewichtet_median")),
}
FORBIDDEN: dict[str, bytes] = {
    "min_max": as_bytes(evaluation([], {"name": "min_max"})),
    "no reason": as_bytes(sample()).replace(b', "reason": "Mangel im Konzept, Seite 3"', b"", 1),
    "no open source": as_bytes(sample()).replace(b', "role": "open_source"', b""),
    "a wide band": as_bytes(sample("richtwert_erweitert")).replace(b'"band_percent": "6"', b'"band_percent": "11"'),
}
REFUSED = {**dict.fromkeys(INVALID, 2), **dict.fromkeys(FORBIDDEN, 3)}


@pytest.fixture
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "wertung.json"
    path.write_bytes({**INVALID, **FORBIDDEN}[request.param])
    return path


@pytest.mark.parametrize("file", REFUSED, indirect=True)
def test_a_refused_file_says_why_on_standard_error(file: Path, request: Any, capsys: Any) -> None:  # noqa: ANN401
    code = main(["score", str(file), "--date", DAY.isoformat()])
    out, err = capsys.readouterr()

    assert code == REFUSED[request.node.callspec.params["file"]]
    assert out == ""
    assert err.startswith(str(file))
    assert "Traceback" not in err
    assert "\x1b" not in err
    assert len(err.splitlines()) >= 2


@pytest.mark.parametrize("file", REFUSED, indirect=True)
def test_with_json_the_faults_are_one_document(file: Path, request: Any, capsys: Any) -> None:  # noqa: ANN401
    code = main(["score", str(file), "--json", "--date", DAY.isoformat()])
    out, err = capsys.readouterr()
    document = json.loads(out)

    assert code == REFUSED[request.node.callspec.params["file"]]
    assert document["faults"]
    for fault in document["faults"]:
        assert fault["text"].endswith(".")
        assert {"type", "pointer", "severity", "legal_source"} <= fault.keys()
        assert (fault["legal_source"] is not None) is (code == 3)
    assert "Traceback" not in err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: Any) -> None:  # noqa: ANN401
    assert main(["score", str(tmp_path / "fehlt.json")]) == 2
    out, err = capsys.readouterr()

    assert out == ""
    assert "gibt es nicht" in err


def test_nothing_is_written(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:  # noqa: ANN401
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wertung.json").write_bytes(as_bytes(sample()))
    (tmp_path / "falsch.json").write_bytes(b"{")

    assert [main(["score", name]) for name in ("wertung.json", "falsch.json")] == [0, 2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["falsch.json", "wertung.json"]
    assert capsys.readouterr().out


def test_the_result_is_one_document_of_its_schema(capsys: Any) -> None:  # noqa: ANN401
    assert main(["score", str(DEMO), "--json", "--date", DAY.isoformat()]) == 0
    out, err = capsys.readouterr()
    document: Json = json.loads(out)

    Draft202012Validator(format_schema("pruefstand/result/1")).validate(document)
    approved: Json = json.loads((ROOT / "tests" / "approved" / DEMO.name).read_text(encoding="utf-8"))
    assert {key: value for key, value in document.items() if key != "robustness"} == approved
    assert document["robustness"]["winner_by_criterion"]
    assert err == ""


def test_the_report_is_german_and_names_the_winner(capsys: Any) -> None:  # noqa: ANN401
    assert main(["score", str(DEMO), "--date", DAY.isoformat()]) == 0
    out, err = capsys.readouterr()

    assert "Auf Rang 1: Angebot C" in out
    assert "848,5" in out
    assert "3.565,126" in out
    assert "238.000,00 €" in out
    assert "Z = L / P" in out
    assert "winner_changes" not in out
    assert err == ""


def test_the_dated_policy_of_the_day_counts(tmp_path: Path, capsys: Any) -> None:  # noqa: ANN401
    path = tmp_path / "wertung.json"
    path.write_bytes(as_bytes(sample()))

    assert main(["score", str(path), "--date", "2024-01-01"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", [name for full in FORMATS for name in (full, full.split("/")[1])])
def test_every_schema_is_printed_and_sound(name: str, capsys: Any) -> None:  # noqa: ANN401
    assert main(["schema", name]) == 0
    schema = json.loads(capsys.readouterr().out)

    Draft202012Validator.check_schema(schema)
    assert name.split("/")[-2:][0] in schema["$id"]


def test_an_unknown_schema(capsys: Any) -> None:  # noqa: ANN401
    assert main(["schema", "tabelle"]) == 2
    out, err = capsys.readouterr()

    assert out == ""
    assert "gibt es nicht" in err


def test_the_real_command_reads_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "score", "-", "--json"],
        input=b"\xff\xfe{\x00",
        capture_output=True,
        check=False,
        cwd=ROOT,
    )

    assert done.returncode == 2
    assert json.loads(done.stdout)["faults"][0]["type"] == "not_utf8"
    assert b"Traceback" not in done.stderr
