"""The plan of the queue as the interface shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from api.once import presented
from capacity.model import BookingKind, LostWeeks, PlanHelp, PromiseOutcome, QueuePlan
from capacity.rules.role_weeks import QUARTER_DAYS
from capacity.services.queue_planning import SeenPlan
from infra.jobs.model import Job
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLoadView:
    """How full a role is in the weeks of the plan, in person-days."""

    role: str
    plannable: list[str]
    booked: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlanView:
    """The plan of the queue.

    Args:
        made_at: When it was made.
        monday: Monday of its first week.
        roles: How full roles are.
        planned: How many requests have a place.
        refused: Numbers of requests without one.
        unestimated: Numbers of requests whose effort nobody has estimated.
        runs: Simulated plans behind the windows.
        seed: Seed of the simulation.
        rule_version: State of the rules.
        is_calibrated: Windows are drawn from enough closed requests to be promised.
    """

    made_at: datetime
    monday: date
    roles: list[RoleLoadView]
    planned: int
    refused: list[int]
    unestimated: list[int]
    runs: int
    seed: int
    rule_version: str
    is_calibrated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """A request that holds a role in the weeks lost."""

    request: int
    role: str
    person_days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """A finish that was promised.

    Args:
        due: The work is finished before this day.
        outcome: What became of it.
    """

    due: date
    outcome: PromiseOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRequestView:
    """A request in the plan.

    Args:
        kind: How firmly it stands there.
        start: Monday of its first week; null where it has no place.
        finish: Monday after its last week; null likewise.
        earliest: Monday of the first week that would be possible, were all roles free; null likewise.
        p50: Monday after the week that 50 of 100 simulated plans keep; null: beyond the plan.
        p85: The same of 85.
        is_calibrated: The window may be promised.
        promised: What was promised after the last decision; null where nothing is.
        waits_for: Number of the request that it must wait for; null where none, or not theirs to see.
        lost: Weeks lost before its start by role.
        lost_later: Weeks lost between its phases.
        held_by: Who holds these roles, as far as the reader may see.
        hidden: How many others hold them, or must be finished before.
        helps: What would help, planned anew.
        refusal: Why it has no place; empty where it has one.
        refused_role: Role that has too little, where one has.
        made_at: When the plan was made.
    """

    kind: BookingKind
    start: date | None
    finish: date | None
    earliest: date | None
    p50: date | None
    p85: date | None
    is_calibrated: bool
    promised: PromiseView | None
    waits_for: int | None
    lost: list[LostWeeks]
    lost_later: list[LostWeeks]
    held_by: list[HeldView]
    hidden: int
    helps: list[PlanHelp]
    refusal: str
    refused_role: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStarted:
    """The job that makes the plan."""

    job: int


def plan_view(plan: QueuePlan) -> QueuePlanView:
    """Return the plan."""
    return QueuePlanView(
        made_at=plan.made_at,
        monday=plan.monday,
        roles=[
            RoleLoadView(role=one.role, plannable=_days(one.plannable), booked=_days(one.booked)) for one in plan.roles
        ],
        planned=plan.planned,
        refused=list(plan.refused),
        unestimated=list(plan.unestimated),
        runs=plan.runs,
        seed=plan.seed,
        rule_version=plan.rule_version,
        is_calibrated=plan.is_calibrated,
    )


def planned_view(seen: SeenPlan) -> PlannedRequestView:
    """Return a request in the plan."""
    one = seen.planned
    return PlannedRequestView(
        kind=one.kind,
        start=one.start,
        finish=one.finish,
        earliest=one.earliest,
        p50=one.p50,
        p85=one.p85,
        is_calibrated=seen.is_calibrated,
        promised=None if seen.promised is None else PromiseView(due=seen.promised.due, outcome=seen.promised.outcome),
        waits_for=one.waits_for,
        lost=list(one.lost),
        lost_later=list(one.lost_later),
        held_by=[
            HeldView(request=held.request, role=held.role, person_days=_days((held.quarter_days,))[0])
            for held in one.held_by
        ],
        hidden=seen.hidden,
        helps=list(one.helps),
        refusal=one.refusal,
        refused_role=one.refused_role,
        made_at=seen.made_at,
    )


def kept_start(job: Job) -> KeptAnswer:
    """Return the answer to the wish for a new plan."""
    return presented(PlanStarted(job=job.id), status=202)


def _days(amounts: tuple[int, ...]) -> list[str]:
    return [f"{Decimal(amount) / QUARTER_DAYS:f}" for amount in amounts]
