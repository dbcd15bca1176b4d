"""A forge on this machine for tests: tags and archives as a public one answers, replayed by a local server."""

import http.server
import io
import json
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import httpx

from app.house import House
from infra.http.client import AllowListClient
from infra.jobs.runner import Runner
from infra.parameters import load_data
from infra.policy.model import Actor
from procurement.model import NamedRepository
from procurement.services.repositories.fetching import KIND, RepositoryFetching
from procurement.services.repositories.naming import NewRepository

HOST, PUBLIC = "gitlab.opencode.de", "93.184.215.14"
URL = f"https://{HOST}/muster/formularwerk"
TAGS = "/api/v4/projects/muster%2Fformularwerk/repository/tags?per_page=100&page=1"
ARCHIVE = "/api/v4/projects/muster%2Fformularwerk/repository/archive.zip?sha=v2.4.1"
COMMIT = "a" * 40
HEAD = b"# SPDX-FileCopyrightText: Stadt Muster\n# SPDX-License-Identifier: MIT\n"
_HELD = load_data("licensing", "texts/MIT")
MIT = "\n".join([_HELD["head"], "Copyright (c) 2026 Stadt Muster", _HELD["text"], _HELD["tail"]]).encode()
PUBLICCODE = b"""# SPDX-FileCopyrightText: Stadt Muster
# SPDX-License-Identifier: MIT
publiccodeYmlVersion: "0.7"
name: Formularwerk
url: https://gitlab.opencode.de/muster/formularwerk.git
softwareVersion: "2.4.1"
platforms: [web]
legal: {license: MIT}
"""
FILES: Mapping[str, bytes] = {
    "publiccode.yml": PUBLICCODE,
    "app.py": HEAD,
    "LICENSES/MIT.txt": MIT,
    "CONTRIBUTING.md": b"<!--\nSPDX-FileCopyrightText: Stadt Muster\nSPDX-License-Identifier: MIT\n-->\n",
}


def archive(files: Mapping[str, bytes] = FILES, comment: str = COMMIT) -> bytes:
    """Return the archive of a repository as forges make it: one folder, the commit as its comment."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.comment = comment.encode()
        for path, content in files.items():
            made.writestr(zipfile.ZipInfo(f"formularwerk-v2.4.1/{path}", (2026, 10, 1, 0, 0, 0)), content)
    return written.getvalue()


def tags(*names: str, day: str = "2026-10-01") -> bytes:
    """Return the answer of a forge that asks for tags."""
    told = [{"name": name, "commit": {"id": COMMIT, "committed_date": f"{day}T09:00:00.000+02:00"}} for name in names]
    return json.dumps(told).encode()


class Detour(httpx.BaseTransport):
    """Leads every connection to the local server, whatever machine was looked up, and remembers it."""

    def __init__(self, port: int) -> None:
        self._real, self._port = httpx.HTTPTransport(trust_env=False), port
        self.asked: list[tuple[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.headers["host"], request.url.raw_path.decode()))
        request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return self._real.handle_request(request)

    def close(self) -> None:
        self._real.close()


@contextmanager
def forge(house: House, answers: Mapping[str, bytes], hosts: frozenset[str] = frozenset({HOST})) -> Iterator[Detour]:
    """Let the house fetch from a local server that knows these addresses and no others."""

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers.get(self.path)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"{}")

        def log_message(self, *_: object) -> None:
            pass

    kept = house.jobs.kinds[KIND]
    with http.server.HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        way = Detour(server.server_address[1])
        work = kept.work.__self__  # type: ignore[attr-defined]  # bound to what the wiring built
        assert isinstance(work, RepositoryFetching)

        def client() -> AllowListClient:
            return AllowListClient(hosts, house.transactions.clock, resolver=lambda _: [PUBLIC], transport=way)

        house.jobs.kinds[KIND] = replace(work, client=client).kind()
        try:
            yield way
        finally:
            house.jobs.kinds[KIND] = kept
            server.shutdown()
            thread.join()


def named(house: House, actor: Actor, slug: str, bid: str, **changed: str) -> NamedRepository:
    """Enter a repository."""
    plain = {"url": URL, "place": "Konzept.pdf, Seite 12", "offered": "2.4.1", "licence": "MIT"}
    return house.repository_naming.name(actor, slug, bid, NewRepository(**plain | changed))


def fetched(house: House, actor: Actor, number: int) -> None:
    """Ask for a snapshot and do the job."""
    house.repository_taking.fetch(actor, number)
    assert Runner(house.jobs).work_once()
