"""A licence expression cut into words, operators and parentheses, in one pass over the text."""

import re
from enum import Enum
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


_PIECE = re.compile(r"[()]|[^\s()]+")
_MARKS = {mark.value: mark for mark in Mark}


def tokens_of(text: str) -> list[Token]:
    """Return the pieces of an expression in their order; whitespace only separates."""
    return [Token(found[0], found.start(), _MARKS.get(found[0].upper())) for found in _PIECE.finditer(text)]
