"""Posts come from these pages alone. There are no sessions to steal yet; the rule stands before the first one does."""

from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection, Request
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

Connection = ASGIConnection[Any, Any, Any, Any]

_OWN_SITES = frozenset({"same-origin", "none"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def require_own_origin(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Refuse a changing request that another site's page sent.

    Browsers name the sending site in ``Sec-Fetch-Site``; on a plain address without TLS only in ``Origin``. A client
    that sends neither is no browser and carries nobody's cookies.

    Raises:
        PermissionDeniedException: Another site sent the request.
    """
    if not isinstance(connection, Request) or connection.method in _READING:
        return
    site = connection.headers.get("sec-fetch-site")
    origin = connection.headers.get("origin")
    if site is not None:
        own = site in _OWN_SITES
    else:
        own = origin is None or urlsplit(origin).netloc == connection.headers.get("host")
    if not own:
        raise PermissionDeniedException
