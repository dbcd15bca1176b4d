"""What the pages of the sign-in and the account need of a request: its cookie and where it comes from."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from infra.identity.cookies import session_cookie

Connection = Request[Any, Any, Any]


def cookie(request: Connection, token: str | None) -> Cookie:
    """Return the session cookie; without a token the one that ends it."""
    return Cookie(**session_cookie(token, request.scope["scheme"]))


def address_of(request: Connection) -> str:
    """Return the network address a request comes from, as the server or our own proxies tell it."""
    client = request.scope.get("client")
    return client[0] if client else ""
