"""An invented council system on this machine, with the ways of those that are in use."""

import http.client
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from core.json_text import read_json
from infra.http.client import AllowListClient
from infra.oparl.pace import Pace
from infra.oparl.server import CouncilServer
from tests.fakes import StoppedClock

HOST = "rat.example.org"
BASE = f"https://{HOST}"
SYSTEM = f"{BASE}/oparl/system"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHEET = b"%PDF the sheet"


class Town(http.server.BaseHTTPRequestHandler):
    """Answers from a table; everything else as the system does that it stands for."""

    pages: dict[str, Any]
    unknown: tuple[int, Any]

    def do_GET(self) -> None:
        status, value = (200, self.pages[self.path]) if self.path in self.pages else self.unknown
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(pages: dict[str, Any], unknown: tuple[int, Any] = (404, {"error": "unknown"})) -> Iterator[str]:
    """Serve a table of answers and give the address on this machine."""
    handler = type("Handler", (Town,), {"pages": pages, "unknown": unknown})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Way(httpx.BaseTransport):
    """Leads to the server on this machine and keeps what was asked for."""

    server: str
    asked: list[str] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        self.asked.append(request.headers["host"] + path)
        connection = http.client.HTTPConnection(self.server.removeprefix("http://"))
        connection.request("GET", path)
        given = connection.getresponse()
        content = given.read()
        connection.close()
        return httpx.Response(given.status, headers=given.getheaders(), stream=httpx.ByteStream(content))


