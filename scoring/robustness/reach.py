"""Which bids reach their minimum points as a weight moves away from the published one."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from scoring.robustness.intervals import Interval, Line, not_negative


class Stretch(NamedTuple):
    """Changes of a weight over which the same bids are valid."""

    where: Interval
    valid: tuple[int, ...]


def stretches(margins: Sequence[Sequence[Line]], end: Fraction, today: tuple[int, ...]) -> list[Stretch]:
    """Return who is valid from 0 to ``end``, nearest first; nothing where it is always the bids of today.

    Args:
        margins: For each bid lines that are 0 or more where the bid reaches its minima.
        end: Largest change; it does not belong to the way.
        today: Positions of the bids that are valid at 0.
    """
    if end == 0:
        return []
    reached = [_reached(lines) for lines in margins]
    ends = {point for one in reached if one for point in (one.low, one.high) if point is not None}
    inner = sorted(point for point in ends if 0 < point < end)
    found = []
    for low, high in pairwise([Fraction(0), *inner, end]):
        if low > 0:
            found.append(_stretch(reached, Interval(low, low)))
        found.append(_stretch(reached, Interval(low, high, low_in=False, high_in=False)))
    return found if any(part.valid != today for part in found) else []


def _reached(lines: Sequence[Line]) -> Interval | None:
    """Return where all margins are 0 or more."""
    found: Interval | None = Interval(Fraction(0))
    for line in lines:
        other = not_negative(line)
        found = found.meet(other) if found and other else None
    return found


def _stretch(reached: Sequence[Interval | None], where: Interval) -> Stretch:
    """Return the bids whose closed interval contains a point, or an open interval between two neighbouring ends."""
    return Stretch(where, tuple(row for row, one in enumerate(reached) if one and one.meet(where) == where))
