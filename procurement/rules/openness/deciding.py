"""Accepting or overruling suggested points: a person decides, and whoever leaves the suggestion says why."""

from decimal import Decimal
from fractions import Fraction

from core.errors import Fault
from licensing.assess.suggestion import Suggestion
from scoring.model import Scale, is_written

LONGEST_REASON = 4_000


def points_on(suggestion: Suggestion, scale: Scale) -> tuple[Fraction, Fraction]:
    """Return least and most of a suggestion as points of a scale, each on the step at or below it.

    Args:
        suggestion: The suggestion.
        scale: The published scale.
    """
    lowest, highest = Fraction(scale.minimum), Fraction(scale.maximum)
    least, most = suggestion.points(highest - lowest, Fraction(scale.step))
    return lowest + least, lowest + most


def decision_faults(points: Decimal | None, least: Fraction, most: Fraction, reason: str) -> tuple[Fault, ...]:
    """Return everything that stands against a decision.

    Args:
        points: Points that the evaluator gives; None where what was written is not on the scale.
        least: Points that are suggested at least.
        most: Points that are suggested at most.
        reason: Why these points, unless they are the ones suggested: where a signal is open, evidence says too little.
    """
    if len(reason) > LONGEST_REASON:
        return (Fault("text_too_long", "/reason", properties={"maximum": str(LONGEST_REASON)}),)
    if points is None:
        return (Fault("decision_points", "/points"),)
    if not least == points == most and not is_written(reason):
        return (Fault("decision_reason", "/reason"),)
    return ()
