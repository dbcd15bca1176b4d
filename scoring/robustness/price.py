"""The smallest change of a single price that changes the winner."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from core.numbers import decimal_string, money_string
from scoring.evaluate import Outcome
from scoring.methods import METHODS, Method, ScoredField
from scoring.result import PriceChange
from scoring.robustness.selection import only
from scoring.robustness.turning import turning_prices
from scoring.robustness.watch import Progress, silent, watched

HIGHEST_CENTS = 10**14 - 1
"""The dearest price the format can carry: 12 digits before the point."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One bid's price under examination.

    Args:
        method: The scoring method.
        field: The bids that matter.
        moved: Position of the bid whose price moves.
        winner: Position of the winner.
    """

    method: Method
    field: ScoredField
    moved: int
    winner: int

    @property
    def price(self) -> Fraction:
        """Today's price in euro."""
        return self.field.prices[self.moved]

    def changes_winner(self, cents: int) -> bool:
        """Tell whether the winner is no longer first alone at another price."""
        prices = list(self.field.prices)
        prices[self.moved] = Fraction(cents, 100)
        standings = self.method.standings(replace(self.field, prices=prices))
        own = standings[self.winner].order
        return any(one.order >= own for row, one in enumerate(standings) if row != self.winner)

    def distance(self, cents: int) -> Fraction:
        """Return how far a price in cents is from today's, in euro."""
        return abs(Fraction(cents, 100) - self.price)

    def smallest(self, bound: Fraction | None) -> int | None:
        """Return the nearest price in cents that changes the winner, None where none within ``bound`` euro does."""
        lowest = 1 if bound is None else max(1, ceil(100 * (self.price - bound)))
        highest = HIGHEST_CENTS if bound is None else min(HIGHEST_CENTS, floor(100 * (self.price + bound)))
        if self.method.can_flip:
            return self._nearest_turn(lowest, highest)
        up = self.moved == self.winner
        return self._nearest_on_one_side(highest if up else lowest, 1 if up else -1)

    def _nearest_on_one_side(self, limit: int, step: int) -> int | None:
        """Halve the distance: a dearer winner or a cheaper rival only ever weakens the winner, the reverse never."""
        nearest = floor(100 * self.price) + 1 if step > 0 else ceil(100 * self.price) - 1
        reach = (limit - nearest) * step
        if reach < 0 or not self.changes_winner(limit):
            return None
        return nearest + step * _first(lambda way: self.changes_winner(nearest + step * way), reach)

    def _nearest_turn(self, lowest: int, highest: int) -> int | None:
        """Try the whole cents at and behind the prices where anything can turn; between them nothing does."""
        turns = turning_prices(self.method, self.field, self.moved, self.winner, (lowest, highest))
        near_turns = (turn for turn in turns if lowest - 1 <= 100 * turn <= highest + 1)
        tried = {cents for turn in near_turns for cents in self._behind(100 * turn)}
        near = sorted((self.distance(cents), cents) for cents in tried if lowest <= cents <= highest)
        return next((cents for _, cents in near if self.changes_winner(cents)), None)

    def _behind(self, turn: Fraction) -> Iterator[int]:
        """Yield the first whole cents at a turn and beyond it, seen from today's price."""
        if turn >= 100 * self.price:
            yield from {ceil(turn), floor(turn) + 1} - {100 * self.price}
        if turn <= 100 * self.price:
            yield from {floor(turn), ceil(turn) - 1} - {100 * self.price}


def _first(holds: Callable[[int], bool], last: int) -> int:
    """Return the first number from 0 to ``last`` that holds, given that ``last`` does and that it stays so."""
    first = 0
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if holds(middle) else (middle + 1, last)
    return last


def smallest_price_change(outcome: Outcome, *, progress: Progress = silent) -> PriceChange | None:
    """Return the smallest change in euro, to the cent, after which the winner is no longer first alone.

    Where a bid's value depends on its own price alone the winner's raise and the rivals' cuts are searched. Else every
    bid counts in both directions: a third bid's price can set the lowest price, the Schwankungsbereich or the median.
    None where no price changes the winner.

    Args:
        outcome: An outcome with a winner.
        progress: Told how far the work is.

    Raises:
        ArithmeticError: Evaluating all bids anew does not confirm the change; a defect of this module.
    """
    best: tuple[Fraction, str, int, int] | None = None
    for moved in watched(outcome.in_rank_order(), progress, "prices"):
        case = _case(outcome, moved, _that_matter(outcome, moved))
        cents = case.smallest(best[0] if best else None)
        if cents is not None:
            found = (case.distance(cents), outcome.bids[moved].id, moved, cents)
            best = min(best, found) if best else found
    if best is None:
        return None
    _, bid, moved, cents = best
    case = _case(outcome, moved, range(len(outcome.bids)))
    if not case.changes_winner(cents):
        raise ArithmeticError(f"{cents} cents for {bid} do not change the winner")
    return _shown(bid, case.price, Fraction(cents, 100))


def _that_matter(outcome: Outcome, moved: int) -> Sequence[int]:
    """Return the positions that decide: all in methods that look at all bids, else the two that are compared."""
    if METHODS[outcome.evaluation.matrix.method.name].can_flip:
        return range(len(outcome.bids))
    ranked = outcome.in_rank_order()
    return ranked[:2] if moved == ranked[0] else [ranked[0], moved]


def _case(outcome: Outcome, moved: int, positions: Sequence[int]) -> _Case:
    field = only(outcome.valuation.field, positions)
    winner = positions.index(outcome.valuation.first[0])
    return _Case(outcome.evaluation.matrix.method, field, positions.index(moved), winner)


def _shown(bid: str, before: Fraction, after: Fraction) -> PriceChange:
    change = after - before
    return {
        "bid": bid,
        "from": money_string(before),
        "to": money_string(after),
        "change_eur": money_string(change),
        "change_percent": decimal_string(100 * change / before),
    }
