"""Addresses of evidence on licences."""

from urllib.parse import urlencode

from web.addresses.tenders import procedure_bid


def analyses() -> str:
    """Return the address of the free-standing analyses of licences."""
    return "/analysen"


def analysis(number: int) -> str:
    """Return the address of an analysis of licences."""
    return f"{analyses()}/{number}"


def analysis_result(number: int, result: int) -> str:
    """Return the address of one result of an analysis."""
    return f"{analysis(number)}/ergebnisse/{result}"


def list_columns(number: int, file: int, name: str) -> str:
    """Return the address of the columns of a licence list; an unnamed one is the first of its file."""
    own = f"{analysis(number)}/dateien/{file}/spalten"
    return f"{own}?{urlencode({'liste': name})}" if name else own


def bid_analyses(slug: str, bid_id: str) -> str:
    """Return the address of the analyses of one bid."""
    return f"{procedure_bid(slug, bid_id)}/analysen"


def house_rules() -> str:
    """Return the address of the rules of the house for licences."""
    return "/hausregeln"


def house_rules_version(number: int) -> str:
    """Return the address of one version; 0 is the one that ships."""
    return f"{house_rules()}/{number}"
