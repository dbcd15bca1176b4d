"""The dated table of compatibility: outbound licence, inbound licence, kind of use, answer, source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.legal import LegalSource
from core.parameters import legal_source

ANY = "*"
PROPRIETARY = "proprietary"


class Use(StrEnum):
    """How a part is used in the product.

    ``SEPARATE``: a work of its own beside the product. ``LINK``: a library, bound statically or when running.
    ``MERGE``: its code goes into the product's own. ``MODIFY``: it is changed, and the changed part shall come under
    the licence of the product.
    """

    SEPARATE = "separate"
    LINK = "link"
    MERGE = "merge"
    MODIFY = "modify"


class Compatible(StrEnum):
    """The answer; ``UNCLEAR`` is a question to the bidder and never costs points."""

    YES = "yes"
    UNCLEAR = "unclear"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer of the table.

    Args:
        answer: Yes, no or unclear.
        reason: German sentence that says why.
        source: Where it stands, and how far that was checked.
        valid_from: Day from which the cell stands in the table.
    """

    answer: Compatible
    reason: str
    source: LegalSource
    valid_from: date


@dataclass(frozen=True, slots=True)
class CompatibilityTable:
    """All cells of one version of the table.

    Args:
        version: Version of the table.
        cells: Answers by outbound licence (or ``*``), inbound licence and use.
        later: Licences that the words "or any later version" of a licence also allow.
    """

    version: str
    cells: Mapping[tuple[str, str, Use], Cell]
    later: Mapping[str, tuple[str, ...]]

    def cell(self, outbound: str, inbound: str, use: Use) -> Cell | None:
        """Return the cell for exactly these licences, or for any outbound one; None where the table is silent."""
        return self.cells.get((outbound, inbound, use)) or self.cells.get((ANY, inbound, use))

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "CompatibilityTable":
        """Build the table from the parsed file ``data/compatibility.yaml``.

        Raises:
            KeyError: A required key is missing, or a group is not there.
            ValueError: Two entries answer the same question, or an answer, use or source is not of its form.
        """
        cells: dict[tuple[str, str, Use], Cell] = {}
        for entry in raw["cells"]:
            cell = Cell(
                Compatible(entry["answer"]), entry["reason"], legal_source(entry["source"]), entry["valid_from"]
            )
            for key in _keys(entry, raw["groups"]):
                if key in cells:
                    raise ValueError(f"two cells for {key}")
                cells[key] = cell
        return cls(raw["version"], cells, {name: tuple(ids) for name, ids in raw["later"].items()})


def _keys(entry: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Iterator[tuple[str, str, Use]]:
    for outbound in _members(entry["outbound"], groups):
        for inbound in _members(entry["inbound"], groups):
            for use in entry["use"]:
                yield outbound, inbound, Use(use)


def _members(names: list[str], groups: Mapping[str, list[str]]) -> list[str]:
    """Return the licences of a list in which ``@name`` stands for a whole group."""
    found: list[str] = []
    for name in names:
        found += groups[name.removeprefix("@")] if name.startswith("@") else [name]
    return found
