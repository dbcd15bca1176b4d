"""Identifiers as segments of a path, and which addresses are ours."""

from urllib.parse import quote, unquote


def segment(identifier: str) -> str:
    """Return an identifier as one segment of a path.

    Quoted twice: servers decode a path once before they split it, so a single ``%2F`` would become a border.
    """
    once = quote(identifier, safe="")
    if set(once) <= {"."}:  # browsers resolve "." and ".." as steps
        once = once.replace(".", "%2E")
    return quote(once, safe="")


def identifier(path_segment: str) -> str:
    """Return the identifier in a segment that the server has decoded once."""
    return unquote(path_segment)


def is_local(address: str) -> bool:
    """Tell whether an address is a plain path of this service, fit for a redirect."""
    return address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
