"""Addresses of open standards."""

from collections.abc import Mapping
from urllib.parse import urlencode

from web.addresses.segments import segment
from web.addresses.tenders import procedure_bid, procedure_lot


def standards(asked: Mapping[str, str] | None = None, page: int = 1) -> str:
    """Return the address of a page of the catalogue of standards, with what was asked for."""
    return with_query("/standards", asked or {}, page)


def standard(standard_id: str) -> str:
    """Return the address of one standard."""
    return f"/standards/{segment(standard_id)}"


def standards_file(kind: str, asked: Mapping[str, str] | None = None) -> str:
    """Return the address of the catalogue as a file."""
    return with_query(f"/standards/dateien/katalog.{kind}", asked or {}, 1)


def standard_lots(standard_id: str, query: str = "", page: int = 1) -> str:
    """Return the address of the lots that a clause for a standard can go into."""
    return with_query(f"{standard(standard_id)}/lose", {"suche": query}, page)


def lot_clauses(slug: str, lot: int, asked: Mapping[str, str] | None = None, page: int = 1) -> str:
    """Return the address of the clauses for standards that can go into a lot's matrix."""
    return with_query(f"{procedure_lot(slug, lot)}/standards", asked or {}, page)


def standard_probes() -> str:
    """Return the address of the free-standing probes of files."""
    return "/standards/pruefung"


def standard_probe(number: int) -> str:
    """Return the address of a probe."""
    return f"{standard_probes()}/{number}"


def bid_standard_probes(slug: str, bid_id: str) -> str:
    """Return the address of the probes of one bid."""
    return f"{procedure_bid(slug, bid_id)}/standards"


def with_query(address: str, asked: Mapping[str, str], page: int) -> str:
    """Return an address with what was asked for and the number of a page, where there is something to say."""
    said = {name: value for name, value in asked.items() if value} | ({"seite": str(page)} if page > 1 else {})
    return f"{address}?{urlencode(said)}" if said else address
