"""What validators find."""

from dataclasses import dataclass

MOST_RULES = 50


@dataclass(frozen=True, slots=True, order=True)
class BrokenRule:
    """A rule that a file breaks.

    Args:
        rule: Its name or clause, as the validator calls it.
        count: How often it is broken.
    """

    rule: str
    count: int
