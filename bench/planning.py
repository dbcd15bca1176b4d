"""Planning: the list schedule and its reasons by CPU time, the search by what it reaches in a time on the wall."""

from collections.abc import Iterator
from dataclasses import dataclass
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
MARGIN_SECONDS = 0.5
"""A search looks at its clock between two spells of work; it ends in the time that was promised, not after it."""

SCHEDULE_SECONDS, EXPLAIN_SECONDS = 0.025, 0.050


def rows() -> Iterator[Row]:
    """Yield the rows of this part."""
    problem, first = _prepared(made_up(MANY, 1))
    yield from _list_rows(problem, first)
    search(problem, first, Effort(1, 256, None, 0.0, monotonic))  # compiled from here on
    for name, time_limit, goal in GOALS:
        prepared = _prepared(read_json((DATA / f"{name}.json").read_bytes()))
        for seed in SEEDS:
            yield from _search_rows(name, *prepared, Wanted(seed, time_limit, goal))
    wanted = (Wanted(seed, SECONDS_FOR_MANY, int(first.objective * SHARE_FOR_MANY)) for seed in SEEDS)
    for one in wanted:
        yield from _search_rows(f"{MANY} requests", problem, first, one)


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search shall reach: with a seed, in seconds on the wall, at most this objective."""

    seed: int
    seconds: int
    objective: int


def _search_rows(what: str, problem: Problem, first: RankedPlan, wanted: Wanted) -> Iterator[Row]:
    """Search as long as the goal allows; the bound is computed beside it, and printed."""
    bound = lower_bound(problem, movable(problem, first.plan), first.objective)
    begun = monotonic()
    found = search(problem, first, Effort(wanted.seed, None, None, wanted.seconds - MARGIN_SECONDS, monotonic))
    took = monotonic() - begun
    assert schedule(problem, found.order).objective(problem) == found.objective
    ours = f"{found.objective:,} after 2 × {found.iterations:,}"
    name = f"plan {what}, seed {wanted.seed}; proven bound {bound:,}"
    yield Row(name, ours, f"list {first.objective:,}", found.objective, wanted.objective, "")
    yield Row("  seconds on the wall", f"{took:.1f} s", "", took, wanted.seconds, "s")
