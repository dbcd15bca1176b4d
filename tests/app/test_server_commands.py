"""``db``, ``demo``, ``openapi`` and ``serve`` as they are called on a bare machine."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from app.cli import main
from app.migrations import head
from tests.ports import free_port

pytestmark = pytest.mark.usefixtures("empty_folder")


def test_upgrade_then_load_then_again(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["db", "upgrade"]) == 0
        assert main(["demo", "load"]) == 0
    assert (empty_folder / "var" / "pruefstand.db").is_file()
    assert "vg-2026-031-richtwert-erweitert" in capsys.readouterr().out


def test_work_on_a_citys_data_leaves_a_line_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "upgrade"]) == 0
    (line,) = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (line["event"], line["name"], line["code"]) == ("command", "db", 0)
    assert main(["schema", "evaluation"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("demo_folder")
def test_reports_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["db", "upgrade", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"revision": head()}
    assert main(["demo", "load", "--json"]) == 0
    expected = ["vg-2026-031-preis-quotient", "vg-2026-031-richtwert-erweitert"]
    assert json.loads(capsys.readouterr().out) == {"procedures": expected}


def test_the_description_opens_no_database(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi"]) == 0
    assert json.loads(capsys.readouterr().out)["openapi"].startswith("3.1")
    assert list(empty_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("DATABASE_URL", "mysql://root:geheim@db/x", "mysql"),
        ("DATABASE_URL", "postgresql://root:geheim@127.0.0.1:9/x", "antwortet nicht"),
        ("PRUEFSTAND_PORT", "geheim", "PRUEFSTAND_PORT"),
    ],
)
def test_wrong_settings_are_named_without_their_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str, word: str
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["db", "upgrade"]) == 2
    said = capsys.readouterr()
    assert word in said.err
    assert "geheim" not in said.err + said.out


def test_no_service_on_an_old_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve"]) == 2
    assert "pruefstand db upgrade" in capsys.readouterr().err


@contextmanager
def serving(port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    root = str(Path(__file__).parents[2])
    server = subprocess.Popen(
        command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": root}
    )
    try:
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(120) == 0


def answer(port: int, path: str) -> tuple[int, str]:
    deadline = time.monotonic() + 180
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


@pytest.mark.usefixtures("demo_folder")
def test_the_service_answers_and_stops() -> None:
    port = free_port()
    with serving(port):
        assert answer(port, "/health/ready") == (200, '{"status":"ok"}')
        status, body = answer(port, "/api/v1/evaluations")
    assert status == 401
    assert json.loads(body)["type"] == "/errors/identity/not-signed-in"


@pytest.mark.parametrize("command", [["serve"], ["audit", "key"], ["audit", "checkpoint"]], ids=" ".join)
def test_a_secret_that_cannot_be_used_is_named_with_what_to_do(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    broken = demo_folder / "kurz.key"
    broken.write_text("zu kurz")
    monkeypatch.setenv("PRUEFSTAND_SECRET_KEY_FILE", str(broken))
    capsys.readouterr()

    assert main(command) == 2
    said = capsys.readouterr().err
    assert "Datei „kurz.key“ lässt sich nicht verwenden" in said
    assert "PRUEFSTAND_SECRET_KEY_FILE" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["city", "add", "neustadt", "Neustadt"],
        ["city", "list"],
        ["user", "add", "k.meyer", "--name", "Kim Meyer", "--rolle", "administrator"],
        ["user", "list"],
        ["demo", "load"],
        ["serve"],
    ],
)
@pytest.mark.parametrize("is_empty_file", [False, True])
def test_without_tables_the_next_step_is_named_and_nothing_is_made(
    empty_folder: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    is_empty_file: bool,  # noqa: FBT001 - a case
) -> None:
    if is_empty_file:
        (empty_folder / "var").mkdir()
        (empty_folder / "var" / "pruefstand.db").touch()
    before = sorted(empty_folder.rglob("*"))
    capsys.readouterr()
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert "Zuerst: pruefstand db upgrade" in said.err
    assert "antwortet nicht" not in said.err
    assert sorted(empty_folder.rglob("*")) == before
