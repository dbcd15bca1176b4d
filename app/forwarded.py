"""Behind proxies: who really asks, and whether over TLS. Only as many hops are believed as there are own proxies."""

from collections.abc import Iterable

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

_PORT_OF_NOBODY = 0


class Forwarded:
    """ASGI application around another one: puts the client's address and scheme in place of the proxy's.

    Args:
        app: What comes after it.
        proxies: How many proxies of our own stand in front; with none the headers are a claim of the client.
    """

    def __init__(self, app: ASGIApp, proxies: int) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if self._proxies and scope["type"] == ScopeType.HTTP:
            client = scope.get("client")
            hops = [*_values(scope["headers"], b"x-forwarded-for"), client[0] if client else ""]
            # The last hop is the nearest proxy. Each of our own names the one before it: the first that none of ours
            # vouches for is the client.
            scope["client"] = (hops[max(0, len(hops) - 1 - self._proxies)], _PORT_OF_NOBODY)
            if "https" in _values(scope["headers"], b"x-forwarded-proto")[-1:]:
                scope["scheme"] = "https"
        await self._app(scope, receive, send)


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    """Return all members of a list header in order, ports and brackets of addresses left out."""
    lines = [value.decode("latin-1") for known, value in headers if known == name]
    return [_bare(member.strip()) for line in lines for member in line.split(",") if member.strip()]


def _bare(hop: str) -> str:
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop
