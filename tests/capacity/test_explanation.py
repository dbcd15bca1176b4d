"""What would help is planned anew, and no gain is called no gain; the forecast keeps what it says."""

from random import Random

import pytest
from hypothesis import given

from capacity.planning.explanation import explain, helps
from capacity.planning.forecast import Spread, forecast
from capacity.planning.form import parse_input
from capacity.planning.problem import Problem, build_problem
from capacity.planning.schedule import Plan, schedule
from capacity.planning.wording import gain_words
from tests.capacity.making import Json, inputs, phase, planned, request


def scheduled(document: Json) -> tuple[Problem, Plan, list[int]]:
    problem = build_problem(parse_input(document))
    order = list(range(len(problem.phases)))
    return problem, schedule(problem, order), order


@given(inputs())
def test_help_never_promises_a_loss_and_first_place_is_never_late(document: Json) -> None:
    problem, plan, order = scheduled(document)
    reasons = explain(problem, plan)

    for number, answers in helps(problem, plan, order, reasons).items():
        assert all(one.finish == plan.finish(problem, number) - one.weeks_earlier for one in answers)
        assert all(one.weeks_earlier >= 0 for one in answers)
        assert bool(reasons[number].weeks_by_role) <= bool(answers)


def test_holders_are_those_booked_before_in_the_weeks_lost() -> None:
    document = planned(
        {"a": [4] * 9}, request("R1", phase(2, a=3)), request("R2", phase(1, a=2)), request("R3", phase(3, a=1))
    )
    problem, plan, _ = scheduled(document)

    held = explain(problem, plan)[1].held_by
    assert plan.start == [0, 2, 0]
    assert [(one.request, one.role, one.quarter_days) for one in held] == [(0, 0, 6)]


def test_first_place_shows_what_the_order_costs() -> None:
    document = planned({"a": [4] * 9}, request("R1", phase(5, a=3)), request("R2", phase(1, a=2)))
    problem, plan, order = scheduled(document)
    answers = helps(problem, plan, order, explain(problem, plan))[1]

    assert [(one.role, one.finish, one.weeks_earlier) for one in answers] == [(0, 6, 0), (None, 1, 5)]


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        (-2, "keine Verbesserung"),
        (0, "keine Verbesserung"),
        (1, "1 Woche früher fertig"),
        (2, "2 Wochen früher fertig"),
    ],
)
def test_words_of_a_gain(weeks: int, words: str) -> None:
    assert gain_words(weeks) == words


ASSUMED = Spread(1.1, 0.35, 0.85)


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a simulation, nothing secret


def row(count: int = 12) -> Json:
    jobs = [request(f"R{number}", phase(2 + number % 3, a=3 + number % 4)) for number in range(count)]
    return planned({"a": [9] * 120}, *jobs)


def test_the_same_generator_gives_the_same_windows_and_they_are_in_order() -> None:
    problem, _, order = scheduled(row())
    one, again = (forecast(problem, order, ASSUMED, chance(7), 60) for _ in range(2))

    assert one == again
    assert all(window.p50 <= window.p85 <= window.p95 for window in one.values())


def test_without_spread_the_forecast_is_the_plan() -> None:
    problem, plan, order = scheduled(row())
    windows = forecast(problem, order, Spread(1.0, 0.0, 1.0), chance(1), 3)

    assert all(window.p50 == window.p95 == plan.finish(problem, number) for number, window in windows.items())


def test_p85_is_kept_by_80_to_90_percent_of_other_runs() -> None:
    problem, _, order = scheduled(row())
    windows = forecast(problem, order, ASSUMED, chance(1), 300)
    other = chance(2)
    runs = [forecast(problem, order, ASSUMED, other, 1) for _ in range(300)]
    kept = sum(run[number].p50 <= window.p85 for run in runs for number, window in windows.items())

    assert 0.80 <= kept / (len(runs) * len(windows)) <= 0.90


def test_what_leaves_the_horizon_lies_behind_it() -> None:
    problem, _, order = scheduled(planned({"a": [4] * 6}, request("R1", phase(5, a=4)), request("R2", phase(1, a=4))))

    assert forecast(problem, order, Spread(2.0, 0.0, 1.0), chance(1), 5)[0].p50 == 7
