"""Some of the bids as a method sees them."""

from collections.abc import Sequence
from dataclasses import replace

from scoring.methods import ScoredField


def only(field: ScoredField, positions: Sequence[int]) -> ScoredField:
    """Return the field with the bids at some positions alone."""
    return replace(
        field,
        leistungspunkte=[field.leistungspunkte[position] for position in positions],
        quality=[field.quality[position] for position in positions],
        prices=[field.prices[position] for position in positions],
        groups={group: [points[position] for position in positions] for group, points in field.groups.items()},
    )
