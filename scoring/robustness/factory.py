"""From bids to the contest their method needs."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.evaluate import Outcome
from scoring.methods import GewichtetMedian, RichtwertErweitert, ScoredField
from scoring.model import Matrix
from scoring.robustness.band import BandContest
from scoring.robustness.contest import Contest, base_and_gain, price_split
from scoring.robustness.middle import MedianContest


def contest_of(outcome: Outcome) -> Contest:
    """Return the contest of the valid bids around the one on rank 1 (in a tie: the first of them by id).

    Args:
        outcome: An outcome with at least one valid bid.
    """
    valuation, matrix = outcome.valuation, outcome.evaluation.matrix
    winner = min(valuation.first, key=lambda position: outcome.bids[position].id)
    totals, unit = valuation.quality.totals, 1 / valuation.quality.denominator
    contest = contest_among(matrix, totals, unit, valuation.field, winner)
    return replace(contest, split=price_split(matrix.method, valuation.field))


def contest_among(matrix: Matrix, totals: Sequence[int], unit: Fraction, field: ScoredField, reference: int) -> Contest:
    """Return the contest of any bids around one of them, which need not be first.

    Args:
        matrix: Gives the method.
        totals: Weighted points of the bids as integers.
        unit: Leistungspunkte that one unit of ``totals`` stands for.
        field: The bids as the method sees them.
        reference: Position of the bid that is to be first.
    """
    method, points = matrix.method, tuple(totals)
    if isinstance(method, GewichtetMedian):
        return _median(method, points, unit, field, reference)
    base, gain = base_and_gain(matrix, field, reference)
    gains = tuple(one * unit for one in gain)
    if not isinstance(method, RichtwertErweitert):
        return Contest(reference, points, unit, tuple(base), gains)
    return BandContest(
        reference,
        points,
        unit,
        tuple(base),
        gains,
        keep=1 - Fraction(method.band_percent) / 100,
        decisive=tuple(method.decisive(field)),
        by_points=method.decision_criterion == "leistungspunkte",
    )


def _median(
    method: GewichtetMedian, totals: tuple[int, ...], unit: Fraction, field: ScoredField, reference: int
) -> MedianContest:
    """Read the price's part off the method at equal points, whose median is never 0."""
    quality = Fraction(method.weight_quality_percent) / 100
    equal = method.standings(replace(field, leistungspunkte=[Fraction(1)] * len(totals)))
    base = tuple(standing.exact - quality for standing in equal)
    return MedianContest(reference, totals, unit, base, (quality * unit,) * len(totals))


def decisive_group(outcome: Outcome) -> str | None:
    """Return the id of the main group that decides inside the Schwankungsbereich; None where none does."""
    method = outcome.evaluation.matrix.method
    groups = {group.id for group in outcome.grid.groups}
    if isinstance(method, RichtwertErweitert) and method.decision_criterion in groups:
        return method.decision_criterion
    return None
