"""What would happen if a booked slot were moved: whether it fits beside what stands, and who would give way."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from capacity.planning.queue_problem import Queue
from capacity.planning.schedule import schedule
from capacity.planning.trial import Obstacle, Trial, try_week
from capacity.rules.role_weeks import monday_of

_WEEK = timedelta(weeks=1)


def try_slot(queue: Queue, number: int, monday: date) -> Trial:
    """Return what would happen if a booked slot began in another week, as long as it is now.

    Other slots and places set by hand stand firm; all else gives way in the order of ranks. A slot that begins soon is
    frozen.

    Args:
        queue: The queue.
        number: Number of the request; its slot is booked in the queue.
        monday: Monday of the week.
    """
    place = next(index for index, one in enumerate(queue.requests) if one.number == number)
    task, week = queue.problem.tasks[place], (monday - queue.monday).days // 7
    if task.pinned is None or queue.requests[place].slot is None:
        return Trial(monday=monday, obstacle=Obstacle.BOOKED)
    if task.pinned < queue.rule.frozen_weeks:
        return Trial(monday=monday, obstacle=Obstacle.FROZEN)
    if not 0 <= week < queue.problem.horizon:
        return Trial(monday=monday, obstacle=Obstacle.OUTSIDE)
    if week < (paid := _paid_from(queue, place)):
        return Trial(monday=monday, obstacle=Obstacle.RELEASE, possible=queue.monday + _WEEK * paid)
    tasks = list(queue.problem.tasks)
    tasks[place] = replace(task, pinned=None, release=0, before=_waits_for(queue, place))
    free = replace(queue, problem=queue.problem.with_tasks(tasks))
    return try_week(free, schedule(queue.problem, queue.order), place, week)


def slot_from(slot: tuple[date, date], monday: date) -> tuple[date, date]:
    """Return a slot that begins in another week, on the same weekdays and as long as before."""
    later = monday - monday_of(slot[0])
    return slot[0] + later, slot[1] + later


def _paid_from(queue: Queue, place: int) -> int:
    """Return the first week that the budget allows; when work was estimated says nothing against a slot."""
    first = queue.requests[place].not_before
    return 0 if first is None else max(0, ceil((first - queue.monday).days / 7))


def _waits_for(queue: Queue, place: int) -> tuple[int, ...]:
    index = {one.number: other for other, one in enumerate(queue.requests)}
    return tuple(index[one] for one in queue.requests[place].depends_on if one in index and index[one] != place)
