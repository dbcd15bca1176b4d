"""Addresses of the end of files."""

from urllib.parse import urlencode

from web.addresses.segments import segment
from web.addresses.tenders import tender


def disposal(slug: str) -> str:
    """Return the address of the end of a procedure's file."""
    return f"{tender(slug)}/aussonderung"


def proofs(search: str = "", page: int = 1) -> str:
    """Return the address of the proofs of deletion."""
    query = {name: value for name, value in (("suche", search), ("seite", page if page > 1 else "")) if value}
    return "/aussonderungen" + (f"?{urlencode(query)}" if query else "")


def proof(slug: str) -> str:
    """Return the address of one of them."""
    return f"/aussonderungen/{segment(slug)}"
