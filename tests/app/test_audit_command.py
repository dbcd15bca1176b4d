"""``pruefstand audit`` as it is called on a bare machine."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from app.cli import main
from infra.oversight import verify_log

DATABASE = Path("var/pruefstand.db")
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def demo_city(demo_folder: Path, capsys: Captured) -> Path:
    capsys.readouterr()
    return demo_folder


def change(statement: str) -> None:
    with sqlite3.connect(DATABASE) as connection:
        for name in ("update", "delete", "replace"):
            connection.execute(f"DROP TRIGGER IF EXISTS audit_entry_no_{name}")
        connection.execute(statement)
    connection.close()


def report(capsys: Captured, *arguments: str, code: int) -> dict[str, Any]:
    assert main(["audit", *arguments, "--json"]) == code
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document, dict)
    return document


def test_an_untouched_log_is_in_order(capsys: Captured) -> None:
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert "musterstadt: Stimmt." in said
    assert "Kein Prüfpunkt" in said

    assert main(["audit", "checkpoint"]) == 0
    assert "musterstadt: bis Nr. " in capsys.readouterr().out
    assert main(["audit", "verify", "--stadt", "musterstadt"]) == 0
    assert "Prüfpunkte bezeugen das Protokoll bis Nr. " in capsys.readouterr().out


def test_the_report_as_json(capsys: Captured) -> None:
    signed = report(capsys, "checkpoint", code=0)
    document = report(capsys, "verify", code=0)
    city = document["cities"][0]

    assert document["format"] == "pruefstand/audit-verification/1"
    assert document["verified"] is city["verified"] is True
    assert city["entries"] == city["head"]["sequence"] == signed["checkpoints"][0]["sequence"] + 1
    assert city["reach"] == {name: signed["checkpoints"][0][name] for name in city["reach"]}
    assert (city["findings"], signed["mailed"]) == ([], None)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit_entry SET actor = 'jemand' WHERE sequence = 1", "column-differs"),
        ("UPDATE audit_entry SET body = replace(body, 'city-added', 'city-found') WHERE sequence = 1", "changed"),
        ("DELETE FROM audit_entry WHERE sequence = 1", "missing"),
        ("DELETE FROM audit_entry", "cut-off"),
    ],
)
def test_what_was_changed_is_found(capsys: Captured, statement: str, kind: str) -> None:
    report(capsys, "checkpoint", code=0)
    change(statement)
    found = report(capsys, "verify", code=4)

    assert found["verified"] is False
    assert kind in {one["type"] for one in found["cities"][0]["findings"]}
    assert main(["audit", "verify"]) == 4
    assert "musterstadt: Stimmt nicht." in capsys.readouterr().out


def test_checkpoints_kept_elsewhere_tell_of_a_roll_back(capsys: Captured, tmp_path: Path) -> None:
    older = DATABASE.read_bytes()
    report(capsys, "checkpoint", code=0)
    Path("var/pruefpunkte").rename(tmp_path / "stick")
    DATABASE.write_bytes(older)
    for name in ("-wal", "-shm"):
        Path(f"{DATABASE}{name}").unlink(missing_ok=True)
    change("DELETE FROM audit_entry WHERE sequence > 1")

    assert report(capsys, "verify", code=0)["cities"][0]["reach"] is None
    assert report(capsys, "verify", "--pruefpunkte", str(tmp_path / "stick"), code=4)["verified"] is False


def test_an_export_can_be_checked_by_its_own_program(capsys: Captured, tmp_path: Path) -> None:
    assert main(["audit", "export", "protokoll.zip", "--stadt", "musterstadt"]) == 0
    assert "Einträge der Stadt musterstadt, bezeugt mit Schlüssel " in capsys.readouterr().out
    program = tmp_path / "verify_log.py"
    program.write_bytes(Path(verify_log.__file__).read_bytes())
    command = [sys.executable, "-I", str(program), "protokoll.zip"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, encoding="utf-8")

    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.glob(".*")] == []
    assert report(capsys, "export", "zwei.zip", "--stadt", "musterstadt", code=0)["file"] == "zwei.zip"


def test_the_public_key_is_the_one_that_signed(capsys: Captured) -> None:
    key = report(capsys, "checkpoint", code=0)["checkpoints"][0]["key"]
    assert main(["audit", "key"]) == 0
    pem = capsys.readouterr().out

    assert load_pem_public_key(pem.encode())
    assert Path(f"var/schluessel/pruefpunkte.{key[:16]}.pem").read_text() == pem


@pytest.mark.parametrize(
    "arguments",
    [
        ["verify", "--stadt", "nirgends"],
        ["verify", "--pruefpunkte", "nirgends"],
        ["export", "x.zip", "--stadt", "nirgends"],
        ["export", "nirgends/x.zip", "--stadt", "musterstadt"],
    ],
)
def test_what_is_not_there_is_named(capsys: Captured, arguments: list[str]) -> None:
    assert main(["audit", *arguments]) == 2
    assert "nirgends" in capsys.readouterr().err


def test_an_unusable_key_is_named(capsys: Captured) -> None:
    assert main(["audit", "key"]) == 0
    Path("var/schluessel/zusatz.pem").write_text("nichts")
    capsys.readouterr()

    assert main(["audit", "verify"]) == 2
    assert "zusatz.pem" in capsys.readouterr().err


def test_a_mail_that_cannot_be_sent_is_said(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRUEFSTAND_SMTP", "127.0.0.1:9")
    monkeypatch.setenv("PRUEFSTAND_CHECKPOINT_MAIL", "rpa@example.org")

    assert main(["audit", "checkpoint"]) == 1
    captured = capsys.readouterr()
    assert "bis Nr." in captured.out
    assert "PRUEFSTAND_SMTP" in captured.err


@pytest.mark.parametrize(
    ("name", "value"), [("SMTP", "mail"), ("CHECKPOINT_MAIL", "a@b\nBcc: c@d"), ("MAIL_SENDER", "x")]
)
def test_settings_of_mail_are_checked(capsys: Captured, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"PRUEFSTAND_{name}", value)

    assert main(["audit", "checkpoint"]) == 2
    assert f"PRUEFSTAND_{name}" in capsys.readouterr().err


def test_entries_of_a_city_that_is_not_here_are_a_finding(capsys: Captured) -> None:
    rest = "sequence, at, actor, event, subject_kind, subject_id, body, previous, hash"
    change(
        f"INSERT INTO audit_entry (city_id, {rest}) "  # noqa: S608 - a constant
        f"SELECT 'geisterstadt', {rest} FROM audit_entry WHERE sequence = 1"
    )
    cities = {one["city"]: one for one in report(capsys, "verify", code=4)["cities"]}
    assert {"city-unknown", "other-city"} <= {one["type"] for one in cities["geisterstadt"]["findings"]}
    assert cities["musterstadt"]["verified"]
    assert main(["audit", "verify"]) == 4
    assert "Diese Stadt gibt es hier nicht" in capsys.readouterr().out
