"""Addresses of Kurzbewertungen."""

from urllib.parse import urlencode


def short_assessments(search: str = "", page: int = 1, stage: str = "") -> str:
    """Return the address of the list."""
    asked = (("stand", stage), ("suche", search), ("seite", page if page > 1 else ""))
    query = {name: value for name, value in asked if value}
    return "/kurzbewertungen" + (f"?{urlencode(query)}" if query else "")


def short_assessment(number: int) -> str:
    """Return the address of a Kurzbewertung."""
    return f"/kurzbewertungen/{number}"
