"""Addresses of rubrics and of the openness of bids."""

from web.addresses.segments import segment
from web.addresses.tenders import own_sheet, procedure_bid, procedure_lot


def rubrics() -> str:
    """Return the address of the rubrics of the city."""
    return "/bewertungsschluessel"


def rubric(number: int) -> str:
    """Return the address of one version."""
    return f"{rubrics()}/{number}"


def lot_rubric(slug: str, number: int) -> str:
    """Return the address where the rubric of a lot is chosen."""
    return f"{procedure_lot(slug, number)}/bewertungsschluessel"


def bid_openness(slug: str, bid_id: str) -> str:
    """Return the address of the openness of one bid."""
    return f"{procedure_bid(slug, bid_id)}/offenheit"


def lot_openness(slug: str, number: int) -> str:
    """Return the address of all bids of a lot side by side."""
    return f"{procedure_lot(slug, number)}/offenheit"


def suggestion(slug: str, number: int, bid_id: str) -> str:
    """Return the address where an evaluator decides on the suggested points of a bid."""
    return f"{own_sheet(slug, number)}/vorschlag/{segment(bid_id)}"
