"""Methods that no route declares: HEAD is GET without its body (RFC 9110, 9.3.2), ``Allow`` names every method.

HEAD needs the same right as GET and leaves the same lines; only the log of requests says which of the two it was.
"""

from collections.abc import Iterable, Mapping

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, Message, Receive, Scope, Send

_ALLOW = b"allow"


class Methods:
    """ASGI application around another one that knows no HEAD.

    Args:
        app: The application.
        known: Methods of its routes by the template of their address, see ``known_methods``.
    """

    def __init__(self, app: ASGIApp, known: Mapping[str, Iterable[str]]) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
        elif scope["method"] != "HEAD":
            await self._app(scope, receive, self._naming_all(scope, send))
        else:
            scope["method"] = "GET"  # in place: what stands around reads from the same scope which route it was
            try:
                await self._app(scope, receive, self._naming_all(scope, _without_body(send)))
            finally:
                scope["method"] = "HEAD"

    def _naming_all(self, scope: Scope, send: Send) -> Send:
        """Complete ``Allow``: Litestar forgets what was added to an address later, and knows no HEAD."""

        async def send_naming(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = self._known.get(str(scope.get("path_template")), ())
                message["headers"] = [(name, _completed(name, value, known)) for name, value in message["headers"]]
            await send(message)

        return send_naming


def known_methods(application: Litestar) -> dict[str, frozenset[str]]:
    """Return the methods of every route by the template of its address."""
    routes = (route for route in application.routes if isinstance(route, HTTPRoute))
    return {route.path_format: frozenset(map(str, route.route_handler_map)) for route in routes}


def _completed(name: bytes, value: bytes, known: Iterable[str]) -> bytes:
    if name.lower() != _ALLOW:
        return value
    methods = {one.strip() for one in value.decode("latin-1").split(",")} | set(known)
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set()))).encode("latin-1")


def _without_body(send: Send) -> Send:
    async def send_bare(message: Message) -> None:
        if message["type"] == "http.response.body":
            message["body"] = b""
        await send(message)

    return send_bare
