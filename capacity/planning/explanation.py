"""Why a request begins when it does, who holds what it waited for, and what would let it finish earlier."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
        held_by: Who holds the most of these roles in the weeks lost, largest first.
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
    return {
        request: _why(problem, plan, request) for request in range(len(problem.tasks)) if request not in plan.unplanned
    }


def _why(problem: Problem, plan: Plan, request: int) -> Why:
    phases = problem.tasks[request].phases
    first, later = plan.blocks.get(phases[0], ()), [plan.blocks.get(phase, ()) for phase in phases[1:]]
    return Why(
        earliest=plan.earliest[phases[0]],
        waits_for=_awaited(problem, plan, request),
        weeks_by_role=_weeks(first),
        later_weeks_by_role=_weeks(block for blocks in later for block in blocks),
        held_by=_holders(problem, plan, phases),
    )


def _weeks(blocks: Iterable[Block]) -> dict[int, int]:
    weeks: Counter[int] = Counter()
    for block in blocks:
        weeks[block.role] += block.weeks
    return dict(weeks.most_common())


def _awaited(problem: Problem, plan: Plan, request: int) -> int | None:
    """Return the predecessor that is finished last, where it is finished after the release."""
    task = problem.tasks[request]
    planned = [one for one in task.before if one not in plan.unplanned]
    last = max(planned, key=lambda one: plan.finish(problem, one), default=None)
    return last if last is not None and plan.finish(problem, last) > task.release else None


def _holders(problem: Problem, plan: Plan, phases: range) -> tuple[Holder, ...]:
    """Return who stood already in the weeks that were full when each phase was booked."""
    held: Counter[tuple[int, int]] = Counter()
    all_phases, rank = problem.phases, plan.rank
    for phase in phases:
        own = rank[phase]
        for week, role in {(block.week, block.role) for block in plan.blocks.get(phase, ())}:
            for other in plan.booked[week]:
                if rank[other] >= own:
                    break
                one = all_phases[other]
                if one.demand[role]:
                    held[one.request, role] += one.demand[role]
    largest = sorted(held.items(), key=lambda item: (-item[1], item[0]))[:_MOST_HOLDERS]
    return tuple(Holder(request, role, amount) for (request, role), amount in largest)


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
