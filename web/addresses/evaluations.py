"""Addresses of stored evaluations."""

from urllib.parse import urlencode

from web.addresses.segments import segment


def procedure(slug: str) -> str:
    """Return the address of the result page."""
    return f"/vergaben/{segment(slug)}"


def pruefvermerk(slug: str) -> str:
    """Return the address of the Prüfvermerke on a procedure."""
    return f"{procedure(slug)}/pruefvermerk"


def bid(slug: str, bid_id: str) -> str:
    """Return the address of one bid."""
    return f"{procedure(slug)}/angebote/{segment(bid_id)}"


def criterion(slug: str, bid_id: str, criterion_id: str) -> str:
    """Return the address of one criterion of one bid."""
    return f"{bid(slug, bid_id)}/kriterien/{segment(criterion_id)}"


def file(slug: str, name: str) -> str:
    """Return the address of a file of a stored evaluation."""
    return f"{procedure(slug)}/dateien/{name}"


def start(query: str, page: int) -> str:
    """Return the address of a page of the list."""
    asked = {"suche": query} if query else {}
    if page > 1:
        asked["seite"] = str(page)
    return f"/?{urlencode(asked)}" if asked else "/"
