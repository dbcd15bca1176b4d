"""What closed requests teach the forecast: how far effort strays from estimates."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import log, sqrt
from statistics import median

from capacity.model import RequestedEffort, SpentEffort
from capacity.planning.forecast import Spread


def ratio_of(estimated: Iterable[RequestedEffort], spent: Iterable[SpentEffort]) -> Fraction | None:
    """Return spent by estimated effort of a request; None where the two cannot be compared.

    Only roles with a note count: a role that nobody noted is unknown, not free. What a role took that nobody had
    estimated counts as spent.

    Args:
        estimated: The estimate; its upper ends are what was planned.
        spent: What was noted, each role once.
    """
    noted = {one.role: Fraction(one.days) for one in spent}
    planned = sum((Fraction(one.days_to) for one in estimated if one.role in noted), Fraction(0))
    took = sum(noted.values(), Fraction(0))
    return took / planned if planned and took else None


def calibrated(assumed: Spread, ratios: Sequence[Fraction], least: int) -> Spread:
    """Return the spread that closed requests show, or the assumed one while they are too few.

    Args:
        assumed: What holds until then; the presence of people is always assumed.
        ratios: Spent by estimated effort of each closed request, above 0.
        least: So many are needed, 2 or more.
    """
    if len(ratios) < least:
        return replace(assumed, closed_requests=len(ratios), is_calibrated=False)
    middle = median(ratios)
    strayed = sum(log(one / middle) ** 2 for one in ratios)
    sigma = sqrt(strayed / (len(ratios) - 1))
    return replace(
        assumed, effort_median=float(middle), effort_sigma=sigma, closed_requests=len(ratios), is_calibrated=True
    )