@dataclass
class Watch:
    """Time that passes only while somebody sleeps."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def elapsed(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def council_server(way: Way, watch: Watch | None = None) -> CouncilServer:
    """Return a reader of the invented system that waits without waiting."""
    time = watch or Watch()
    client = AllowListClient(frozenset({HOST}), StoppedClock(NOW), resolver=lambda _: ["93.184.215.14"], transport=way)
    return CouncilServer(client, Pace(elapsed=time.elapsed, sleep=time.sleep), read=read_json)


def rubin(papers: int = 5, *, per_page: int = 2) -> dict[str, Any]:
    """Return the answers of a system of OParl 1.0 as more! rubin gives them.

    Links begin with ``http``, pages are paths, ``limit`` means nothing, everything was changed today, a consultation
    names its meeting without the prefix, no file states a checksum, and the oldest comes first.
    """
    at, schema = f"http://{HOST}/oparl", "https://schema.oparl.org/1.0"
    today = {"created": "2026-11-23T03:00:00+01:00", "modified": "2026-11-23T03:00:00+01:00"}
    body = {
        "id": f"{at}/body/1",
        "type": f"{schema}/Body",
        "name": "Musterstadt",
        "organization": f"{at}/organization",
        "person": f"{at}/person",
        "meeting": f"{at}/meeting",
        "paper": f"{at}/paper",
        **today,
    }
    organizations = [
        {"id": f"{at}/organization/7", "type": f"{schema}/Organization", "name": "Haupt-\u00a0und Finanzausschuss"},
        {"id": f"{at}/organization/8", "type": f"{schema}/Organization", "name": "Amt für Mobilität"},
    ]
    meetings = [
        {
            "id": f"{at}/meeting/ni_{number}",
            "type": f"{schema}/Meeting",
            "name": f"{number}. Sitzung",
            "start": "2026-12-01T23:30:00+00:00",
            "organization": [f"{at}/organization/7"],
            "agendaItem": [{"id": f"{at}/agendaitem/{number}", "type": f"{schema}/AgendaItem", "public": True}],
            **today,
        }
        for number in range(1, papers + 1)
    ]
    found = [
        {
            "id": f"{at}/paper/{number}",
            "type": f"{schema}/Paper",
            "name": f"Vorlage über {number}",
            "reference": f"2026-{number:04}",
            "date": f"2026-{min(number, 12):02}-15",
            "paperType": "Magistratsvorlage",
            "underDirectionOf": [f"{at}/organization/8"],
            "consultation": [
                {
                    "agendaItem": f"{at}/agendaitem/{number}",
                    "meeting": f"{at}/meeting/{number}",
                    "organization": [f"{at}/organization/7"],
                    "role": "Beschluss",
                }
            ],
            "mainFile": {"id": f"{at}/file/{number}", "text": "wird nicht behalten"},
            "auxiliaryFile": [
                {
                    "id": f"{at}/file/{number}a",
                    "name": "Anlage 2 Digital-Check" if number % 2 else "Anlage 1 Lageplan",
                    "accessUrl": f"{at}/file/{number}a.pdf",
                }
            ],
            **today,
        }
        for number in range(1, papers + 1)
    ]
    lists: dict[str, list[dict[str, Any]]] = {
        "body": [body],
        "organization": organizations,
        "person": [],
        "meeting": meetings,
        "paper": found,
    }
    answers: dict[str, Any] = {"/oparl/system": rubin_system()}
    for name, objects in lists.items():
        answers |= _by_path(f"{at}/{name}", objects, per_page)
    return answers | {"/oparl/file/5a.pdf": SHEET}


def rubin_system() -> dict[str, Any]:
    """Return the system itself: what it answers to every unknown path too."""
    return {
        "id": f"http://{HOST}/oparl/system",
        "type": "https://schema.oparl.org/1.0/System",
        "oparlVersion": "https://schema.oparl.org/1.0/",
        "body": f"http://{HOST}/oparl/body",
    }


def _by_path(url: str, objects: list[dict[str, Any]], per_page: int) -> dict[str, Any]:
    parts = [objects[start : start + per_page] for start in range(0, len(objects), per_page)] or [[]]
    path = url.removeprefix(f"http://{HOST}")
    answers: dict[str, Any] = {}
    for number, part in enumerate(parts, 1):
        links = {"next": f"{url}/page/{number + 1}"} if number < len(parts) else {}
        pagination = {"totalPages": len(parts), "currentPage": number}
        answers[path if number == 1 else f"{path}/page/{number}"] = {
            "data": part,
            "pagination": pagination,
            "links": links,
        }
    return answers


def current(sha512: str = "") -> dict[str, Any]:
    """Return the answers of a system of OParl 1.1: relative links, a bare list, two bodies, checksums, tombstones."""
    at, schema = f"{BASE}/v1", "https://schema.oparl.org/1.1"
    body = {
        "id": f"{at}/body/1",
        "type": f"{schema}/Body",
        "name": "Musterstadt",
        "organization": "organization?all=ja",
        "meeting": "meeting",
        "paper": "/v1/paper?page=1",
        "agendaItem": "agendaitem",
    }
    paper = {
        "id": f"{at}/paper/1",
        "type": f"{schema}/Paper",
        "name": "Digitales Parkticket",
        "reference": "2026-0417",
        "date": "2026-10-02",
        "paperType": "Magistratsvorlage",
        "underDirectionOf": f"{at}/organization/3",
        "consultation": [{"agendaItem": f"{at}/agendaitem/9", "meeting": f"{at}/meeting/4", "role": "Vorberatung"}],
        "auxiliaryFile": [
            {"id": f"{at}/file/1", "name": "Anlage", "fileName": "digital_check.pdf", "sha512Checksum": sha512.upper()}
        ],
    }
    gone = {"id": f"{at}/paper/2", "type": f"{schema}/Paper", "deleted": True}
    return {
        "/oparl/system": {
            "id": SYSTEM,
            "type": f"{schema}/System",
            "body": [body, {"id": f"{at}/body/2", "type": f"{schema}/Body", "name": "Umland"}],
        },
        "/oparl/organization?all=ja": [
            {"id": f"{at}/organization/3", "name": "Amt für Mobilität"},
            {"id": f"{at}/organization/5", "name": "Magistrat"},
        ],
        "/oparl/meeting": {
            "data": [
                {
                    "id": f"{at}/meeting/4",
                    "name": "40. Sitzung",
                    "start": "2026-10-20T17:00:00+02:00",
                    "organization": f"{at}/organization/5",
                    "agendaItem": [f"{at}/agendaitem/1"],
                }
            ],
            "links": {},
        },
        "/v1/paper?page=1": {
            "data": [{**paper, "name": "alt"}, {**gone, "deleted": False}],
            "links": {"next": "?page=2"},
        },
        "/v1/paper?page=2": {"data": [paper, gone], "pagination": {"totalPages": 2}, "links": {}},
    }
