"""The resource plan: to which budget year, role and account the planned person-days belong, and what they cost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from capacity.model import BudgetLine, RequestedEffort, ResourceLine, ResourceSum, RoleRate
from capacity.planning.queue_problem import Queue, QueuedRequest
from capacity.planning.schedule import Plan
from capacity.planning.trial import starts_of
from capacity.rules.role_weeks import mondays_of, spread_evenly

_CENTS = 100
_WEEK, _THURSDAY = timedelta(weeks=1), timedelta(days=3)

Key = tuple[int, BudgetLine, str, bool]
"""Budget year, where in the budget, role, and whether the plan says so."""


@dataclass(frozen=True, slots=True)
class _Work:
    """Quarters of a person-day of a role in a week, and whether the plan says so."""

    role: str
    monday: date
    quarter_days: int
    is_planned: bool


def resource_lines(queue: Queue, plan: Plan, rates: Iterable[RoleRate]) -> tuple[ResourceLine, ...]:
    """Return the resource plan by year, place in the budget and role.

    Upper ends of the estimates are spread evenly over the weeks in which the plan has them; a week belongs to the year
    of its Thursday, and costs what its role costs on that day. What has no place counts in the quarters of its
    estimate.

    Args:
        queue: The queue.
        plan: Its plan.
        rates: What person-days cost.
    """
    known = _by_role(rates)
    found: dict[Key, ResourceSum] = {}
    for place, request in enumerate(queue.requests):
        for work in _worked(queue, plan, place):
            day = work.monday + _THURSDAY
            key = (day.year, request.budget, work.role, work.is_planned)
            found[key] = found.get(key, ResourceSum()) + _sum(work.quarter_days, _rate(known.get(work.role, ()), day))
    return tuple(
        ResourceLine(year=year, line=line, role=role, is_planned=is_planned, total=found[year, line, role, is_planned])
        for year, line, role, is_planned in sorted(found)
        if found[year, line, role, is_planned].quarter_days
    )


def _worked(queue: Queue, plan: Plan, place: int) -> Iterator[_Work]:
    """Yield the work of a request by role and week; of a slot that has begun, what is left of it."""
    request = queue.requests[place]
    if place in plan.unplanned:
        for effort in request.efforts:
            yield from _spread(effort.role, effort.days_to, mondays_of(effort.quarter), is_planned=False)
    elif (slot := _booked_slot(queue, place)) is not None:
        first, last = slot
        monday = queue.monday + _WEEK * ((first - queue.monday).days // 7)
        weeks = max(1, (last - first).days // 7 + 1)
        for work in _parts(request.efforts, [monday + _WEEK * number for number in range(weeks)]):
            if work.monday >= queue.monday:
                yield work
    else:
        yield from _phased(queue, plan, place, request)


def _booked_slot(queue: Queue, place: int) -> tuple[date, date] | None:
    """Return the slot by which a request is planned; None where its estimate or a place by hand says when."""
    request = queue.requests[place]
    return None if queue.problem.tasks[place].pinned is None or request.number in queue.held else request.slot


def _phased(queue: Queue, plan: Plan, place: int, request: QueuedRequest) -> Iterator[_Work]:
    """Yield the work of a request whose phases are the quarters of its estimate."""
    phases = [queue.problem.phases[one] for one in queue.problem.tasks[place].phases]
    working = [one for one in phases if any(one.demand)]
    quarters = sorted({one.quarter for one in request.efforts})
    for quarter, start, phase in zip(quarters, starts_of(queue, plan, place), working, strict=True):
        efforts = [one for one in request.efforts if one.quarter == quarter]
        yield from _parts(efforts, [start + _WEEK * number for number in range(phase.duration)])


def _parts(efforts: Iterable[RequestedEffort], mondays: Sequence[date]) -> Iterator[_Work]:
    days: dict[str, Decimal] = {}
    for one in efforts:
        days[one.role] = days.get(one.role, Decimal(0)) + one.days_to
    for role, amount in days.items():
        yield from _spread(role, amount, mondays, is_planned=True)


def _spread(role: str, days: Decimal, mondays: Sequence[date], *, is_planned: bool) -> Iterator[_Work]:
    for monday, part in zip(mondays, spread_evenly(days, len(mondays)), strict=True):
        yield _Work(role, monday, part, is_planned)


def _by_role(rates: Iterable[RoleRate]) -> Mapping[str, Sequence[RoleRate]]:
    """Return the rates of each role, the latest first."""
    found: dict[str, list[RoleRate]] = {}
    for one in sorted(rates, key=lambda one: one.valid_from, reverse=True):
        found.setdefault(one.role, []).append(one)
    return found


def _rate(rates: Sequence[RoleRate], day: date) -> Decimal | None:
    return next((one.eur_per_day for one in rates if one.valid_from <= day), None)


def _sum(quarter_days: int, rate: Decimal | None) -> ResourceSum:
    if rate is None:
        return ResourceSum(quarter_days=quarter_days, unpriced=quarter_days)
    return ResourceSum(quarter_days=quarter_days, quarter_cents=quarter_days * int(rate * _CENTS))
