"""A proven lower bound: no plan of the same requests can cost less.

Capacity gets a price for each role and week (Lagrangian relaxation). Each request then takes its cheapest weeks alone,
computed exactly; the sum of these costs less the price of all capacity is below the objective of every lawful plan,
whatever the prices are. Prices are raised where more is asked for than there is (subgradient steps). Prices and costs
are integers, so the bound is exact; how close it comes depends on the prices.
"""

from typing import NamedTuple

import numpy as np

from capacity.planning.compiled import compiled
from capacity.planning.packing import Integers, Movable
from capacity.planning.problem import Problem

STEPS = 400
"""Rounds of prices."""

SCALE = 1_000
"""Prices and costs are counted in thousandths."""

_PATIENCE = 12
_NEVER = 1 << 58


class Relaxed(NamedTuple):
    """The relaxed problem and its prices.

    Args:
        demand: Quarter person-days of phase and role.
        capacity: Of role and week.
        duration: Weeks of each phase.
        first: First phase of each request, and the number of phases at the end.
        release: First week of each request, predecessors counted alone.
        cost: Cost of request and week of finish.
        lawful: 1 where a phase alone fits from a start week on.
        price: Price of role and week.
        sums: Prices of role summed up before each week.
        worth: Cheapest cost from each start week on, of phase and week.
        chosen: The start week that gives it.
        used: What is asked for of role and week.
    """

    demand: Integers
    capacity: Integers
    duration: Integers
    first: Integers
    release: Integers
    cost: Integers
    lawful: Integers
    price: Integers
    sums: Integers
    worth: Integers
    chosen: Integers
    used: Integers


