"""Where a rule comes from and how far its wording has been checked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VerificationStatus(StrEnum):
    """How far a legal source or figure has been checked against its official text."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    HOUSE_RULE = "house_rule"


@dataclass(frozen=True, slots=True)
class LegalSource:
    """A citation as it stands in a German paper.

    Args:
        citation: Paragraph, ruling or resolution, e.g. ``§ 58 Abs. 2 VgV``.
        status: How far the citation has been checked.
        note: Where it was read, or what remains to be checked; may be empty.
        as_of: Last day of which the status is known to be true; None where it was not recorded.
    """

    citation: str
    status: VerificationStatus
    note: str = ""
    as_of: date | None = None

    def __post_init__(self) -> None:
        """Refuse an empty citation: an optional source is an empty source."""
        if not self.citation.strip():
            raise ValueError("a legal source needs a citation")

    def __str__(self) -> str:
        """Return the citation alone."""
        return self.citation
