"""A licence expression cut into words, operators and parentheses, in one pass over the text."""

import re
from enum import Enum
from itertools import pairwise
from typing import NamedTuple


class Mark(Enum):
    """What is no word in an expression; the value is its canonical spelling."""

    AND = "AND"
    OR = "OR"
    WITH = "WITH"
    OPEN = "("
    CLOSE = ")"


class Token(NamedTuple):
    """One piece of an expression.

    Args:
        text: As it was written.
        place: Index of its first character in the expression.
        mark: The operator or parenthesis it is; None for a word.
    """

    text: str
    place: int
    mark: Mark | None

    @property
    def odd_case(self) -> bool:
        """An operator in mixed case: SPDX 2 knows it in capitals only, SPDX 3 also in small letters."""
        return self.mark is not None and not (self.text.isupper() or self.text.islower() or self.text in "()")

    @property
    def operator_in_capitals(self) -> bool:
        """AND, OR or WITH in capitals, as an expression writes them and a name hardly ever does."""
        return self.mark is not None and self.text.isupper()


_PIECE = re.compile(r"[()]|[^\s()]+")
_MARKS = {mark.value: mark for mark in Mark}


def tokens_of(text: str) -> list[Token]:
    """Return the pieces of an expression in their order; whitespace only separates."""
    return [Token(found[0], found.start(), _MARKS.get(found[0].upper())) for found in _PIECE.finditer(text)]


def without_small_operators(tokens: list[Token]) -> list[Token]:
    """Return the pieces with operators in small letters taken for words: "version 3 or later AND MIT"."""
    return [Token(token.text, token.place, None) if token.text.islower() else token for token in tokens]


def is_running_text(tokens: list[Token]) -> bool:
    """Tell whether words stand side by side, as in a name."""
    return any(one.mark is None and other.mark is None for one, other in pairwise(tokens))
