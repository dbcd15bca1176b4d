"""Whether a standard is open: to come from the catalogue of standards, which derives it from facts with sources."""

from typing import Literal

Openness = Literal["open", "restricted", "vendor"]


def openness_of(_standard: str | None) -> Openness | None:
    """Return what the catalogue derives for a standard; None as long as nothing is derived. Never guessed here."""
    return None
