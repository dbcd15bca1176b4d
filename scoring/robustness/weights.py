"""How far one weight can move before the winner changes, the other weights beside it rescaled in proportion."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from core.numbers import decimal_string
from scoring.evaluate import Outcome
from scoring.quality import quality_percent
from scoring.result import PRICE, WeightInterval
from scoring.robustness.contest import Contest, Path, lost_duels
from scoring.robustness.factory import decisive_group
from scoring.robustness.intervals import Interval, Line
from scoring.robustness.tree import Node, weighted_nodes

MAXIMUM_LINES = 20_000
"""Bids × nodes that are examined at most: beyond it the main groups alone, and of these the heaviest."""

DISPLAY_DIGITS = (3, 9)
"""Decimals of a bound; the second applies where the first would show 0 or 100."""


class Bounds(NamedTuple):
    """A weight and where the winner changes first, as shares of the parent; None: at no weight between 0 and 1."""

    weight: Fraction
    below: Fraction | None = None
    above: Fraction | None = None


def winner_by_criterion(outcome: Outcome, contest: Contest) -> dict[str, WeightInterval]:
    """Return for each weighted node the interval of its weight in which the winner stays first alone.

    Bounds are rounded to 3 decimals away from today's weight, so that "the winner changes below/above" stays true.

    Args:
        outcome: An outcome with a winner.
        contest: Its contest.
    """
    return {
        node: {
            "weight_percent": decimal_string(100 * bounds.weight, 9),
            "winner_changes_below": _shown(bounds.below, up=False),
            "winner_changes_above": _shown(bounds.above, up=True),
        }
        for node, bounds in weight_bounds(outcome, contest).items()
    }


def weight_bounds(outcome: Outcome, contest: Contest) -> dict[str, Bounds]:
    """Return the exact bounds of every examined node: main groups, price, then what stands below the groups."""
    nodes = weighted_nodes(outcome)
    decisive = next((node for node in nodes if node.id == decisive_group(outcome)), None)
    most = MAXIMUM_LINES // len(contest.totals)
    if len(nodes) > most:
        nodes = sorted((node for node in nodes if node.is_main), key=lambda node: (-node.weight, node.id))[:most]
    found: dict[str, Bounds] = {}
    for node in nodes:
        beside_price = node.is_main and outcome.grid.price_share > 0
        found[node.id] = _beside_price(outcome, contest, node) if beside_price else _inside(contest, node, decisive)
    if contest.split:
        found[PRICE] = _of_lines(contest.split.share, contest.split.lines(), contest.winner)
    return found


def _of_lines(weight: Fraction, values: list[Line], winner: int) -> Bounds:
    """Return the bounds where the values themselves are lines in the weight."""
    if weight == 1:
        return Bounds(weight)
    falling = [(start, -growth) for start, growth in values]
    return _bounds(weight, lost_duels(values, winner), lost_duels(falling, winner), Fraction(1))


def _beside_price(outcome: Outcome, contest: Contest, node: Node) -> Bounds:
    """Return the bounds of a main group that shares the whole with the price."""
    maximum = outcome.evaluation.matrix.scale.maximum
    alone = quality_percent([Fraction(100 * points, node.mean.scale) for points in node.mean.sums], maximum)
    today = [start for start, _ in contest.values(Path((0,) * len(alone)))]
    values = [(start, (goal - start) / (1 - node.weight)) for start, goal in zip(today, alone, strict=True)]
    return _of_lines(node.weight, values, contest.winner)


def _inside(contest: Contest, node: Node, decisive: Node | None) -> Bounds:
    """Return the bounds of a node whose siblings are criteria alone: the Leistungspunkte move on lines."""
    if node.weight == 1 or node.above == 0:
        return Bounds(node.weight)
    mean, parent = node.mean, node.parent
    moves = tuple(a * parent.scale - b * mean.scale for a, b in zip(mean.sums, parent.sums, strict=True))
    rate = 100 * node.above / ((1 - node.weight) * mean.scale * parent.scale * contest.unit)
    path = Path(moves, _group_lines(node, decisive, moves, rate, contest.unit))
    rising = contest.lost(path, (1 - node.weight) * rate)
    falling = contest.lost(path.reversed(), node.weight * rate)
    return _bounds(node.weight, rising, falling, rate)


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


def _bounds(weight: Fraction, rising: Iterator[Interval], falling: Iterator[Interval], rate: Fraction) -> Bounds:
    """Return the nearest loss on either side, where it lies between 0 and 1; ``rate`` is change per unit of weight."""
    rise, fall = next(rising, None), next(falling, None)
    above = weight + rise.low / rate if rise else None
    below = weight - fall.low / rate if fall else None
    return Bounds(weight, below if below and below > 0 else None, above if above and above < 1 else None)


def _shown(share: Fraction | None, *, up: bool) -> str | None:
    """Return a bound in percent, rounded up or down to 3 decimals, or to 9 where 3 would show 0 or 100."""
    if share is None:
        return None
    for digits in DISPLAY_DIGITS:
        scale = 100 * 10**digits
        steps = -(-share.numerator * scale // share.denominator) if up else share.numerator * scale // share.denominator
        if 0 < steps < scale:
            return decimal_string(Fraction(steps, 10**digits), digits)
    return None
