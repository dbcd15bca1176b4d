"""The plan of the queue: made every morning and when somebody asks, read by everybody as far as they may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from random import Random
from typing import Any

from capacity.errors import QueuePlanMissingError
from capacity.model import CapacityRequest, PlannedRequest, QuarterFit, QueuePlan, QueueRule
from capacity.planning.basis import QueueBasis, written_queue
from capacity.planning.forecast import Spread
from capacity.planning.queue import PlannedQueue, plan_queue
from capacity.planning.queue_problem import Queue
from capacity.planning.resources import resource_lines
from capacity.planning.result import RULE_VERSION
from capacity.planning.schedule import schedule
from capacity.planning.trial import quarter_fits
from capacity.repository import CapacityRepository, PlanRepository, ResourceRepository
from capacity.rules.role_weeks import monday_of, plannable_weeks, quarter_of, weeks_from
from capacity.services.promising import Promised, promise, promised_for, spread_now
from capacity.services.queue_gathering import queued, queued_numbers, unfinished
from capacity.services.role_weeks import weeks_ahead
from capacity.services.shared import readable, resource
from core.listing import Page
from core.parameters import ParameterSet
from infra.clock import Clock, official_day
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.jobs.model import Job
from infra.jobs.services import Jobs
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

KIND = "plan-queue"
PAGE = "/anforderungen/plan"
RULE = ("plan_weeks", "plan_frozen_weeks", "plan_side_by_side")
SEED = 1
_MOST_RUNS, _RUNS_OF_ALL = 200, 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlanning:
    """Makes the plan of a city.

    Args:
        figures: Shares of the capacity.
        clock: Tells the day.
    """

    figures: ParameterSet
    clock: Clock

    def kind(self) -> JobKind:
        """Return the kind of its jobs."""
        return JobKind(
            name=KIND, action=Action.PLAN_QUEUE, work=self.work, is_single=True, daily_at=time(4, 45), attempts=3
        )

    def work(self, context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        """Make it. Doing so twice gives the same plan."""
        day = official_day(self.clock.now())
        with context.read(Action.PLAN_QUEUE) as reading:
            basis, unestimated = gathered(reading, self.figures, day)
            spread = spread_now(reading, self.figures, day)
        queue = basis.queue()
        context.progress(1, 3)
        runs = max(1, min(_MOST_RUNS, _RUNS_OF_ALL // max(1, len(queue.requests))))
        planned = plan_queue(queue, Random(SEED), runs, spread)  # noqa: S311 - a simulation, not a secret
        fits = _fits(queue, quarters_ahead(queue.monday, self.figures, day))
        context.progress(2, 3)
        with context.write(Action.PLAN_QUEUE) as writing:
            repository = PlanRepository(writing.session)
            _keep(repository, queue, planned, unestimated, Made(writing.now, runs, spread))
            repository.put_basis(written_queue(basis), fits)
            resources = ResourceRepository(writing.session)
            resources.put(resource_lines(queue, schedule(queue.problem, queue.order), resources.rates()))
            if spread.is_calibrated:
                promise(writing, planned.requests)
        return {"planned": len(planned.requests), "link": PAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPlan:
    """A request in the plan as somebody sees it.

    Args:
        planned: Its place and the reasons; it names only requests that the reader may see.
        titles: Titles of the requests it names, by number.
        hidden: Other requests that hold what it waits for, or that it waits for itself.
        waits_hidden: It waits for one of them.
        made_at: When the plan was made, UTC.
        is_calibrated: The window may be promised.
        promised: What was promised after the last decision; None where nothing is.
    """

    planned: PlannedRequest
    titles: Mapping[int, str]
    hidden: int
    waits_hidden: bool
    made_at: datetime
    is_calibrated: bool
    promised: Promised | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenQueue:
    """The plan of the city.

    Args:
        plan: The plan.
        page: A page of its requests.
        titles: Their titles, by number.
        moved: Weeks by which requests on the page begin later than in the last plan of an earlier day, by
            number; below 0: earlier.
    """

    plan: QueuePlan
    page: Page[PlannedRequest]
    titles: Mapping[int, str]
    moved: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDesk:
    """Reads the plan, and has it made anew.

    Args:
        transactions: Opens it to those who may see it.
        jobs: Makes it in the background.
    """

    transactions: Transactions
    jobs: Jobs

    def find(self, actor: Actor, number: int) -> SeenPlan | None:
        """Return where a request stands in the plan; None where it is not in it.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            readable(reading, number)
            repository = PlanRepository(reading.session)
            planned, plan = repository.entry(number), repository.find()
            if planned is None or plan is None:
                return None
            promised = promised_for(reading, number, official_day(self.transactions.clock.now()))
            return _seen(reading, planned, plan, promised)

    def see(self, actor: Actor, number: int) -> SeenPlan:
        """Return where a request stands in the plan.

        Raises:
            QueuePlanMissingError: It is not in the plan. Else as ``find``.
        """
        seen = self.find(actor, number)
        if seen is None:
            raise QueuePlanMissingError
        return seen

    def queue(self, actor: Actor, *, page: int = 1, size: int = 25) -> SeenQueue | None:
        """Return a page of the plan; None where none was made yet."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            repository = PlanRepository(reading.session)
            plan = repository.find()
            if plan is None:
                return None
            found = repository.page(page=page, size=size)
            titles = CapacityRepository(reading.session).titles([one.request for one in found.items])
            moved = {
                one.request: (one.start - one.before).days // 7
                for one in found.items
                if one.start is not None and one.before is not None and one.start != one.before
            }
            return SeenQueue(plan=plan, page=found, titles=titles, moved=moved)

    def anew(self, actor: Actor, once: Once | None = None) -> Job:
        """Have the plan made anew; where one is being made already, return that job."""
        return self.jobs.start(actor, KIND, once=once)


def gathered(reading: Reading, figures: ParameterSet, day: date) -> tuple[QueueBasis, tuple[int, ...]]:
    """Return what the plan of a city is made of, and the numbers of requests that nobody has estimated."""
    found = list(queued(reading, queued_numbers(reading)))
    ahead, rule = weeks_ahead(reading, figures, day), queue_rule(figures, day)
    skip = ahead.mondays.index(monday_of(day))
    plannable = {
        role: plannable_weeks(weeks, ahead.mondays, ahead.plannable_percent)[skip : skip + rule.weeks]
        for role, weeks in ahead.by_role.items()
    }
    estimated = tuple(one for _, one in found if one is not None)
    basis = QueueBasis(
        requests=estimated,
        plannable=plannable,
        monday=monday_of(day),
        rule=rule,
        unfinished=unfinished(reading, estimated),
    )
    return basis, tuple(number for number, one in found if one is None)


def _fits(queue: Queue, quarters: Iterable[str]) -> tuple[QuarterFit, ...]:
    """Return what could still begin in some quarters."""
    plan = schedule(queue.problem, queue.order)
    return tuple(fit for quarter in quarters for fit in quarter_fits(queue, plan, quarter))


def quarters_ahead(monday: date, figures: ParameterSet, day: date) -> tuple[str, ...]:
    """Return the quarter of a week and the next ones for which it is worked out on a day what could still begin."""
    count = int(figures.on("plan_fit_quarters", day).number)
    return tuple(dict.fromkeys(quarter_of(one) for one in weeks_from(monday, count)))


def queue_rule(figures: ParameterSet, day: date) -> QueueRule:
    """Return by what the queue is planned on a day."""
    weeks, frozen, beside = (int(figures.on(name, day).number) for name in RULE)
    return QueueRule(weeks=weeks, frozen_weeks=frozen, side_by_side=beside)


@dataclass(frozen=True, slots=True)
class Made:
    """How a plan was made: when, with how many simulated plans, and how far reality may stray."""

    at: datetime
    runs: int
    spread: Spread


def _keep(
    repository: PlanRepository,
    queue: Queue,
    planned: PlannedQueue,
    unestimated: tuple[int, ...],
    made: "Made",
) -> None:
    """Store a plan with where each request began in the last plan of an earlier day."""
    before = _starts_earlier(repository, official_day(made.at))
    entries = [replace(one, before=before.get(one.request)) for one in planned.requests]
    plan = QueuePlan(
        made_at=made.at,
        monday=queue.monday,
        roles=planned.roles,
        planned=sum(one.start is not None for one in entries),
        refused=tuple(one.request for one in entries if one.start is None),
        unestimated=unestimated,
        runs=made.runs,
        seed=SEED,
        rule_version=RULE_VERSION,
        calibrated_by=made.spread.closed_requests,
        is_calibrated=made.spread.is_calibrated,
    )
    repository.put(plan, entries)


def _starts_earlier(repository: PlanRepository, day: date) -> Mapping[int, date]:
    """Return where requests began in the last plan of an earlier day, by number."""
    plan = repository.find()
    is_earlier = plan is None or official_day(plan.made_at) < day
    return repository.starts() if is_earlier else repository.starts_before()


def _seen(reading: Reading, planned: PlannedRequest, plan: QueuePlan, promised: Promised | None) -> SeenPlan:
    """Return a request in the plan without what the reader may not see."""
    named = {one.request for one in planned.held_by} | {one for one in (planned.waits_for, planned.late_for) if one}
    titles = {
        number: request.demand.title for number in sorted(named) if (request := _visible(reading, number)) is not None
    }
    held = tuple(one for one in planned.held_by if one.request in titles)
    waits = planned.waits_for if planned.waits_for in titles else None
    late = planned.late_for if planned.late_for in titles else None
    return SeenPlan(
        planned=replace(planned, held_by=held, waits_for=waits, late_for=late),
        titles=titles,
        hidden=len(named - titles.keys()),
        waits_hidden=waits != planned.waits_for,
        made_at=plan.made_at,
        is_calibrated=plan.is_calibrated,
        promised=promised,
    )


def _visible(reading: Reading, number: int) -> CapacityRequest | None:
    request = CapacityRepository(reading.session).find(number)
    if request is None or decide(reading.actor, Action.READ_CAPACITY, resource(reading, request)) is not None:
        return None
    return request
