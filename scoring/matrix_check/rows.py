"""Constructed rows of points for counter-examples: even ones, and full points less single steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.grid import Grid
from scoring.matrix_check.latitude import Latitudes
from scoring.matrix_check.subject import Subject, leistungspunkte

EVEN_STEPS = 10
LIGHT_CRITERIA = 8


@dataclass(frozen=True, slots=True)
class Row:
    """Points of a constructed bid that no minimum excludes.

    Args:
        points: Points per scored criterion as numerators over the unit of the latitudes.
        leistungspunkte: L of the row.
        decisive: Points of the main group that decides in the Schwankungsbereich, on the L scale; L where none does.
    """

    points: tuple[int, ...]
    leistungspunkte: Fraction
    decisive: Fraction


def build_rows(subject: Subject) -> list[Row]:
    """Return distinct rows, even ones first, each kind from many to few points.

    Rows that a minimum would exclude are left out, so that every bid built from them is valid.
    """
    grid, possible = subject.grid, subject.latitudes
    if not grid.criteria:
        return []
    decisive = _decisive_run(subject)
    distinct = dict.fromkeys([*_even_rows(subject), *_lowered_rows(grid, possible, decisive)])
    return [_row(subject, points, decisive) for points in distinct if _stays_in(subject, points)]


def _even_rows(subject: Subject) -> Iterator[tuple[int, ...]]:
    scale, possible = subject.matrix.scale, subject.latitudes
    lowest, highest = Fraction(scale.minimum) * possible.unit, Fraction(scale.maximum) * possible.unit
    for step in range(EVEN_STEPS, -1, -1):
        target = lowest + (highest - lowest) * step / EVEN_STEPS
        yield tuple(room.floor(target) for room in possible.criteria)


def _lowered_rows(grid: Grid, possible: Latitudes, decisive: range) -> Iterator[tuple[int, ...]]:
    """Yield full points less one step on each of the lightest criteria, first one at a time, then one after another."""
    top = [room.highest for room in possible.criteria]
    light = _lightest(grid, possible, decisive)
    for index in light:
        yield _replaced(top, index, possible.criteria[index].next_lower())
    for index in light:
        top[index] = possible.criteria[index].next_lower()
        yield tuple(top)


def _lightest(grid: Grid, possible: Latitudes, decisive: range) -> list[int]:
    """Return the criteria whose single step moves L least; those of the deciding group where one decides."""

    def moved(index: int) -> int:
        room = possible.criteria[index]
        return grid.weights[index] * (room.highest - room.next_lower())

    return sorted((index for index in decisive if moved(index)), key=moved)[:LIGHT_CRITERIA]


def _replaced(points: Sequence[int], index: int, value: int) -> tuple[int, ...]:
    return (*points[:index], value, *points[index + 1 :])


def _decisive_run(subject: Subject) -> range:
    wanted = getattr(subject.matrix.method, "decision_criterion", None)
    for group in subject.grid.groups:
        if group.id == wanted:
            return range(group.start, group.stop)
    return range(len(subject.grid.criteria))


def _row(subject: Subject, points: tuple[int, ...], decisive: range) -> Row:
    unit, grid = subject.latitudes.unit, subject.grid
    inside = sum(grid.weights[index] * points[index] for index in decisive)
    return Row(points, leistungspunkte(grid, points, unit), Fraction(100 * inside, grid.denominator * unit))


def _stays_in(subject: Subject, points: tuple[int, ...]) -> bool:
    """Tell whether no minimum of a group or of the whole excludes the row."""
    unit, limit = subject.latitudes.unit, subject.matrix.minimum_leistungspunkte
    if limit is not None and leistungspunkte(subject.grid, points, unit) < limit:
        return False
    return all(span.mean(points, unit) >= Fraction(span.minimum_points or 0) for span in subject.grid.minima)
