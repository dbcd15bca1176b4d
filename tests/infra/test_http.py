"""Nothing leaves for a machine that is not listed, whatever an address looks like and wherever an answer leads."""

import http.server
import io
import ssl
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from infra.http.address import is_public
from infra.http.client import AllowListClient, Fetched, Limits
from infra.http.errors import FetchRefusedError, Refusal
from licensing.repository.reuse import ReuseState, reuse_of
from licensing.repository.snapshot import Origin, Snapshot, Tag, files_of
from licensing.repository.version import hindrances
from tests.fakes import StoppedClock

HOST, PUBLIC = "forge.example.org", "93.184.215.14"
HOSTS = frozenset({HOST, "files.example.org"})
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FORMS: list[tuple[str, Refusal]] = [
    # other schemes
    (f"http://{HOST}/", Refusal.SCHEME),
    (f"ftp://{HOST}/", Refusal.SCHEME),
    ("file:///etc/passwd", Refusal.SCHEME),
    (f"gopher://{HOST}:70/_x", Refusal.SCHEME),
    ("data:text/plain,x", Refusal.SCHEME),
    (f"HTTPS://{HOST}/", Refusal.SCHEME),
    (f"javascript:fetch('https://{HOST}')", Refusal.SCHEME),
    (f"git+ssh://{HOST}/x", Refusal.SCHEME),
    # machines by number, in every way that numbers are written
    ("https://127.0.0.1/", Refusal.NUMBER),
    ("https://169.254.169.254/latest/meta-data", Refusal.NUMBER),
    ("https://10.0.0.1/", Refusal.NUMBER),
    ("https://93.184.215.14/", Refusal.NUMBER),
    ("https://127.1/", Refusal.NUMBER),
    ("https://0x7f.0.0.1/", Refusal.NUMBER),
    ("https://0177.0.0.1/", Refusal.NUMBER),
    ("https://2130706433/", Refusal.WRITTEN),
    ("https://0x7f000001/", Refusal.WRITTEN),
    ("https://017700000001/", Refusal.WRITTEN),
    ("https://0/", Refusal.WRITTEN),
    ("https://127.0.0.1.0x0/", Refusal.NUMBER),
    ("https://[::1]/", Refusal.NUMBER),
    ("https://[::]/", Refusal.NUMBER),
    ("https://[::ffff:127.0.0.1]/", Refusal.NUMBER),
    ("https://[::ffff:7f00:1]/", Refusal.NUMBER),
    ("https://[64:ff9b::7f00:1]/", Refusal.NUMBER),
    ("https://[fe80::1%25eth0]/", Refusal.NUMBER),
    ("https://[fd00::1]/", Refusal.NUMBER),
    ("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", Refusal.NUMBER),
    ("https://[::1", Refusal.NUMBER),
    # names and passwords
    (f"https://name@{HOST}/", Refusal.USERINFO),
    (f"https://name:wort@{HOST}/", Refusal.USERINFO),
    (f"https://{HOST}@127.0.0.1/", Refusal.USERINFO),
    (f"https://{HOST}:443@127.0.0.1/", Refusal.USERINFO),
    (f"https://{HOST}%40127.0.0.1@x/", Refusal.USERINFO),
    (f"https://@{HOST}/", Refusal.USERINFO),
    # ports
    (f"https://{HOST}:22/", Refusal.PORT),
    (f"https://{HOST}:8443/", Refusal.PORT),
    (f"https://{HOST}:0/", Refusal.PORT),
    (f"https://{HOST}:65536/", Refusal.PORT),
    (f"https://{HOST}:/", Refusal.PORT),
    (f"https://{HOST}:0443/", Refusal.PORT),
    # hosts that only look like the listed one
    ("https://localhost/", Refusal.WRITTEN),
    ("https://example.org/", Refusal.OFF_LIST),
    (f"https://{HOST}.attacker.example/", Refusal.OFF_LIST),
    (f"https://x.{HOST}/", Refusal.OFF_LIST),
    ("https://forgeexample.org/", Refusal.OFF_LIST),
    (f"https://{HOST}./", Refusal.WRITTEN),
    (f"https://{HOST.upper()}/", Refusal.WRITTEN),
    (f"https://.{HOST}/", Refusal.WRITTEN),
    ("https://forge。example。org/", Refusal.WRITTEN),
    ("https://forg\u0435.example.org/", Refusal.WRITTEN),
    ("https://xn--forg-x4d.example.org/", Refusal.OFF_LIST),
    ("https://127.0.0.1.nip.example/", Refusal.OFF_LIST),
    # characters that two readers could read differently
    (f"https://{HOST}\\@127.0.0.1/", Refusal.WRITTEN),
    (f"https://{HOST}#@127.0.0.1/", Refusal.WRITTEN),
    (f"https:\\\\{HOST}/", Refusal.WRITTEN),
    (f"https:/{HOST}/", Refusal.WRITTEN),
    (f"https:///{HOST}/", Refusal.WRITTEN),
    (f" https://{HOST}/", Refusal.WRITTEN),
    (f"https://{HOST}/\r\nHost: 127.0.0.1", Refusal.WRITTEN),
    (f"https://{HOST}/\t", Refusal.WRITTEN),
    (f"https://{HOST}\x00.attacker.example/", Refusal.WRITTEN),
    (f"//{HOST}/", Refusal.WRITTEN),
    ("", Refusal.WRITTEN),
    (f"https://{HOST}/{'x' * 2000}", Refusal.TOO_LONG),
]
NOT_PUBLIC = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - to be refused
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.215.14",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "::7f00:1",
    "2001:db8::1",
    "kein",
]


