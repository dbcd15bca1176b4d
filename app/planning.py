"""A plan from a file: list schedule alone, or improved by the compiled search, which is loaded only then."""

from dataclasses import dataclass
from time import monotonic

from capacity.planning.form import CapacityPlanInput, parse_input
from capacity.planning.problem import Problem, build_problem
from capacity.planning.ranking import RankedPlan, best_of_rules
from capacity.planning.result import Outcome, PlanResult, build_result
from capacity.planning.schedule import schedule
from core.digest import checksum
from core.json_text import read_json

DEFAULT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """How thoroughly to plan.

    Args:
        quick: The list schedule alone.
        seed: Seed of the search.
        iterations: Iterations of each chain; None where the time decides.
        cooling: Iterations that the cooling is laid out for; None: as many as there are.
        seconds: Seconds for everything.
    """

    quick: bool = False
    seed: int = 1
    iterations: int | None = None
    cooling: int | None = None
    seconds: float = DEFAULT_SECONDS


def plan_file(data: bytes, wanted: Wanted) -> tuple[CapacityPlanInput, PlanResult]:
    """Return the input in a file and its plan.

    Raises:
        InputError: Every fault of the file with its place.
    """
    began = monotonic()
    given = parse_input(read_json(data))
    problem = build_problem(given)
    first = best_of_rules(given, problem)
    outcome = _list_alone(problem, first, wanted) if wanted.quick else _improved(problem, first, wanted, began)
    return given, build_result(given, outcome, checksum(data))


def _list_alone(problem: Problem, first: RankedPlan, wanted: Wanted) -> Outcome:
    return Outcome(problem, first.plan, first.order, first.rule, first.objective, None, wanted.seed, 0, 0)


def _improved(problem: Problem, first: RankedPlan, wanted: Wanted, began: float) -> Outcome:
    from capacity.planning.bound import lower_bound
    from capacity.planning.packing import movable
    from capacity.planning.search import Effort, search

    bound = lower_bound(problem, movable(problem, first.plan), first.objective)
    left = max(0.0, wanted.seconds - (monotonic() - began))
    found = search(problem, first, Effort(wanted.seed, wanted.iterations, wanted.cooling, left, monotonic))
    plan = schedule(problem, found.order)
    return Outcome(
        problem, plan, found.order, first.rule, first.objective, bound, wanted.seed, found.iterations, found.cooling
    )
