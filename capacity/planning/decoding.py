"""An order of phases turned into start weeks, compiled: only what changes is computed, and only as far as needed."""

from typing import NamedTuple

import numpy as np

from capacity.planning.compiled import compiled
from capacity.planning.packing import Instance, Integers

BLOCK = 16
"""Phases between two remembered states of the capacity."""

TOO_MUCH = 1 << 60
"""Objective of an order that leads to no lawful plan, or to one above the limit."""


class State(NamedTuple):
    """The order that the search stands at, and room for the one it tries.

    Args:
        order: Phases in the order of booking.
        place: Place of each phase in ``order``.
        start: Start week of each phase.
        tried: The order tried; equal to ``order`` between two trials.
        trial: Start weeks of the order tried.
        target: Places that a moved request is to take.
        spent: Cost of the requests finished before each place, all others at their least.
        least: Least cost of each request: alone in an empty plan.
        marks: Free capacity before every 16th place.
        free: Free capacity of the order tried.
    """

    order: Integers
    place: Integers
    start: Integers
    tried: Integers
    trial: Integers
    target: Integers
    spent: Integers
    least: Integers
    marks: Integers
    free: Integers


def new_state(instance: Instance, order: Integers, least: Integers) -> State:
    """Return the state at an order, fully computed.

    Raises:
        ValueError: The order leads to no lawful plan.
    """
    count, (horizon, words) = len(order), instance.free.shape
    place = np.empty(count, np.int64)
    place[order] = np.arange(count)
    start, trial, target = (np.full(count, -1, np.int64) for _ in range(3))
    marks = np.zeros((count // BLOCK + 1, horizon, words), np.int64)
    marks[0] = instance.free
    spent = np.full(count + 1, least.sum(), np.int64)
    state = State(order.copy(), place, start, order.copy(), trial, target, spent, least, marks, instance.free.copy())
    end, total = decode(instance, state, 0, count - 1, TOO_MUCH)
    if total >= TOO_MUCH:
        raise ValueError("the order to begin with leads to no plan")
    commit(instance, state, 0, end)
    return state


@compiled
def first_fit(instance: Instance, free: Integers, phase: int, week: int) -> int:
    """Return the first week from ``week`` on in which the phase fits, −1 for none."""
    horizon, words = free.shape
    duration = instance.duration[phase]
    while week + duration <= horizon:
        at = week + duration - 1
        while at >= week:
            fits = True
            for word in range(words):
                guard = instance.guard[word]
                if (free[at, word] - instance.demand[phase, word]) & guard != guard:
                    fits = False
            if not fits:
                break
            at -= 1
        if at < week:
            return week
        week = at + 1
    return -1


@compiled
def book(instance: Instance, free: Integers, phase: int, start: int) -> None:
    """Take what a phase needs."""
    for week in range(start, start + instance.duration[phase]):
        for word in range(free.shape[1]):
            free[week, word] -= instance.demand[phase, word]


@compiled
def _ready(instance: Instance, state: State, changed: int, phase: int) -> int:
    """Return the first week that release and predecessors allow; from place ``changed`` on trial starts count."""
    request = instance.owner[phase]
    if phase > instance.first[request]:
        start = state.start if state.place[phase - 1] < changed else state.trial
        return int(start[phase - 1] + instance.duration[phase - 1])
    week = instance.release[request]
    for at in range(instance.before_from[request], instance.before_from[request + 1]):
        last = instance.first[instance.before[at] + 1] - 1
        start = state.start if state.place[last] < changed else state.trial
        week = max(week, start[last] + instance.duration[last])
    return int(week)


@compiled
def _restore(instance: Instance, state: State, changed: int) -> None:
    """Set the free capacity to what it is before place ``changed``."""
    block = changed // BLOCK
    state.free[:] = state.marks[block]
    for at in range(block * BLOCK, changed):
        book(instance, state.free, state.order[at], state.start[state.order[at]])


@compiled
def decode(instance: Instance, state: State, changed: int, last: int, limit: int) -> tuple[int, int]:
    """Compute the start weeks of the order tried and its objective.

    Args:
        instance: The problem.
        state: ``tried`` differs from ``order`` between the places ``changed`` and ``last``.
        changed: First place that differs.
        last: Last place that differs.
        limit: Objective above which the order is of no use.

    Returns:
        The place up to which ``trial`` was computed, and the objective, ``TOO_MUCH`` above the limit. Where nothing
        moved up to ``last``, the rest stays as it was and is not computed.
    """
    _restore(instance, state, changed)
    total, same = state.spent[changed], True
    for at in range(changed, len(state.tried)):
        if same and at == last + 1:
            return at, state.spent[-1]
        phase = state.tried[at]
        start = first_fit(instance, state.free, phase, _ready(instance, state, changed, phase))
        if start < 0:
            return at, TOO_MUCH
        state.trial[phase] = start
        same = same and start == state.start[phase]
        book(instance, state.free, phase, start)
        total += finish_cost(instance, state, phase, start)
        if total > limit:
            return at + 1, TOO_MUCH
    return len(state.tried), total


@compiled
def finish_cost(instance: Instance, state: State, phase: int, start: int) -> int:
    """Return by how much the cost rises above the least when a phase begins: 0 unless it is the last of its request."""
    request = instance.owner[phase]
    if phase != instance.first[request + 1] - 1:
        return 0
    week = start + instance.duration[phase]
    if week > instance.latest[request]:
        return TOO_MUCH
    return int(instance.cost[request, week] - state.least[request])


@compiled
def commit(instance: Instance, state: State, changed: int, end: int) -> None:
    """Take over the order tried, computed from place ``changed`` to ``end``."""
    for at in range(changed, end):
        phase = state.tried[at]
        state.order[at] = phase
        state.place[phase] = at
        state.start[phase] = state.trial[phase]
        state.spent[at + 1] = state.spent[at] + finish_cost(instance, state, phase, state.trial[phase])
    block = changed // BLOCK
    state.free[:] = state.marks[block]
    for at in range(block * BLOCK, end):
        if at % BLOCK == 0 and at // BLOCK > block:
            state.marks[at // BLOCK] = state.free
        book(instance, state.free, state.order[at], state.start[state.order[at]])
