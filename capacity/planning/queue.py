"""The plan of the queue of a city: in the order of ranks, booked slots and places set by hand first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from capacity.model import (
    BookingKind,
    HeldBy,
    LostWeeks,
    PlanHelp,
    PlannedRequest,
    RoleLoad,
)
from capacity.planning.explanation import Help, Why, explain, helps
from capacity.planning.forecast import Chance, Spread, Window, forecast
from capacity.planning.queue_problem import Queue
from capacity.planning.schedule import Plan, Refusal, Unplanned, schedule

UNFINISHED = "predecessor_unfinished"
"""Refusal of a request that waits for one which is not finished and has no place in the plan either."""

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedQueue:
    """What planning came to.

    Args:
        requests: Requests in the order of ranks.
        roles: How full roles are.
    """

    requests: tuple[PlannedRequest, ...]
    roles: tuple[RoleLoad, ...]


def plan_queue(queue: Queue, chance: Chance, runs: int, spread: Spread) -> PlannedQueue:
    """Return the plan of a queue with its reasons and its forecast.

    Args:
        queue: The queue.
        chance: Generator; the same one gives the same forecast.
        runs: Simulated plans, 1 or more.
        spread: How far reality strays from estimates.
    """
    problem = queue.problem
    plan = schedule(problem, queue.order)
    reasons = explain(problem, plan)
    helpful = helps(problem, plan, queue.order, reasons)
    windows = forecast(problem, queue.order, spread, chance, runs)
    return PlannedQueue(
        requests=tuple(
            _placed(queue, plan, place, reasons[place], helpful[place], windows[place])
            if place in reasons
            else _refused(queue, plan, place)
            for place in range(len(queue.requests))
        ),
        roles=tuple(
            RoleLoad(
                role=role,
                plannable=problem.capacity[index],
                booked=tuple(sum(problem.phases[phase].demand[index] for phase in week) for week in plan.booked),
            )
            for index, role in enumerate(queue.roles)
        ),
    )


def _placed(queue: Queue, plan: Plan, place: int, why: Why, helpful: Sequence[Help], window: Window) -> PlannedRequest:
    start = plan.start[queue.problem.tasks[place].phases[0]]
    return PlannedRequest(
        request=queue.requests[place].number,
        kind=_kind(queue, place),
        is_set=queue.requests[place].number in queue.held,
        late_for=None if place not in plan.late_for else queue.requests[plan.late_for[place]].number,
        start=_day(queue, start),
        finish=_day(queue, plan.finish(queue.problem, place)),
        earliest=_day(queue, why.earliest),
        p50=_window_day(queue, window.p50),
        p85=_window_day(queue, window.p85),
        waits_for=None if why.waits_for is None else queue.requests[why.waits_for].number,
        lost=_lost(queue, why.weeks_by_role),
        lost_later=_lost(queue, why.later_weeks_by_role),
        held_by=tuple(
            HeldBy(
                request=queue.requests[one.request].number,
                role=queue.roles[one.role],
                quarter_days=one.quarter_days,
            )
            for one in why.held_by
        ),
        helps=tuple(
            PlanHelp(role=None if one.role is None else queue.roles[one.role], weeks_earlier=one.weeks_earlier)
            for one in helpful
        ),
    )


def _refused(queue: Queue, plan: Plan, place: int) -> PlannedRequest:
    why = Unplanned(Refusal.PREDECESSOR) if place in queue.stopped else plan.unplanned[place]
    return PlannedRequest(
        request=queue.requests[place].number,
        kind=_kind(queue, place),
        is_set=queue.requests[place].number in queue.held,
        start=None,
        finish=None,
        earliest=None,
        p50=None,
        p85=None,
        waits_for=queue.stopped.get(place) if why.before is None else queue.requests[why.before].number,
        refusal=UNFINISHED if place in queue.stopped else why.reason.value,
        refused_role="" if why.role is None else queue.roles[why.role],
    )


def _kind(queue: Queue, place: int) -> BookingKind:
    pinned = queue.problem.tasks[place].pinned
    if pinned is None or queue.requests[place].number in queue.held:
        return BookingKind.WEICH
    return BookingKind.EINGEFROREN if pinned < queue.rule.frozen_weeks else BookingKind.FEST


def _lost(queue: Queue, weeks: Mapping[int, int]) -> tuple[LostWeeks, ...]:
    return tuple(LostWeeks(role=queue.roles[role], weeks=lost) for role, lost in weeks.items())


def _day(queue: Queue, week: int) -> date:
    return queue.monday + _WEEK * week


def _window_day(queue: Queue, week: int) -> date | None:
    return None if week > queue.problem.horizon else _day(queue, week)
