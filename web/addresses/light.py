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


def new_short_assessment(entry: int | None = None) -> str:
    """Return the address of the form that begins one, be it about an entry of the register."""
    return "/kurzbewertungen/neu" + (f"?{urlencode({'eintrag': entry})}" if entry else "")


def short_assessment_after(number: int, search: str = "") -> str:
    """Return the address of a Kurzbewertung after it was saved, with what was looked for."""
    return short_assessment(number) + (f"?{urlencode({'suche': search})}#verzeichnis" if search else "")
