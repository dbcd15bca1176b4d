"""Lines and intervals on the half-axis of changes from 0 upwards."""

from dataclasses import dataclass
from fractions import Fraction

Line = tuple[Fraction, Fraction]
"""A value that moves with a change s: value at 0, and its growth per unit of s."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A connected, non-empty set of changes.

    Args:
        low: Lower end, 0 or more.
        high: Upper end; None where there is none.
        low_in: Whether the lower end belongs to the set.
        high_in: Whether the upper end belongs to the set.
    """

    low: Fraction
    high: Fraction | None = None
    low_in: bool = True
    high_in: bool = True

    def meet(self, other: "Interval") -> "Interval | None":
        """Return what both sets share, None where that is nothing."""
        low, low_in = max((self.low, not self.low_in), (other.low, not other.low_in))
        high, high_in = self._lower_end_above(other)
        found = Interval(low, high, not low_in, high_in)
        return None if found.empty else found

    def _lower_end_above(self, other: "Interval") -> tuple[Fraction | None, bool]:
        ends = [(one.high, one.high_in) for one in (self, other) if one.high is not None]
        return min(ends, default=(None, True))

    @property
    def empty(self) -> bool:
        """Whether the ends leave nothing between them."""
        if self.high is None or self.low < self.high:
            return False
        return self.low > self.high or not (self.low_in and self.high_in)


def not_negative(line: Line) -> Interval | None:
    """Return the changes s ≥ 0 at which the line is 0 or more, None where there is none."""
    start, growth = line
    if growth == 0:
        return Interval(Fraction(0)) if start >= 0 else None
    root = -start / growth
    if growth > 0:
        return Interval(max(root, Fraction(0)))
    return Interval(Fraction(0), root) if root >= 0 else None


def positive(line: Line) -> Interval | None:
    """Return the changes s ≥ 0 at which the line is above 0, None where there is none."""
    start, growth = line
    if growth == 0:
        return Interval(Fraction(0)) if start > 0 else None
    root = -start / growth
    if growth > 0:
        return Interval(root, low_in=False) if root >= 0 else Interval(Fraction(0))
    return Interval(Fraction(0), root, high_in=False) if root > 0 else None


def difference(one: Line, other: Line) -> Line:
    """Return the line ``one − other``."""
    return one[0] - other[0], one[1] - other[1]


def scaled(line: Line, factor: Fraction) -> Line:
    """Return the line times a factor."""
    return line[0] * factor, line[1] * factor


def value_at(line: Line, change: Fraction) -> Fraction:
    """Return the value of the line at a change."""
    return line[0] + line[1] * change
