"""The search against brute force: lawful, never worse than the list, as good as the best of all orders, repeatable."""

import json
from itertools import count, permutations

from hypothesis import given, settings

from app.planning import Wanted, plan_file
from capacity.planning.bound import lower_bound
from capacity.planning.form import parse_input
from capacity.planning.packing import movable
from capacity.planning.problem import Problem, build_problem
from capacity.planning.ranking import best_of_rules
from capacity.planning.schedule import schedule
from capacity.planning.search import CHAINS, Effort, Found, search
from tests.capacity.checking import faults_of
from tests.capacity.making import Json, inputs, phase, planned, request


def never() -> float:
    return 0.0


def effort(iterations: int, seed: int = 1) -> Effort:
    return Effort(seed, iterations, None, 0.0, never)


def improved(document: Json, iterations: int = 512) -> Json:
    return dict(plan_file(json.dumps(document).encode(), Wanted(iterations=iterations))[1])


def found(document: Json, iterations: int = 4096, seed: int = 1) -> tuple[Problem, Found]:
    given = parse_input(document)
    problem = build_problem(given)
    return problem, search(problem, best_of_rules(given, problem), effort(iterations, seed))


def best_of_all(problem: Problem) -> int:
    """Return the lowest objective of all orders of phases that leave as little out as possible."""
    plans = [schedule(problem, order) for order in permutations(range(len(problem.phases)))]
    fewest = min(len(plan.unplanned) for plan in plans)
    return min(plan.objective(problem) for plan in plans if len(plan.unplanned) == fewest)


@given(inputs())
@settings(max_examples=30)
def test_every_improved_plan_is_lawful_true_and_no_worse(document: Json) -> None:
    result = improved(document)

    assert faults_of(document, result) == []
    assert result["lower_bound"] <= result["objective"]
    if not result["unplanned"]:
        assert result["objective"] <= result["list_objective"]


@given(inputs(most=3))
@settings(max_examples=30)
def test_small_cases_reach_the_best_of_all_orders_and_the_bound_stays_below(document: Json) -> None:
    document["requests"] = [{**one, "phases": one["phases"][:2]} for one in document["requests"]]
    parsed = parse_input(document)
    problem = build_problem(parsed)
    first = best_of_rules(parsed, problem)
    if first.plan.unplanned or first.plan.late_for:
        return
    best = best_of_all(problem)

    assert search(problem, first, effort(4096)).objective == best
    assert lower_bound(problem, movable(problem, first.plan), first.objective) <= best


def contested() -> Json:
    jobs = [
        request(
            f"R{number}",
            phase(1 + number % 3, a=1 + number % 4, b=number % 3),
            phase(1 + number % 2, a=1, b=2),
            weight=1 + number * 7 % 5,
            due_week=3 + number * 5 % 11,
        )
        for number in range(14)
    ]
    return planned({"a": [5, 4, 5, 2] * 15, "b": [4, 3, 3, 4] * 15}, *jobs)


def test_the_same_seed_and_iterations_give_the_same_plan_and_another_seed_another_way() -> None:
    _, one = found(contested(), 2048, 1)
    _, again = found(contested(), 2048, 1)
    _, other = found(contested(), 2048, 2)

    assert one == again
    assert other.order != one.order


def test_the_compiled_plan_is_the_one_that_the_list_schedule_makes_of_its_order() -> None:
    problem, one = found(contested())

    assert schedule(problem, one.order).objective(problem) == one.objective


def test_many_roles_need_several_words() -> None:
    roles = {f"r{number}": [1000] * 12 for number in range(13)}
    jobs = [request(f"R{one}", phase(2, **dict.fromkeys(roles, 400 + one * 40)), weight=one) for one in range(1, 5)]
    document = planned(roles, *jobs)
    result = improved(document)

    assert faults_of(document, result) == []
    assert result["objective"] == 30


def test_time_decides_where_no_number_is_given_and_the_number_repeats_it() -> None:
    ticks = count()
    parsed = parse_input(contested())
    problem = build_problem(parsed)
    first = best_of_rules(parsed, problem)
    timed = search(problem, first, Effort(3, None, None, 8.0, lambda: float(next(ticks))))
    again = search(problem, first, Effort(3, timed.iterations, timed.cooling, 0.0, never))

    assert 0 < timed.iterations <= timed.cooling
    assert again == timed


def test_no_time_means_the_list_schedule() -> None:
    parsed = parse_input(contested())
    problem = build_problem(parsed)
    first = best_of_rules(parsed, problem)
    ticks = count()

    nothing = search(problem, first, Effort(1, None, None, 0.0, lambda: float(next(ticks))))
    assert (nothing.order, nothing.objective, nothing.iterations) == (first.order, first.objective, 0)
    assert CHAINS <= 2


def test_pinned_requests_keep_their_place_in_the_search() -> None:
    document = contested()
    document["requests"][3]["pinned_start_week"] = 4
    document["requests"][3]["depends_on"] = ["R1"]
    document["requests"][5]["depends_on"] = ["R3"]
    result = improved(document, iterations=2048)

    assert faults_of(document, result) == []
    assert result["requests"][3]["phases"][0]["start_week"] == 4
    assert result["requests"][1]["finish_week"] <= 4
    assert result["notices"] == []
