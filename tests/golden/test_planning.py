"""Planning of IT capacity: list schedule, queue, objective and forecast as worked out by hand."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from capacity.model import BudgetLine, RequestedEffort, RoleRate, ScenarioAim
from capacity.planning.explanation import explain
from capacity.planning.forecast import QUANTILES_PERCENT, Spread, quantile
from capacity.planning.form import parse_input
from capacity.planning.problem import build_problem
from capacity.planning.queue import plan_queue
from capacity.planning.queue_problem import Queue, QueuedRequest, build_queue
from capacity.planning.resources import resource_lines
from capacity.planning.scenario import improve
from capacity.planning.schedule import schedule
from capacity.planning.slot_trial import try_slot
from capacity.planning.trial import try_place
from capacity.services.queue_planning import queue_rule
from capacity.services.scenarios import scenario_factors
from infra.parameters import load_parameters
from tests.capacity.making import phase, planned, request
from tests.factories import Json
from tests.golden.capacity_cases import RULES, cases_of

WEEKS = 30
START = date(2026, 11, 23)


@pytest.mark.parametrize("case", cases_of("list_schedule").values(), ids=lambda case: case["id"])
def test_list_schedule(case: Json) -> None:
    jobs = [
        request(id_, phase(weeks, a=need), depends_on=[before] if before else [])
        for id_, weeks, need, before in case["jobs"]
    ]
    problem = build_problem(parse_input(planned({"a": [case["capacity"]] * WEEKS}, *jobs)))
    plan = schedule(problem, range(len(jobs)))
    names = [job["id"] for job in jobs]
    lost = {names[one]: why.weeks_by_role[0] for one, why in explain(problem, plan).items() if why.weeks_by_role}

    assert dict(zip(names, plan.start, strict=True)) == case["expect"]["start"]
    assert lost == case["expect"]["lost"]


@pytest.mark.parametrize("case", cases_of("plan_objective").values(), ids=lambda case: case["id"])
def test_objective(case: Json) -> None:
    job = request("R1", phase(case["finish"], a=1), **case["request"])
    problem = build_problem(parse_input(planned({"a": [1] * WEEKS}, job)))

    assert schedule(problem, [0]).objective(problem) == case["expect"]


@pytest.mark.parametrize("case", cases_of("plan_forecast").values(), ids=lambda case: case["id"])
def test_forecast(case: Json) -> None:
    assert [quantile(case["weeks"], one) for one in QUANTILES_PERCENT] == case["expect"]


def queued(number: int, days: int, slot: int | None, weeks: int) -> QueuedRequest:
    effort = RequestedEffort(role="A", quarter="2026-Q4", days_from=Decimal(0), days_to=Decimal(days))
    first = None if slot is None else START + timedelta(weeks=slot)
    booked = None if first is None else (first, first + timedelta(weeks=weeks, days=-1))
    return QueuedRequest(number=number, efforts=(effort,), slot=booked)


def weeks_until(day: date | None) -> int | None:
    return None if day is None else (day - START).days // 7


@pytest.mark.parametrize("case", cases_of("queue_plan").values(), ids=lambda case: case["id"])
def test_queue_plan(case: Json) -> None:
    rule = queue_rule(load_parameters("capacity"), START)
    requests = [queued(number, *one) for number, one in enumerate(case["requests"], 1)]
    queue = build_queue(requests, {"A": (case["capacity"],) * rule.weeks}, START, rule)
    found = plan_queue(queue, Random(1), 1, Spread(1.0, 0.0, 1.0)).requests  # noqa: S311 - nothing is drawn

    assert [[weeks_until(one.start), weeks_until(one.finish), one.kind] for one in found] == case["expect"]


PLACES = cases_of("plan_places").values()


def queue_of(case: Json) -> Queue:
    figures = load_parameters("capacity")
    requests = []
    for number, (days, slot, weeks, held) in enumerate(case["requests"], 1):
        one = queued(number, days, slot, weeks)
        requests.append(replace(one, held=() if held is None else (START + timedelta(weeks=held),)))
    rule = queue_rule(figures, START)
    return build_queue(requests, {"A": (case["capacity"],) * rule.weeks}, START, rule)


@pytest.mark.parametrize("case", [one for one in PLACES if "try" in one], ids=lambda case: case["id"])
def test_plan_places(case: Json) -> None:
    queue, (number, week) = queue_of(case), case["try"]
    attempt = try_place if case["requests"][number - 1][1] is None else try_slot
    trial = attempt(queue, number, START + timedelta(weeks=week))
    against, possible, later = case["expect"]

    assert trial.obstacle == against
    assert weeks_until(trial.possible) == possible
    assert [[one.request, one.weeks_later] for one in trial.displaced] == later


@pytest.mark.parametrize("case", [one for one in PLACES if "aim" in one], ids=lambda case: case["id"])
def test_cost_of_a_scenario(case: Json) -> None:
    queue = queue_of(case)
    wish, deadline = (START + timedelta(weeks=case[name]) for name in ("wish", "deadline"))
    one = replace(queue.requests[0], weight=case["weight"], due=wish, deadline=deadline)
    queue = build_queue([one], {"A": queue.problem.capacity[0]}, START, queue.rule)
    factors = scenario_factors(load_parameters("capacity"), ScenarioAim(case["aim"]), START)

    assert improve(queue, factors, lambda _problem, begin: begin.order).now.cost == case["expect"]


@pytest.mark.parametrize("case", cases_of("resource_plan").values(), ids=lambda case: case["id"])
def test_resource_plan(case: Json) -> None:
    rule = queue_rule(load_parameters("capacity"), START)
    at = datetime(2026, 11, 23, tzinfo=UTC)
    rates = [
        RoleRate(role="A", valid_from=date.fromisoformat(day), eur_per_day=Decimal(euro), person="jemand", at=at)
        for day, euro in case["rates"]
    ]
    requests = []
    for number, (days, quarter, slot, weeks, account) in enumerate(case["requests"], 1):
        one = queued(number, days, slot, weeks)
        efforts = tuple(replace(effort, quarter=quarter) for effort in one.efforts)
        requests.append(replace(one, efforts=efforts, budget=BudgetLine(account=account)))
    queue = build_queue(requests, {"A": (40,) * rule.weeks}, START, rule)
    found = resource_lines(queue, schedule(queue.problem, queue.order), rates)

    told = [(one.year, one.line.account, one.is_planned, one.total) for one in found]
    assert [
        [year, account, is_planned, total.person_days, total.euro, total.unpriced_days]
        for year, account, is_planned, total in told
    ] == [
        [year, account, is_planned, Decimal(days), None if euro is None else Decimal(euro), Decimal(unpriced)]
        for year, account, is_planned, days, euro, unpriced in case["expect"]
    ]


@pytest.mark.parametrize("rule", RULES)
def test_the_page_names_every_case_and_no_other(rule: str) -> None:
    from tests.golden.test_rule_pages import text_of  # noqa: PLC0415 - reads all golden cases

    assert set(re.findall(rf"`({rule}-[\w.-]+)`", text_of(rule))) == cases_of(rule).keys()
