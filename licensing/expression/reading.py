"""What became of an expression: how it was read, its licences, and what had to be remarked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from licensing.expression.term import Term
from licensing.expression.tree import Tree, fold

T = TypeVar("T")


class ReadAs(StrEnum):
    """How a text was read.

    ``EXACT``: every identifier as the lists spell it. ``NORMALISED``: only case differed. ``MAPPED``: a list of names
    turned free text into an identifier. ``UNKNOWN``: some name stands on no list. ``MISSING``: no
    text.
    """

    EXACT = "exact"
    NORMALISED = "normalised"
    MAPPED = "mapped"
    NOASSERTION = "noassertion"
    NONE = "none"
    MISSING = "missing"
    UNKNOWN = "unknown"
    MALFORMED = "malformed"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about an expression.

    Args:
        type: Slug; its German sentence stands in ``licensing/expression/wording.py``.
        properties: Values for the sentence.
    """

    type: str
    properties: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression as it was read.

    Args:
        text: The expression as it stood in the document.
        read_as: How it was read.
        canonical: The expression with the identifiers of the lists; empty where there is no licence in it.
        remarks: What had to be remarked, in the order of the text.
        tree: Structure of the expression; None where there is none.
        terms: The licence that each operand of the tree turned out to be.
    """

    text: str
    read_as: ReadAs
    canonical: str = ""
    remarks: tuple[Remark, ...] = ()
    tree: Tree | None = None
    terms: tuple[Term, ...] = ()

    @property
    def licences(self) -> list[Term]:
        """The distinct licences in the order of the text."""
        return list(dict.fromkeys(self.terms))

    def fold(self, leaf: Callable[[Term], T], every: Callable[[T, T], T], either: Callable[[T, T], T]) -> T | None:
        """Return the value of the expression from the values of its licences; None where it has none."""
        if self.tree is None:
            return None
        return fold(self.tree.steps, [leaf(term) for term in self.terms], every, either)
