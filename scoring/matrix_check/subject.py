"""What the probe looks at, worked out once: grid, valid bids, possible points, and the point of reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.evaluate import Outcome, evaluate
from scoring.grid import Grid
from scoring.house_rules import HouseRules
from scoring.matrix_check.document import ReferenceSource
from scoring.matrix_check.latitude import Latitudes, latitudes
from scoring.methods import PreisFestbereich
from scoring.methods.gewichtet_median import median
from scoring.model import Evaluation, Matrix

PER = Fraction(100_000)


@dataclass(frozen=True, slots=True)
class Reference:
    """The point around which prices and points are compared.

    Args:
        price: Price in euro, above 0.
        price_source: Where the price comes from.
        lowest_price: Lowest price of the valid bids in euro; the reference price without bids.
        leistungspunkte: Leistungspunkte L at the reference.
        from_bids: Whether L is the median of the valid bids; otherwise it is the highest possible.
    """

    price: Fraction
    price_source: ReferenceSource
    lowest_price: Fraction
    leistungspunkte: Fraction
    from_bids: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """A matrix with its bids and all that several parts of the probe need.

    Args:
        outcome: The evaluation of the given bids; there may be none.
        latitudes: Points possible on every scored criterion.
        reference: Point of reference for prices and points.
    """

    outcome: Outcome
    latitudes: Latitudes
    reference: Reference

    @property
    def evaluation(self) -> Evaluation:
        """The checked input."""
        return self.outcome.evaluation

    @property
    def matrix(self) -> Matrix:
        """The matrix that is probed."""
        return self.outcome.evaluation.matrix

    @property
    def grid(self) -> Grid:
        """Exact weights of the matrix."""
        return self.outcome.grid

    @property
    def rules(self) -> HouseRules:
        """Dated numbers valid on the day of the probe."""
        return self.outcome.rules

    def points_per_point(self, index: int) -> Fraction:
        """Return the Leistungspunkte that one point on a scored criterion yields."""
        return 100 * self.grid.share(index)


def subject_of(evaluation: Evaluation, rules: HouseRules) -> Subject:
    """Work out what the probe needs.

    Raises:
        InputError: The method has no value for the given bids.
    """
    outcome = evaluate(evaluation, rules)
    possible = latitudes(evaluation.matrix, outcome.grid)
    return Subject(outcome, possible, _reference(outcome, possible))


def leistungspunkte(grid: Grid, points: Sequence[int], unit: int) -> Fraction:
    """Return L of a row of points given as numerators over ``unit``; 0 where nothing is scored."""
    if not grid.weights:
        return Fraction(0)
    return Fraction(
        100 * sum(weight * value for weight, value in zip(grid.weights, points, strict=True)), grid.denominator * unit
    )


def _reference(outcome: Outcome, possible: Latitudes) -> Reference:
    price, source = _price(outcome)
    middle = median(outcome.valuation.field.leistungspunkte) if outcome.bids else Fraction(0)
    highest = leistungspunkte(outcome.grid, [latitude.highest for latitude in possible.criteria], possible.unit)
    return Reference(
        price=price,
        price_source=source,
        lowest_price=min(outcome.valuation.field.prices, default=price),
        leistungspunkte=middle or highest,
        from_bids=middle > 0,
    )


def _price(outcome: Outcome) -> tuple[Fraction, ReferenceSource]:
    """Return the median price, else the estimated value, else 100,000 euro; inside fixed bounds where there are any."""
    estimate = outcome.evaluation.procedure.estimated_value_net_eur
    method = outcome.evaluation.matrix.method
    price, source = PER, _PER
    if outcome.bids:
        price, source = median(outcome.valuation.field.prices), _MEDIAN
    elif estimate is not None:
        price, source = Fraction(estimate), _ESTIMATE
    if isinstance(method, PreisFestbereich) and not method.best_price_eur <= price < method.worst_price_eur:
        return Fraction(method.best_price_eur), _BEST
    return price, source


_MEDIAN: ReferenceSource = "median_of_bids"
_BEST: ReferenceSource = "best_price"
_ESTIMATE: ReferenceSource = "estimated_value_net"
_PER: ReferenceSource = "per_100000"
