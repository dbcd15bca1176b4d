"""Search for a cheaper plan than the best list schedule: two annealings side by side, the better one wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat

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
    first = _local_order(moved, begin)
    if effort.iterations is None:
        planned = _affordable(moved.instance, first, least, deadline, effort.clock)
    else:
        planned = effort.iterations
    states = [new_state(moved.instance, first, least) for _ in range(CHAINS)]
    walks = [new_walk(state, effort.seed * CHAINS + chain) for chain, state in enumerate(states)]
    cooling = cooling_for(len(moved.requests), begin.objective - moved.fixed_cost, effort.cooling or planned)
    done = _together(moved.instance, states, walks, cooling, _Until(planned, deadline, effort))
    best = min(walks, key=lambda walk: int(walk.totals[1]))
    order = _whole_order(moved, begin, best.best_order)
    return Found(order, int(best.totals[1]) + moved.fixed_cost, done, cooling.iterations)


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


def cooling_for(requests: int, cost: int, iterations: int) -> Cooling:
    """Return how to cool down, in units of what a request costs on average.

    The more requests, the cooler it begins and the shorter the leaps: in the same time less can be turned over.

    Args:
        requests: Requests that may be moved, 1 or more.
        cost: Their cost in the plan to begin with.
        iterations: Iterations until it is cold.
    """
    each = max(1.0, cost / requests)
    far = min(0.3, 60 / requests)
    return Cooling(
        hot=0.6 * each * min(1.0, (200 / requests) ** 0.5),
        cold=0.02 * each,
        far=far,
        near=far / 3,
        single=0.5,
        iterations=max(1, iterations),
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


def _whole_order(moved: Movable, begin: RankedPlan, best: Integers) -> tuple[int, ...]:
    """Return the order of all phases: what was moved, then the others; pinned ones are booked first anyway."""
    others = set(begin.order) - set(moved.phases)
    return (*(moved.phases[phase] for phase in best.tolist()), *(one for one in begin.order if one in others))


def _affordable(instance: Instance, order: Integers, least: Integers, deadline: float, clock: Clock) -> int:
    """Return how many iterations fit into most of the time, measured on two chains at once."""
    states = [new_state(instance, order, least) for _ in range(CHAINS)]
    walks = [new_walk(state, chain) for chain, state in enumerate(states)]
    cooling = cooling_for(len(instance.release), int(states[0].spent[-1]), _TRIAL)
    began = clock()
    with ThreadPoolExecutor(CHAINS) as threads:
        _advance(threads, instance, states, walks, cooling, _TRIAL)
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
            _advance(threads, instance, states, walks, cooling, done)
    return done


def _advance(
    threads: ThreadPoolExecutor,
    instance: Instance,
    states: list[State],
    walks: list[Walk],
    cooling: Cooling,
    until: int,
) -> None:
    """Let each chain go on in a thread of its own; a fault in one is raised here."""
    list(threads.map(anneal, repeat(instance), states, walks, repeat(cooling), repeat(until)))
