"""Light, dark or as the system says: the one thing a browser is asked to remember."""

from enum import StrEnum
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

COOKIE = "darstellung"
_YEAR = 365 * 24 * 60 * 60


class Theme(StrEnum):
    """How pages look."""

    SYSTEM = "system"
    LIGHT = "hell"
    DARK = "dunkel"


def theme_of(request: Request[Any, Any, Any]) -> Theme:
    """Return the theme chosen in this browser."""
    chosen = request.cookies.get(COOKIE)
    return Theme(chosen) if chosen in set(Theme) else Theme.SYSTEM


def theme_cookie(theme: Theme, *, secure: bool) -> Cookie:
    """Return the cookie that remembers the choice; the system's look needs none and deletes it."""
    kept = theme is not Theme.SYSTEM
    return Cookie(
        key=COOKIE,
        value=theme.value if kept else "",
        max_age=_YEAR if kept else 0,
        path="/",
        httponly=True,
        secure=secure,
        samesite="strict",
    )
