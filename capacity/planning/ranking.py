"""Rules that put requests into an order; each order gives a list schedule, and the cheapest one is the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from capacity.planning.form import CapacityPlanInput, DemandRequest
from capacity.planning.problem import Problem
from capacity.planning.schedule import Plan, schedule

_PATIENCE_WEEKS = (6, 13, 26, 52)
_URGENCY = (5, 10, 20, 40)


@dataclass(frozen=True, slots=True)
class RankedPlan:
    """A list schedule and the rule that ordered it.

    Args:
        rule: Name of the rule.
        order: Phases in the order in which they were booked; those without a place at the end.
        plan: The schedule.
        objective: Its objective.
        missed: What the requests without a place would cost in the last week.
    """

    rule: str
    order: tuple[int, ...]
    plan: Plan
    objective: int
    missed: int

    @property
    def standing(self) -> tuple[int, int]:
        """What is compared: as few requests without a place as possible, then the lowest cost."""
        return len(self.plan.unplanned), self.objective + self.missed


def best_of_rules(given: CapacityPlanInput, problem: Problem) -> RankedPlan:
    """Return the cheapest list schedule of all rules; of equal ones the first."""
    found = [_planned(problem, rule, order) for rule, order in orders(given, problem)]
    return min(found, key=lambda one: one.standing)


def orders(given: CapacityPlanInput, problem: Problem) -> Iterator[tuple[str, list[int]]]:
    """Yield the name of each rule and the requests in its order.

    *first_come* by receipt; *due* by the earlier of wish and deadline; *worth* by weight for each bottleneck
    person-day; *urgency-m-h* the same, raised up to m times as little slack is left, fading with h weeks.
    """
    requests = given.requests
    efforts = [_bottleneck_effort(problem, number) for number in range(len(requests))]
    yield "first_come", _sorted(given, [float(request.received) for request in requests])
    yield "due", _sorted(given, [float(_first_date(request)) for request in requests])
    worth = [request.weight / effort for request, effort in zip(requests, efforts, strict=True)]
    yield "worth", _sorted(given, [-one for one in worth])
    shortest = [_shortest_finish(problem, number) for number in range(len(requests))]
    for most in _URGENCY:
        for patience in _PATIENCE_WEEKS:
            keys = [
                -one * _urgency(request, finish, most, patience)
                for one, request, finish in zip(worth, requests, shortest, strict=True)
            ]
            yield f"urgency-{most}-{patience}", _sorted(given, keys)


def _planned(problem: Problem, rule: str, order: list[int]) -> RankedPlan:
    """Return the schedule of an order; what a pinned request waits for comes first."""
    tasks = problem.tasks
    urgent = [before for task in tasks if task.pinned is not None for before in task.before]
    plan = schedule(problem, [phase for request in (*urgent, *order) for phase in tasks[request].phases])
    last = len(plan.rank)
    placed = sorted(range(last), key=lambda phase: last if plan.start[phase] < 0 else plan.rank[phase])
    missed = sum(tasks[request].cost[-1] for request in plan.unplanned)
    return RankedPlan(rule, tuple(placed), plan, plan.objective(problem), missed)


def _sorted(given: CapacityPlanInput, keys: list[float]) -> list[int]:
    """Return the requests by their keys; equal ones by receipt, then in the order of the file."""
    return sorted(range(len(keys)), key=lambda number: (keys[number], given.requests[number].received))


def _first_date(request: DemandRequest) -> int:
    dates = [one for one in (request.due_week, request.deadline_week) if one is not None]
    return min(dates, default=10**6)


def _bottleneck_effort(problem: Problem, request: int) -> float:
    """Return quarter person-days, each role counted by how scarce it is."""
    phases = [problem.phases[phase] for phase in problem.tasks[request].phases]
    return (
        sum(
            share * need * phase.duration
            for phase in phases
            for share, need in zip(problem.pressure, phase.demand, strict=True)
        )
        or 1.0
    )


def _shortest_finish(problem: Problem, request: int) -> int:
    task = problem.tasks[request]
    return task.release + sum(problem.phases[phase].duration for phase in task.phases)


def _urgency(request: DemandRequest, finish: int, most: int, patience: int) -> float:
    """Return by how much a request gains because its dates come near: Apparent Tardiness Cost, without division."""
    due, deadline = request.due_week, request.deadline_week
    wish = 0.0 if due is None else most / 4 * exp(-max(0, due - finish) / patience)
    must = 0.0 if deadline is None else most * exp(-max(0, deadline - finish) / patience)
    return 1.0 + wish + must
