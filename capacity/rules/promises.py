"""When a finish is promised, and what became of the promise. Pure."""

from collections.abc import Collection
from datetime import date

from capacity.model import ForecastFigures, PromisedWork, PromiseOutcome, RequestStage
from capacity.rules.figures import WORKING

PROMISED = frozenset({RequestStage.FREIGEGEBEN, RequestStage.EINGEPLANT, RequestStage.IN_UMSETZUNG})
"""Stages in which a finish is promised: the decision is there, and nothing stands against the work."""

DONE = frozenset({RequestStage.ABNAHME, RequestStage.ABGESCHLOSSEN})
"""Stages in which the work is finished: acceptance is the department's, and no part of the plan."""


def outcome_of(due: date, work: PromisedWork, today: date) -> PromiseOutcome:
    """Return what became of a promise.

    Args:
        due: The work is finished before this day.
        work: Where it stands.
        today: The day.
    """
    if work.replaced_on is not None:
        return PromiseOutcome.VERFEHLT if due <= work.replaced_on else PromiseOutcome.ENTFALLEN
    if work.stage in DONE and work.finished_on is not None:
        return PromiseOutcome.GEHALTEN if work.finished_on < due else PromiseOutcome.VERFEHLT
    if work.stage not in WORKING:
        return PromiseOutcome.ENTFALLEN
    return PromiseOutcome.VERFEHLT if due <= today else PromiseOutcome.OFFEN


def told(found: ForecastFigures, outcomes: Collection[PromiseOutcome], least: int) -> ForecastFigures:
    """Return the figures with what became of promises, as far as there are enough of them.

    Args:
        found: What is known of closed requests.
        outcomes: What became of each promise.
        least: Fewest cases that a figure is told about.
    """
    counts = {one: sum(outcome is one for outcome in outcomes) for one in PromiseOutcome}
    kept, broken = counts[PromiseOutcome.GEHALTEN], counts[PromiseOutcome.VERFEHLT]
    running = counts[PromiseOutcome.OFFEN]
    return ForecastFigures(
        closed=found.closed,
        needed=found.needed,
        factor=found.factor,
        kept=kept if kept + broken >= least else None,
        broken=broken if kept + broken >= least else None,
        running=running if running >= least else None,
    )
