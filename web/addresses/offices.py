"""Addresses of signing in, of people and of the audit log."""

from collections.abc import Mapping
from urllib.parse import urlencode

from web.addresses.segments import segment


def sign_in(back: str) -> str:
    """Return the address of the sign-in that leads back afterwards."""
    return "/anmelden" if back in ("", "/") else f"/anmelden?{urlencode({'weiter': back})}"


def people(query: str, page: int) -> str:
    """Return the address of a page of the list of people."""
    asked = {"suche": query} if query else {}
    if page > 1:
        asked["seite"] = str(page)
    return f"/verwaltung/personen?{urlencode(asked)}" if asked else "/verwaltung/personen"


def audit_log(asked: Mapping[str, str]) -> str:
    """Return the address of the audit log with what was asked for."""
    wanted = {name: value for name, value in asked.items() if value}
    return f"/pruefprotokoll?{urlencode(wanted)}" if wanted else "/pruefprotokoll"


def audited(kind: str, subject: str) -> str:
    """Return the address of everything that happened to one thing."""
    return f"/pruefprotokoll/{segment(kind)}/{segment(subject)}"
