"""Addresses of agendas, of what the council system says of a check, and of Verwaltungsleistungen."""

from urllib.parse import urlencode


def agendas(page: int = 1) -> str:
    """Return the address of the agendas."""
    return "/tagesordnungen" + (f"?seite={page}" if page > 1 else "")


def agenda(number: int) -> str:
    """Return the address of an agenda."""
    return f"/tagesordnungen/{number}"


def check_in_council(check: int) -> str:
    """Return the address of what the council system says of a check."""
    return f"/digital-checks/{check}/ratsinformation"


def public_services(search: str = "", page: int = 1) -> str:
    """Return the address of the Verwaltungsleistungen."""
    asked = (("suche", search), ("seite", page if page > 1 else ""))
    query = {name: value for name, value in asked if value}
    return "/verwaltungsleistungen" + (f"?{urlencode(query)}" if query else "")
