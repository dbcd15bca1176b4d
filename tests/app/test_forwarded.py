"""Behind proxies only as many hops are believed as there are own proxies."""

from typing import Any

import pytest

from app.forwarded import Forwarded
from tests.loops import run_apart

PEER = "10.0.0.1"


def seen(proxies: int, *headers: tuple[bytes, bytes]) -> tuple[str, str]:
    """Return address and scheme as the application sees them."""
    found: list[tuple[str, str]] = []

    async def application(scope: Any, _receive: Any, _send: Any) -> None:  # noqa: ANN401 - ASGI
        found.append((scope["client"][0], scope["scheme"]))

    async def nothing(*_message: object) -> Any:  # noqa: ANN401 - ASGI
        return None

    scope: Any = {"type": "http", "scheme": "http", "client": (PEER, 1234), "headers": list(headers)}
    run_apart(Forwarded(application, proxies)(scope, nothing, nothing))
    return found[0]


def hops(text: str) -> tuple[bytes, bytes]:
    return (b"x-forwarded-for", text.encode())


HTTPS = (b"x-forwarded-proto", b"https")


def test_without_a_proxy_the_headers_are_a_claim() -> None:
    assert seen(0, hops("192.0.2.7"), HTTPS) == (PEER, "http")


@pytest.mark.parametrize(
    ("proxies", "text", "address"),
    [
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.9, 192.0.2.7", "192.0.2.7"),
        (2, "198.51.100.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "192.0.2.7"),
        (1, "192.0.2.7:4711", "192.0.2.7"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, " , ", PEER),
    ],
)
def test_the_first_hop_that_none_of_ours_vouches_for(proxies: int, text: str, address: str) -> None:
    assert seen(proxies, hops(text))[0] == address


def test_several_lines_count_as_one_list() -> None:
    assert seen(1, hops("198.51.100.9"), hops("192.0.2.7"))[0] == "192.0.2.7"


def test_the_nearest_proxy_tells_the_scheme() -> None:
    assert seen(1, HTTPS) == (PEER, "https")
    assert seen(1, (b"x-forwarded-proto", b"https, http")) == (PEER, "http")
    assert seen(1) == (PEER, "http")
