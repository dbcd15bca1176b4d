"""One licence of an expression, told apart: listed, reference, mapped name, nothing, unknown."""

from dataclasses import dataclass
from enum import StrEnum


class TermKind(StrEnum):
    """What an identifier turned out to be."""

    LISTED = "listed"
    REFERENCE = "reference"
    CATALOGUED = "catalogued"
    DECLARED_PROPRIETARY = "declared_proprietary"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


class AdditionKind(StrEnum):
    """What stands after ``WITH``: an exception that fits the licence or not, a reference, or an unknown name."""

    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"
    UNCHECKED = "unchecked"
    REFERENCE = "reference"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Addition:
    """An exception, as far as it was recognised.

    Args:
        id: Identifier in the list's spelling, or as written.
        kind: What it turned out to be.
    """

    id: str
    kind: AdditionKind


@dataclass(frozen=True, slots=True)
class Term:
    """One licence of an expression.

    Args:
        id: Identifier in the list's spelling; the text as written where no list knows it.
        kind: What it turned out to be.
        or_later: A ``+`` follows: this version or any later one.
        deprecated: The list keeps the identifier only for old documents.
        recommended: What the list recommends instead of a deprecated identifier; empty where nothing is known.
        mapped_from: The free text that a list of names maps to ``id``; empty for an identifier.
        addition: What stands after ``WITH``.
    """

    id: str
    kind: TermKind
    or_later: bool = False
    deprecated: bool = False
    recommended: str = ""
    mapped_from: str = ""
    addition: Addition | None = None

    def __hash__(self) -> int:
        """Return a hash that costs nothing: the text keeps its own, and hardly two terms share it."""
        return hash(self.id)

    def __str__(self) -> str:
        """Return the licence as an expression writes it."""
        plus = "+" if self.or_later else ""
        addition = f" WITH {self.addition.id}" if self.addition else ""
        return f"{self.id}{plus}{addition}"
