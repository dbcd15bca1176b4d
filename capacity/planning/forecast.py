"""When requests are finished if effort and absence spread: seeded simulation of a plan's order, in quantiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, log
from typing import Protocol

from capacity.planning.problem import Phase, Problem, Task
from capacity.planning.schedule import schedule

QUANTILES_PERCENT = (50, 85, 95)


class Chance(Protocol):
    """A seeded generator of random numbers."""

    def lognormvariate(self, mu: float, sigma: float, /) -> float:
        """Return a number whose logarithm is normally distributed."""
        ...  # pragma: no cover

    def uniform(self, a: float, b: float, /) -> float:
        """Return a number between two others."""
        ...  # pragma: no cover


@dataclass(frozen=True, slots=True)
class Spread:
    """How far reality strays from estimates.

    Args:
        effort_median: Actual effort divided by the estimate, in the middle; above 0.
        effort_sigma: Spread of its logarithm; 0 or more.
        presence_least: Least share of a role's capacity that is there in a week, 0 to 1.
        closed_requests: Closed requests whose spent effort is known.
        is_calibrated: They are enough: effort is drawn from them, and a window may be promised.
    """

    effort_median: float
    effort_sigma: float
    presence_least: float
    closed_requests: int = 0
    is_calibrated: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Weeks of finish that 50, 85 and 95 percent of all runs keep; horizon + 1 means: not within the plan.

    Args:
        p50: As likely earlier as later.
        p85: What is promised once calibrated.
        p95: Hardly ever later.
    """

    p50: int
    p85: int
    p95: int


def forecast(problem: Problem, order: Sequence[int], spread: Spread, chance: Chance, runs: int) -> Mapping[int, Window]:
    """Return the window of each request: the order of the plan is scheduled anew for every run.

    Args:
        problem: What is planned.
        order: Phases in the order of the plan.
        spread: How effort and presence stray.
        chance: Generator; the same one gives the same windows.
        runs: Number of runs, 1 or more.
    """
    finishes: list[list[int]] = [[] for _ in problem.tasks]
    for _ in range(runs):
        for request, week in enumerate(_run(problem, order, spread, chance)):
            finishes[request].append(week)
    return {
        request: Window(*(quantile(weeks, one) for one in QUANTILES_PERCENT)) for request, weeks in enumerate(finishes)
    }


def quantile(values: Sequence[int], percent: int) -> int:
    """Return the smallest value that at least so many percent of the values do not exceed (nearest rank)."""
    return sorted(values)[max(1, ceil(percent * len(values) / 100)) - 1]


def _run(problem: Problem, order: Sequence[int], spread: Spread, chance: Chance) -> list[int]:
    drawn = _drawn(problem, spread, chance)
    plan = schedule(drawn, order)
    return [
        problem.horizon + 1 if request in plan.unplanned else plan.finish(drawn, request)
        for request in range(len(problem.tasks))
    ]


def _drawn(problem: Problem, spread: Spread, chance: Chance) -> Problem:
    """Return the problem as it could turn out: longer or shorter phases, fewer people there."""
    capacity = tuple(
        tuple(int(one * chance.uniform(spread.presence_least, 1.0)) for one in row) for row in problem.capacity
    )
    middle = log(spread.effort_median)
    factors = [chance.lognormvariate(middle, spread.effort_sigma) for _ in problem.tasks]
    phases = tuple(_stretched(phase, factors[phase.request]) for phase in problem.phases)
    return Problem(problem.horizon, capacity, tuple(map(_released, problem.tasks)), phases)


def _stretched(phase: Phase, factor: float) -> Phase:
    if not any(phase.demand):  # weeks between phases whose places are set
        return phase
    return replace(phase, duration=max(1, round(phase.duration * factor)))


def _released(task: Task) -> Task:
    """A week pinned in the plan cannot be forced upon reality: the request begins then or later."""
    return task if task.pinned is None else replace(task, pinned=None, release=max(task.release, task.pinned))
