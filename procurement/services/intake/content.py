"""The content of a file that a bidder or candidate handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infra.saving import saving_headers


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
        return saving_headers(self.name)
