"""What a single score needs before it can be handed in."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import product

from procurement.rules.points import written_points
from scoring.model import Scale, is_written


class Gap(StrEnum):
    """What a score still lacks."""

    POINTS = "points"
    REASON = "reason"
    SOURCE = "source"


def gaps(points: str, answers: Iterable[str], source: str, scale: Scale) -> tuple[Gap, ...]:
    """Return what a score lacks: points on the scale, at least one answer as reason, also at full points, and a source.

    Args:
        points: As typed.
        answers: Answers to the prompts, as typed.
        source: Place in the bid, as typed.
        scale: Points allowed.

    Legal source:
        § 8 VgV; BGH 04.04.2017, X ZB 3/17
    """
    has_points = written_points(points, scale) is not None
    return _LACKING[has_points, any(map(is_written, answers)), is_written(source)]


# Told from a table: a page asks for thousands of scores.
_LACKING = {
    there: tuple(gap for gap, is_there in zip(Gap, there, strict=True) if not is_there)
    for there in product((True, False), repeat=len(Gap))
}
