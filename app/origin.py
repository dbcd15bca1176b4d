"""Changing requests come from our own pages or from programs: the wall against requests that other sites forge.

No token is needed for it: every browser of today says where a changing request comes from, and no page can make it lie.
See docs/adr/0017.
"""

from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection, Request
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from infra.identity.sessions import PLAIN_COOKIE, SECURE_COOKIE

Connection = ASGIConnection[Any, Any, Any, Any]

FOR_PROGRAMS = frozenset({"api", "health"})

_OWN_SITES = frozenset({"same-origin", "none"})
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_SENT_BY_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})


def is_for_programs(path: str) -> bool:
    """Tell whether an address belongs to the interface, not to the pages."""
    return path.split("/")[1] in FOR_PROGRAMS


async def require_own_origin(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Refuse a changing request that another site's page sent.

    Browsers name the sending site in ``Sec-Fetch-Site``; on a plain address without TLS only in ``Origin``. Who sends
    neither is no browser: such a request may not carry a session, except to the interface in a format that no form can
    send.

    Raises:
        PermissionDeniedException: Another site sent the request, or may have.
    """
    if not isinstance(connection, Request) or connection.method in _READING:
        return
    if not _is_own(connection):
        raise PermissionDeniedException


def _is_own(request: Request[Any, Any, Any]) -> bool:
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site in _OWN_SITES
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("host")
    if not {PLAIN_COOKIE, SECURE_COOKIE} & request.cookies.keys():
        return True
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return is_for_programs(request.url.path) and kind not in _SENT_BY_FORMS
