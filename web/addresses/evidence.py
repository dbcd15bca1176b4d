"""Addresses of evidence on licences."""

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


def bid_analyses(slug: str, bid_id: str) -> str:
    """Return the address of the analyses of one bid."""
    return f"{procedure_bid(slug, bid_id)}/analysen"
