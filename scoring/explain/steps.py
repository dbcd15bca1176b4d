"""A step of a calculation: a formula whose symbols carry their exact values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Unit(StrEnum):
    """What a number measures; decides how it is printed."""

    EURO = "euro"
    POINTS = "points"
    PERCENT = "percent"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Operand:
    """A symbol of a formula with its value.

    Args:
        symbol: As the formula prints it, e.g. ``Pmin``.
        value: Exact value.
        unit: What the value measures.
    """

    symbol: str
    value: Fraction
    unit: Unit = Unit.NUMBER


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation.

    Args:
        name: German name of the quantity.
        result: Its symbol with the exact result.
        terms: The right-hand side: operands and the text between them. Reading the symbols gives the formula, reading
            the values gives the same formula with the numbers put in.
        rounded_digits: Decimals to which the published method rounds this result; None where it stays exact.
    """

    name: str
    result: Operand
    terms: tuple[Operand | str, ...]
    rounded_digits: int | None = None

    @property
    def formula(self) -> str:
        """The right-hand side in symbols."""
        return "".join(term if isinstance(term, str) else term.symbol for term in self.terms)


def summed(operands: Sequence[Operand]) -> tuple[Operand | str, ...]:
    """Return the terms of a sum; of nothing, a zero."""
    terms: list[Operand | str] = []
    for operand in operands:
        terms += [" + ", operand] if terms else [operand]
    return tuple(terms) or ("0",)
