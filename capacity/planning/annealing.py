"""Simulated annealing over the order of phases, compiled; the same seed and number of iterations give the same plan."""

from math import ceil, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from capacity.planning.compiled import compiled
from capacity.planning.decoding import State, commit, decode
from capacity.planning.packing import Instance, Integers

_STEP = 256
"""Iterations at one temperature."""


class Cooling(NamedTuple):
    """How the search cools down.

    Args:
        hot: Temperature at the beginning, in units of the objective.
        cold: Temperature at the end.
        far: Largest share of the order that a move leaps over at the beginning.
        near: The same at the end.
        single: Share of moves that move one phase alone; the others move a whole request.
        iterations: Moves in all.
    """

    hot: float
    cold: float
    far: float
    near: float
    single: float
    iterations: int


class Walk(NamedTuple):
    """Where a search stands.

    Args:
        chance: State of the generator, one number above 0.
        best: Start weeks of the best plan so far.
        best_order: Its order.
        totals: Objective of the order it stands at, objective of the best, iterations done.
    """

    chance: NDArray[np.uint64]
    best: Integers
    best_order: Integers
    totals: Integers


def new_walk(state: State, seed: int) -> Walk:
    """Return a search that begins at a state; every seed from 0 on gives its own numbers."""
    chance = np.array([(seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) % 2**64 or 1], np.uint64)
    total = state.spent[-1]
    return Walk(chance, state.start.copy(), state.order.copy(), np.array([total, total, 0], np.int64))


@compiled
def _draw(walk: Walk) -> float:
    """Return the next number from 0 to below 1 (xorshift64)."""
    x = walk.chance[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    walk.chance[0] = x
    return float(x >> np.uint64(11)) / 9007199254740992.0


@compiled
def _room(instance: Instance, state: State, first: int, last: int) -> tuple[int, int]:
    """Return the lowest and highest place for phases ``first`` to ``last`` of a request between the others."""
    request = instance.owner[first]
    low, high = 0, len(state.order) - 1
    if first > instance.first[request]:
        low = state.place[first - 1] + 1
    else:
        for at in range(instance.before_from[request], instance.before_from[request + 1]):
            low = max(low, state.place[instance.first[instance.before[at] + 1] - 1] + 1)
    if last < instance.first[request + 1] - 1:
        high = state.place[last + 1] - 1
    else:
        for at in range(instance.after_from[request], instance.after_from[request + 1]):
            high = min(high, state.place[instance.first[instance.after[at]]] - 1)
    return low, high


@compiled
def _aim(instance: Instance, state: State, phases: tuple[int, int], leap: int, together: bool) -> tuple[int, int]:  # noqa: FBT001 - compiled code has no keywords
    """Set the places that phases are to take; return the first and last place that changes.

    Phases are moved by the same leap, or ``together``: behind one another, where the foremost or hindmost of them goes.
    """
    first, last = phases
    low, high = _room(instance, state, first, last)
    changed, end = len(state.order), 0
    for phase in range(first, last + 1):
        aim = state.place[phase] + leap
        if together and leap < 0:
            aim = state.place[first] + leap + phase - first
        elif together:
            aim = state.place[last] + leap + phase - last
        aim = min(max(aim, low), high - (last - phase))
        state.target[phase] = aim
        low = aim + 1
        changed = min(changed, aim, state.place[phase])
        end = max(end, aim, state.place[phase])
    return changed, end


@compiled
def _rearrange(state: State, phases: tuple[int, int], changed: int, end: int) -> int:
    """Write the order tried; return its first place that really differs, above ``end`` where none does."""
    phase, last = phases
    first, source = phase, changed
    for at in range(changed, end + 1):
        if phase <= last and state.target[phase] == at:
            state.tried[at] = phase
            phase += 1
        else:
            while first <= state.order[source] <= last:
                source += 1
            state.tried[at] = state.order[source]
            source += 1
    while changed <= end and state.tried[changed] == state.order[changed]:
        changed += 1
    return changed


@compiled
def _propose(instance: Instance, state: State, walk: Walk, reach: float, single: float) -> tuple[int, int]:
    """Try another order; return the first and last place that differs."""
    share = _draw(walk)
    leap = ceil(reach * len(state.order) * share * share)
    if _draw(walk) < 0.5:  # noqa: PLR2004 - one of two
        leap = -leap
    if _draw(walk) < single:
        phase = int(_draw(walk) * len(state.order))
        phases, together = (phase, phase), False
    else:
        request = int(_draw(walk) * len(instance.release))
        phases = (instance.first[request], instance.first[request + 1] - 1)
        together = _draw(walk) < 0.5  # noqa: PLR2004 - one of two
    changed, end = _aim(instance, state, phases, leap, together)
    return _rearrange(state, phases, changed, end), end


@compiled
def _step(instance: Instance, state: State, walk: Walk, temperature: float, changed: int, end: int) -> None:
    """Take the order tried over, or return to the one before: worse ones are taken the seldomer the colder it is."""
    limit = walk.totals[0] - temperature * log(1.0 - _draw(walk))
    done, total = decode(instance, state, changed, end, int(limit))
    if total > limit:
        state.tried[changed : end + 1] = state.order[changed : end + 1]
        return
    commit(instance, state, changed, done)
    walk.totals[0] = total
    if total < walk.totals[1]:
        walk.totals[1] = total
        walk.best[:] = state.start
        walk.best_order[:] = state.order


@compiled
def anneal(instance: Instance, state: State, walk: Walk, cooling: Cooling, until: int) -> None:
    """Go on until iteration ``until`` of the cooling."""
    temperature, reach = cooling.hot, cooling.far
    for number in range(walk.totals[2], until):
        if number % _STEP == 0:
            gone = number / cooling.iterations
            temperature = cooling.hot * (cooling.cold / cooling.hot) ** gone
            reach = cooling.far * (cooling.near / cooling.far) ** gone
        changed, end = _propose(instance, state, walk, reach, cooling.single)
        if changed <= end:
            _step(instance, state, walk, temperature, changed, end)
    walk.totals[2] = until
