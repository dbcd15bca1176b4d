"""What people, bidders and browsers send never reaches the log: planted, sent everywhere, searched for."""

import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

import procurement.services
from app.cli import main
from core.json_text import read_json
from infra.database import Database
from infra.identity.demo import DEMO_PEOPLE
from infra.logging import configure
from tests.documents import as_bytes
from tests.every_route import Route, evaluation
from tests.ports import free_port
from tests.soaking import SOAK
from tests.templates import Templates
from tests.two_cities import Cities, two_cities
from tests.visitor import Visitor

PLANTED = "Geheimnis4711"
OFFICER = "vergabestelle"
ACCOUNTS = (None, OFFICER, "verwaltung") if SOAK else (None, OFFICER)
FIELDS = ("passwort", "password", "kennwort", "konto", "account", "name", "code", "token", "text", "grund", "reason")


@pytest.fixture
def cities(tmp_path: Path, templates: Templates) -> Iterator[Cities]:
    with two_cities(Database(f"sqlite:///{tmp_path / 'test.db'}"), templates) as both:
        yield both


@pytest.fixture
def as_the_server_logs() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure()
        yield
        logging.captureWarnings(capture=False)
    root.handlers = handlers
    root.setLevel(level)


def planted_evaluation() -> dict[str, Any]:
    """Return an evaluation whose every free text is planted."""
    document = evaluation(f"{PLANTED}-1")
    document["procedure"]["title"] = f"{PLANTED} Titel"
    for bid in document["bids"]:
        bid["tenderer"] = f"{PLANTED} GmbH"
        for score in bid["scores"].values():
            score["reason"] = f"{PLANTED} Begründung"
    return document


HEADERS = {
    "User-Agent": f"{PLANTED}/1",
    "Authorization": f"Bearer {PLANTED}",
    "Referer": f"http://{PLANTED}/",
    "X-Request-Id": PLANTED,
    "X-Forwarded-For": PLANTED,
    "Idempotency-Key": PLANTED,
}


def attack(visitor: Visitor, route: Route) -> Iterator[httpx.Response]:
    """Send planted texts in every place of a request that is well formed."""
    own = visitor.own_names(route)
    everywhere = dict.fromkeys(FIELDS, f"{PLANTED} Feld")
    yield visitor.send(route, own, everywhere)
    yield visitor.send(route, dict.fromkeys(own, f"{PLANTED}-id"), everywhere)
    yield _sent(visitor, route, as_bytes(planted_evaluation()))


def crude_attack(visitor: Visitor, route: Route) -> Iterator[httpx.Response]:
    """Send planted texts in what breaks off before it is read: bodies, kinds, methods, hosts and cookies."""
    for body in (f'{{"{PLANTED}": '.encode(), b"\xff" + PLANTED.encode(), b"[" * 9_999):
        yield _sent(visitor, route, body)
    yield _sent(visitor, route, as_bytes(planted_evaluation()), f"{PLANTED}/x")
    address = _planted_address(route)
    yield visitor.request(PLANTED.upper(), address, headers=HEADERS)
    yield visitor.request(route.method, address, headers={**HEADERS, "Host": PLANTED})
    yield visitor.request(route.method, address, headers={**HEADERS, "Cookie": f"pruefstand={PLANTED}; x={PLANTED}"})


def _sent(visitor: Visitor, route: Route, body: bytes, kind: str = "application/json") -> httpx.Response:
    address = f"{_planted_address(route)}?suche={PLANTED}&cursor={PLANTED}"
    return visitor.request(route.method, address, content=body, headers={**HEADERS, "Content-Type": kind})


def _planted_address(route: Route) -> str:
    return route.template.replace("{", f"{PLANTED}").replace("}", "")


@pytest.mark.long
@pytest.mark.usefixtures("as_the_server_logs")
def test_nothing_that_is_sent_is_logged(cities: Cities, capfd: pytest.CaptureFixture[str]) -> None:
    statuses = set[int]()
    for account in ACCOUNTS:
        visitor = Visitor(cities, account)
        for route in visitor.routes:
            crude = crude_attack(visitor, route) if account == OFFICER else ()
            statuses |= {answer.status_code for answer in (*attack(visitor, route), *crude)}
    said = capfd.readouterr()
    assert {200, 400, 401, 403, 404, 405, 415, 422} <= statuses
    assert PLANTED.casefold() not in (said.err + said.out).casefold()
    assert said.err.count('"event": "request"') > 500
    for person in DEMO_PEOPLE.values():
        assert person.name not in said.err


@pytest.mark.long
@pytest.mark.usefixtures("as_the_server_logs")
def test_no_defect_tells_what_it_was_about(
    cities: Cities, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service that breaks off with a message full of secrets: pages and interface keep it to themselves."""

    def break_off(*_arguments: object, **_named: object) -> None:
        try:
            read_json(f'{{"{PLANTED}": '.encode())
        except Exception as error:
            raise ValueError(f"{PLANTED} {planted_evaluation()}") from error

    for name in ("list_evaluations", "walk_evaluations", "store_evaluation", "_find", "score_document"):
        monkeypatch.setattr(procurement.services.Services, name, break_off)
    visitor = Visitor(cities, OFFICER)
    answers = [answer for route in visitor.routes for answer in attack(visitor, route)]
    broken = [answer for answer in answers if answer.status_code == 500]
    said = capfd.readouterr()
    assert {answer.headers["content-type"].partition(";")[0] for answer in broken} == {
        "application/problem+json",
        "text/html",
    }
    assert said.err.count('"event": "defect"') >= len(broken)
    assert PLANTED.casefold() not in (said.err + said.out).casefold()
    assert all(f"{PLANTED} Titel" not in answer.text for answer in broken)


@pytest.mark.usefixtures("as_the_server_logs")
def test_the_search_would_find_a_secret(capfd: pytest.CaptureFixture[str]) -> None:
    sys.stderr.write(f"{PLANTED}\n")
    logging.getLogger("library").warning(PLANTED)
    assert capfd.readouterr().err.count(PLANTED) == 1


def test_the_running_service_keeps_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real server with its own loggers: standard error and standard output hold lines of JSON and no secret."""
    from tests.app.test_server_commands import answer  # noqa: PLC0415 - starts and asks the real server

    database = f"sqlite:///{tmp_path / 'test.db'}"
    monkeypatch.setenv("DATABASE_URL", database)
    assert main(["db", "upgrade"]) == 0
    port, said = free_port(), tmp_path / "said"
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with said.open("wb") as stream, subprocess.Popen(command, stderr=stream, stdout=stream, env=environment) as server:
        try:
            assert answer(port, "/health/live")[0] == 200
            for path in (
                "/api/v1/evaluations",
                f"/api/v1/evaluations/{PLANTED}?x={PLANTED}",
                f"/{PLANTED}",
                "/anmelden",
            ):
                for method in ("GET", "POST", "BREW"):
                    ask(port, method, path)
        finally:
            server.terminate()
            server.wait(120)
    text = said.read_text(encoding="utf-8")
    assert PLANTED not in text
    assert text.count('"event": "request"') >= 12
    assert '"logger": "_granian"' in text
    assert all(line.startswith(("{", "Prüfstand läuft auf")) for line in text.splitlines()), text


def ask(port: int, method: str, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": f"pruefstand={PLANTED}", "Content-Type": "application/json", "Idempotency-Key": PLANTED}
    connection.request(method, path, body=as_bytes(planted_evaluation()), headers=headers)
    assert connection.getresponse().status < 500
    connection.close()
