"""What would happen if a request began in a given week: whether it fits beside what stands, and who would give way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from capacity.model import MovedRequest, QuarterFit
from capacity.planning.problem import Problem
from capacity.planning.queue_problem import Queue
from capacity.planning.schedule import Plan, schedule
from capacity.rules.role_weeks import quarter_of

MOST_NAMED = 10
"""Requests that are named as displaced; the others are counted."""

MOST_FITS, _MOST_TRIED = 10, 300
_WEEK = timedelta(weeks=1)


class Obstacle(StrEnum):
    """Why a request cannot begin in a week."""

    BOOKED = "booked"
    FROZEN = "frozen"
    OUTSIDE = "outside"
    RELEASE = "release"
    PREDECESSOR = "predecessor"
    ROLE = "role"
    TOO_LARGE = "too-large"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What would happen if a request began in a given week.

    Args:
        monday: The week.
        obstacle: Why it cannot begin then; None where it can.
        weeks: Mondays on which its phases would begin; empty where it cannot.
        finish: Monday after its last week; None likewise.
        moved: Who else would begin elsewhere, the most displaced first.
        role: The role that is missing; empty where none is.
        full: Monday of the week in which it is missing; None likewise.
        held_by: Numbers of the requests that stand firm in this week with this role.
        waits_for: Number of the request that is not finished then; None without one.
        possible: First Monday from there on that would do; None where there is none.
    """

    monday: date
    obstacle: Obstacle | None = None
    weeks: tuple[date, ...] = ()
    finish: date | None = None
    moved: tuple[MovedRequest, ...] = ()
    role: str = ""
    full: date | None = None
    held_by: tuple[int, ...] = ()
    waits_for: int | None = None
    possible: date | None = None

    @property
    def displaced(self) -> tuple[MovedRequest, ...]:
        """Who would begin later or lose their place."""
        return tuple(one for one in self.moved if one.is_displaced)


def try_place(queue: Queue, number: int, monday: date) -> Trial:
    """Return what would happen if a request of the queue began on a Monday.

    What is booked and what somebody has set stands firm; all else gives way in the order of ranks.

    Args:
        queue: The queue, in which nobody has set a place for this request.
        number: Number of the request; it is in the queue.
        monday: The Monday.
    """
    place = next(index for index, one in enumerate(queue.requests) if one.number == number)
    task, week = queue.problem.tasks[place], (monday - queue.monday).days // 7
    if task.pinned is not None:
        return Trial(monday=monday, obstacle=Obstacle.BOOKED)
    if not 0 <= week < queue.problem.horizon:
        return Trial(monday=monday, obstacle=Obstacle.OUTSIDE)
    if place in queue.stopped:
        return Trial(monday=monday, obstacle=Obstacle.PREDECESSOR, waits_for=queue.stopped[place])
    if week < task.release:
        return Trial(monday=monday, obstacle=Obstacle.RELEASE, possible=_day(queue, task.release))
    plan = schedule(queue.problem, queue.order)
    if (late := _unfinished(queue, plan, place, week)) is not None:
        return Trial(monday=monday, obstacle=Obstacle.PREDECESSOR, waits_for=late)
    return try_week(queue, plan, place, week)


def quarter_fits(queue: Queue, plan: Plan, quarter: str) -> Iterator[QuarterFit]:
    """Yield requests that begin later than a quarter, or nowhere, and could begin in it, best rank first.

    Args:
        queue: The queue.
        plan: Its plan.
        quarter: As ``2027-Q1``.
    """
    mondays = [_day(queue, week) for week in range(queue.problem.horizon)]
    weeks = [week for week, monday in enumerate(mondays) if quarter_of(monday) == quarter]
    tried = found = 0
    for place in range(len(queue.requests)) if weeks else ():
        if found >= MOST_FITS or tried >= _MOST_TRIED:
            return
        if _begins_by(queue, plan, place, weeks[-1]):
            continue
        tried += 1
        if (fit := _fit(queue, plan, place, quarter, weeks)) is not None:
            found += 1
            yield fit


def _begins_by(queue: Queue, plan: Plan, place: int, last: int) -> bool:
    """Whether a request stands firm, or cannot begin, or begins by a week."""
    if queue.problem.tasks[place].pinned is not None or place in queue.stopped:
        return True
    return place not in plan.unplanned and _first(queue, plan, place) <= last


