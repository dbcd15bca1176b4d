"""The queue of a city as a planning problem, and its plan: in the order of ranks, booked slots first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median

from capacity.model import (
    BookingKind,
    HeldBy,
    LostWeeks,
    PlanHelp,
    PlannedRequest,
    QueueRule,
    RequestedEffort,
    RoleLoad,
)
from capacity.planning.explanation import Help, Why, explain, helps
from capacity.planning.forecast import Chance, Spread, Window, forecast
from capacity.planning.problem import Phase, Problem, Task
from capacity.planning.schedule import Plan, Refusal, Unplanned, schedule
from capacity.rules.role_weeks import QUARTER_DAYS, mondays_of

UNFINISHED = "predecessor_unfinished"
"""Refusal of a request that waits for one which is not finished and has no place in the plan either."""

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedRequest:
    """A request that is to be planned.

    Args:
        number: Its number.
        efforts: Estimated person-days by role and quarter, one or more.
        slot: First and last day of its booked slot; None where it is not booked.
        not_before: Day before which it cannot begin; None where nothing keeps it.
        depends_on: Numbers of requests that must be finished before.
    """

    number: int
    efforts: tuple[RequestedEffort, ...]
    slot: tuple[date, date] | None = None
    not_before: date | None = None
    depends_on: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The queue as a problem.

    Args:
        problem: The problem; requests in the order of ranks.
        requests: The requests.
        roles: Names of its roles.
        monday: Monday of its first week.
        rule: By what it is planned.
        stopped: By place in ``requests``: number of what a request waits for that is not finished and not planned.
    """

    problem: Problem
    requests: tuple[QueuedRequest, ...]
    roles: tuple[str, ...]
    monday: date
    rule: QueueRule
    stopped: Mapping[int, int]

    @property
    def order(self) -> range:
        """All phases in the order of ranks."""
        return range(len(self.problem.phases))


def build_queue(
    requests: Sequence[QueuedRequest],
    plannable: Mapping[str, Sequence[int]],
    monday: date,
    rule: QueueRule,
    unfinished: Collection[int] = frozenset(),
) -> Queue:
    """Return the problem of a queue.

    Args:
        requests: Requests in the order of ranks.
        plannable: What may be planned of each role in each week, in quarters of a person-day.
        monday: Monday of the first week.
        rule: How long it is, and how large parts of a role are.
        unfinished: Numbers of requests that are not planned here and not finished: what waits for them has no place.
    """
    weeks = rule.weeks
    roles = tuple(sorted({*plannable, *(one.role for request in requests for one in request.efforts)}))
    capacity = tuple(tuple(plannable.get(role, (0,) * weeks)) for role in roles)
    limits = tuple(_limit(one, rule.side_by_side) for one in capacity)
    index = {request.number: place for place, request in enumerate(requests)}
    waits = _without_circles(requests)
    phases: list[Phase] = []
    tasks: list[Task] = []
    stopped = _stopped(requests, unfinished, monday, weeks)
    for place, request in enumerate(requests):
        first, pinned = len(phases), _pinned(request, monday, weeks)
        if pinned is None:
            phases += _phases(request, place, roles, limits)
        else:
            phases += _booked(request, place, roles, monday)
        before = waits[request.number] if pinned is None else ()
        release = weeks if place in stopped else min(weeks, max(0, _release(request, monday)))
        tasks.append(Task(range(first, len(phases)), release, tuple(index[one] for one in before), pinned, ()))
    problem = Problem(weeks, capacity, tuple(tasks), tuple(phases))
    return Queue(problem=problem, requests=tuple(requests), roles=roles, monday=monday, rule=rule, stopped=stopped)


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
    if pinned is None:
        return BookingKind.WEICH
    return BookingKind.EINGEFROREN if pinned < queue.rule.frozen_weeks else BookingKind.FEST


def _lost(queue: Queue, weeks: Mapping[int, int]) -> tuple[LostWeeks, ...]:
    return tuple(LostWeeks(role=queue.roles[role], weeks=lost) for role, lost in weeks.items())


def _day(queue: Queue, week: int) -> date:
    return queue.monday + _WEEK * week


def _window_day(queue: Queue, week: int) -> date | None:
    return None if week > queue.problem.horizon else _day(queue, week)


def _without_circles(requests: Sequence[QueuedRequest]) -> dict[int, tuple[int, ...]]:
    """Return by number for what each request waits; where requests wait in a circle, the last one does not wait."""
    waits: dict[int, tuple[int, ...]] = {request.number: () for request in requests}
    for request in requests:
        for other in request.depends_on:
            if other in waits and not _reaches(waits, other, request.number):
                waits[request.number] += (other,)
    return waits


def _stopped(
    requests: Sequence[QueuedRequest], unfinished: Collection[int], monday: date, weeks: int
) -> dict[int, int]:
    """Return by place what a request without a booked slot waits for beside the plan, the first one named."""
    found: dict[int, int] = {}
    for place, request in enumerate(requests):
        waits = [one for one in request.depends_on if one in unfinished and one != request.number]
        if waits and _pinned(request, monday, weeks) is None:
            found[place] = waits[0]
    return found


def _reaches(waits: Mapping[int, tuple[int, ...]], begun: int, wanted: int) -> bool:
    pending, seen = [begun], set[int]()
    while pending:
        one = pending.pop()
        if one == wanted:
            return True
        if one not in seen:
            seen.add(one)
            pending += waits[one]
    return False


def _limit(capacity: Sequence[int], side_by_side: int) -> int:
    """Return what one request takes of a role in a week at most: several are worked on side by side."""
    normal = median([one for one in capacity if one] or [0])
    return max(1, int(normal / side_by_side))


def _phases(request: QueuedRequest, place: int, roles: Sequence[str], limits: Sequence[int]) -> list[Phase]:
    """Return one phase for each quarter that the estimate names, in their order."""
    found: list[Phase] = []
    for quarter in sorted({one.quarter for one in request.efforts}):
        needs = _needs([one for one in request.efforts if one.quarter == quarter], roles)
        weeks = max(1, *(ceil(need / limit) for need, limit in zip(needs, limits, strict=True)))
        found.append(Phase(place, weeks, tuple(ceil(need / weeks) for need in needs)))
    return found


def _booked(request: QueuedRequest, place: int, roles: Sequence[str], monday: date) -> list[Phase]:
    """Return the booked slot as one phase, of which what lies behind is done."""
    first, last = request.slot or (monday, monday)
    total = max(1, (last - first).days // 7 + 1)
    left = max(1, (last - max(first, monday)).days // 7 + 1)
    needs = _needs(request.efforts, roles)
    return [Phase(place, left, tuple(ceil(need / total) for need in needs))]


def _needs(efforts: Sequence[RequestedEffort], roles: Sequence[str]) -> list[int]:
    """Return quarters of a person-day by role, upper ends."""
    return [ceil(sum(one.days_to for one in efforts if one.role == role) * QUARTER_DAYS) for role in roles]


def _pinned(request: QueuedRequest, monday: date, weeks: int) -> int | None:
    """Return the week of a booked slot; None where there is none, or it is over, or beyond the plan."""
    if request.slot is None or request.slot[1] < monday:
        return None
    week = max(0, (request.slot[0] - monday).days // 7)
    return week if week < weeks else None


def _release(request: QueuedRequest, monday: date) -> int:
    """Return the first week that estimate and budget allow."""
    wanted = mondays_of(min(one.quarter for one in request.efforts))[0]
    first = max(wanted, request.not_before or wanted)
    return ceil((first - monday).days / 7)
