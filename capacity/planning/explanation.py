"""Why a request begins when it does, who holds what it waited for, and what would let it finish earlier."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from capacity.planning.problem import Problem
from capacity.planning.schedule import Block, Plan, schedule

MORE_PERCENT = 110
"""Capacity of a role that the question "what would help" tries, in percent of what it is."""

_MOST_HOLDERS = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """A request that stands in the way.

    Args:
        request: Its index.
        role: Index of the role.
        quarter_days: Quarter person-days it holds of the role in the weeks that were lost.
    """

    request: int
    role: int
    quarter_days: int


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of a start week.

    Args:
        earliest: Earliest possible week: release, and predecessors as they are planned.
        waits_for: The predecessor that sets the earliest week; None where the release does.
        weeks_by_role: Weeks lost before the start by role; they sum up to start − earliest.
        later_weeks_by_role: Weeks lost between the phases by role.
        held_by: Who holds the most of these roles in their last full week, with all they hold in the weeks lost.
    """

    earliest: int
    waits_for: int | None
    weeks_by_role: Mapping[int, int]
    later_weeks_by_role: Mapping[int, int]
    held_by: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """What another plan with one thing changed would give.

    Args:
        role: The role that has a tenth more; None: the request comes first of all.
        finish: Its week of finish then.
        weeks_earlier: Weeks gained; 0 where there is no gain.
    """

    role: int | None
    finish: int
    weeks_earlier: int


def explain(problem: Problem, plan: Plan) -> dict[int, Why]:
    """Return the reasons of every planned request, read from the record of the schedule."""
    holders = _Holders(problem, plan)
    return {
        request: _why(problem, plan, request, holders)
        for request in range(len(problem.tasks))
        if request not in plan.unplanned
    }


def _why(problem: Problem, plan: Plan, request: int, holders: "_Holders") -> Why:
    phases = problem.tasks[request].phases
    first, later = _Lost(), _Lost()
    for phase in phases:
        lost = first if phase == phases[0] else later
        if phase in plan.blocks:
            lost.add(plan.blocks[phase], plan.rank[phase])
    return Why(
        earliest=plan.earliest[phases[0]],
        waits_for=_awaited(problem, plan, request),
        weeks_by_role=first.by_role,
        later_weeks_by_role=later.by_role,
        held_by=holders.of(first if first.weeks else later),
    )


class _Lost:
    """Weeks lost by role, and the last full week of each with the place in the order of booking that found it full."""

    def __init__(self) -> None:
        self.weeks: dict[int, int] = {}
        self.full: dict[int, list[int]] = {}
        self.rank = 0

    def add(self, blocks: Iterable[Block], rank: int) -> None:
        weeks, full, self.rank = self.weeks, self.full, rank
        for block in blocks:
            role, week = block.role, block.week
            if role in weeks:
                weeks[role] += week - block.start + 1
                full[role].append(week)
            else:
                weeks[role] = week - block.start + 1
                full[role] = [week]

    @property
    def by_role(self) -> dict[int, int]:
        """The roles, most weeks first."""
        return dict(sorted(self.weeks.items(), key=lambda item: (-item[1], item[0])))


def _awaited(problem: Problem, plan: Plan, request: int) -> int | None:
    """Return the predecessor that is finished last, where it is finished after the release."""
    task = problem.tasks[request]
    planned = [one for one in task.before if one not in plan.unplanned]
    last = max(planned, key=lambda one: plan.finish(problem, one), default=None)
    return last if last is not None and plan.finish(problem, last) > task.release else None


class _Holders:
    """Who holds how much of a role in a week, looked up once for all requests."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem, self._plan = problem, plan
        self._owners = [phase.request for phase in problem.phases]
        self._demands = list(zip(*(phase.demand for phase in problem.phases), strict=True))
        self._known: dict[tuple[int, int], list[tuple[int, int, int]]] = {}

    def of(self, lost: _Lost) -> tuple[Holder, ...]:
        """Return who holds the most of each role in its last full week, with all they hold in the weeks lost."""
        found = [
            (-_held(self._problem, self._plan, request, role, full), request, role)
            for role, full in lost.full.items()
            for request in self._before(full[-1], role, lost.rank)
        ]
        return tuple(Holder(request, role, -amount) for amount, request, role in sorted(found)[:_MOST_HOLDERS])

    def _before(self, week: int, role: int, rank: int) -> list[int]:
        """Return the requests that held the most of a role in a week when the phase of that rank was booked."""
        key = (week, role)
        if key not in self._known:
            need, owners, ranks = self._demands[role], self._owners, self._plan.rank
            held = [(-need[one], owners[one], ranks[one]) for one in self._plan.booked[week] if need[one]]
            held.sort()
            self._known[key] = held
        earlier = (request for _, request, other in self._known[key] if other < rank)
        return list(islice(earlier, _MOST_HOLDERS))


def _held(problem: Problem, plan: Plan, request: int, role: int, weeks: list[int]) -> int:
    """Return the quarter person-days that a request holds of a role in the weeks, which are in order of time."""
    total = 0
    for phase in problem.tasks[request].phases:
        start, one = plan.start[phase], problem.phases[phase]
        total += one.demand[role] * (bisect_left(weeks, start + one.duration) - bisect_left(weeks, start))
    return total


def helps(problem: Problem, plan: Plan, order: Sequence[int], reasons: Mapping[int, Why]) -> dict[int, list[Help]]:
    """Return what would help each planned request: a tenth more of each role that blocks it, and coming first.

    Every answer is planned anew. More capacity can make a single request later (Graham's anomaly); then, as where
    nothing changes, 0 weeks are gained.
    """
    wanted = {role for why in reasons.values() for role in (*why.weeks_by_role, *why.later_weeks_by_role)}
    more = {role: schedule(problem.with_capacity(role, MORE_PERCENT), order) for role in sorted(wanted)}
    found: dict[int, list[Help]] = {}
    for request, why in reasons.items():
        finish = plan.finish(problem, request)
        roles = dict.fromkeys((*why.weeks_by_role, *why.later_weeks_by_role))
        answers = [
            _help(role, finish, more[role].finish(problem, request))
            for role in roles
            if request not in more[role].unplanned
        ]
        if roles and problem.tasks[request].pinned is None:
            answers.append(_help(None, finish, _finish_as_first(problem, plan, request)))
        found[request] = answers
    return found


def _help(role: int | None, now: int, then: int) -> Help:
    return Help(role, min(now, then), max(0, now - then))


def _finish_as_first(problem: Problem, plan: Plan, request: int) -> int:
    """Return when a request is finished if it and what it waits for come before everything but the pinned requests."""
    chain = _with_predecessors(problem, request)
    alone = schedule(problem, [phase for one in chain for phase in problem.tasks[one].phases])
    unplanned = request in alone.unplanned
    return plan.finish(problem, request) if unplanned else alone.finish(problem, request)


def _with_predecessors(problem: Problem, request: int) -> list[int]:
    """Return a request and all it waits for, predecessors first."""
    found: dict[int, None] = {}
    pending = [request]
    while pending:
        one = pending[-1]
        missing = [before for before in problem.tasks[one].before if before not in found]
        pending += missing
        if not missing:
            found[one] = None
            pending.pop()
    return list(found)
