"""From an outcome to the contest its method needs."""

from fractions import Fraction

from scoring.evaluate import Outcome
from scoring.methods import GewichtetMedian, RichtwertErweitert
from scoring.robustness.band import BandContest
from scoring.robustness.contest import Contest, PriceSplit, base_and_gain, price_split
from scoring.robustness.middle import MedianContest


def contest_of(outcome: Outcome) -> Contest:
    """Return the contest of the valid bids around the one on rank 1 (in a tie: the first of them by id).

    Args:
        outcome: An outcome with at least one valid bid.
    """
    valuation, matrix = outcome.valuation, outcome.evaluation.matrix
    winner = min(valuation.first, key=lambda position: outcome.bids[position].id)
    totals = valuation.quality.totals
    unit = 1 / valuation.quality.denominator
    split = price_split(matrix.method, valuation.field)
    if isinstance(matrix.method, GewichtetMedian) and split:
        return _median(winner, totals, unit, split)
    base, gain = base_and_gain(matrix, valuation.field, winner)
    gains = tuple(one * unit for one in gain)
    if not isinstance(matrix.method, RichtwertErweitert):
        return Contest(winner, totals, unit, tuple(base), gains, split)
    return BandContest(
        winner,
        totals,
        unit,
        tuple(base),
        gains,
        split,
        keep=1 - Fraction(matrix.method.band_percent) / 100,
        decisive=tuple(matrix.method.decisive(valuation.field)),
        by_points=matrix.method.decision_criterion == "leistungspunkte",
    )


def _median(winner: int, totals: tuple[int, ...], unit: Fraction, split: PriceSplit) -> MedianContest:
    base = tuple(split.share * price for price in split.price)
    return MedianContest(winner, totals, unit, base, ((1 - split.share) * unit,) * len(totals), split)


def decisive_group(outcome: Outcome) -> str | None:
    """Return the id of the main group that decides inside the Schwankungsbereich; None where none does."""
    method = outcome.evaluation.matrix.method
    groups = {group.id for group in outcome.grid.groups}
    if isinstance(method, RichtwertErweitert) and method.decision_criterion in groups:
        return method.decision_criterion
    return None
