"""What this package tells about rules of the house for licences."""

from dataclasses import dataclass
from datetime import date, datetime

SHIPPED_RULES = 0
"""Number of the version that ships with the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRulesVersion:
    """A version of a city's rules of the house for licences; it never changes.

    Args:
        number: Counts the versions of the city, from 1; 0 is the one that ships with the program.
        version: Name of the version, unique in the city.
        title: What it is called.
        valid_from: Day from which analyses are judged by it.
        digest: ``sha256:…`` of the text.
        text: As it was written, ``pruefstand/licence-policy/1`` in YAML or JSON.
        document: The rules in it as JSON.
        added_by: Id of the person who added it; empty for the one that ships.
        added_at: When, UTC.
    """

    number: int
    version: str
    title: str
    valid_from: date
    digest: str
    text: str
    document: str
    added_by: str
    added_at: datetime

    @property
    def is_shipped(self) -> bool:
        """It comes with the program; no city has added it."""
        return self.number == SHIPPED_RULES
