"""Around the whole application, so that no answer leaves without it: known hosts only, security headers always."""

from collections.abc import Iterable

from litestar.enums import ScopeType
from litestar.serialization import encode_json
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import MEDIA_TYPE, http_problem

_BAD_REQUEST = 400
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_NO_STORE = (b"cache-control", b"no-store")


class Guard:
    """ASGI application around another one.

    Args:
        app: The application to guard.
        hosts: Host names it answers to, lower case, without port.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
        elif _host_name(scope["headers"]) in self._hosts:
            await self._app(scope, receive, _with_headers(send))
        else:
            await _refuse(_with_headers(send))


def _host_name(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Return the host that the client named, without port; empty when it named none or several."""
    named = [value for name, value in headers if name == b"host"]
    host = named[0].decode("latin-1").lower() if len(named) == 1 else ""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name.lower() for name, _ in message["headers"]}
            added = (*_HEADERS, _NO_STORE)  # what has no rule of its own about caching is about bids: never cached
            message["headers"] = [*message["headers"], *(header for header in added if header[0] not in names)]
        await send(message)

    return send_with_headers


async def _refuse(send: Send) -> None:
    body = encode_json(http_problem(_BAD_REQUEST))
    headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": _BAD_REQUEST, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
