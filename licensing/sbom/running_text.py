"""Where a table in a text ends, and running text begins: the licences in full, more often than not."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from licensing.model import Weight
from licensing.sbom.notes import Notes
from licensing.sbom.rows import Placed

_LONG = 20
"""So many rows are a text and not a few remarks, which are told one by one."""
_TABLE, _TEXT = 0.9, 0.2
"""Share of rows as wide as the table: at least so many in it, at most so many behind it."""
_NARROWEST = 2


def without_running_text(rows: Sequence[Placed], notes: Notes) -> Sequence[Placed]:
    """Return the rows up to the text that follows a table; where it begins is told, and none of it is a component.

    Args:
        rows: Place and cells of each row.
        notes: Takes what is noticed.
    """
    widths = [len(cells) for _, cells in rows]
    end = _end_of_table(widths)
    if end < len(rows):
        notes.add("text_behind", Weight.NOTE, rows[end][0], count=str(len(rows) - end))
    return rows[:end]


def _end_of_table(widths: Sequence[int]) -> int:
    """Return the number of rows before the text; all of them where none follows."""
    width = _width_of_table(widths)
    if width < _NARROWEST:
        return len(widths)
    fits = [one == width for one in widths]
    before = [0, *accumulate(fits)]
    first, total = fits.index(True), before[-1]
    for end in range(first + 1, len(fits) - _LONG + 1):
        if fits[end]:
            continue
        behind, inside = len(fits) - end, end - first
        is_text = not any(fits[end : end + _LONG // 4]) and total - before[end] <= behind * _TEXT
        if is_text and before[end] >= inside * _TABLE:
            return end
    return len(fits)


def _width_of_table(widths: Sequence[int]) -> int:
    """Return how wide most rows are that have more than one field; 0 where there are none."""
    found = Counter(one for one in widths if one >= _NARROWEST).most_common(1)
    return found[0][0] if found else 0
