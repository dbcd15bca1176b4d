"""The content of a file that a bidder or candidate handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class BidContent:
    """A file of a bid or of a request, opened.

    Args:
        name: As it is stored.
        content: Its bytes.
    """

    name: str
    content: bytes = field(repr=False)

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields under which a browser saves it and never shows it (RFC 6266)."""
        named = f"attachment; filename=\"datei\"; filename*=UTF-8''{quote(self.name, safe='')}"
        return {"Content-Disposition": named, "X-Content-Type-Options": "nosniff"}
