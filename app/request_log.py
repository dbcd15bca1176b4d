"""Around everything: a name for each request, and one line about it in the log."""

import time
from uuid import uuid4

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from infra.logging import bind_request, log_request

HEADER = b"x-request-id"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NO_ANSWER = 500
_UNTOLD = "/angebotsabgabe/"
"""No line tells of what bidders do there: counted, the lines would tell how many bids came in (ADR 71)."""


class RequestLog:
    """ASGI application around another one.

    The line names the template of the address: an address names procedures and people. The client cannot choose the id:
    what it sends would stand in the log. Of sealed bids only defects are told.

    Args:
        app: The application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        identifier, started, status = uuid4().hex, time.perf_counter(), _NO_ANSWER

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER, identifier.encode())]
            await send(message)

        with bind_request(identifier):
            try:
                await self._app(scope, receive, send_named)
            finally:
                route = str(scope.get("path_template") or "none")
                if status >= _NO_ANSWER or not route.startswith(_UNTOLD):
                    log_request(
                        method=scope["method"] if scope["method"] in _METHODS else "other",
                        route=route,
                        status=status,
                        milliseconds=(time.perf_counter() - started) * 1000,
                    )
