"""The planning problem in integers: phases in one row, capacities of a week packed into one number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from capacity.planning.form import CapacityPlanInput, DemandRequest, Objective, PhaseDemand

_WITHOUT_TASKS = ("lanes", "free", "packed", "pressure")


@dataclass(frozen=True, slots=True)
class Lanes:
    """Several small numbers in one: each role has a lane of bits, and above it a guard bit that a borrow clears.

    Args:
        shifts: Lowest bit of each role.
        widths: Bits of each role, without the guard.
    """

    shifts: tuple[int, ...]
    widths: tuple[int, ...]

    @classmethod
    def for_largest(cls, largest: Sequence[int]) -> "Lanes":
        """Return lanes wide enough for the largest quantity of each role."""
        widths = tuple(max(1, one.bit_length()) for one in largest)
        ends = accumulate(width + 1 for width in widths)
        return cls((0, *ends)[: len(widths)], widths)

    def pack(self, quantities: Iterable[int]) -> int:
        """Return the quantities of all roles as one number, guards not set."""
        return sum(one << shift for one, shift in zip(quantities, self.shifts, strict=True))

    @property
    def guards(self) -> int:
        """All guard bits."""
        return sum(1 << shift + width for shift, width in zip(self.shifts, self.widths, strict=True))

    def first_cleared(self, rest: int) -> int:
        """Return the first role whose guard is not set in ``rest``."""
        return next(role for role, shift in enumerate(self.shifts) if not rest >> shift + self.widths[role] & 1)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase in integers.

    Args:
        request: Index of its request.
        duration: Weeks, 1 or more.
        demand: Quarter person-days a week of each role.
    """

    request: int
    duration: int
    demand: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A request in integers.

    Args:
        phases: Indexes of its phases, which follow one another.
        release: First week in which it may begin.
        before: Indexes of requests that must be finished before.
        pinned: Week in which it begins whatever happens; None where it may be moved.
        cost: Cost by the week of finish, 0 to the horizon.
    """

    phases: range
    release: int
    before: tuple[int, ...]
    pinned: int | None
    cost: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """A planning problem.

    Args:
        horizon: Weeks that can be planned.
        capacity: Quarter person-days of each role in each week.
        tasks: Requests in the order of the input.
        phases: Phases of all requests, in the order of the requests.
    """

    horizon: int
    capacity: tuple[tuple[int, ...], ...]
    tasks: tuple[Task, ...]
    phases: tuple[Phase, ...]

    @cached_property
    def lanes(self) -> Lanes:
        """How the roles are packed; wide enough for everything that could fit."""
        return Lanes.for_largest([max(row) for row in self.capacity])

    @cached_property
    def free(self) -> tuple[int, ...]:
        """Packed capacity of each week with all guards set."""
        lanes = self.lanes
        return tuple(lanes.guards | lanes.pack(week) for week in zip(*self.capacity, strict=True))

    @cached_property
    def packed(self) -> tuple[int | None, ...]:
        """Packed demand of each phase; None where a role never has as much in a week."""
        largest = [max(row) for row in self.capacity]
        return tuple(
            self.lanes.pack(phase.demand) if all(map(int.__le__, phase.demand, largest)) else None
            for phase in self.phases
        )

    @cached_property
    def pressure(self) -> tuple[float, ...]:
        """Share of the capacity of each role that everything together demands, relative to the scarcest role."""
        totals = [
            sum(phase.demand[role] * phase.duration for phase in self.phases) for role in range(len(self.capacity))
        ]
        loads = [total / max(1, sum(row)) for total, row in zip(totals, self.capacity, strict=True)]
        return tuple(load / (max(loads) or 1) for load in loads)

    def with_capacity(self, role: int, percent: int) -> "Problem":
        """Return the same problem with another capacity of one role, rounded down."""
        rows = list(self.capacity)
        rows[role] = tuple(one * percent // 100 for one in rows[role])
        return Problem(self.horizon, tuple(rows), self.tasks, self.phases)

    def with_tasks(self, tasks: Sequence[Task]) -> "Problem":
        """Return the same phases and capacities with requests that have other conditions."""
        other = Problem(self.horizon, self.capacity, tuple(tasks), self.phases)
        kept = {name: vars(self)[name] for name in _WITHOUT_TASKS if name in vars(self)}
        vars(other).update(kept)  # packing all phases anew takes longer than a schedule
        return other


def build_problem(given: CapacityPlanInput) -> Problem:
    """Return the problem of a checked input."""
    index = {request.id: number for number, request in enumerate(given.requests)}
    tasks: list[Task] = []
    phases: list[Phase] = []
    for number, request in enumerate(given.requests):
        first = len(phases)
        phases += [_phase(given, number, phase) for phase in request.phases]
        tasks.append(
            Task(
                phases=range(first, len(phases)),
                release=request.earliest_start_week,
                before=tuple(dict.fromkeys(index[one] for one in request.depends_on)),
                pinned=request.pinned_start_week,
                cost=_costs(request, given.objective, given.horizon_weeks),
            )
        )
    return Problem(given.horizon_weeks, tuple(role.capacity for role in given.roles), tuple(tasks), tuple(phases))


def _phase(given: CapacityPlanInput, request: int, phase: PhaseDemand) -> Phase:
    demand = tuple(phase.demand_per_week.get(role.id, 0) for role in given.roles)
    return Phase(request, phase.duration_weeks, demand)


def _costs(request: DemandRequest, objective: Objective, horizon: int) -> tuple[int, ...]:
    """Return the cost of a finish in each week from 0 to the horizon."""
    late = [
        (limit, factor)
        for limit, factor in (
            (request.due_week, objective.late_due_factor),
            (request.deadline_week, objective.late_deadline_factor),
        )
        if limit is not None
    ]
    return tuple(
        request.weight
        * (objective.completion_factor * week + sum(factor * max(0, week - limit) for limit, factor in late))
        for week in range(horizon + 1)
    )
