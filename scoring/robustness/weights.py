"""How far one weight can move before the winner changes, the other weights beside it rescaled in proportion."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from core.numbers import decimal_string
from scoring.model import Matrix
from scoring.quality import quality_percent
from scoring.result import PRICE, WeightInterval
from scoring.robustness.contest import Contest, Path, PriceSplit, lost_duels
from scoring.robustness.factory import decisive_group
from scoring.robustness.intervals import Interval, Line
from scoring.robustness.reach import Stretch, stretches
from scoring.robustness.roster import Roster
from scoring.robustness.tree import Node, weighted_nodes
from scoring.robustness.watch import Progress, silent, watched

MAXIMUM_LINES = 20_000
"""Bids × nodes that are examined at most: beyond it the main groups alone, and of these the heaviest."""

DISPLAY_DIGITS = (3, 9)
"""Decimals of a bound; the second applies where the first would show 0 or 100."""


class Bounds(NamedTuple):
    """A weight and where the winner changes first, as shares of the parent; None: at no weight between 0 and 1."""

    weight: Fraction
    below: Fraction | None = None
    above: Fraction | None = None


class _Ways(NamedTuple):
    """Where the winner is lost as a weight rises and as it falls; ``rate`` is change per unit of weight."""

    rising: Iterator[Interval]
    falling: Iterator[Interval]
    rate: Fraction


def winner_by_criterion(contest: Contest, roster: Roster, *, progress: Progress = silent) -> dict[str, WeightInterval]:
    """Return for each weighted node the interval of its weight in which the winner stays first alone.

    Args:
        contest: The contest of the valid bids.
        roster: All bids that take part or could.
        progress: Told how far the work is.
    """
    return {
        node: {
            "weight_percent": decimal_string(100 * bounds.weight, 9),
            "winner_changes_below": _shown(bounds.below),
            "winner_changes_above": _shown(bounds.above),
        }
        for node, bounds in weight_bounds(contest, roster, progress=progress).items()
    }


def weight_bounds(contest: Contest, roster: Roster, *, progress: Progress = silent) -> dict[str, Bounds]:
    """Return the exact bounds of every examined node: main groups, price, then what stands below the groups."""
    scale = _Scales(contest, roster)
    nodes, most = scale.nodes, MAXIMUM_LINES // len(roster.bids)
    if len(nodes) > most:
        nodes = sorted((node for node in nodes if node.is_main), key=lambda node: (-node.weight, node.id))[:most]
    found = {node.id: scale.bounds(node) for node in watched(nodes, progress, "weights")}
    if contest.split:
        found[PRICE] = _of_price(contest.split, contest.winner)
    return found


def _of_price(split: PriceSplit, winner: int) -> Bounds:
    """Return the bounds of the price weight, which moves nobody's mean points."""
    if split.share == 1:
        return Bounds(split.share)
    return _bounds(split.share, _of_lines(split.lines(), winner))


def _of_lines(values: list[Line], winner: int) -> _Ways:
    """Return where the winner is lost if the values themselves are lines in the weight."""
    falling = [(start, -growth) for start, growth in values]
    return _Ways(lost_duels(values, winner), lost_duels(falling, winner), Fraction(1))


class _Scales:
    """Moves the weight of one node after the other.

    Args:
        contest: The contest of the valid bids.
        roster: All bids that take part or could.
    """

    def __init__(self, contest: Contest, roster: Roster) -> None:
        outcome = roster.outcome
        self.contest, self.roster, self.matrix = contest, roster, outcome.evaluation.matrix
        self.price_share = outcome.grid.price_share
        self.nodes = weighted_nodes(self.matrix, outcome.grid, roster.points)
        self.decisive = next((node for node in self.nodes if node.id == decisive_group(outcome)), None)

    def bounds(self, node: Node) -> Bounds:
        """Return the bounds of one node."""
        if node.weight == 1:
            return Bounds(node.weight)
        rising, falling = ([], []) if not self.roster.minima else self._stretches(node)
        if not rising and not falling:
            return _bounds(node.weight, self._ways(node, tuple(self.roster.valid)))
        above = self._first_loss(node, rising, sign=1)
        below = self._first_loss(node, falling, sign=-1)
        return _inner(node.weight, below, above)

    def _stretches(self, node: Node) -> tuple[list[Stretch], list[Stretch]]:
        beside = self.price_share if node.is_main else Fraction(0)
        lines = [self.roster.margins(row, node, beside) for row in range(len(self.roster.bids))]
        valid = tuple(self.roster.valid)
        down = [[(start, -growth) for start, growth in own] for own in lines]
        return stretches(lines, 1 - node.weight, valid), stretches(down, node.weight, valid)

    def _first_loss(self, node: Node, parts: list[Stretch], *, sign: int) -> Fraction | None:
        """Return the first weight at which the winner is out or not first alone, walking from one set to the next."""
        for part in parts or [Stretch(Interval(Fraction(0)), tuple(self.roster.valid))]:
            if self.roster.winner not in part.valid:
                return node.weight + sign * part.where.low
            ways = self._ways(node, part.valid)
            for lost in ways.rising if sign > 0 else ways.falling:
                if met := _per_weight(lost, ways.rate).meet(part.where):
                    return node.weight + sign * met.low
        return None

    def _ways(self, node: Node, valid: tuple[int, ...]) -> _Ways:
        contest, decisive = self.contest, self.decisive
        if valid != tuple(self.roster.valid):
            contest = self.roster.contest(valid)
        if len(valid) < len(self.roster.bids):
            node, decisive = node.only(valid), decisive and decisive.only(valid)
        if node.is_main and self.price_share > 0:
            return _beside_price(self.matrix, contest, node)
        return _inside(contest, node, decisive)


