"""How a browser is told to save a file."""

from collections.abc import Mapping
from urllib.parse import quote


def saving_headers(name: str) -> Mapping[str, str]:
    """Return header fields under which a browser saves a file and never shows it (RFC 6266)."""
    named = f"attachment; filename=\"datei\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": named, "X-Content-Type-Options": "nosniff"}
