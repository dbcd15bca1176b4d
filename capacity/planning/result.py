"""Format ``pruefstand/plan/1``: when each request is planned, why then, and what the plan is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from capacity.planning.explanation import Help, Why, explain, helps
from capacity.planning.form import CapacityPlanInput
from capacity.planning.problem import Problem
from capacity.planning.schedule import Plan
from capacity.planning.wording import PINNED_TOO_EARLY, UNPLANNED, WOULD_HELP_FIRST, WOULD_HELP_ROLE, gain_words
from core.numbers import decimal_string

FORMAT: Literal["pruefstand/plan/1"] = "pruefstand/plan/1"
RULE_VERSION = "2026-11-23"
"""Day on which the program last changed a rule so that a plan can come out differently."""

_DIGITS = 3
_QUARTERS = 4
_FORM = with_config(ConfigDict(extra="forbid"))


@_FORM
class PhaseEntry(TypedDict):
    """A planned phase."""

    name: str
    start_week: int


@_FORM
class BlockingEntry(TypedDict):
    """Weeks lost because a role was taken."""

    role: str
    weeks: int


@_FORM
class HolderEntry(TypedDict):
    """A request that holds a role in the weeks lost."""

    id: str
    role: str
    person_days: str


@_FORM
class HelpEntry(TypedDict):
    """What another plan with one thing changed would give; ``role`` is null where the request comes first of all."""

    role: str | None
    finish_week: int
    weeks_earlier: int
    text: str


@_FORM
class WhyEntry(TypedDict):
    """The reasons of a start week; the weeks of ``blocking_roles`` sum up to start − earliest possible week."""

    earliest_possible_week: int
    waits_for: str | None
    blocking_roles: list[BlockingEntry]
    blocking_between_phases: list[BlockingEntry]
    held_by: list[HolderEntry]
    would_help: list[HelpEntry]


@_FORM
class RequestEntry(TypedDict):
    """A planned request."""

    id: str
    phases: list[PhaseEntry]
    finish_week: int
    why: WhyEntry


@_FORM
class UnplannedEntry(TypedDict):
    """A request without a place in the plan."""

    id: str
    reason: str
    text: str


@_FORM
class RoleEntry(TypedDict):
    """Load of a role in each week, in quarters of a person-day."""

    id: str
    load: list[int]


@_FORM
class PlanResult(TypedDict):
    """A plan; ``lower_bound`` and ``gap`` are null where nothing was proven, ``rule`` ordered the first plan."""

    format: Literal["pruefstand/plan/1"]
    start_week: str
    objective: int
    list_objective: int
    lower_bound: int | None
    gap: str | None
    requests: list[RequestEntry]
    unplanned: list[UnplannedEntry]
    notices: list[str]
    roles: list[RoleEntry]
    rule: str
    seed: int
    iterations: int
    cooling_iterations: int
    rule_version: str
    input_sha256: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What planning came to.

    Args:
        problem: What was planned.
        plan: The plan.
        order: The order that gives it.
        rule: Rule that ordered the best list schedule.
        list_objective: Objective of that list schedule.
        lower_bound: Proven bound; None where none was looked for.
        seed: Seed of the search.
        iterations: Iterations of each of its two chains; 0 without a search.
        cooling: Iterations that its cooling was laid out for.
    """

    problem: Problem
    plan: Plan
    order: tuple[int, ...]
    rule: str
    list_objective: int
    lower_bound: int | None
    seed: int
    iterations: int
    cooling: int


def build_result(given: CapacityPlanInput, outcome: Outcome, sha256: str) -> PlanResult:
    """Return the document of a plan."""
    problem, plan = outcome.problem, outcome.plan
    objective, reasons = plan.objective(problem), explain(problem, plan)
    helpful = helps(problem, plan, outcome.order, reasons)
    return PlanResult(
        format=FORMAT,
        start_week=given.start_week,
        objective=objective,
        list_objective=outcome.list_objective,
        lower_bound=outcome.lower_bound,
        gap=_gap(objective, outcome.lower_bound),
        requests=[_request(given, outcome, one, why, helpful[one]) for one, why in reasons.items()],
        unplanned=[_unplanned(given, plan, one) for one in sorted(plan.unplanned)],
        notices=[
            PINNED_TOO_EARLY.format(id=given.requests[one].id, before=given.requests[before].id)
            for one, before in sorted(plan.late_for.items())
        ],
        roles=_loads(given, outcome),
        rule=outcome.rule,
        seed=outcome.seed,
        iterations=outcome.iterations,
        cooling_iterations=outcome.cooling,
        rule_version=RULE_VERSION,
        input_sha256=sha256,
    )


def _gap(objective: int, bound: int | None) -> str | None:
    """Return (objective − bound) / objective, so that 0 means proven."""
    if bound is None:
        return None
    return decimal_string(Fraction(objective - bound, objective) if objective else Fraction(0), _DIGITS)


def _request(given: CapacityPlanInput, outcome: Outcome, number: int, why: Why, helpful: list[Help]) -> RequestEntry:
    request, task = given.requests[number], outcome.problem.tasks[number]
    return RequestEntry(
        id=request.id,
        phases=[
            PhaseEntry(name=phase.name, start_week=outcome.plan.start[index])
            for phase, index in zip(request.phases, task.phases, strict=True)
        ],
        finish_week=outcome.plan.finish(outcome.problem, number),
        why=WhyEntry(
            earliest_possible_week=why.earliest,
            waits_for=None if why.waits_for is None else given.requests[why.waits_for].id,
            blocking_roles=_blocking(given, why.weeks_by_role),
            blocking_between_phases=_blocking(given, why.later_weeks_by_role),
            held_by=[
                HolderEntry(
                    id=given.requests[one.request].id,
                    role=given.roles[one.role].id,
                    person_days=decimal_string(Decimal(one.quarter_days) / _QUARTERS, 2),
                )
                for one in why.held_by
            ],
            would_help=[_help(given, one) for one in helpful],
        ),
    )


def _blocking(given: CapacityPlanInput, weeks: Mapping[int, int]) -> list[BlockingEntry]:
    return [BlockingEntry(role=given.roles[role].id, weeks=lost) for role, lost in weeks.items()]


def _help(given: CapacityPlanInput, one: Help) -> HelpEntry:
    gain = gain_words(one.weeks_earlier)
    if one.role is None:
        text, role = WOULD_HELP_FIRST.format(gain=gain), None
    else:
        text, role = WOULD_HELP_ROLE.format(role=given.roles[one.role].name, gain=gain), given.roles[one.role].id
    return HelpEntry(role=role, finish_week=one.finish, weeks_earlier=one.weeks_earlier, text=text)


def _unplanned(given: CapacityPlanInput, plan: Plan, number: int) -> UnplannedEntry:
    why = plan.unplanned[number]
    role = "–" if why.role is None else given.roles[why.role].name
    before = "–" if why.before is None else given.requests[why.before].id
    text = UNPLANNED[why.reason].format(role=role, before=before)
    return UnplannedEntry(id=given.requests[number].id, reason=why.reason.value, text=text)


def _loads(given: CapacityPlanInput, outcome: Outcome) -> list[RoleEntry]:
    phases = outcome.problem.phases
    return [
        RoleEntry(
            id=role.id,
            load=[sum(phases[phase].demand[index] for phase in week) for week in outcome.plan.booked],
        )
        for index, role in enumerate(given.roles)
    ]