def _fit(queue: Queue, plan: Plan, place: int, quarter: str, weeks: Sequence[int]) -> QuarterFit | None:
    task = queue.problem.tasks[place]
    if any(one in plan.unplanned for one in task.before):
        return None
    first = max(weeks[0], task.release, *(plan.finish(queue.problem, one) for one in task.before))
    alone = schedule(_freed(queue.problem, place, first), task.phases)
    if place in alone.unplanned or alone.start[task.phases[0]] > weeks[-1]:
        return None
    trial = try_week(queue, plan, place, alone.start[task.phases[0]])
    if trial.finish is None:
        return None
    return QuarterFit(
        quarter=quarter,
        request=queue.requests[place].number,
        now=None if place in plan.unplanned else _day(queue, _first(queue, plan, place)),
        start=trial.weeks[0],
        finish=trial.finish,
        displaced=trial.displaced[:MOST_NAMED],
        count=len(trial.displaced),
    )


def try_week(queue: Queue, plan: Plan, place: int, week: int) -> Trial:
    """Return what would happen if a request began in a week that its release and predecessors allow."""
    monday, phases = _day(queue, week), queue.problem.tasks[place].phases
    problem = _freed(queue.problem, place, week)
    alone = schedule(problem, phases)
    if place in alone.unplanned or alone.start[phases[0]] != week:
        return _refused(queue, alone, place, monday)
    after = schedule(problem, [*phases, *queue.order])
    if (late := _unfinished(queue, after, place, week)) is not None:
        return Trial(monday=monday, obstacle=Obstacle.PREDECESSOR, waits_for=late)
    return Trial(
        monday=monday,
        weeks=starts_of(queue, after, place),
        finish=_day(queue, after.finish(problem, place)),
        moved=moves(queue, plan, after, place),
    )


def _refused(queue: Queue, alone: Plan, place: int, monday: date) -> Trial:
    first = queue.problem.tasks[place].phases[0]
    blocks = alone.blocks.get(first, ())
    possible = None if place in alone.unplanned else _day(queue, alone.start[first])
    if not blocks:
        return Trial(monday=monday, obstacle=Obstacle.TOO_LARGE, possible=possible)
    role, week = blocks[0].role, blocks[0].week
    standing = {
        queue.problem.phases[one].request for one in alone.booked[week] if queue.problem.phases[one].demand[role]
    }
    return Trial(
        monday=monday,
        obstacle=Obstacle.ROLE,
        role=queue.roles[role],
        full=_day(queue, week),
        held_by=tuple(queue.requests[one].number for one in sorted(standing - {place})),
        possible=possible,
    )


def moves(queue: Queue, before: Plan, after: Plan, left_out: int | None = None) -> tuple[MovedRequest, ...]:
    """Return who begins elsewhere in another plan: who loses their place, then by weeks lost, then by rank."""
    found = []
    for place, request in enumerate(queue.requests):
        was, becomes = (
            None if place in plan.unplanned else _day(queue, _first(queue, plan, place)) for plan in (before, after)
        )
        if was != becomes and place != left_out:
            found.append(MovedRequest(request=request.number, before=was, after=becomes))
    return tuple(sorted(found, key=_by_loss))


def starts_of(queue: Queue, plan: Plan, place: int) -> tuple[date, ...]:
    """Return the Mondays on which the phases of a planned request begin."""
    phases = (one for one in queue.problem.tasks[place].phases if any(queue.problem.phases[one].demand))
    return tuple(_day(queue, plan.start[one]) for one in phases)


def _by_loss(one: MovedRequest) -> int:
    if one.weeks_later is None:
        return -(10**6) if one.after is None else 10**6
    return -one.weeks_later


def _freed(problem: Problem, place: int, week: int) -> Problem:
    """Return the problem with one request that begins from a week on, whatever it waits for."""
    tasks = list(problem.tasks)
    tasks[place] = replace(tasks[place], release=max(tasks[place].release, week), before=())
    return problem.with_tasks(tasks)


def _unfinished(queue: Queue, plan: Plan, place: int, week: int) -> int | None:
    """Return the number of a request that another waits for and that a plan does not finish by a week."""
    for one in queue.problem.tasks[place].before:
        if one in plan.unplanned or plan.finish(queue.problem, one) > week:
            return queue.requests[one].number
    return None


def _first(queue: Queue, plan: Plan, place: int) -> int:
    return plan.start[queue.problem.tasks[place].phases[0]]


def _day(queue: Queue, week: int) -> date:
    return queue.monday + _WEEK * week
