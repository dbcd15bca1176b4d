"""Addresses of open-source products and of the alternatives of a procedure."""

from urllib.parse import urlencode

from web.addresses.tenders import tender


def products(query: str = "", page: int = 1, category: str = "") -> str:
    """Return the address of a page of the list of products."""
    asked = {name: value for name, value in (("suche", query), ("kategorie", category)) if value}
    if page > 1:
        asked["seite"] = str(page)
    return f"/produkte?{urlencode(asked)}" if asked else "/produkte"


def product(number: int) -> str:
    """Return the address of one product."""
    return f"/produkte/{number}"


def alternatives(slug: str) -> str:
    """Return the address of the alternatives of a procedure."""
    return f"{tender(slug)}/alternativen"
