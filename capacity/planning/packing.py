"""The part of a problem that may be moved, as arrays for the compiled search."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from capacity.planning.problem import Problem
from capacity.planning.schedule import Plan

Integers = NDArray[np.int64]
_WORD_BITS = 62


class Instance(NamedTuple):
    """A planning problem in arrays; roles are packed into as many words as they need.

    Args:
        free: Packed capacity of week and word, guards set.
        guard: Guard bits of each word.
        demand: Packed demand of phase and word.
        duration: Weeks of each phase.
        owner: Request of each phase.
        first: First phase of each request, and the number of phases at the end.
        release: First week of each request.
        latest: Last lawful finish of each request.
        before_from: Where the predecessors of each request begin in ``before``.
        before: Predecessors.
        after_from: Where the successors of each request begin in ``after``.
        after: Successors.
        cost: Cost of request and week of finish.
    """

    free: Integers
    guard: Integers
    demand: Integers
    duration: Integers
    owner: Integers
    first: Integers
    release: Integers
    latest: Integers
    before_from: Integers
    before: Integers
    after_from: Integers
    after: Integers
    cost: Integers


@dataclass(frozen=True, slots=True)
class Movable:
    """What the search may move.

    Args:
        instance: The arrays.
        requests: Index in the problem of each request of the instance.
        phases: Index in the problem of each phase of the instance.
        fixed_cost: Cost of the requests that stay where they are.
    """

    instance: Instance
    requests: tuple[int, ...]
    phases: tuple[int, ...]
    fixed_cost: int


def movable(problem: Problem, plan: Plan) -> Movable:
    """Return the planned requests that are not pinned; pinned ones take their capacity and nothing else."""
    tasks = problem.tasks
    requests = [one for one, task in enumerate(tasks) if task.pinned is None and one not in plan.unplanned]
    fixed = [one for one, task in enumerate(tasks) if task.pinned is not None and one not in plan.unplanned]
    phases = [phase for one in requests for phase in tasks[one].phases]
    lengths = [len(tasks[one].phases) for one in requests]
    number = {one: index for index, one in enumerate(requests)}
    before = [[number[other] for other in tasks[one].before if other in number] for one in requests]
    after: list[list[int]] = [[] for _ in requests]
    for index, others in enumerate(before):
        for other in others:
            after[other].append(index)
    words = _Words(problem)
    instance = Instance(
        free=words.free(problem, fixed, plan),
        guard=_array(words.guards),
        demand=_array([words.pack(problem.phases[phase].demand) for phase in phases]).reshape(-1, words.count),
        duration=_array([problem.phases[phase].duration for phase in phases]),
        owner=_array([number[problem.phases[phase].request] for phase in phases]),
        first=_array([0, *np.cumsum(lengths, dtype=np.int64)]),
        release=_array([_release(problem, plan, one) for one in requests]),
        latest=_array([_latest(problem, plan, one, fixed) for one in requests]),
        before_from=_offsets(before),
        before=_array([one for others in before for one in others]),
        after_from=_offsets(after),
        after=_array([one for others in after for one in others]),
        cost=_array([tasks[one].cost for one in requests]).reshape(-1, problem.horizon + 1),
    )
    cost = sum(tasks[one].cost[plan.finish(problem, one)] for one in fixed)
    return Movable(instance, tuple(requests), tuple(phases), cost)


class _Words:
    """Roles distributed over words of 62 bits."""

    def __init__(self, problem: Problem) -> None:
        widths = problem.lanes.widths
        self._places: list[tuple[int, int]] = []
        word = shift = 0
        for width in widths:
            if shift + width + 1 > _WORD_BITS:
                word, shift = word + 1, 0
            self._places.append((word, shift))
            shift += width + 1
        self.count = word + 1
        self.guards = [0] * self.count
        for (at, low), width in zip(self._places, widths, strict=True):
            self.guards[at] |= 1 << low + width

    def pack(self, quantities: Sequence[int]) -> list[int]:
        row = [0] * self.count
        for (word, shift), one in zip(self._places, quantities, strict=True):
            row[word] += one << shift
        return row

    def free(self, problem: Problem, fixed: list[int], plan: Plan) -> Integers:
        weeks = zip(*problem.capacity, strict=True)
        free = _array([self.pack(week) for week in weeks]).reshape(-1, self.count) + _array(self.guards)
        for request in fixed:
            for phase in problem.tasks[request].phases:
                begin = plan.start[phase]
                free[begin : begin + problem.phases[phase].duration] -= _array(self.pack(problem.phases[phase].demand))
        return free


def _array(values: object) -> Integers:
    return np.asarray(values, dtype=np.int64)


def _offsets(lists: list[list[int]]) -> Integers:
    return _array([0, *np.cumsum([len(one) for one in lists], dtype=np.int64)])


def _release(problem: Problem, plan: Plan, request: int) -> int:
    """Return the first week of a request, pinned predecessors finished."""
    task = problem.tasks[request]
    pinned = [plan.finish(problem, one) for one in task.before if problem.tasks[one].pinned is not None]
    return max([task.release, *pinned])


def _latest(problem: Problem, plan: Plan, request: int, fixed: list[int]) -> int:
    """Return the last week in which a request may be finished, because a pinned one waits for it."""
    weeks = [
        int(problem.tasks[one].pinned or 0)
        for one in fixed
        if request in problem.tasks[one].before and plan.late_for.get(one) != request
    ]
    return min([problem.horizon, *weeks])
