"""How wide the columns of a table become: as wide as their words need, then shared by how much text they hold."""

from collections.abc import Iterable, Sequence
from itertools import islice
from math import sqrt
from typing import NamedTuple

from core.document import Align, Row, Run, Table
from infra.pdf.typeset import Style, longest_word, natural_width

_SAMPLE = 200
"""Rows that are measured. A longer word further down is broken instead of measuring ten thousand rows twice."""
_WIDEST_SHARE = 0.5
"""A single column asks for at most this share of the table, however long its texts are."""


_WIDE = 2
"""How much faster a wide column rises than others."""
_HALVINGS = 30
"""Steps to find the common level; the last is far below what a printer can show."""


class _Column(NamedTuple):
    least: float
    wanted: float
    natural: float
    wide: bool

    def at(self, level: float) -> float:
        """Return the width at a level; longer texts rise faster, so that their rows do not become too tall."""
        return max(self.least, min(self.wanted, level * sqrt(self.natural) * (_WIDE if self.wide else 1)))


def column_widths(table: Table, style: Style, available: float) -> list[float]:
    """Return the width of the text in each column; they sum to ``available``."""
    rows = list(islice(_rows(table), _SAMPLE))
    columns: list[list[tuple[Run, ...]]] = [
        [(Run(column.title, strong=True),), *(row[index] for row in rows)] for index, column in enumerate(table.columns)
    ]
    half = available * _WIDEST_SHARE if len(columns) > 1 else available
    least = [min(half, max(longest_word(cell, style) for cell in cells)) for cells in columns]
    natural = [max(natural_width(cell, style) for cell in cells) for cells in columns]
    caps = [available if column.wide else half for column in table.columns]
    wanted = [max(low, min(cap, width)) for low, cap, width in zip(least, caps, natural, strict=True)]
    if sum(wanted) <= available:
        return _spread(wanted, available, [column.align is Align.LEFT for column in table.columns])
    if sum(least) <= available:
        wide = [column.wide for column in table.columns]
        return _fill([_Column(*bounds) for bounds in zip(least, wanted, natural, wide, strict=True)], available)
    return _share_shortage(least, available)


def _rows(table: Table) -> Iterable[Row]:
    return (row for group in table.groups for row in group.rows)


def _spread(wanted: Sequence[float], available: float, elastic: Sequence[bool]) -> list[float]:
    """Give what is left to the columns of text; numbers stay close to each other."""
    takers = elastic if any(elastic) else [True] * len(wanted)
    rest = (available - sum(wanted)) / sum(width for width, takes in zip(wanted, takers, strict=True) if takes)
    return [width * (1 + rest) if takes else width for width, takes in zip(wanted, takers, strict=True)]


def _fill(columns: Sequence[_Column], available: float) -> list[float]:
    """Raise all columns together until the table is full: short texts get what they want, long ones share the rest."""
    low, high = 0.0, available
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(column.at(middle) for column in columns) <= available else (low, middle)
    return [column.at(low) for column in columns]


def _share_shortage(least: Sequence[float], available: float) -> list[float]:
    """Lower the widest columns to a common width, so that short words stay whole as long as possible."""
    limit, rest, left = 0.0, available, len(least)
    for width in sorted(least):
        if width * left >= rest:
            limit = rest / left
            break
        rest -= width
        left -= 1
    return [min(width, limit) for width in least]
