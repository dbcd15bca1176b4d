"""Scenarios: another plan found in the background, taken over by the Digitaldezernat with a reason, or left."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from capacity.errors import QueuePlanMissingError, ScenarioClosedError, ScenarioNotFoundError, ScenarioOutdatedError
from capacity.model import PlanScenario, ScenarioAim, ScenarioFactors, ScenarioPlace, ScenarioState, SetPlace
from capacity.planning.basis import read_queue
from capacity.planning.problem import Problem
from capacity.planning.ranking import RankedPlan
from capacity.planning.scenario import improve
from capacity.planning.schedule import schedule
from capacity.planning.trial import starts_of
from capacity.repository import CapacityRepository, PlaceRepository, PlanRepository, ScenarioRepository
from capacity.services.gathering import LONGEST_REASON
from capacity.services.queue_planning import KIND as PLANNING
from capacity.services.queue_planning import SEED
from capacity.services.reviewing import checked_text
from capacity.services.standing import SLOTTED
from core.listing import Page
from core.numbers import LARGEST_NUMBER
from core.parameters import ParameterSet
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.identity.repository import IdentityRepository
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.jobs.model import Job
from infra.jobs.services import Jobs
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.states import REQUEST_PLACED
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

KIND, SUBJECT = "improve-plan", "plan-scenario"
PAGE = "/anforderungen/szenarien"
ITERATIONS = 102_400
"""Iterations of the search: the same ones give the same scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Improving:
    """Looks for a better plan; moves nothing.

    Args:
        figures: What dates weigh.
        iterations: Iterations of the search.
    """

    figures: ParameterSet
    iterations: int = ITERATIONS

    def kind(self) -> JobKind:
        """Return the kind of its jobs."""
        return JobKind(name=KIND, action=Action.PLAN_QUEUE, work=self.work, is_single=True, attempts=3)

    def work(self, context: JobContext, payload: Payload) -> Mapping[str, Any]:
        """Make a scenario from what the plan was made of."""
        aim = ScenarioAim(str(payload["aim"]))
        with context.read(Action.PLAN_QUEUE) as reading:
            text, places = PlanRepository(reading.session).basis(), PlaceRepository(reading.session).weeks()
        if text is None:
            raise QueuePlanMissingError
        context.progress(1, 3)
        queue = read_queue(text).queue(places)
        factors = scenario_factors(self.figures, aim, queue.monday)
        found = improve(queue, factors, self._search)
        context.progress(2, 3)
        with context.write(Action.PLAN_QUEUE) as writing:
            moved = [one for one in found.places if one.is_moved]
            scenario = PlanScenario(
                number=0,
                aim=aim,
                state=ScenarioState.OFFEN,
                made_at=writing.now,
                now=found.now,
                then=found.then,
                moved=len(moved),
                displaced=sum(one.before is not None and one.weeks[0] > one.before for one in moved),
                seed=SEED,
                iterations=self.iterations,
                factors=factors,
            )
            number = ScenarioRepository(writing.session).add(scenario, found.places)
            writing.record(Event.SCENARIO_MADE, subject_of(number), after={"aim": aim.value, "count": len(moved)})
        return {"moved": len(moved), "link": f"{PAGE}/{number}"}

    def _search(self, problem: Problem, begin: RankedPlan) -> tuple[int, ...]:
        from capacity.planning.search import Effort, search  # noqa: PLC0415 - compiled code is loaded with the first one

        effort = Effort(SEED, self.iterations, None, 0.0, float)  # iterations decide: no clock is asked
        return search(problem, begin, effort).order


