"""A proof without drawing: does the winner stay first for every weighting near the published one?

Every effective weight may lie anywhere between 1 − δ and 1 + δ of its published value, independently of the others.
A sum Σ weight · x is smallest there when weights of positive x are low and those of negative x high:
Σ weight · x − δ · Σ weight · |x|. Only the proportions of the weights matter, so nothing has to be rescaled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from scoring.evaluate import Outcome
from scoring.methods.gewichtet_median import median
from scoring.robustness.band import BandContest
from scoring.robustness.contest import Contest
from scoring.robustness.factory import decisive_group
from scoring.robustness.middle import MedianContest

_ONE = Fraction(1)


@dataclass
class Box:
    """All weightings whose effective weights lie within ``spread`` of the published ones.

    Args:
        outcome: An outcome with at least one valid bid.
        contest: Its contest.
        spread: δ, above 0 and below 1.
    """

    outcome: Outcome
    contest: Contest
    spread: Fraction

    def keeps_winner(self) -> bool:
        """Tell whether the winner is provably first alone everywhere; False proves nothing, except in line methods."""
        contest = self.contest
        rivals = [position for position in range(len(contest.totals)) if position != contest.winner]
        if isinstance(contest, BandContest):
            return self._keeps_band(contest, rivals)
        if isinstance(contest, MedianContest):
            return all(self._beats_by_median(contest, rival) for rival in rivals)
        return all(self._lead(contest.winner, rival) > 0 for rival in rivals)

    def _keeps_band(self, contest: BandContest, rivals: Sequence[int]) -> bool:
        """The winner never leaves the band, and each rival is out of it or behind."""
        own, keep = contest.winner, contest.keep
        top = max(range(len(contest.totals)), key=lambda position: contest.gain[position] * contest.totals[position])
        if any(self._lead(own, rival, other_factor=keep) < 0 for rival in rivals):
            return False
        return all(
            self._behind(contest, rival) or any(self._lead(one, rival, keep) > 0 for one in {own, top})
            for rival in rivals
        )

    def _behind(self, contest: BandContest, rival: int) -> bool:
        """Tell whether a rival is everywhere behind by the decision criterion, or equal there and behind by Z."""
        own = contest.winner
        first, second = self._decisive_parts[own], self._decisive_parts[rival]
        if first != second:
            return self._smallest((_ONE, first), (_ONE, second)) > 0
        fixed = contest.decisive[own] - contest.decisive[rival]
        return fixed > 0 or (fixed == 0 and self._lead(own, rival) > 0)

    def _beats_by_median(self, contest: MedianContest, rival: int) -> bool:
        """Bound quality and price apart: the whole quality weight and the median move by at most δ each."""
        own, gain, low, high = contest.winner, contest.gain[0], 1 - self.spread, 1 + self.spread
        points = self._smallest((gain, self._parts[own]), (gain, self._parts[rival]))
        middle = median([Fraction(total) for total in contest.totals]) * contest.unit
        price = (contest.base[own] - contest.base[rival]) * middle
        return points * (low if points > 0 else high) + price * (low if price > 0 else high) ** 2 > 0

    def _lead(self, one: int, other: int, one_factor: Fraction = _ONE, other_factor: Fraction = _ONE) -> Fraction:
        """Return the smallest lead of one value, times its factor, over another one, times its."""
        contest = self.contest
        base = one_factor * contest.base[one] - other_factor * contest.base[other]
        weighted = contest.split is not None or not self.outcome.grid.weights
        points = self._smallest(
            (one_factor * contest.gain[one], self._parts[one]),
            (other_factor * contest.gain[other], self._parts[other]),
            Fraction(0) if weighted else base / self.outcome.grid.denominator,
        )
        return points + base - self.spread * abs(base) if weighted else points

    def _smallest(
        self,
        one: tuple[Fraction, Sequence[int]],
        other: tuple[Fraction, Sequence[int]],
        shift: Fraction = Fraction(0),
    ) -> Fraction:
        """Return the smallest Σ weight · (a · x − b · y + shift) over the box, for (a, x) and (b, y)."""
        (a, first), (b, second) = one, other
        scale = lcm(a.denominator, b.denominator, shift.denominator)
        p, q, r = int(a * scale), int(b * scale), int(shift * scale)
        terms = [p * x - q * y + r * w for x, y, w in zip(first, second, self.outcome.grid.weights, strict=True)]
        return (sum(terms) - self.spread * sum(map(abs, terms))) / scale

    @cached_property
    def _decisive_parts(self) -> list[Sequence[int]]:
        """The weighted points that decide inside the band, 0 for criteria that do not count there."""
        if isinstance(self.contest, BandContest) and self.contest.by_points:
            return list(self._parts)
        group = next((span for span in self.outcome.grid.groups if span.id == decisive_group(self.outcome)), None)
        start, stop = (group.start, group.stop) if group else (0, 0)
        return [(0,) * start + row[start:stop] + (0,) * (len(row) - stop) for row in self._parts]

    @property
    def _parts(self) -> Sequence[tuple[int, ...]]:
        return self.outcome.valuation.quality.parts