def lower_bound(problem: Problem, moved: Movable, objective: int) -> int:
    """Return an objective that no plan of the same requests can stay below.

    Args:
        problem: What is planned.
        moved: The requests that are planned; pinned ones keep their place.
        objective: Objective of a known plan.
    """
    if not moved.requests:
        return moved.fixed_cost
    relaxed = _relaxed(problem, moved)
    target = (objective - moved.fixed_cost) * SCALE
    best, pace, waiting = -_NEVER, 1.0, 0
    for _ in range(STEPS):
        value = int(_evaluate(relaxed))
        waiting = 0 if value > best else waiting + 1
        best = max(best, value)
        if waiting > _PATIENCE:
            pace, waiting = pace / 2, 0
        excess = relaxed.used - relaxed.capacity
        length = float((excess.astype(np.float64) ** 2).sum())
        if best >= target or length == 0:
            break
        step = pace * max(float(target - value), 1.0) / length
        relaxed.price[:] = np.maximum(0, np.rint(relaxed.price + step * excess)).astype(np.int64)
    return moved.fixed_cost + min(objective - moved.fixed_cost, -(-best // SCALE))


def _relaxed(problem: Problem, moved: Movable) -> Relaxed:
    instance, roles = moved.instance, len(problem.capacity)
    demand = np.array([problem.phases[phase].demand for phase in moved.phases], np.int64).reshape(-1, roles)
    shape = (len(moved.phases), problem.horizon + 1)
    relaxed = Relaxed(
        demand=demand,
        capacity=_unpacked_capacity(problem, moved),
        duration=instance.duration,
        first=instance.first,
        release=instance.release.copy(),
        cost=instance.cost,
        lawful=np.zeros(shape, np.int64),
        price=np.zeros((roles, problem.horizon), np.int64),
        sums=np.zeros((roles, problem.horizon + 1), np.int64),
        worth=np.zeros(shape, np.int64),
        chosen=np.zeros(shape, np.int64),
        used=np.zeros((roles, problem.horizon), np.int64),
    )
    _mark_lawful(relaxed)
    _raise_releases(relaxed, moved)
    return relaxed


def _unpacked_capacity(problem: Problem, moved: Movable) -> Integers:
    """Return the capacity by role and week that pinned requests leave, from the packed one."""
    capacity = np.array(problem.capacity, np.int64)
    free = moved.instance.free.tolist()
    word = shift = 0
    for role, width in enumerate(problem.lanes.widths):
        if shift + width + 1 > 62:  # noqa: PLR2004 - bits of a word, see packing
            word, shift = word + 1, 0
        capacity[role] = [row[word] >> shift & (1 << width) - 1 for row in free]
        shift += width + 1
    return capacity


@compiled
def _mark_lawful(relaxed: Relaxed) -> None:
    roles, horizon = relaxed.capacity.shape
    for phase in range(len(relaxed.duration)):
        run = 0
        for week in range(horizon - 1, -1, -1):
            fits = True
            for role in range(roles):
                if relaxed.demand[phase, role] > relaxed.capacity[role, week]:
                    fits = False
            run = run + 1 if fits else 0
            if run >= relaxed.duration[phase]:
                relaxed.lawful[phase, week] = 1


def _raise_releases(relaxed: Relaxed, moved: Movable) -> None:
    """No request begins before those it waits for could be finished alone."""
    instance = moved.instance
    finish: dict[int, int] = {}
    pending = list(range(len(instance.release)))
    while pending:
        request = pending[-1]
        before = instance.before[instance.before_from[request] : instance.before_from[request + 1]].tolist()
        if missing := [one for one in before if one not in finish]:
            pending += missing
            continue
        pending.pop()
        week = max([int(relaxed.release[request]), *(finish[one] for one in before)])
        relaxed.release[request] = week
        for phase in range(instance.first[request], instance.first[request + 1]):
            open_weeks = np.flatnonzero(relaxed.lawful[phase, week:])
            week = (week + int(open_weeks[0]) if len(open_weeks) else week) + int(relaxed.duration[phase])
        finish[request] = week


@compiled
def _evaluate(relaxed: Relaxed) -> int:
    """Return the bound that the prices give, and set what is asked for at these prices."""
    roles, horizon = relaxed.price.shape
    total = 0
    for role in range(roles):
        for week in range(horizon):
            relaxed.sums[role, week + 1] = relaxed.sums[role, week] + relaxed.price[role, week]
            total -= relaxed.price[role, week] * relaxed.capacity[role, week]
    relaxed.used[:] = 0
    for request in range(len(relaxed.release)):
        for phase in range(relaxed.first[request + 1] - 1, relaxed.first[request] - 1, -1):
            _value_phase(relaxed, request, phase)
        week = relaxed.release[request]
        total += relaxed.worth[relaxed.first[request], week]
        for phase in range(relaxed.first[request], relaxed.first[request + 1]):
            start = relaxed.chosen[phase, week]
            week = start + relaxed.duration[phase]
            for role in range(roles):
                relaxed.used[role, start:week] += relaxed.demand[phase, role]
    return total


@compiled
def _value_phase(relaxed: Relaxed, request: int, phase: int) -> None:
    """Set the cheapest way from each week on through this phase and those after it."""
    roles, horizon = relaxed.price.shape
    duration, last = relaxed.duration[phase], phase == relaxed.first[request + 1] - 1
    relaxed.worth[phase, horizon] = _NEVER
    relaxed.chosen[phase, horizon] = 0
    for start in range(horizon - 1, -1, -1):
        relaxed.worth[phase, start] = relaxed.worth[phase, start + 1]
        relaxed.chosen[phase, start] = relaxed.chosen[phase, start + 1]
        if relaxed.lawful[phase, start] == 0:
            continue
        end = start + duration
        value = relaxed.cost[request, end] * SCALE if last else relaxed.worth[phase + 1, end]
        for role in range(roles):
            value += relaxed.demand[phase, role] * (relaxed.sums[role, end] - relaxed.sums[role, start])
        if value <= relaxed.worth[phase, start]:
            relaxed.worth[phase, start] = value
            relaxed.chosen[phase, start] = start
