"""Addresses of criteria and their catalogues."""

from urllib.parse import urlencode

from web.addresses.segments import segment


def criteria(query: str, page: int, kind: str = "") -> str:
    """Return the address of a page of the list of criteria."""
    asked = {name: value for name, value in (("suche", query), ("art", kind)) if value}
    if page > 1:
        asked["seite"] = str(page)
    return f"/kriterien?{urlencode(asked)}" if asked else "/kriterien"


def catalogue(catalogue_id: str, number: int | None = None) -> str:
    """Return the address of a catalogue of criteria, or of one version of it."""
    address = f"/kriterien/kataloge/{segment(catalogue_id)}"
    return address if number is None else f"{address}/fassungen/{number}"


def catalogue_entry(catalogue_id: str, number: int, entry: str) -> str:
    """Return the address of one criterion of a version."""
    return f"{catalogue(catalogue_id, number)}/kriterien/{segment(entry)}"


def catalogue_drafts() -> str:
    """Return the address of all drafts of catalogues."""
    return "/kriterien/entwuerfe"


def catalogue_draft(catalogue_id: str) -> str:
    """Return the address of the draft of a catalogue."""
    return f"{catalogue_drafts()}/{segment(catalogue_id)}"


def draft_part(catalogue_id: str, part: str, part_id: str) -> str:
    """Return the address of a criterion or clause of a draft."""
    return f"{catalogue_draft(catalogue_id)}/{part}/{segment(part_id)}"
