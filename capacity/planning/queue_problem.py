"""The queue of a city as a planning problem: booked slots and places set by hand stand, all else follows the ranks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from statistics import median

from capacity.model import BudgetLine, QueueRule, RequestedEffort
from capacity.planning.problem import Phase, Problem, Task
from capacity.rules.role_weeks import QUARTER_DAYS, mondays_of


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedRequest:
    """A request that is to be planned.

    Args:
        number: Its number.
        efforts: Estimated person-days by role and quarter, one or more.
        slot: First and last day of its booked slot; None where it is not booked.
        not_before: Day before which it cannot begin; None where nothing keeps it.
        depends_on: Numbers of requests that must be finished before.
        held: Mondays on which its phases begin by hand; empty where nobody has set its place.
        weight: What a week costs, for scenarios; from 1.
        due: Day by which it is wished for; None without one.
        deadline: Day by which it must be finished; None without one.
        budget: Where in the budget it stands, for the resource plan.
    """

    number: int
    efforts: tuple[RequestedEffort, ...]
    slot: tuple[date, date] | None = None
    not_before: date | None = None
    depends_on: tuple[int, ...] = ()
    held: tuple[date, ...] = ()
    weight: int = 1
    due: date | None = None
    deadline: date | None = None
    budget: BudgetLine = field(default_factory=BudgetLine)


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as a problem.

    Args:
        problem: The problem; requests in the order of ranks.
        requests: The requests.
        roles: Names of its roles.
        monday: Monday of its first week.
        rule: By what it is planned.
        stopped: By place in ``requests``: number of what a request waits for that is not finished and not planned.
        held: Numbers of requests that stand where somebody has set them.
    """

    problem: Problem
    requests: tuple[QueuedRequest, ...]
    roles: tuple[str, ...]
    monday: date
    rule: QueueRule
    stopped: Mapping[int, int]
    held: frozenset[int]

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
    held = _held(requests, stopped, monday, weeks)
    for place, request in enumerate(requests):
        first, slot = len(phases), _pinned(request, monday, weeks)
        if slot is None:
            phases += _apart(_phases(request, place, roles, limits), request.held if request.number in held else ())
        else:
            phases += _booked(request, place, roles, monday)
        before = waits[request.number] if slot is None else ()
        release = weeks if place in stopped else min(weeks, max(0, _release(request, monday)))
        pinned = held.get(request.number, slot)
        tasks.append(Task(range(first, len(phases)), release, tuple(index[one] for one in before), pinned, ()))
    problem = Problem(weeks, capacity, tuple(tasks), tuple(phases))
    return Queue(problem, tuple(requests), roles, monday, rule, stopped, frozenset(held))


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


def _held(requests: Sequence[QueuedRequest], stopped: Collection[int], monday: date, weeks: int) -> dict[int, int]:
    """Return by number the weeks that somebody has set; not where one is over, or the request is booked or stopped."""
    found: dict[int, int] = {}
    for place, request in enumerate(requests):
        if request.held and place not in stopped and _pinned(request, monday, weeks) is None:
            week = (request.held[0] - monday).days // 7
            if 0 <= week < weeks:
                found[request.number] = week
    return found


def _apart(phases: list[Phase], starts: Sequence[date]) -> list[Phase]:
    """Return phases with idle ones between them, so that each begins on its own day."""
    found: list[Phase] = []
    for number, phase in enumerate(phases):
        found.append(phase)
        if number + 1 < min(len(phases), len(starts)):
            idle = (starts[number + 1] - starts[number]).days // 7 - phase.duration
            if idle > 0:
                found.append(Phase(phase.request, idle, (0,) * len(phase.demand)))
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
