"""Conditions of a catalogue as data: what they look like, what they name, whether they hold."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from scoring.fields import Format, Identifier

Value = str | tuple[str, ...] | Decimal | date | None
"""What an operand stands for; None where nothing is known."""

Operand = Annotated[
    str, StringConstraints(max_length=80, pattern=r"^(#?[A-Z]\d{1,2}|[A-Z]\d{1,2}\.[a-z_]+|fact\.[a-z_]+)$")
]
"""``B4`` the answer, ``B4.until`` a field of it, ``#E4`` how many were chosen, ``fact.day`` something computed."""

Bound = Annotated[
    str, StringConstraints(max_length=80, pattern=r"^(\d{1,9}|#?[A-Z]\d{1,2}(\.[a-z_]+)?|fact\.[a-z_]+)$")
]
"""A whole number, or an operand."""

_LARGEST = 20


class Condition(Format):
    """One test of an operand, or several conditions together. A test of something unknown does not hold."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    all: tuple["Condition", ...] | None = Field(default=None, strict=False, min_length=1, max_length=_LARGEST)
    any: tuple["Condition", ...] | None = Field(default=None, strict=False, min_length=1, max_length=_LARGEST)
    none: tuple["Condition", ...] | None = Field(default=None, strict=False, min_length=1, max_length=_LARGEST)
    of: Operand | None = None
    is_in: tuple[Identifier, ...] | None = Field(
        default=None,
        alias="in",
        strict=False,
        min_length=1,
        max_length=50,
        description="One of these codes, or among the chosen.",
    )
    filled: bool | None = None
    below: Bound | None = None
    above: Bound | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None

    @property
    def tests(self) -> tuple[str, ...]:
        """Names of the tests it makes of its operand."""
        names = ("is_in", "filled", "below", "above", "at_least", "at_most")
        return tuple(name for name in names if getattr(self, name) is not None)

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The conditions it joins."""
        return (self.all or ()) + (self.any or ()) + (self.none or ())


def walk(condition: Condition, *path: str | int) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
    """Yield a condition and all inside it, each with its path."""
    yield path, condition
    for name in ("all", "any", "none"):
        for index, part in enumerate(getattr(condition, name) or ()):
            yield from walk(part, *path, name, index)


def operands(condition: Condition) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every operand a condition names, each with the path to it."""
    for path, part in walk(condition):
        if part.of is not None:
            yield (*path, "of"), part.of
        for name in ("below", "above", "at_least", "at_most"):
            bound = getattr(part, name)
            if bound is not None and not bound.isdecimal():
                yield (*path, name), bound


def holds(condition: Condition | None, look_up: Callable[[str], Value]) -> bool:
    """Tell whether a condition holds; no condition always does.

    Args:
        condition: The condition.
        look_up: Returns the value of an operand.
    """
    if condition is None:
        return True
    if condition.all is not None:
        return all(holds(part, look_up) for part in condition.all)
    if condition.any is not None:
        return any(holds(part, look_up) for part in condition.any)
    if condition.none is not None:
        return not any(holds(part, look_up) for part in condition.none)
    return all(_passes(condition, name, look_up) for name in condition.tests)


def _passes(condition: Condition, test: str, look_up: Callable[[str], Value]) -> bool:
    value = look_up(condition.of or "")
    if test == "filled":
        return (value not in {None, "", ()}) is condition.filled
    if test == "is_in":
        chosen = {value} if isinstance(value, str) else set(value) if isinstance(value, tuple) else set()
        return not chosen.isdisjoint(condition.is_in or ())
    bound = getattr(condition, test)
    return _compares(value, test, Decimal(bound) if bound.isdecimal() else look_up(bound))


def _compares(value: Value, test: str, bound: Value) -> bool:
    """Compare two numbers or two days; anything else does not compare."""
    if isinstance(value, date) and isinstance(bound, date):
        value, bound = Decimal(value.toordinal()), Decimal(bound.toordinal())
    if not isinstance(value, Decimal) or not isinstance(bound, Decimal):
        return False
    return {
        "below": value < bound,
        "above": value > bound,
        "at_least": value >= bound,
        "at_most": value <= bound,
    }[test]