def _per_weight(lost: Interval, rate: Fraction) -> Interval:
    high = None if lost.high is None else lost.high / rate
    return Interval(lost.low / rate, high, lost.low_in, lost.high_in)


def _beside_price(matrix: Matrix, contest: Contest, node: Node) -> _Ways:
    """Return where the winner is lost if a main group that shares the whole with the price moves."""
    points = [Fraction(100 * points, node.mean.scale) for points in node.mean.sums]
    alone = quality_percent(points, matrix.scale.maximum)
    today = [start for start, _ in contest.values(Path((0,) * len(alone)))]
    values = [(start, (goal - start) / (1 - node.weight)) for start, goal in zip(today, alone, strict=True)]
    return _of_lines(values, contest.winner)


def _inside(contest: Contest, node: Node, decisive: Node | None) -> _Ways:
    """Return where the winner is lost if a node moves whose siblings are criteria alone: the points move on lines."""
    mean, parent = node.mean, node.parent
    if node.above == 0:  # nothing moves, but bids may leave and come
        moves, rate = (0,) * len(mean.sums), Fraction(1)
    else:
        moves = tuple(a * parent.scale - b * mean.scale for a, b in zip(mean.sums, parent.sums, strict=True))
        rate = 100 * node.above / ((1 - node.weight) * mean.scale * parent.scale * contest.unit)
    path = Path(moves, _group_lines(node, decisive, moves, rate, contest.unit))
    rising = contest.lost(path, (1 - node.weight) * rate)
    falling = contest.lost(path.reversed(), node.weight * rate)
    return _Ways(rising, falling, rate)


def _group_lines(
    node: Node, decisive: Node | None, moves: tuple[int, ...], rate: Fraction, unit: Fraction
) -> tuple[Line, ...]:
    """Return how the points of the decisive main group move, up to a factor that all bids share."""
    if decisive is None:
        return ()
    if node.id == decisive.id:
        return tuple((node.weight * points, points / rate) for points in decisive.mean.sums)
    if node.is_main:
        share = decisive.weight
        return tuple((share * (1 - node.weight) * points, -share * points / rate) for points in decisive.mean.sums)
    factor = 100 * decisive.weight / (decisive.mean.scale * unit)
    return tuple(
        (points * factor, Fraction(move if node.group == decisive.id else 0))
        for points, move in zip(decisive.mean.sums, moves, strict=True)
    )


def _bounds(weight: Fraction, ways: _Ways) -> Bounds:
    """Return the nearest loss on either side, where it lies between 0 and 1."""
    rise, fall = next(ways.rising, None), next(ways.falling, None)
    above = weight + rise.low / ways.rate if rise else None
    below = weight - fall.low / ways.rate if fall else None
    return _inner(weight, below, above)


def _inner(weight: Fraction, below: Fraction | None, above: Fraction | None) -> Bounds:
    return Bounds(weight, below if below and below > 0 else None, above if above and above < 1 else None)


def _shown(share: Fraction | None) -> str | None:
    """Return a bound in percent with 3 decimals, or with 9 where 3 would show 0 or 100."""
    if share is None:
        return None
    shown = (decimal_string(100 * share, digits) for digits in DISPLAY_DIGITS)
    return next((text for text in shown if text not in {"0", "100"}), None)
