"""Addresses of repositories that bids name."""

from web.addresses.tenders import procedure_bid


def bid_repositories(slug: str, bid_id: str) -> str:
    """Return the address of the repositories that one bid names."""
    return f"{procedure_bid(slug, bid_id)}/repositorien"


def repository(slug: str, bid_id: str, number: int) -> str:
    """Return the address of one repository."""
    return f"{bid_repositories(slug, bid_id)}/{number}"
