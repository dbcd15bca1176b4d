"""Points as somebody writes them, on the scale that was published."""

import re
from collections.abc import Mapping
from decimal import Decimal

from scoring.model import CriterionKind, Matrix, Scale, is_written

_WRITTEN = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,9})?")


def written_points(text: str, scale: Scale) -> Decimal | None:
    """Return the points that a text says, with comma or point; None where it says none that the scale allows."""
    plain = text.strip()
    if not _WRITTEN.fullmatch(plain):
        return None
    points = Decimal(plain.replace(",", "."))
    return points if scale.allows(points) else None


def is_agreed(points: str, reason: str, scale: Scale) -> bool:
    """Tell whether joint points can be fixed: on the scale and with a reason, also at full points."""
    return written_points(points, scale) is not None and is_written(reason)


def scored_criteria(matrix: Matrix) -> tuple[str, ...]:
    """Return the ids of the criteria that get points, in the order of the matrix."""
    return tuple(leaf.id for leaf in matrix.leaves(CriterionKind.B_KRITERIUM))


def progress(written: Mapping[str, str], criteria: tuple[str, ...], scale: Scale) -> int:
    """Return how many criteria have valid points.

    Args:
        written: Points as text, by the id of the criterion.
        criteria: Those that count.
        scale: Points allowed.
    """
    return sum(written_points(written.get(one, ""), scale) is not None for one in criteria)