def scenario_factors(figures: ParameterSet, aim: ScenarioAim, day: date) -> ScenarioFactors:
    """Return what dates weigh in a scenario on a day."""
    wish, deadline = (int(figures.on(f"scenario_{aim.value}_{one}_factor", day).number) for one in ("wish", "deadline"))
    return ScenarioFactors(wish=wish, deadline=deadline)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenScenario:
    """A scenario as somebody sees it.

    Args:
        scenario: The scenario.
        moves: A page of the requests that it moves.
        titles: Their titles, by number.
        decided_by: Name of who decided; empty while it is open.
    """

    scenario: PlanScenario
    moves: Page[ScenarioPlace]
    titles: Mapping[int, str]
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioDesk:
    """Asks for scenarios, shows them, and decides on them.

    Args:
        transactions: Opens them to those who may.
        jobs: Make scenarios and plans.
        figures: What dates weigh.
    """

    transactions: Transactions
    jobs: Jobs
    figures: ParameterSet

    def factors(self) -> Mapping[ScenarioAim, ScenarioFactors]:
        """Return what dates would weigh in a scenario made today, by its aim."""
        today = official_day(self.transactions.clock.now())
        return {aim: scenario_factors(self.figures, aim, today) for aim in ScenarioAim}

    def page(self, actor: Actor, *, page: int = 1, size: int = 25) -> Page[PlanScenario]:
        """Return a page of the scenarios, the newest first."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            return ScenarioRepository(reading.session).page(page=page, size=size)

    def see(self, actor: Actor, number: int, *, page: int = 1, size: int = 25) -> SeenScenario:
        """Return a scenario with a page of whom it moves.

        Raises:
            ScenarioNotFoundError: There is none of this number.
        """
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            scenario = _found(reading, number)
            moves = ScenarioRepository(reading.session).moves(number, page=page, size=size)
            people = {scenario.decided_by} if scenario.decided_by else set[str]()
            return SeenScenario(
                scenario=scenario,
                moves=moves,
                titles=CapacityRepository(reading.session).titles([one.request for one in moves.items]),
                decided_by=IdentityRepository(reading.session).names(people).get(scenario.decided_by or "", ""),
            )

    def make(self, actor: Actor, aim: ScenarioAim, once: Once | None = None) -> Job:
        """Have a scenario made; where one is being made already, return that job."""
        return self.jobs.start(actor, KIND, {"aim": aim.value}, once)

    def accept(self, actor: Actor, number: int, reason: str, once: Once | None = None) -> PlanScenario:
        """Take a scenario over: its places are set, other open scenarios are left, the plan is made anew.

        Raises:
            ScenarioNotFoundError: There is none of this number.
            ScenarioClosedError: It was decided on already.
            ScenarioOutdatedError: What stands by now leaves no room for it.
            InputError: The reason is missing or too long.
        """
        with self.transactions.write(actor, Action.DECIDE_SCENARIO, once) as writing:
            text, scenario = checked_text(reason, "reason", longest=LONGEST_REASON), _open(writing, number)
            repository = ScenarioRepository(writing.session)
            places = _still_possible(writing, repository.places(number))
            PlaceRepository(writing.session).put(*(_set(writing, one, number, text) for one in places))
            for other in repository.opened():
                state = ScenarioState.ANGENOMMEN if other == number else ScenarioState.VERWORFEN
                self._decide(writing, _open(writing, other), state, text)
            self.jobs.enqueue(writing, PLANNING)
            return writing.done(replace(scenario, state=ScenarioState.ANGENOMMEN, reason=text))

    def discard(self, actor: Actor, number: int, reason: str, once: Once | None = None) -> PlanScenario:
        """Leave a scenario: nothing changes.

        Raises:
            Errors: As ``accept``, but a scenario that is out of date can be left.
        """
        with self.transactions.write(actor, Action.DECIDE_SCENARIO, once) as writing:
            text, scenario = checked_text(reason, "reason", longest=LONGEST_REASON), _open(writing, number)
            return writing.done(self._decide(writing, scenario, ScenarioState.VERWORFEN, text))

    def withdraw(self, actor: Actor, number: int, reason: str, once: Once | None = None) -> PlanScenario:
        """Take back a scenario that was taken over: all its places follow from the ranks again.

        Raises:
            ScenarioNotFoundError: There is none of this number.
            ScenarioClosedError: It was not taken over, or taken back already.
            InputError: The reason is missing or too long.
        """
        with self.transactions.write(actor, Action.DECIDE_SCENARIO, once) as writing:
            text, scenario = checked_text(reason, "reason", longest=LONGEST_REASON), _found(writing, number)
            if scenario.state is not ScenarioState.ANGENOMMEN:
                raise ScenarioClosedError
            PlaceRepository(writing.session).drop_scenario(number)
            self.jobs.enqueue(writing, PLANNING)
            return writing.done(self._decide(writing, scenario, ScenarioState.ZURUECKGENOMMEN, text))

    def _decide(self, writing: Writing, scenario: PlanScenario, state: ScenarioState, reason: str) -> PlanScenario:
        person = str(writing.actor.person)
        decided = replace(scenario, state=state, decided_by=person, decided_at=writing.now, reason=reason)
        ScenarioRepository(writing.session).decide(decided)
        told = {"state": state.value, "reason": reason, "count": scenario.moved}
        writing.record(Event.SCENARIO_DECIDED, subject_of(scenario.number), after=told)
        return decided


def subject_of(number: int) -> Subject:
    """Return how the audit log names a scenario."""
    return Subject(kind=SUBJECT, id=str(number))


def _found(reading: Reading, number: int) -> PlanScenario:
    found = ScenarioRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if found is None:
        raise ScenarioNotFoundError
    return found


def _open(reading: Reading, number: int) -> PlanScenario:
    scenario = _found(reading, number)
    if scenario.state is not ScenarioState.OFFEN:
        raise ScenarioClosedError
    return scenario


def _still_possible(writing: Writing, places: tuple[ScenarioPlace, ...]) -> tuple[ScenarioPlace, ...]:
    """Return the places of requests that still wait; they all have room beside what stands by now.

    Raises:
        ScenarioOutdatedError: One of them has not, or its week is over.
    """
    requests, text = CapacityRepository(writing.session), PlanRepository(writing.session).basis()
    found = ((one, requests.find(one.request)) for one in places)
    waiting = tuple(one for one, request in found if request and request.stage.value in REQUEST_PLACED)
    if text is None:
        raise ScenarioOutdatedError
    wanted = {one.request: one.weeks for one in waiting}
    slots = requests.slots(SLOTTED)
    queue = read_queue(text).queue({**PlaceRepository(writing.session).weeks(), **wanted}, slots)
    plan = schedule(queue.problem, queue.order)
    stands = {
        one.number: starts_of(queue, plan, place)
        for place, one in enumerate(queue.requests)
        if place not in plan.unplanned
    }
    early = {queue.requests[place].number for place in plan.late_for}
    if early & wanted.keys() or any(stands.get(number) != weeks for number, weeks in wanted.items()):
        raise ScenarioOutdatedError
    return waiting


def _set(writing: Writing, one: ScenarioPlace, scenario: int, reason: str) -> SetPlace:
    return SetPlace(
        request=one.request,
        weeks=one.weeks,
        reason=reason,
        scenario=scenario,
        person=str(writing.actor.person),
        at=writing.now,
    )
