"""What the city lets people choose from: lists that change, while old requests keep what they held."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ChoiceList(StrEnum):
    """A list that the city edits; the value is the name of the field that it is for, save for roles."""

    HANDLUNGSFELD = "handlungsfeld"
    ZIEL = "ziel-2031"
    PROJEKTKATEGORIE = "projektkategorie"
    DEZERNAT = "dezernat"
    ROLLE = "rolle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An entry of a list.

    Args:
        list: Which list.
        value: What one chooses; requests keep it by this text.
        since: First day on which it is offered.
        until: Last day; None while it has none.
        person: Id of the person who entered it.
        at: When, UTC.
    """

    list: ChoiceList
    value: str
    since: date
    until: date | None
    person: str
    at: datetime

    def holds_on(self, day: date) -> bool:
        """Whether it is offered on a day."""
        return self.since <= day and (self.until is None or day <= self.until)
