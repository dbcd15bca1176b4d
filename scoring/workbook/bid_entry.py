"""A bid on its way from the cells to JSON values."""

from dataclasses import dataclass, field

from scoring.workbook.draft import Json
from scoring.workbook.source import SheetSource


@dataclass(slots=True)
class BidEntry:
    """A bid as read: JSON values, and the cell of each value by its pointer inside the bid."""

    node: Json
    places: dict[str, str] = field(default_factory=dict)
    row: int = 0

    @property
    def number(self) -> str:
        """Its number on the sheet of bids."""
        return str(self.node["id"])

    @property
    def used(self) -> bool:
        """Whether anything is filled in."""
        return len(self.node) > 1


def known_bid(
    source: SheetSource, row: int, column: int, number: str | None, bids: dict[str, BidEntry], *, needed: bool
) -> BidEntry | None:
    """Return the bid of a number; one that is not among the bids is a fault."""
    if number is None and not needed:
        return None
    if number not in bids:
        source.fault("workbook_unknown_bid", row, column, id=number or "–")
        return None
    return bids[number]