@dataclass
class Way(httpx.BaseTransport):
    """Counts every connection; answers from a list, or from a server on this machine."""

    answers: dict[str, httpx.Response] = field(default_factory=dict)
    server: str = ""
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        machine, host = request.url.host, request.headers["host"]
        self.asked.append((machine, host, request.url.raw_path.decode()))
        assert request.extensions["sni_hostname"] == host
        if not self.server:
            return self.answers[host + request.url.path]
        with httpx.Client(trust_env=False) as client:
            given = client.get(f"{self.server}{request.url.raw_path.decode()}")
        return httpx.Response(given.status_code, headers=given.headers, stream=httpx.ByteStream(given.content))


def client(way: Way, *addresses: str, limits: Limits | None = None) -> AllowListClient:
    rest = list(addresses)

    def resolver(_host: str) -> list[str]:
        return [rest.pop(0)] if len(rest) > 1 else rest[:1]

    return AllowListClient(HOSTS, StoppedClock(NOW), limits=limits, resolver=resolver, transport=way)


def refused(way: Way, url: str, *addresses: str, limits: Limits | None = None) -> Refusal:
    with client(way, *addresses, limits=limits) as fetching, pytest.raises(FetchRefusedError) as error:
        fetching.fetch(url)
    return error.value.reason


def test_there_are_sixty_forms() -> None:
    assert len({form for form, _ in FORMS}) == len(FORMS) >= 60


@pytest.mark.parametrize(("form", "reason"), FORMS)
def test_no_form_leads_off_the_list(form: str, reason: Refusal) -> None:
    way = Way()

    assert refused(way, form, PUBLIC) is reason
    assert way.asked == []


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_listed_name_that_leads_inside_is_refused(address: str) -> None:
    way = Way()

    assert refused(way, f"https://{HOST}/", address) in {Refusal.NOT_PUBLIC, Refusal.NO_ADDRESS}
    assert way.asked == []


@pytest.mark.parametrize(("form", "reason"), [one for one in FORMS if one[0] == one[0].strip() and one[0].isascii()])
def test_no_redirect_leads_off_the_list(form: str, reason: Refusal) -> None:
    answers = {f"{HOST}/go": httpx.Response(302, headers={"location": form})}
    way = Way(answers)

    assert refused(way, f"https://{HOST}/go", PUBLIC) is reason
    assert [host for _, host, _ in way.asked] == [HOST]


def test_a_name_that_moves_after_the_first_look_is_not_followed() -> None:
    answers = {f"{HOST}/go": httpx.Response(302, headers={"location": "/again"})}
    way = Way(answers)

    assert refused(way, f"https://{HOST}/go", PUBLIC, "127.0.0.1") is Refusal.NOT_PUBLIC
    assert way.asked == [(PUBLIC, HOST, "/go")], "connected to what was looked up, once"


def test_one_inside_address_among_public_ones_is_enough() -> None:
    way = Way()
    with (
        AllowListClient(HOSTS, StoppedClock(NOW), resolver=lambda _: [PUBLIC, "127.0.0.1"], transport=way) as fetching,
        pytest.raises(FetchRefusedError),
    ):
        fetching.fetch(f"https://{HOST}/")

    assert way.asked == []
    assert is_public(ip_address(PUBLIC))


