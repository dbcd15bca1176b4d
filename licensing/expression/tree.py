"""The structure of a licence expression, kept as a list to be worked off: no nesting is too deep for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from licensing.expression.tokens import Mark, Token

MOST_NESTED = 500

T = TypeVar("T")
_AND_ONLY = (Mark.AND,)
_JOINS = (Mark.AND, Mark.OR)


class MalformedExpressionError(ValueError):
    """The text is no expression.

    Args:
        fault: Slug of what is wrong.
        place: Index of the character where it was noticed.
    """

    def __init__(self, fault: str, place: int) -> None:
        super().__init__(f"{fault} at {place}")
        self.fault = fault
        self.place = place


class Join(StrEnum):
    """How two parts of an expression are joined."""

    AND = "AND"
    OR = "OR"


@dataclass(frozen=True, slots=True)
class Operand:
    """A licence as it was written, perhaps with an exception.

    Args:
        words: The words that name the licence; more than one only in free text.
        addition: The words after ``WITH``; empty without.
    """

    words: tuple[str, ...]
    addition: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """An expression: its licences in the order of the text, and the order in which they are joined.

    ``WITH`` binds closest, then ``AND``, then ``OR``, each from the left (SPDX 2.3, D.4.5).

    Args:
        operands: The licences.
        steps: Postfix order: the index of a licence, or a join of the two parts before it.
    """

    operands: tuple[Operand, ...]
    steps: tuple[int | Join, ...]


def fold(
    steps: Sequence[int | Join], values: Sequence[T], every: Callable[[T, T], T], either: Callable[[T, T], T]
) -> T:
    """Return the value of an expression from the values of its licences.

    Args:
        steps: The expression in postfix order.
        values: Value of each licence.
        every: Joins the values of two parts of an ``AND``.
        either: Joins those of an ``OR``.
    """
    if len(values) == 1:
        return values[0]
    stack: list[T] = []
    for step in steps:
        if step is Join.AND:
            right = stack.pop()
            stack[-1] = every(stack[-1], right)
        elif step is Join.OR:
            right = stack.pop()
            stack[-1] = either(stack[-1], right)
        else:
            stack.append(values[step])
    return stack[0]


def parse(tokens: Sequence[Token]) -> Tree:
    """Return the structure of an expression; words side by side name one licence together.

    Raises:
        MalformedExpressionError: Empty, an operator without its two sides, a parenthesis without its partner, two
            licences without an operator, or more than 500 parentheses inside each other.
    """
    return _Parser(tokens).tree()


class _Parser:
    """Two stacks instead of calls inside calls: what is settled, and the operators that wait for their right side."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._operands: list[Operand] = []
        self._steps: list[int | Join] = []
        self._waiting: list[Token] = []
        self._depth = 0

    def tree(self) -> Tree:
        self._operand()
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.mark is Mark.CLOSE:
                self._close(token)
            elif token.mark in _JOINS:
                self._join(token)
                self._operand()
            else:
                raise MalformedExpressionError("operator_missing", token.place)
        while self._waiting:
            if self._waiting[-1].mark is Mark.OPEN:
                raise MalformedExpressionError("parenthesis_open", self._waiting[-1].place)
            self._settle()
        return Tree(tuple(self._operands), tuple(self._steps))

    def _mark(self) -> Mark | None:
        return self._tokens[self._at].mark if self._at < len(self._tokens) else None

    def _place(self) -> int:
        return self._tokens[min(self._at, len(self._tokens) - 1)].place if self._tokens else 0

    def _operand(self) -> None:
        while self._mark() is Mark.OPEN:
            self._waiting.append(self._tokens[self._at])
            self._at += 1
            self._depth += 1
            if self._depth > MOST_NESTED:
                raise MalformedExpressionError("too_deep", self._place())
        words = self._words()
        addition: tuple[str, ...] = ()
        if self._mark() is Mark.WITH:
            self._at += 1
            addition = self._words()
        self._steps.append(len(self._operands))
        self._operands.append(Operand(words, addition))

    def _words(self) -> tuple[str, ...]:
        begin = end = self._at
        while end < len(self._tokens) and self._tokens[end].mark is None:
            end += 1
        if begin == end:
            raise MalformedExpressionError("licence_missing", self._place())
        self._at = end
        return tuple([token.text for token in self._tokens[begin:end]])

    def _join(self, token: Token) -> None:
        """Settle what binds at least as closely as this operator, then let it wait for its right side."""
        closer = _AND_ONLY if token.mark is Mark.AND else _JOINS
        while self._waiting and self._waiting[-1].mark in closer:
            self._settle()
        self._waiting.append(token)

    def _close(self, token: Token) -> None:
        while self._waiting and self._waiting[-1].mark is not Mark.OPEN:
            self._settle()
        if not self._waiting:
            raise MalformedExpressionError("parenthesis_closed", token.place)
        self._waiting.pop()
        self._depth -= 1

    def _settle(self) -> None:
        self._steps.append(Join.AND if self._waiting.pop().mark is Mark.AND else Join.OR)
