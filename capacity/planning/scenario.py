"""Another plan of the queue that costs less: what stands firm stays, all else may be moved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from capacity.model import PlanMeasures, ScenarioFactors, ScenarioPlace
from capacity.planning.problem import Problem
from capacity.planning.queue_problem import Queue
from capacity.planning.ranking import RankedPlan
from capacity.planning.schedule import Plan, schedule
from capacity.planning.trial import starts_of

Search = Callable[[Problem, RankedPlan], tuple[int, ...]]
"""Returns the order of a cheaper plan, or the one it was given; compiled, so the caller brings it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Improved:
    """A scenario as it was found.

    Args:
        now: The plan in the order of ranks.
        then: The scenario, never dearer than the plan.
        places: Where it puts what may be moved, in the order of ranks.
    """

    now: PlanMeasures
    then: PlanMeasures
    places: tuple[ScenarioPlace, ...]


def improve(queue: Queue, factors: ScenarioFactors, search: Search) -> Improved:
    """Return a scenario of a queue.

    Args:
        queue: The queue.
        factors: What dates weigh.
        search: Finds the order of a cheaper plan.
    """
    problem = _with_costs(queue, factors)
    now = schedule(problem, queue.order)
    missed = sum(problem.tasks[place].cost[-1] for place in now.unplanned)
    booked = sorted(queue.order, key=lambda phase: (now.start[phase] < 0, now.rank[phase]))
    begin = RankedPlan("ranks", tuple(booked), now, now.objective(problem), missed)
    then = schedule(problem, search(problem, begin))
    if not _is_better(problem, now, then):
        then = now
    places = tuple(
        ScenarioPlace(request=request.number, before=_start(queue, now, place), weeks=starts_of(queue, then, place))
        for place, request in enumerate(queue.requests)
        if problem.tasks[place].pinned is None and place not in then.unplanned
    )
    return Improved(now=_measures(queue, problem, now), then=_measures(queue, problem, then), places=places)


def _is_better(problem: Problem, now: Plan, then: Plan) -> bool:
    """Whether nobody loses their place and the whole costs less."""
    return then.unplanned.keys() <= now.unplanned.keys() and (
        len(then.unplanned) < len(now.unplanned) or then.objective(problem) < now.objective(problem)
    )


def _start(queue: Queue, plan: Plan, place: int) -> date | None:
    return None if place in plan.unplanned else starts_of(queue, plan, place)[0]


def _with_costs(queue: Queue, factors: ScenarioFactors) -> Problem:
    """Return the problem with what each week of finish costs: one, and more for each week after a date, by weight."""
    problem = queue.problem

    def costs(place: int) -> tuple[int, ...]:
        one = queue.requests[place]
        dates = ((one.due, factors.wish), (one.deadline, factors.deadline))
        limits = [(_week(queue, day), factor) for day, factor in dates if day]
        return tuple(
            one.weight * (week + sum(factor * max(0, week - limit) for limit, factor in limits))
            for week in range(problem.horizon + 1)
        )

    return problem.with_tasks([replace(task, cost=costs(place)) for place, task in enumerate(problem.tasks)])


def _measures(queue: Queue, problem: Problem, plan: Plan) -> PlanMeasures:
    ends = {place: plan.finish(problem, place) for place in range(len(queue.requests)) if place not in plan.unplanned}
    late = list(chain.from_iterable(_missed(queue, place, ends.get(place)) for place in range(len(queue.requests))))
    return PlanMeasures(
        planned=len(ends),
        finish_weeks=sum(ends.values()),
        missed_deadlines=late.count("deadline"),
        missed_wishes=late.count("due"),
        cost=plan.objective(problem),
    )


def _missed(queue: Queue, place: int, end: int | None) -> list[str]:
    days = {"due": queue.requests[place].due, "deadline": queue.requests[place].deadline}
    return [
        name
        for name, day in days.items()
        if day and (queue.problem.horizon if end is None else end) > _week(queue, day)
    ]


def _week(queue: Queue, day: date) -> int:
    """Return the number of full weeks until a day: work that ends with the last of them is in time."""
    return max(0, (day - queue.monday).days // 7)
