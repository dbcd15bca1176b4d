"""The smallest change of a single score that changes the winner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from core.numbers import decimal_string
from scoring.evaluate import Outcome
from scoring.model import Scale
from scoring.points import PointsTable
from scoring.result import ScoreChange
from scoring.robustness.contest import Contest, Path
from scoring.robustness.factory import decisive_group
from scoring.robustness.intervals import Interval, Line
from scoring.valuation import value


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


@dataclass(frozen=True, slots=True)
class _Way:
    """All scores of one bid that act alike: their columns, the direction, where the winner is lost on the way."""

    row: int
    columns: Sequence[int]
    direction: int
    lost: tuple[Interval, ...]


def smallest_score_change(outcome: Outcome, contest: Contest) -> ScoreChange | None:
    """Return the smallest change of one score on the scale after which the winner is no longer first alone.

    Every bid and both directions count: a third bid can decide in methods that look at all bids. The valid bids stay
    the same even where the new score would fall below minimum points. None where no single score is enough.

    Args:
        outcome: An outcome with a winner.
        contest: Its contest.

    Raises:
        ArithmeticError: Evaluating the changed points anew does not confirm the change; a defect of this module.
    """
    best: Move | None = None
    steps = Steps.of(outcome.evaluation.matrix.scale, outcome.points.denominator)
    for way in _ways(outcome, contest, steps.highest):
        best = _smallest_on(way, outcome, steps, best)
    if best is None:
        return None
    if not _changes_winner(outcome, contest, best):
        raise ArithmeticError(f"{best} does not change the winner")
    scale = outcome.points.denominator
    start = outcome.points.rows[best.row][best.column]
    return {
        "bid": best.bid,
        "criterion": best.criterion,
        "from": decimal_string(Fraction(start, scale), 9),
        "to": decimal_string(Fraction(best.goal, scale), 9),
        "change": decimal_string(Fraction(best.goal - start, scale), 9),
    }


def _ways(outcome: Outcome, contest: Contest, longest: int) -> Iterator[_Way]:
    """Yield every way a score can move; inside a decisive main group it moves what decides, too."""
    group = next((span for span in outcome.grid.groups if span.id == decisive_group(outcome)), None)
    every = range(len(outcome.grid.criteria))
    inside = every[group.start : group.stop] if group else every
    parts = [sum(row[group.start : group.stop]) for row in outcome.valuation.quality.parts] if group else []
    limit = Fraction(longest * max(outcome.grid.weights, default=0))
    for row in range(len(outcome.bids)):
        for columns in (inside, [column for column in every if column not in inside]):
            path = _path(row, len(outcome.bids), parts, decides=columns is inside)
            for direction, way in ((1, path), (-1, path.reversed())):
                if columns and (lost := tuple(contest.lost(way, limit))):
                    yield _Way(row, columns, direction, lost)


def _path(row: int, bids: int, parts: Sequence[int], *, decides: bool) -> Path:
    moves = tuple(int(index == row) for index in range(bids))
    group: tuple[Line, ...] = tuple(
        (Fraction(part), Fraction(move * decides)) for part, move in zip(parts, moves, strict=False)
    )
    return Path(moves, group)


def _smallest_on(way: _Way, outcome: Outcome, steps: Steps, best: Move | None) -> Move | None:
    """Return the smaller of ``best`` and the smallest move on one way."""
    bid, points, weights = outcome.bids[way.row].id, outcome.points.rows[way.row], outcome.grid.weights
    for column in way.columns:
        size = _size(way, points[column], weights[column], steps, best.size if best else None)
        if size is not None:
            goal = points[column] + way.direction * size
            move = Move(size, bid, outcome.grid.criteria[column], goal, way.row, column)
            best = min(best, move) if best else move
    return best


def _size(way: _Way, start: int, weight: int, steps: Steps, bound: int | None) -> int | None:
    """Return the shortest way from one score into a set where the winner is lost, None where it exceeds the bound."""
    if weight == 0:
        return None
    for lost in way.lost:
        scale = lost.low.denominator * weight
        least = -(-lost.low.numerator // scale)
        if not lost.low_in and least * scale == lost.low.numerator:
            least += 1
        if bound is not None and least > bound:
            return None
        size = steps.distance(start, max(1, least), way.direction)
        if size is not None and _reaches(lost, size * weight):
            return size
    return None


def _reaches(lost: Interval, change: int) -> bool:
    """Tell whether a change beyond the lower end of a set has not passed its upper end."""
    return lost.high is None or change < lost.high or (lost.high_in and change == lost.high)


def _changes_winner(outcome: Outcome, contest: Contest, move: Move) -> bool:
    """Evaluate the changed points anew."""
    rows = [list(row) for row in outcome.points.rows]
    rows[move.row][move.column] = move.goal
    changed = PointsTable(tuple(map(tuple, rows)), outcome.points.denominator, outcome.points.missing)
    prices = outcome.valuation.field.prices
    return value(outcome.evaluation.matrix, outcome.grid, changed, prices).first != (contest.winner,)
