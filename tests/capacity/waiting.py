"""A seeded simulation of years of requests: each month they are ranked, planned and booked as a city would do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from random import Random

from capacity.model import Assessment, PriorityCriterion, QueueRule, RequestedEffort, UrgencyClass
from capacity.planning.queue_problem import QueuedRequest, build_queue
from capacity.planning.schedule import schedule
from capacity.rules.priority.factors import assessed, priority_figures
from capacity.rules.role_weeks import QUARTER_DAYS, quarter_of
from capacity.services.queue_planning import queue_rule
from infra.parameters import load_parameters

BEGUN = date(2027, 1, 4)
ROLES = {"Projektleitung": 0.2, "Fachverfahren": 0.35, "Infrastruktur": 0.25, "Datenschutz": 0.2}
"""Share of all work."""

ROUND_WEEKS = 4
_WEEK, _A_WEEK = timedelta(weeks=1), 1.5
_SEASONS = {0: 0.35, 13: 0.75, 14: 0.75, **dict.fromkeys(range(27, 33), 0.70), 41: 0.75, 50: 0.35, 51: 0.35}
_SIZES = ((0.60, 5, 18), (0.90, 20, 70), (1.0, 90, 260))
_FIGURES = load_parameters("capacity")


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A request with the week in which it came."""

    number: int
    week: int
    given: Assessment
    efforts: tuple[RequestedEffort, ...]
    depends_on: tuple[int, ...]


def waits(load: float, weeks: int, seed: int) -> dict[int, int]:
    """Return by number how many weeks each request waited for its start, or has waited if it never began.

    Args:
        load: Work that comes by work that can be done, of each role over all weeks.
        weeks: How long.
        seed: The same one gives the same years.
    """
    arrived = list(_arrivals(weeks, Random(seed)))  # noqa: S311 - a simulation
    started, slots = dict[int, int](), dict[int, tuple[date, date]]()
    rule, weekly = queue_rule(_FIGURES, BEGUN), _weekly(arrived, load, weeks)
    for now in range(0, weeks, ROUND_WEEKS):
        monday = BEGUN + _WEEK * now
        finished = {number for number, slot in slots.items() if slot[1] < monday}
        here = [one for one in arrived if one.week <= now and one.number not in finished]
        ranked = sorted((one for one in here if one.number not in slots), key=lambda one: _rank(one, monday))
        booked = [one for one in here if one.number in slots]
        requests = [_queued(one, slots, finished) for one in (*booked, *ranked)]
        queue = build_queue(requests, _plannable(weekly, now, rule), monday, rule)
        plan = schedule(queue.problem, queue.order)
        for place, one in enumerate(requests):
            start = plan.start[queue.problem.tasks[place].phases[0]]
            if one.number not in slots and 0 <= start < rule.frozen_weeks:
                last = monday + _WEEK * plan.finish(queue.problem, place) - timedelta(days=1)
                slots[one.number] = (monday + _WEEK * start, last)
                started[one.number] = now + start
    return {one.number: started.get(one.number, weeks) - one.week for one in arrived}


def _rank(one: Arrived, day: date) -> tuple[int, int, int]:
    found = assessed(one.given, priority_figures(_FIGURES, BEGUN), {}, day)
    return -found.tier, -found.value, one.number


def _queued(one: Arrived, slots: dict[int, tuple[date, date]], finished: set[int]) -> QueuedRequest:
    return QueuedRequest(
        number=one.number,
        efforts=one.efforts,
        slot=slots.get(one.number),
        depends_on=tuple(before for before in one.depends_on if before not in finished),
    )


def _weekly(arrived: list[Arrived], load: float, weeks: int) -> dict[str, float]:
    """Return the quarters of a person-day that each role can give in a normal week, so that its load is as wanted."""
    seasons = sum(map(_season, range(weeks)))
    asked = dict.fromkeys(ROLES, 0)
    for effort in (effort for one in arrived for effort in one.efforts):
        asked[effort.role] += int(effort.days_to * QUARTER_DAYS)
    return {role: quarters / seasons / load for role, quarters in asked.items()}


def _plannable(weekly: dict[str, float], now: int, rule: QueueRule) -> dict[str, tuple[int, ...]]:
    return {
        role: tuple(round(quarters * _season(now + week)) for week in range(rule.weeks))
        for role, quarters in weekly.items()
    }


def _season(week: int) -> float:
    return _SEASONS.get(week % 52, 1.0)


def _arrivals(weeks: int, chance: Random) -> Iterator[Arrived]:
    at, number = 0.0, 0
    while (at := at + chance.expovariate(_A_WEEK)) < weeks:
        number += 1
        yield _arrived(number, ceil(at), chance)


def _arrived(number: int, week: int, chance: Random) -> Arrived:
    day, drawn = BEGUN + _WEEK * week, chance.random()
    least, most = next((least, most) for share, least, most in _SIZES if drawn <= share)
    parts = {role: share * chance.uniform(0.2, 1.8) for role, share in ROLES.items()}
    days = chance.uniform(least, most)
    by_role = {role: Decimal(round(4 * days * part / sum(parts.values()))) / 4 for role, part in parts.items()}
    due = day + _WEEK * (8 + round(chance.expovariate(1 / 45))) if chance.random() < 0.6 else None
    urgency = chance.choices((UrgencyClass.A, UrgencyClass.B, UrgencyClass.C), (10, 20, 70))[0]
    return Arrived(
        number=number,
        week=week,
        given=Assessment(
            anchors={one: chance.choice((0, 3, 6, 10)) for one in PriorityCriterion},
            urgency=urgency if due else UrgencyClass.C,
            waits_since=day,
            due=due,
            days_by_role=by_role,
        ),
        efforts=tuple(
            RequestedEffort(role=role, quarter=quarter_of(day), days_from=Decimal(0), days_to=amount)
            for role, amount in by_role.items()
        ),
        depends_on=(chance.randint(1, number - 1),) if number > 1 and chance.random() < 0.12 else (),
    )
