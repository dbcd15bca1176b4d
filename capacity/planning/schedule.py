"""Serial list scheduling: one phase after the other into the first weeks that hold it, and what kept it out before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from capacity.planning.problem import Problem


class Refusal(StrEnum):
    """Why a request has no place in the plan."""

    DEMAND = "demand_above_capacity"
    HORIZON = "horizon"
    PINNED = "pinned_week_full"
    PREDECESSOR = "predecessor_unplanned"


@dataclass(frozen=True, slots=True)
class Block:
    """Weeks lost because a role was taken.

    Args:
        start: First start week that was impossible.
        week: Week in which the role was taken; all starts up to it are impossible.
        role: Index of the role.
    """

    start: int
    week: int
    role: int

    @property
    def weeks(self) -> int:
        """Start weeks lost, 1 or more."""
        return self.week - self.start + 1


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A request without a place.

    Args:
        reason: Why.
        role: Index of the role that has too little, where one has.
        before: Index of the request it waits for, where that is the reason.
    """

    reason: Refusal
    role: int | None = None
    before: int | None = None


@dataclass
class Plan:
    """Start weeks, and the record of how they came about.

    Args:
        start: Start week of each phase; −1 where it has none.
        earliest: First week each phase could have begun in, had all roles been free.
        blocks: What kept a phase out of its earliest week, in the order of time.
        booked: Phases that stand in each week, in the order in which they were booked.
        rank: Place of each phase in the order of booking.
        unplanned: Requests without a place.
        late_for: Pinned requests that begin before a request they wait for is finished, and that request.
    """

    start: list[int]
    earliest: list[int]
    blocks: dict[int, tuple[Block, ...]] = field(default_factory=dict)
    booked: list[list[int]] = field(default_factory=list)
    rank: list[int] = field(default_factory=list)
    unplanned: dict[int, Unplanned] = field(default_factory=dict)
    late_for: dict[int, int] = field(default_factory=dict)

    def finish(self, problem: Problem, request: int) -> int:
        """Return the first week after a planned request."""
        last = problem.tasks[request].phases[-1]
        return self.start[last] + problem.phases[last].duration

    def objective(self, problem: Problem) -> int:
        """Return the objective of everything that has a place."""
        return sum(
            task.cost[self.finish(problem, request)]
            for request, task in enumerate(problem.tasks)
            if request not in self.unplanned
        )


def schedule(problem: Problem, order: Sequence[int]) -> Plan:
    """Return the plan that books phases in the order given.

    Pinned requests are booked first. A phase whose request or whose predecessors have earlier phases is booked after
    them, whatever the order says.

    Args:
        problem: What is to be planned.
        order: Phases; those of requests that are not wanted may be left out.
    """
    return _Scheduler(problem).run(order)


