"""``pruefstand council``: read, interrupted and taken up, found, compared, counted."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import app.council_wiring
from app.cli import main
from app.commands.schema import FORMATS
from app.council_wiring import SystemNotListedError, opened_council
from digitalcheck.rules.council.register import FORMAT
from infra.oparl.server import CouncilServer
from infra.settings import Settings
from scoring.formats import format_schema
from tests.council import SHEET, SYSTEM, Way, council_server, rubin, served

Output = pytest.CaptureFixture[str]


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The invented system as the only one that the settings name; what it answers can be changed."""
    pages = rubin()
    monkeypatch.setenv("PRUEFSTAND_COUNCIL_SYSTEMS", f"musterstadt={SYSTEM}")
    with served(pages) as address:

        @contextmanager
        def opened(settings: Settings, system: str) -> Iterator[CouncilServer]:
            if system not in settings.council_systems.values():
                raise SystemNotListedError(system)
            yield council_server(Way(address))

        monkeypatch.setattr(app.council_wiring, "opened_council", opened)
        yield pages


@pytest.fixture
def register(town: dict[str, Any], tmp_path: Path, capsys: Output) -> Path:
    """A register that was read."""
    assert town
    path = tmp_path / "rat.json"
    assert main(["council", "sync", str(path)]) == 0
    capsys.readouterr()
    return path


def test_everything_is_read_into_a_file_of_the_published_format(
    town: dict[str, Any], tmp_path: Path, capsys: Output
) -> None:
    path = tmp_path / "rat.json"

    assert town
    assert main(["council", "sync", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": str(path),
        "name": "Musterstadt",
        "papers": 5,
        "whole": True,
    }
    jsonschema.validate(json.loads(path.read_text()), format_schema(FORMAT, FORMATS))
    assert [one.name for one in tmp_path.iterdir()] == ["rat.json"]


def test_an_interrupted_reading_goes_on_and_the_old_file_stays_until_it_is_whole(
    town: dict[str, Any], register: Path, capsys: Output
) -> None:
    before = register.read_bytes()
    page = town.pop("/oparl/paper/page/2")

    assert main(["council", "sync", str(register)]) == 2
    assert "lehnt die Anfrage ab. Es nennt: „404“" in capsys.readouterr().err
    assert register.read_bytes() == before
    part = register.with_name("rat.json.teil")
    assert len(json.loads(part.read_text())["papers"]) == 2

    town["/oparl/paper/page/2"] = page
    del town["/oparl/organization"]  # read before: it is not asked for again
    assert main(["council", "sync", str(register)]) == 0
    assert "Musterstadt: 5 Vorlagen" in capsys.readouterr().out
    assert not part.exists()
    after = json.loads(register.read_text())
    assert len(after["papers"]) == 5
    assert len(after["organizations"]) == 2


def test_a_list_that_was_cut_is_told(town: dict[str, Any], tmp_path: Path, capsys: Output) -> None:
    town["/oparl/paper"]["links"]["next"] = "https://other.example.org/2"

    assert main(["council", "sync", str(tmp_path / "rat.json")]) == 0
    assert "nicht bis zum Ende" in capsys.readouterr().err
    assert main(["council", "find", str(tmp_path / "rat.json"), "2026-0005"]) == 4
    assert "unvollständig" in capsys.readouterr().err


def test_a_proposal_is_found_with_its_committees(register: Path, capsys: Output) -> None:
    assert main(["council", "find", str(register), "Vorlage Nr. 2026 - 0003"]) == 0
    out = capsys.readouterr().out
    assert "Magistratsvorlage 2026-0003: Vorlage über 3" in out
    assert "  Beratung: Haupt- und Finanzausschuss (02.12.2026)" in out
    assert "  Anlage: Anlage 2 Digital-Check" in out

    assert main(["council", "find", str(register), "2026-0003", "--json"]) == 0
    (paper,) = json.loads(capsys.readouterr().out)["papers"]
    assert paper["head"]["amt"] == "Amt für Mobilität"
    assert paper["publication"] is None

    assert main(["council", "find", str(register), "9", "--json"]) == 4
    assert json.loads(capsys.readouterr().out) == {"papers": []}


@pytest.mark.parametrize(
    ("number", "sheet", "code", "words"),
    [
        ("2026-0005", SHEET, 0, "veröffentlicht, Inhalt unverändert"),
        ("2026-0005", b"other", 4, "mit anderem Inhalt"),
        ("2026-0003", SHEET, 4, "ließ sich nicht vergleichen"),
        ("2026-0002", SHEET, 4, "nicht gefunden"),
    ],
)
def test_what_was_published_is_compared(
    register: Path, capsys: Output, number: str, sheet: bytes, code: int, words: str
) -> None:
    """The annex of 5 can be fetched, that of 3 cannot, and 2 has none."""
    file = register.with_name("blatt.pdf")
    file.write_bytes(sheet)

    assert main(["council", "find", str(register), number, "--sheet", str(file)]) == code
    assert words in capsys.readouterr().out


def test_the_share_by_quarter(register: Path, capsys: Output) -> None:
    assert main(["council", "share", str(register)]) == 0
    assert "2026-Q1         3                  2  66,7 %" in capsys.readouterr().out
    assert main(["council", "share", str(register), "--json", "--kind", "Antrag"]) == 0
    assert json.loads(capsys.readouterr().out) == {"quarters": []}
    assert main(["council", "share", str(register), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["quarters"][1] == {
        "quarter": "2026-Q2",
        "proposals": 2,
        "with_check": 1,
        "share": "1/2",
    }


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"system": "x", "cursor": {"lists": [1]}}'])
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, capsys: Output, content: bytes) -> None:
    file = tmp_path / "rat.json"
    file.write_bytes(content)

    assert main(["council", "share", str(file)]) == 2
    assert capsys.readouterr().err
    assert main(["council", "find", str(tmp_path / "fehlt"), "1"]) == 2


def test_only_listed_systems_are_read(
    register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Output
) -> None:
    monkeypatch.setenv("PRUEFSTAND_COUNCIL_SYSTEMS", "a=https://a.example.org/oparl, b=https://b.example.org/oparl")
    sheet = tmp_path / "blatt.pdf"
    sheet.write_bytes(SHEET)

    assert main(["council", "find", str(register), "2026-0005", "--sheet", str(sheet)]) == 2
    assert f"nennt {SYSTEM} nicht" in capsys.readouterr().err
    assert main(["council", "sync", str(tmp_path / "neu.json")]) == 2
    assert "kein Ratsinformationssystem gewählt" in capsys.readouterr().err


def test_the_way_to_a_system_leads_to_its_host_alone() -> None:
    settings = Settings(council_systems={"a": SYSTEM})
    with opened_council(settings, SYSTEM) as server:
        assert server.file("https://other.example.org/x", SYSTEM) is None
    with pytest.raises(SystemNotListedError), opened_council(settings, f"{SYSTEM}/"):
        pass
