"""One durable write over HTTP: ours with session, policy, precondition and audit line, against a bare route."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from app.demo import add_people, demo_person
from app.migrations import upgrade
from app.wiring import build_house
from bench.measuring import Pair, Row, milliseconds
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.settings import Settings

ROUNDS = 400
WARMING = 50
TARGET = 2.5
STARTING_SECONDS = 60
HEADERS = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}


def rows() -> Iterator[Row]:
    """Yield the row of this part."""
    with tempfile.TemporaryDirectory() as folder:
        pair = _measured(Path(folder))
    what = "one durable write over HTTP: session, policy, version check, audit line / bare Litestar route, one row"
    yield Row(what, milliseconds(pair.ours), milliseconds(pair.peer), pair.ratio, TARGET)


def _measured(folder: Path) -> Pair:
    address = f"sqlite:///{folder / 'ours.db'}"
    cookie = _prepared(address)
    ours = _served("bench.framed:create_app", {"DATABASE_URL": address})
    bare = _served("bench.bare:create_app", {"BARE_FILE": str(folder / "bare.db")})
    with ours as our_port, bare as bare_port:
        own, peer = HTTPConnection("127.0.0.1", our_port), HTTPConnection("127.0.0.1", bare_port)
        signed_in = {**HEADERS, "Cookie": f"pruefstand={cookie}"}
        pairs = []
        for number in range(WARMING + ROUNDS):
            first = _seconds(own, "/api/v1/bench", signed_in, number)
            pairs.append((first, _seconds(peer, "/", HEADERS, number)))
    kept = pairs[WARMING:]
    return Pair(median(a for a, _ in kept), median(b for _, b in kept), median(a / b for a, b in kept))


def _prepared(address: str) -> str:
    """Set up the demo city and return the cookie of one of its people."""
    database = Database(address)
    upgrade(database)
    house = build_house(database, settings=Settings(DATABASE_URL=address))
    add_people(house)
    cookie = house.sessions.open(DEMO_CITY, demo_person("revision"))
    database.close()
    return cookie


def _seconds(connection: HTTPConnection, path: str, headers: dict[str, str], number: int) -> float:
    body = json.dumps({"name": f"Name {number}", "version": number})
    begun = time.perf_counter()
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - begun
    assert answer.status == HTTPStatus.OK, answer.status
    return took


@contextmanager
def _served(factory: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve an application as ``pruefstand serve`` does and yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--loop", "uvloop"]
    server = subprocess.Popen(  # noqa: S603 - our own
        [*command, "--workers", "1", "--port", str(port), "--no-log", factory],
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), **environment},
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(STARTING_SECONDS)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError
