"""Planning: the list schedule and its reasons by CPU time, the search by what it reaches in a time on the wall."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import monotonic

from bench.capacity_instances import made_up
from bench.measuring import Row, milliseconds, seconds
from capacity.planning.bound import lower_bound
from capacity.planning.explanation import explain
from capacity.planning.form import parse_input
from capacity.planning.packing import movable
from capacity.planning.problem import Problem, build_problem
from capacity.planning.ranking import RankedPlan, best_of_rules
from capacity.planning.schedule import schedule
from capacity.planning.search import Effort, search
from core.json_text import read_json

DATA = Path(__file__).parent / "data"
MANY, SEEDS, ROUNDS = 1_000, (1, 2, 3), 9
GOALS = (("capacity-060", 20, 230_000), ("capacity-200", 45, 362_000))
SECONDS_FOR_MANY, SHARE_FOR_MANY = 45, 0.97
SCHEDULE_SECONDS, EXPLAIN_SECONDS = 0.025, 0.050


def rows() -> Iterator[Row]:
    """Yield the rows of this part."""
    problem, first = _prepared(made_up(MANY, 1))
    yield from _list_rows(problem, first)
    search(problem, first, Effort(1, 256, None, 0.0, monotonic))  # compiled from here on
    for name, time_limit, goal in GOALS:
        prepared = _prepared(read_json((DATA / f"{name}.json").read_bytes()))
        for seed in SEEDS:
            yield _search_row(f"{name}, {time_limit} s, seed {seed}", *prepared, (seed, time_limit, goal))
    goal = int(first.objective * SHARE_FOR_MANY)
    yield _search_row(f"{MANY} requests, {SECONDS_FOR_MANY} s", problem, first, (1, SECONDS_FOR_MANY, goal))


def _prepared(document: object) -> tuple[Problem, RankedPlan]:
    given = parse_input(document)
    problem = build_problem(given)
    return problem, best_of_rules(given, problem)


def _list_rows(problem: Problem, first: RankedPlan) -> Iterator[Row]:
    took = median(seconds(lambda: schedule(problem, first.order)) for _ in range(ROUNDS))
    what = f"list schedule of {MANY} requests, {len(problem.phases)} phases, with its record"
    yield Row(what, milliseconds(took), "", took * 1000, SCHEDULE_SECONDS * 1000, "ms")
    took = median(seconds(lambda: explain(problem, first.plan)) for _ in range(ROUNDS))
    yield Row(f"reasons of {MANY} requests", milliseconds(took), "", took * 1000, EXPLAIN_SECONDS * 1000, "ms")


def _search_row(what: str, problem: Problem, first: RankedPlan, wanted: tuple[int, int, int]) -> Row:
    """Search as long as the goal allows; the bound is computed beside it, and printed."""
    seed, time_limit, goal = wanted
    bound = lower_bound(problem, movable(problem, first.plan), first.objective)
    found = search(problem, first, Effort(seed, None, None, float(time_limit), monotonic))
    assert schedule(problem, found.order).objective(problem) == found.objective
    ours = f"{found.objective:,} after 2 × {found.iterations:,}"
    return Row(f"plan {what}; proven bound {bound:,}", ours, f"list {first.objective:,}", found.objective, goal, "")
