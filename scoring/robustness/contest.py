"""What keeps the winner first, as exact lines: the same question for a weight, a score and a simulation.

With the prices fixed every method but two ranks by a value that is a line in the Leistungspunkte:
V = base + gain · L. Base and gain are read off the method itself, at L = 0 and L = 1, so that its formula stands in
one place alone. The band and the median need more; they have modules of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from fractions import Fraction
from typing import cast

from scoring.methods import GewichtetMedian, GewichtetReferenzwert, Method, RichtwertExponent, ScoredField
from scoring.methods.gewichtet import GewichtetMethod
from scoring.model import Matrix
from scoring.quality import quality_percent
from scoring.robustness.intervals import Interval, Line, difference, not_negative
from scoring.robustness.roots import root_from_above


@dataclass(frozen=True, slots=True)
class Path:
    """A way to change the Leistungspunkte of all bids by one number s ≥ 0.

    Args:
        moves: What one unit of s adds to each bid's weighted points (numerators, see ``Contest.totals``).
        group: How the points of the decisive main group move; empty where no group decides.
    """

    moves: tuple[int, ...]
    group: tuple[Line, ...] = ()

    def reversed(self) -> "Path":
        """Return the way in the opposite direction."""
        return Path(tuple(-move for move in self.moves), tuple((start, -growth) for start, growth in self.group))


@dataclass(frozen=True, slots=True)
class Draw:
    """How weights are drawn: each is multiplied by a uniform factor from 1 − ``spread`` to 1 + ``spread``."""

    samples: int
    seed: int
    spread: float


@dataclass(frozen=True, slots=True)
class PriceSplit:
    """A value that weighs quality against price: V = (1 − share) · quality + share · price.

    Args:
        share: Weight of the price, 0 to 1.
        quality: Value of each bid if quality alone counted.
        price: Value of each bid if the price alone counted.
    """

    share: Fraction
    quality: tuple[Fraction, ...]
    price: tuple[Fraction, ...]

    def lines(self) -> list[Line]:
        """Return the value of each bid as a line in the change of the price weight."""
        pairs = zip(self.quality, self.price, strict=True)
        return [((1 - self.share) * quality + self.share * price, price - quality) for quality, price in pairs]


@dataclass(frozen=True)
class Contest:
    """The bids as a line method compares them: V = base + gain · total.

    Args:
        winner: Position of the bid on rank 1.
        totals: Weighted points of each bid as integers.
        unit: Leistungspunkte that one unit of ``totals`` stands for.
        base: Value of each bid without points.
        gain: Value that one unit of ``totals`` adds.
        split: Quality against price, where the method weighs them and today's valid bids are compared.
    """

    winner: int
    totals: tuple[int, ...]
    unit: Fraction
    base: tuple[Fraction, ...]
    gain: tuple[Fraction, ...]
    _: KW_ONLY
    split: PriceSplit | None = None

    def values(self, path: Path) -> list[Line]:
        """Return the value of each bid along a path."""
        parts = zip(self.base, self.gain, self.totals, path.moves, strict=True)
        return [(base + gain * total, gain * move) for base, gain, total, move in parts]

    def lost(self, path: Path, limit: Fraction | None = None) -> Iterator[Interval]:  # noqa: ARG002 - a line needs no end
        """Yield where the winner is no longer first alone, nearest first.

        Args:
            path: How the Leistungspunkte move.
            limit: Changes beyond it need not be looked at; None for all.
        """
        yield from lost_duels(self.values(path), self.winner)


def lost_duels(values: Sequence[Line], winner: int) -> Iterator[Interval]:
    """Yield where another bid's value is at least the winner's, nearest first; a tie counts as lost."""
    start, growth = values[winner]
    ahead = [line for place, line in enumerate(values) if line[0] >= start and place != winner]
    lost = [one for line in ahead if (one := not_negative(difference(line, values[winner])))]
    ends = [(start - other) / (faster - growth) for other, faster in values if faster > growth and other < start]
    if ends:
        lost.append(Interval(min(ends)))
    yield from sorted(lost, key=lambda one: one.low)


def price_split(method: Method, field: ScoredField) -> PriceSplit | None:
    """Return how the method weighs quality against price; None where the price has no weight."""
    if method.weights_price_in_tree:
        quality = method.standings(replace(field, price_share=Fraction(0)))
        price = method.standings(replace(field, price_share=Fraction(1)))
        share = field.price_share
    elif isinstance(method, GewichtetMethod):
        quality = _weighted(method, 100).standings(field)
        price = _weighted(method, 0).standings(field)
        share = Fraction(method.weight_price_percent) / 100
    else:
        return None
    return PriceSplit(share, tuple(one.exact for one in quality), tuple(one.exact for one in price))


def _weighted(method: GewichtetMethod, quality_percent: int) -> GewichtetReferenzwert | GewichtetMedian:
    weights = {"weight_quality_percent": quality_percent, "weight_price_percent": 100 - quality_percent}
    return cast("GewichtetReferenzwert | GewichtetMedian", method.model_copy(update=weights))


def base_and_gain(matrix: Matrix, field: ScoredField, reference: int) -> tuple[list[Fraction], list[Fraction]]:
    """Return value without points and value per Leistungspunkt of each bid.

    Args:
        matrix: Any method but the median.
        field: The valid bids.
        reference: Bid whose gain is 1 in the exponent method, which compares L with L' · (P / P')^((1 − a) / a).
    """
    one = _values(matrix, field, Fraction(1))
    if isinstance(matrix.method, RichtwertExponent):
        degree = matrix.method.exponent.numerator
        return [Fraction(0)] * len(one), [root_from_above(value / one[reference], degree) for value in one]
    base = _values(matrix, field, Fraction(0))
    return base, [with_point - without for with_point, without in zip(one, base, strict=True)]


def _values(matrix: Matrix, field: ScoredField, points: Fraction) -> list[Fraction]:
    """Return what ranks bids that are equal in everything before it, if each had the same Leistungspunkte."""
    same = [points] * len(field.prices)
    standings = matrix.method.standings(
        replace(field, leistungspunkte=same, quality=quality_percent(same, matrix.scale.maximum))
    )
    return [Fraction(standing.order[-1]) for standing in standings]
