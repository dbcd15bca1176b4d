"""The cookie that holds a session's token: for this host, out of reach of scripts, gone with the browser."""

from typing import Literal, TypedDict

from infra.identity.sessions import cookie_name


class SessionCookie(TypedDict):
    """A cookie as interface and pages set it alike, by the names of its HTTP attributes."""

    key: str
    value: str
    max_age: int | None
    path: str
    httponly: bool
    secure: bool
    samesite: Literal["lax"]


def session_cookie(token: str | None, scheme: str) -> SessionCookie:
    """Return the cookie of a session that was opened just now; without a token the one that ends it.

    Args:
        token: Token of the session; None to make the browser forget it.
        scheme: ``https`` or ``http``: what the request came by.
    """
    secure = scheme == "https"
    return SessionCookie(
        key=cookie_name(secure=secure),
        value=token or "",
        max_age=None if token else 0,
        path="/",
        httponly=True,
        secure=secure,
        samesite="lax",
    )
