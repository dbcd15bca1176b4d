"""Scenarios: never dearer than the plan, moved only by whoever may decide, and then exactly as shown."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.house import House
from app.wiring import build_house
from capacity.errors import QueuePlanMissingError, ScenarioClosedError, ScenarioNotFoundError, ScenarioOutdatedError
from capacity.model import ScenarioAim, ScenarioState
from capacity.planning.problem import Problem
from capacity.planning.ranking import RankedPlan
from capacity.planning.scenario import improve
from capacity.planning.schedule import schedule
from capacity.planning.trial import starts_of
from capacity.services.scenarios import Improving, scenario_factors
from core.errors import InputError
from infra.database import Database
from infra.parameters import load_parameters
from infra.policy.decision import AccessDeniedError
from tests.audit_lines import lines_of
from tests.capacity.ranking import proposed
from tests.capacity.test_places import WEEK, basis_of, drawn, make, starts
from tests.capacity.test_queue_plan import STAFFED, START, asked
from tests.capacity.test_requests import ADIT, AUDITOR, DEPARTMENT, DEZERNAT, MONDAY, Directly
from tests.fakes import StoppedClock

FIGURES = load_parameters("capacity")
FACTORS = {aim: scenario_factors(FIGURES, aim, START) for aim in ScenarioAim}
FEW = Improving(figures=FIGURES, iterations=20_480)


def shuffled(seed: int) -> object:
    """Return a search that tries one other order, good or bad."""

    def search(problem: Problem, _begin: RankedPlan) -> tuple[int, ...]:
        order = list(range(len(problem.tasks)))
        Random(seed).shuffle(order)  # noqa: S311 - examples
        return tuple(phase for one in order for phase in problem.tasks[one].phases)

    return search


def first_last(_problem: Problem, begin: RankedPlan) -> tuple[int, ...]:
    return tuple(reversed(begin.order))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_no_scenario_is_dearer_and_its_places_give_exactly_its_plan(seed: int) -> None:
    basis = drawn(Random(seed))  # noqa: S311 - examples
    places = {one.number: one.held for one in basis.requests if one.held}
    queue = basis.queue(places)
    found = improve(queue, FACTORS[ScenarioAim.WARTEZEIT], shuffled(seed))  # type: ignore[arg-type]
    assert found.then.planned >= found.now.planned
    assert found.then.planned > found.now.planned or found.then.cost <= found.now.cost
    wanted = {one.request: one.weeks for one in found.places}
    assert not wanted.keys() & queue.held
    after = basis.queue({**places, **wanted})
    plan = schedule(after.problem, after.order)
    for number, weeks in wanted.items():
        assert starts_of(after, plan, number - 1) == weeks


def test_what_has_a_date_may_come_first_and_its_cost_is_told() -> None:
    late = [asked(number, "20", weight=1) for number in (1, 2, 3)]
    urgent = asked(4, "20", weight=1, deadline=START + 14 * WEEK)
    queue = basis_of(*late, urgent).queue()
    found = improve(queue, FACTORS[ScenarioAim.TERMINE], first_last)
    assert (found.now.missed_deadlines, found.then.missed_deadlines) == (1, 0)
    assert found.then.cost < found.now.cost
    moved = {one.request: one for one in found.places if one.is_moved}
    assert moved[4].weeks == (START,)
    assert moved[4].before == START + 14 * WEEK
    same = improve(queue, FACTORS[ScenarioAim.TERMINE], lambda _problem, begin: begin.order)
    assert same.now == same.then
    assert not any(one.is_moved for one in same.places)


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def waiting(house: House, days: Sequence[str] = ("80", "80", "80", "10", "10", "10", "10")) -> list[int]:
    """Make a plan in which large requests come first by hand, so that another order costs less."""
    house.digital.role_staffing.put(ADIT, STAFFED)
    numbers = [proposed(house, DEPARTMENT, f"Vorhaben {place}", one) for place, one in enumerate(days)]
    for rank, number in enumerate(numbers, 1):
        house.digital.rank_desk.set(DEZERNAT, number, rank, "Zuerst das Große.")
    make(house)
    return numbers


def improved(house: House, aim: ScenarioAim = ScenarioAim.WARTEZEIT) -> int:
    told = FEW.work(Directly(house), {"aim": aim.value})
    return int(str(told["link"]).rpartition("/")[2])


def test_a_scenario_moves_nothing_until_the_dezernat_takes_it_over(house: House) -> None:
    desk = house.digital.scenario_desk
    waiting(house)
    now, number = starts(house), improved(house)
    improved(house, ScenarioAim.TERMINE)
    make(house)
    assert starts(house) == now
    seen = desk.see(AUDITOR, number)
    assert seen.scenario.state is ScenarioState.OFFEN
    assert seen.scenario.then.cost < seen.scenario.now.cost
    assert seen.scenario.moved == seen.moves.total > 0
    assert set(seen.titles) == {one.request for one in seen.moves.items}
    desk.accept(DEZERNAT, number, "Viele kommen früher dran.")
    assert [one.state.value for one in desk.page(ADIT).items] == ["verworfen", "angenommen"]
    make(house)
    then = starts(house)
    assert {one.request: one.weeks[0] for one in seen.moves.items}.items() <= then.items()
    assert {one: day for one, day in then.items() if day != now[one]}.keys() == seen.titles.keys()
    assert desk.withdraw(DEZERNAT, number, "Zurück.").state is ScenarioState.ZURUECKGENOMMEN
    make(house)
    assert starts(house) == now
    told = [one["event"] for one in lines_of(house.transactions.database, str(ADIT.city))]
    assert [one for one in told if one.startswith("scenario-")] == ["scenario-made"] * 2 + ["scenario-decided"] * 3


def test_a_scenario_for_which_there_is_no_room_any_more_is_not_taken_over(house: House) -> None:
    waiting(house)
    desk, number = house.digital.scenario_desk, improved(house)
    moved = desk.see(ADIT, number).moves.items[0]
    house.transactions.clock.moment = MONDAY + timedelta(weeks=30)  # type: ignore[attr-defined]  # a stopped clock
    make(house)
    with pytest.raises(ScenarioOutdatedError):
        desk.accept(DEZERNAT, number, "Trotzdem.")
    assert house.digital.place_desk.see(ADIT, moved.request).place is None
    assert desk.discard(DEZERNAT, number, "Überholt.").state is ScenarioState.VERWORFEN
    with pytest.raises(ScenarioClosedError):
        desk.withdraw(DEZERNAT, number, "Zurück.")
    with pytest.raises(ScenarioNotFoundError):
        desk.see(ADIT, 10**6)


def test_the_dezernat_alone_decides_once_and_with_a_reason(house: House) -> None:
    desk = house.digital.scenario_desk
    with pytest.raises(QueuePlanMissingError):
        FEW.work(Directly(house), {"aim": "wartezeit"})
    waiting(house)
    number = improved(house)
    for who in (ADIT, AUDITOR):
        with pytest.raises(AccessDeniedError):
            desk.accept(who, number, "Weil.")
    with pytest.raises(InputError):
        desk.accept(DEZERNAT, number, " ")
    with pytest.raises(AccessDeniedError):
        desk.page(DEPARTMENT)
    with pytest.raises(AccessDeniedError):
        desk.make(AUDITOR, ScenarioAim.TERMINE)
    assert desk.make(ADIT, ScenarioAim.TERMINE).kind == "improve-plan"
    desk.discard(DEZERNAT, number, "Gefällt uns nicht.")
    for decide in (desk.discard, desk.accept):
        with pytest.raises(ScenarioClosedError):
            decide(DEZERNAT, number, "Doch nicht.")
