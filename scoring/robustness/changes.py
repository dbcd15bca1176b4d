"""The smallest change of a single score that changes the winner."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import NamedTuple

from core.numbers import decimal_string
from scoring.model import Scale
from scoring.result import ScoreChange
from scoring.robustness.contest import Contest, Path
from scoring.robustness.factory import decisive_group
from scoring.robustness.intervals import Interval, Line
from scoring.robustness.roster import Roster
from scoring.robustness.thresholds import Thresholds
from scoring.robustness.watch import Progress, silent, watched


@dataclass(frozen=True, slots=True)
class Steps:
    """The scale in numerators of the points table: every ``step`` from ``lowest`` to ``highest``."""

    lowest: int
    highest: int
    step: int

    @classmethod
    def of(cls, scale: Scale, denominator: int) -> "Steps":
        """Return the steps of a scale; minimum and step are whole numerators by construction of the table."""
        return cls(*(int(one * denominator) for one in (scale.minimum, scale.maximum, scale.step)))

    def distance(self, start: int, least: int, direction: int) -> int | None:
        """Return the shortest way of at least ``least`` from ``start`` to a step, None where the scale ends before."""
        if direction > 0:
            count = max(0, -((self.lowest - start - least) // self.step))
        else:
            count = (start - least - self.lowest) // self.step
        goal = self.lowest + count * self.step
        return abs(goal - start) if self.lowest <= goal <= self.highest else None


class Move(NamedTuple):
    """A change of one score; moves compare by size, then by ids, so that the order of the input decides nothing."""

    size: int
    bid: str
    criterion: str
    goal: int
    row: int
    column: int


class _Way(NamedTuple):
    """All scores of one bid that act alike: their columns, the direction, where the winner is lost on the way."""

    columns: Sequence[int]
    direction: int
    lost: tuple[Interval, ...]


def smallest_score_change(contest: Contest, roster: Roster, *, progress: Progress = silent) -> ScoreChange | None:
    """Return the smallest change of one score on the scale after which the winner is no longer first alone.

    Every bid and both directions count: a third bid can decide in methods that look at all bids. A score can also
    exclude its bid, the winner among them, or bring back one that minimum points keep out. None where no single score
    is enough.

    Args:
        contest: The contest of the valid bids.
        roster: All bids that take part or could.
        progress: Told how far the work is.

    Raises:
        ArithmeticError: Evaluating the changed points anew does not confirm the change; a defect of this module.
    """
    best: Move | None = None
    for row in watched(range(len(roster.bids)), progress, "scores"):
        best = _Scores(contest, roster, row).smallest(best)
    if best is None:
        return None
    if roster.keeps_winner_with(best.row, best.column, best.goal):
        raise ArithmeticError(f"{best} does not change the winner")
    scale = roster.points.denominator
    start = roster.points.rows[best.row][best.column]
    return {
        "bid": best.bid,
        "criterion": best.criterion,
        "from": decimal_string(Fraction(start, scale), 9),
        "to": decimal_string(Fraction(best.goal, scale), 9),
        "change": decimal_string(Fraction(best.goal - start, scale), 9),
    }


class _Scores:
    """The scores of one bid.

    Args:
        contest: The contest of the valid bids.
        roster: All bids that take part or could.
        row: Position of the bid.
    """

    def __init__(self, contest: Contest, roster: Roster, row: int) -> None:
        self.roster, self.row = roster, row
        self.points = roster.points.rows[row]
        self.weights = roster.outcome.grid.weights
        self.steps = Steps.of(roster.outcome.evaluation.matrix.scale, roster.points.denominator)
        self.bound: Move | None = None
        valid = tuple(roster.valid)
        self.comes_back = row not in valid
        self.taking_part = (*valid, row) if self.comes_back else valid
        self.contest = roster.contest(self.taking_part) if self.comes_back else contest
        self.needed: Callable[[int], float] = Thresholds(roster, row).needed if roster.minima else lambda _: -inf

    def smallest(self, best: Move | None) -> Move | None:
        """Return the smaller of ``best`` and the smallest change of these scores that changes the winner."""
        self.bound = best
        for way in self._ways():
            for column in way.columns:
                self._note(column, way.direction, self._staying(way, column))
        if not self.comes_back and self.roster.minima and self._loses_without():
            for column in range(len(self.points)):
                for direction in (1, -1):
                    self._note(column, direction, self._leaving(column, direction))
        return self.bound

    def _note(self, column: int, direction: int, size: int | None) -> None:
        if size is None:
            return
        bid, criterion = self.roster.bids[self.row].id, self.roster.outcome.grid.criteria[column]
        move = Move(size, bid, criterion, self.points[column] + direction * size, self.row, column)
        self.bound = min(self.bound, move) if self.bound else move

    def _ways(self) -> Iterator[_Way]:
        """Yield every way a score can move; inside a decisive main group it moves what decides, too."""
        grid = self.roster.outcome.grid
        group = next((span for span in grid.groups if span.id == decisive_group(self.roster.outcome)), None)
        every = range(len(grid.criteria))
        inside = every[group.start : group.stop] if group else every
        rows = [self.roster.quality.parts[row] for row in self.taking_part] if group else []
        parts = [sum(row[inside.start : inside.stop]) for row in rows]
        limit = Fraction(self.steps.highest * max(grid.weights, default=0))
        for columns in (inside, [column for column in every if column not in inside]):
            path = self._path(parts, decides=columns is inside)
            for direction, way in ((1, path), (-1, path.reversed())):
                if columns and (lost := tuple(self.contest.lost(way, limit))):
                    yield _Way(columns, direction, lost)

    def _path(self, parts: Sequence[int], *, decides: bool) -> Path:
        moves = tuple(int(row == self.row) for row in self.taking_part)
        group: tuple[Line, ...] = tuple(
            (Fraction(part), Fraction(move * decides)) for part, move in zip(parts, moves, strict=False)
        )
        return Path(moves, group)

    def _staying(self, way: _Way, column: int) -> int | None:
        """Return the shortest way of a valid bid's score into a set where the winner is lost, within the bound."""
        start, weight, needed = self.points[column], self.weights[column], self.needed(column)
        if weight == 0 and not self.comes_back:
            return None
        enough = needed - start if way.direction > 0 else -inf
        for lost in way.lost:
            least = max(1, _least(lost, weight), enough)
            if least == inf or (self.bound is not None and least > self.bound.size):
                return None
            size = self.steps.distance(start, int(least), way.direction)
            if size is not None and _contains(lost, size * weight):
                return size if start + way.direction * size >= needed else None
        return None

    def _loses_without(self) -> bool:
        """Tell whether the winner is lost if this bid leaves: it is the winner, or it shapes what the others get."""
        if self.row == self.roster.winner:
            return True
        return not self.roster.keeps_winner([row for row in self.roster.valid if row != self.row])

    def _leaving(self, column: int, direction: int) -> int | None:
        """Return the shortest way of a score to points with which the bid is excluded."""
        start, needed = self.points[column], self.needed(column)
        if needed == -inf:
            return None
        least = 1 if direction > 0 or needed == inf else max(1, start - int(needed) + 1)
        size = self.steps.distance(start, least, direction)
        return size if size is not None and start + direction * size < needed else None


def _least(lost: Interval, weight: int) -> float:
    """Return the shortest whole way of a score that reaches the lower end of a set, inf where it never does."""
    if weight == 0:
        return 0 if lost.low == 0 else inf
    scale = lost.low.denominator * weight
    least = -(-lost.low.numerator // scale)
    return least + (not lost.low_in and least * scale == lost.low.numerator)


def _contains(lost: Interval, change: int) -> bool:
    """Tell whether a set contains a change."""
    met = lost.meet(Interval(Fraction(change), Fraction(change)))
    return met is not None