class _Scheduler:
    """The state of one list schedule."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._free = list(problem.free)
        self._guards = problem.lanes.guards
        self._blocks: list[Block] = []
        count = len(problem.phases)
        self.plan = Plan(start=[-1] * count, earliest=[-1] * count, rank=[-1] * count)
        self.plan.booked = [[] for _ in range(problem.horizon)]
        self._count = 0

    def run(self, order: Sequence[int]) -> Plan:
        tasks = self._problem.tasks
        pinned = [request for request, task in enumerate(tasks) if task.pinned is not None]
        for request in pinned:
            self._book_pinned(request)
        start, phases, unplanned = self.plan.start, self._problem.phases, self.plan.unplanned
        for phase in order:
            if start[phase] < 0 and phases[phase].request not in unplanned:
                self._book_ready(phase)
        self._note_late(pinned)
        return self.plan

    def _book_ready(self, phase: int) -> None:
        """Book a phase, and first whatever it waits for: a stack of our own, for chains may be long."""
        phases, tasks, waiting = self._problem.phases, self._problem.tasks, [phase]
        while waiting:
            last = waiting[-1]
            request = phases[last].request
            if undecided := self._undecided(tasks[request].before):
                waiting += undecided
                continue
            waiting.pop()
            for one in range(tasks[request].phases[0], last + 1):
                if self.plan.start[one] < 0 and request not in self.plan.unplanned:
                    self._book_next(one, request)

    def _undecided(self, requests: Sequence[int]) -> list[int]:
        """Return the last phases of requests that are neither booked nor given up, the first one last."""
        ends = [self._problem.tasks[one].phases[-1] for one in reversed(requests) if one not in self.plan.unplanned]
        return [one for one in ends if self.plan.start[one] < 0]

    def _book_next(self, phase: int, request: int) -> None:
        """Book a phase whose predecessors are decided."""
        task = self._problem.tasks[request]
        missing = next((one for one in task.before if one in self.plan.unplanned), None)
        if missing is not None:
            self._give_up(request, Unplanned(Refusal.PREDECESSOR, before=missing))
            return
        demand = self._problem.packed[phase]
        if demand is None:
            self._give_up(request, Unplanned(Refusal.DEMAND, role=self._too_little(phase)))
            return
        earliest = self._ready(phase, request)
        found = self._first_fit(demand, self._problem.phases[phase].duration, earliest)
        if self._blocks:
            self.plan.blocks[phase] = tuple(self._blocks)
        if found < 0:
            role = self._blocks[-1].role if self._blocks else None
            self._give_up(request, Unplanned(Refusal.HORIZON, role=role))
            return
        self._enter(phase, earliest, found, demand)

    def _ready(self, phase: int, request: int) -> int:
        """Return the first week that release and predecessors allow."""
        task = self._problem.tasks[request]
        if phase > task.phases[0]:
            return self.plan.start[phase - 1] + self._problem.phases[phase - 1].duration
        return max([task.release, *(self.plan.finish(self._problem, one) for one in task.before)])

    def _first_fit(self, demand: int, duration: int, week: int) -> int:
        """Return the first week from ``week`` on in which the demand fits, −1 for none; record what kept it out."""
        free, guards, last = self._free, self._guards, self._problem.horizon - duration
        blocks = self._blocks = []
        while week <= last:
            at = week + duration - 1
            while at >= week and (free[at] - demand) & guards == guards:
                at -= 1
            if at < week:
                return week
            blocks.append(Block(week, at, self._problem.lanes.first_cleared(free[at] - demand)))
            week = at + 1
        return -1

    def _enter(self, phase: int, earliest: int, start: int, demand: int) -> None:
        plan, free = self.plan, self._free
        plan.start[phase], plan.earliest[phase], plan.rank[phase] = start, earliest, self._count
        self._count += 1
        for week in range(start, start + self._problem.phases[phase].duration):
            free[week] -= demand
            plan.booked[week].append(phase)

    def _give_up(self, request: int, why: Unplanned) -> None:
        """Leave a request out and free what its earlier phases hold."""
        self.plan.unplanned[request] = why
        for phase in self._problem.tasks[request].phases:
            start = self.plan.start[phase]
            if start < 0:
                continue
            for week in range(start, start + self._problem.phases[phase].duration):
                self._free[week] += self._problem.packed[phase] or 0
                self.plan.booked[week].remove(phase)
            self.plan.start[phase] = -1

    def _too_little(self, phase: int) -> int:
        """Return the first role that never has as much in a week as the phase demands."""
        demand, capacity = self._problem.phases[phase].demand, self._problem.capacity
        return next(role for role, row in enumerate(capacity) if max(row) < demand[role])

    def _book_pinned(self, request: int) -> None:
        """Book the first phase where it is pinned and the others into the first weeks that hold them.

        What does not fit is named and not booked: a plan never takes more of a role than there is.
        """
        task = self._problem.tasks[request]
        for phase in task.phases:
            demand = self._problem.packed[phase]
            duration = self._problem.phases[phase].duration
            week = int(task.pinned or 0) if phase == task.phases[0] else self._ready(phase, request)
            found = -1 if demand is None else self._first_fit(demand, duration, week)
            if demand is None or found < 0 or (phase == task.phases[0] and found != week):
                role = self._blocks[0].role if demand is not None and self._blocks else None
                role = self._too_little(phase) if demand is None else role
                self._give_up(request, Unplanned(Refusal.PINNED, role=role))
                return
            if self._blocks:
                self.plan.blocks[phase] = tuple(self._blocks)
            self._enter(phase, week, found, demand)

    def _note_late(self, pinned: list[int]) -> None:
        """Name pinned requests that begin before what they wait for is finished."""
        for request in set(pinned) - self.plan.unplanned.keys():
            task = self._problem.tasks[request]
            for before in task.before:
                booked = self.plan.start[self._problem.tasks[before].phases[-1]] >= 0
                if booked and self.plan.finish(self._problem, before) > int(task.pinned or 0):
                    self.plan.late_for[request] = before