def test_bounds_of_an_answer() -> None:
    big = httpx.Response(200, stream=httpx.ByteStream(b"x" * 101))
    coded = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"x"))
    loop = httpx.Response(302, headers={"location": "/loop"})
    way = Way({f"{HOST}/big": big, f"{HOST}/coded": coded, f"{HOST}/loop": loop})
    limits = Limits(size=100, redirects=2)

    assert refused(way, f"https://{HOST}/big", PUBLIC, limits=limits) is Refusal.ANSWER_TOO_LARGE
    assert refused(way, f"https://{HOST}/coded", PUBLIC, limits=limits) is Refusal.ANSWER_CODED
    assert refused(way, f"https://{HOST}/loop", PUBLIC, limits=limits) is Refusal.REDIRECTS
    assert len(way.asked) == 2 + 3
    way.answers[f"{HOST}/slow"] = httpx.Response(200, stream=httpx.ByteStream(b"x"))
    assert refused(way, f"https://{HOST}/slow", PUBLIC, limits=Limits(seconds=-1)) is Refusal.TOO_SLOW


class Silent(http.server.BaseHTTPRequestHandler):
    """Answers everything with the same bytes."""

    content = b"PK"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/zip; charset=binary")
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, *_: object) -> None:
        pass


class Detour(httpx.BaseTransport):
    """A real TLS connection, to this machine instead of the one that was looked up."""

    def __init__(self, port: int, trusted: ssl.SSLContext) -> None:
        self._port, self._real = port, httpx.HTTPTransport(verify=trusted, trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return self._real.handle_request(request)

    def close(self) -> None:
        self._real.close()


def certificate(host: str, folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    begin = datetime.now(UTC) - timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, begin, begin + timedelta(days=2))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False).sign(key, SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / f"{host}.pem"
    path.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return path


@pytest.mark.parametrize(("own", "reached"), [(HOST, True), ("attacker.example.org", False)])
def test_the_certificate_has_to_be_of_the_listed_host(own: str, reached: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a table
    path = certificate(own, tmp_path)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(path)
    with http.server.HTTPServer(("127.0.0.1", 0), Silent) as server:
        server.socket = ours.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        way = Detour(server.server_address[1], ssl.create_default_context(cafile=path))
        fetching = AllowListClient(HOSTS, StoppedClock(NOW), resolver=lambda _: [PUBLIC], transport=way)
        with fetching:
            if reached:
                assert fetching.fetch(f"https://{HOST}/x").body == b"PK"
            else:
                with pytest.raises(FetchRefusedError, match="unreachable"):
                    fetching.fetch(f"https://{HOST}/x")
        thread.join()


HEAD = b"# SPDX-FileCopyrightText: Stadt Muster\n# SPDX-License-Identifier: EUPL-1.2\n"
REPOSITORY = {
    "muster-2.4.1/publiccode.yml": HEAD + b"name: Muster\n",
    "muster-2.4.1/app.py": HEAD,
    "muster-2.4.1/LICENSES/EUPL-1.2.txt": b"EUPL",
}


@pytest.fixture(scope="module")
def forge() -> Iterator[str]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in REPOSITORY.items():
            archive.writestr(name, data)

    class Handler(Silent):
        content = packed.getvalue()

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_repository_is_replayed_and_equals_its_upload(forge: str) -> None:
    way = Way(server=forge)
    with client(way, PUBLIC) as fetching:
        answer = fetching.fetch(f"https://{HOST}/stadt/muster/-/archive/v2.4.1.zip?x=1")

    assert isinstance(answer, Fetched)
    assert (answer.status, answer.media_type, answer.address) == (200, "application/zip", PUBLIC)
    assert (answer.fetched_at, answer.final_url) == (NOW, f"https://{HOST}/stadt/muster/-/archive/v2.4.1.zip?x=1")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        files = files_of((name, archive.read(name)) for name in archive.namelist())
    named, tags = f"https://{HOST}/stadt/muster", (Tag("v2.4.1", "ab" * 20, NOW),)
    fetched = Snapshot(named, answer.fetched_at, Origin.FETCHED, "v2.4.1", files, tags)
    uploaded = Snapshot(named, NOW, Origin.UPLOADED, "v2.4.1", files_of(REPOSITORY.items()), tags)

    assert fetched.sha256 == uploaded.sha256
    assert reuse_of(fetched) == reuse_of(uploaded)
    assert reuse_of(fetched).state is ReuseState.COMPLETE
    assert hindrances(fetched, (f"{named}.git",), "2.4.1", NOW) == ()
