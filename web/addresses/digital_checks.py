"""Addresses of Digital-Checks."""

from urllib.parse import urlencode


def digital_checks(search: str = "", page: int = 1, status: str = "") -> str:
    """Return the address of the list."""
    asked = (("stand", status), ("suche", search), ("seite", page if page > 1 else ""))
    query = {name: value for name, value in asked if value}
    return "/digital-checks" + (f"?{urlencode(query)}" if query else "")


def digital_check(number: int) -> str:
    """Return the address of a check."""
    return f"/digital-checks/{number}"


def digital_check_form(number: int, page: str) -> str:
    """Return the address of a page of its form."""
    return f"/digital-checks/{number}/ausfuellen/{page}"


def digital_check_precheck(number: int, question: str) -> str:
    """Return the address of a question of its Vorprüfung."""
    return f"/digital-checks/{number}/vorpruefung/{question}"


def digital_check_review(number: int) -> str:
    """Return the address of „Angaben prüfen“."""
    return f"/digital-checks/{number}/pruefen"


def check_tender(number: int) -> str:
    """Return the address where a tender procedure begins from a check."""
    return f"/digital-checks/{number}/vergabe"


def check_questions(name: str) -> str:
    """Return the address of a catalogue of questions."""
    return f"/digital-checks/fragen/{name}"
