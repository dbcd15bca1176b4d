"""Fetch a listed address: resolved once, connected to exactly that machine, read up to a limit, stored nowhere."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from types import TracebackType
from typing import Self

import httpx

from core.digest import checksum
from infra.clock import Clock
from infra.http.address import public_address, target_of
from infra.http.errors import FetchRefusedError, Refusal

_HEADERS = {"User-Agent": "Pruefstand", "Accept": "*/*", "Accept-Encoding": "identity"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Resolver = Callable[[str], list[str]]


def resolve(host: str) -> list[str]:
    """Return the addresses of a host, as this machine resolves names."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except OSError:
        return []
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take.

    Args:
        size: Most bytes of an answer.
        seconds: Most seconds for everything after the name is resolved, redirects included.
        redirects: Most redirects.
    """

    size: int = 32 * 2**20
    seconds: float = 20.0
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back.

    Args:
        url: Address that was asked for.
        final_url: Address that answered, after redirects.
        address: Machine that answered.
        fetched_at: When the answer was complete, in UTC.
        status: Status of HTTP.
        media_type: What the answer says it is, without parameters; empty where it says nothing.
        body: The answer, byte for byte.
        sha256: Checksum of the body.
    """

    url: str
    final_url: str
    address: str
    fetched_at: datetime
    status: int
    media_type: str
    body: bytes
    sha256: str


class AllowListClient:
    """Fetches from listed hosts and from nowhere else. Blocks; belongs into a job, never into a transaction.

    Args:
        hosts: Hosts that may be fetched from, in small letters; none of them means that nothing is ever fetched.
        clock: Tells when an answer came.
        limits: What one fetch may take.
        resolver: Turns a host into addresses.
        transport: What connects; the tests give one that leads to this machine.
    """

    def __init__(
        self,
        hosts: frozenset[str],
        clock: Clock,
        *,
        limits: Limits | None = None,
        resolver: Resolver = resolve,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._hosts = hosts
        self._clock = clock
        self._limits = limits or Limits()
        self._resolver = resolver
        # The transport alone, without httpx' client: nothing here reads cookies, proxies, passwords or redirects.
        self._transport = transport or httpx.HTTPTransport(trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.close()

    def fetch(self, url: str) -> Fetched:
        """Return the answer of an address.

        Raises:
            FetchRefusedError: The address may not be fetched, leads elsewhere, or its answer is too large or too slow.
        """
        until, following = monotonic() + self._limits.seconds, url
        for _ in range(self._limits.redirects + 1):
            answer = self._one(url, following, until)
            if isinstance(answer, Fetched):
                return answer
            following = answer
        raise FetchRefusedError(Refusal.REDIRECTS)

    def _one(self, url: str, following: str, until: float) -> Fetched | str:
        """Return the answer of one address, or where it leads."""
        target = target_of(following, self._hosts)
        address = public_address(self._resolver(target.host))
        with self._asked(str(address), target.host, target.path, until) as response:
            if response.status_code in _REDIRECTS:
                return _led_to(response, target.url)
            if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
                raise FetchRefusedError(Refusal.ANSWER_CODED)
            body = self._read(response, until)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(
            url,
            target.url,
            str(address),
            self._clock.now(),
            response.status_code,
            media_type,
            body,
            checksum(body),
        )

    @contextmanager
    def _asked(self, address: str, host: str, path: str, until: float) -> Iterator[httpx.Response]:
        """Connect to the machine that was resolved; certificate and request still name the host."""
        machine = f"[{address}]" if ":" in address else address
        timeout = httpx.Timeout(max(0.1, until - monotonic())).as_dict()
        request = httpx.Request(
            "GET",
            f"https://{machine}{path}",
            headers={"Host": host, **_HEADERS},
            extensions={"sni_hostname": host, "timeout": timeout},
        )
        try:
            response = self._transport.handle_request(request)
            try:
                yield response
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise FetchRefusedError(Refusal.TOO_SLOW) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchRefusedError(Refusal.UNREACHABLE) from error

    def _read(self, response: httpx.Response, until: float) -> bytes:
        parts, size = [], 0
        for part in response.iter_raw():
            size += len(part)
            if size > self._limits.size:
                raise FetchRefusedError(Refusal.ANSWER_TOO_LARGE)
            if monotonic() > until:
                raise FetchRefusedError(Refusal.TOO_SLOW)
            parts.append(part)
        return b"".join(parts)


def _led_to(response: httpx.Response, current: str) -> str:
    """Return where a redirect leads; only what begins with a slash is joined, everything else is read as it is."""
    location = str(response.headers.get("location", ""))
    if location.startswith("/") and not location.startswith("//"):
        return "/".join(current.split("/", 3)[:3]) + location
    return location
