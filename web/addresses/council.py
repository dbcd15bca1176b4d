"""Addresses of agendas, and of what the council system says of a check."""


def agendas(page: int = 1) -> str:
    """Return the address of the agendas."""
    return "/tagesordnungen" + (f"?seite={page}" if page > 1 else "")


def agenda(number: int) -> str:
    """Return the address of an agenda."""
    return f"/tagesordnungen/{number}"


def check_in_council(check: int) -> str:
    """Return the address of what the council system says of a check."""
    return f"/digital-checks/{check}/ratsinformation"
