"""Addresses of the register of contracts and systems."""

from collections.abc import Mapping
from urllib.parse import urlencode


def register(filters: Mapping[str, str] | None = None, search: str = "", page: int = 1) -> str:
    """Return the address of the list.

    Args:
        filters: What it is cut down by, by the names of the fields.
        search: Words that are looked for.
        page: Number of the page, from 1.
    """
    return "/vertragsregister" + _query({**(filters or {}), "suche": search, "seite": str(page) if page > 1 else ""})


def register_entry(number: int) -> str:
    """Return the address of an entry."""
    return f"/vertragsregister/{number}"


def register_table(kind: str, filters: Mapping[str, str] | None = None, search: str = "") -> str:
    """Return the address of the list as a file."""
    return f"/vertragsregister/liste/{kind}" + _query({**(filters or {}), "suche": search})


def _query(asked: Mapping[str, str]) -> str:
    query = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(query)}" if query else ""
