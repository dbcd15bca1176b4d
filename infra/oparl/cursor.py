"""How far the reading of a council system has come: small, kept between two steps, taken up again later."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ListKind(StrEnum):
    """The lists that are read, in this order: names and meetings first, so that papers find them."""

    ORGANIZATION = "organization"
    MEETING = "meeting"
    PAPER = "paper"


class Ending(StrEnum):
    """Why a list is not read any further."""

    COMPLETE = "complete"
    FOREIGN_LINK = "foreign_link"
    LOOP = "loop"
    NOTHING_NEW = "nothing_new"
    NOT_OFFERED = "not_offered"
    SHORT = "short"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class ListCursor:
    """How far a list was read.

    Args:
        kind: Which list.
        next: Address of the page that comes next; empty where the list has ended.
        pages: Pages read.
        ended: Why it has ended; None as long as it has not.
    """

    kind: ListKind
    next: str
    pages: int = 0
    ended: Ending | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a council system was read.

    Args:
        body: Address of the body, e.g. the city.
        name: Its name.
        lists: How far each list was read.
    """

    body: str
    name: str
    lists: tuple[ListCursor, ...]

    @property
    def current(self) -> ListCursor | None:
        """The list that is read now; None when all have ended."""
        return next((one for one in self.lists if one.ended is None), None)

    @property
    def pages(self) -> int:
        """Pages read of all lists."""
        return sum(one.pages for one in self.lists)

    def whole(self, kind: ListKind) -> bool:
        """Tell whether a list was read to its end, so that what is not in it is not there."""
        return any(one.ended is Ending.COMPLETE for one in self.lists if one.kind is kind)

    def to_json(self) -> dict[str, Any]:
        """Return the cursor as JSON values."""
        lists = [
            {"kind": one.kind.value, "next": one.next, "pages": one.pages, "ended": one.ended and one.ended.value}
            for one in self.lists
        ]
        return {"body": self.body, "name": self.name, "lists": lists}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Cursor":
        """Return the cursor in JSON values that ``to_json`` gave."""
        lists = tuple(
            ListCursor(ListKind(one["kind"]), one["next"], one["pages"], Ending(one["ended"]) if one["ended"] else None)
            for one in raw["lists"]
        )
        return cls(raw["body"], raw["name"], lists)
