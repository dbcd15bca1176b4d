"""Search for a cheaper plan than the best list schedule: two annealings side by side, the better one wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from capacity.planning.annealing import Cooling, Walk, anneal, new_walk
from capacity.planning.compiled import compiled
from capacity.planning.decoding import State, first_fit, new_state
from capacity.planning.packing import Instance, Integers, Movable, movable
from capacity.planning.problem import Problem
from capacity.planning.ranking import RankedPlan

CHAINS = 2
"""Annealings with seeds of their own; one for each core."""

_CHUNK = 256 * 40
_TRIAL = 256 * 80
_MOST_ITERATIONS = 10**9
_SHARE_OF_TIME = 0.8

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search: iterations of each chain, or seconds by a clock.

    Args:
        seed: 0 or more.
        iterations: Iterations of each chain; None where the time decides.
        cooling: Iterations that the cooling is laid out for; None: as many as there are.
        seconds: Time left.
        clock: Seconds that only grow.
    """

    seed: int
    iterations: int | None
    cooling: int | None
    seconds: float
    clock: Clock


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Args:
        order: Phases of the problem in the order of booking.
        objective: Objective of the plan, unplanned requests left out.
        iterations: Iterations of each chain.
        cooling: Iterations that the cooling was laid out for; more than ``iterations`` where time ran out.
    """

    order: tuple[int, ...]
    objective: int
    iterations: int
    cooling: int


def search(problem: Problem, begin: RankedPlan, effort: Effort) -> Found:
    """Return the best plan found, never worse than the one to begin with.

    Args:
        problem: What is planned.
        begin: The plan to begin with.
        effort: How long to search.
    """
    deadline = effort.clock() + effort.seconds
    moved = movable(problem, begin.plan)
    if len(moved.phases) < 2:  # noqa: PLR2004 - nothing to put into another order
        return Found(begin.order, begin.objective, 0, 0)
    least = least_costs(moved.instance)
    order = _local_order(moved, begin)
    if effort.iterations is None:
        planned = _affordable(moved.instance, order, least, deadline, effort.clock)
    else:
        planned = effort.iterations
    walks = [new_walk(new_state(moved.instance, order, least), effort.seed * CHAINS + chain) for chain in range(CHAINS)]
    states = [new_state(moved.instance, order, least) for _ in range(CHAINS)]
    cooling = cooling_for(moved, begin.objective, effort.cooling or planned)
    done = _together(moved.instance, states, walks, cooling, _Until(planned, deadline, effort))
    best = min(walks, key=lambda walk: int(walk.totals[1]))
    back = tuple(moved.phases[phase] for phase in best.best_order.tolist())
    return Found(_pinned_first(problem, begin, back), int(best.totals[1]) + moved.fixed_cost, done, cooling.iterations)


@dataclass(frozen=True, slots=True)
class _Until:
    """When a search ends."""

    iterations: int
    deadline: float
    effort: Effort

    @property
    def over(self) -> bool:
        """Whether the time has run out; never where a number of iterations was given."""
        return self.effort.iterations is None and self.effort.clock() >= self.deadline


def cooling_for(moved: Movable, objective: int, iterations: int) -> Cooling:
    """Return how to cool down: measured on the objective to begin with, the colder the more requests share it."""
    scale = max(1.0, float(objective - moved.fixed_cost)) / max(1, len(moved.requests))
    return Cooling(
        hot=0.6 * scale, cold=0.012 * scale, far=0.3, near=0.1, single=0.5, iterations=max(1, iterations)
    )


def least_costs(instance: Instance) -> Integers:
    """Return what each request costs alone in an empty plan: less is impossible."""
    finish = np.zeros(len(instance.release), np.int64)
    _alone(instance, finish)
    return instance.cost[np.arange(len(finish)), finish]


@compiled
def _alone(instance: Instance, finish: Integers) -> None:
    """Set the earliest finish of each request, all others away; predecessors are counted by their phases alone."""
    for request in range(len(finish)):
        week = instance.release[request]
        for phase in range(instance.first[request], instance.first[request + 1]):
            week = first_fit(instance, instance.free, phase, week) + instance.duration[phase]
        finish[request] = week


def _local_order(moved: Movable, begin: RankedPlan) -> Integers:
    number = {phase: index for index, phase in enumerate(moved.phases)}
    return np.array([number[phase] for phase in begin.order if phase in number], np.int64)


def _pinned_first(problem: Problem, begin: RankedPlan, order: tuple[int, ...]) -> tuple[int, ...]:
    pinned = [phase for phase in begin.order if problem.tasks[problem.phases[phase].request].pinned is not None]
    return (*pinned, *order)


def _affordable(instance: Instance, order: Integers, least: Integers, deadline: float, clock: Clock) -> int:
    """Return how many iterations fit into most of the time, measured on two chains at once."""
    states = [new_state(instance, order, least) for _ in range(CHAINS)]
    walks = [new_walk(state, chain) for chain, state in enumerate(states)]
    scale = max(1.0, float(states[0].spent[-1])) / max(1, len(instance.release))
    cooling = Cooling(0.6 * scale, 0.012 * scale, 0.3, 0.1, 0.5, _TRIAL)
    began = clock()
    with ThreadPoolExecutor(CHAINS) as threads:
        list(threads.map(lambda pair: anneal(instance, *pair, cooling, _TRIAL), zip(states, walks, strict=True)))
    now = clock()
    each = max(1e-9, (now - began) / _TRIAL)
    chunks = int(_SHARE_OF_TIME * max(0.0, deadline - now) / each) // _CHUNK
    return min(_MOST_ITERATIONS, max(1, chunks) * _CHUNK)


def _together(instance: Instance, states: list[State], walks: list[Walk], cooling: Cooling, until: _Until) -> int:
    """Let all chains go on in step until the end; return the iterations done by each."""
    done = 0
    with ThreadPoolExecutor(CHAINS) as threads:
        while done < until.iterations and not until.over:
            done = min(until.iterations, done + _CHUNK)
            goal = done
            list(
                threads.map(
                    lambda pair, goal=goal: anneal(instance, *pair, cooling, goal),  # type: ignore[misc]
                    zip(states, walks, strict=True),
                )
            )
    return done
