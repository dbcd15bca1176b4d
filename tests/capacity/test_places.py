"""Places by hand: what a trial says is what the plan becomes; who may set them; what could still begin in a quarter."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.digitalcheck_wiring import plans
from app.house import House
from app.wiring import build_house
from capacity.errors import PlaceRefusedError, QueuePlanMissingError, RequestClosedError
from capacity.model import RequestStage
from capacity.planning.basis import QueueBasis, read_queue, written_queue
from capacity.planning.queue import plan_queue
from capacity.planning.queue_problem import Queue
from capacity.planning.schedule import Plan, schedule
from capacity.planning.trial import Obstacle, quarter_fits, try_place
from capacity.rules.course.steps import RequestStep
from capacity.rules.role_weeks import quarter_of
from capacity.services.gathering import StepWish
from core.errors import InputError
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from tests.audit_lines import lines_of
from tests.capacity.ranking import proposed
from tests.capacity.test_queue_plan import EXACT, FLAT, RULE, STAFFED, START, asked
from tests.capacity.test_requests import ADIT, AUDITOR, DEPARTMENT, DEZERNAT, MONDAY, Directly
from tests.fakes import StoppedClock

WEEK = timedelta(weeks=1)


def basis_of(*requests: object) -> QueueBasis:
    return QueueBasis(requests=requests, plannable=dict(FLAT), monday=START, rule=RULE, unfinished=frozenset())  # type: ignore[arg-type]


def drawn(chance: Random) -> QueueBasis:
    return basis_of(
        *(
            asked(
                number,
                str(chance.randint(1, 40)),
                chance.choice(["2026-Q4", "2027-Q1"]),
                chance.choice("AB"),
                slot=(START + 4 * WEEK, START + 9 * WEEK) if chance.random() < 0.1 else None,
                depends_on=(chance.randint(1, 15),) if chance.random() < 0.2 else (),
                held=(START + WEEK * chance.randint(6, 40),) if chance.random() < 0.2 else (),
            )
            for number in range(1, 16)
        )
    )


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_what_a_trial_says_is_what_the_plan_becomes(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - examples
    basis = drawn(chance)
    places = {one.number: one.held for one in basis.requests if one.held}
    number, monday = chance.randint(1, 15), START + WEEK * chance.randint(0, 59)
    others = {one: weeks for one, weeks in places.items() if one != number}
    before = basis.queue(others)
    trial = try_place(before, number, monday)
    if trial.obstacle is not None:
        assert (trial.weeks, trial.finish, trial.moved) == ((), None, ())
        return
    after = basis.queue({**others, number: trial.weeks})
    now, then = (schedule(one.problem, one.order) for one in (before, after))
    place = number - 1
    assert place not in then.unplanned
    first = after.problem.tasks[place].phases[0]
    assert START + WEEK * then.start[first] == trial.weeks[0] == monday
    assert START + WEEK * then.finish(after.problem, place) == trial.finish
    moved = {one.request: one.after for one in trial.moved}
    for one in range(15):
        if one != place:
            assert moved.get(one + 1, day(before, now, one)) == day(after, then, one)
    stands = {one: now.unplanned.get(one - 1) for one in others}
    assert all((one - 1 in then.unplanned) == (why is not None) for one, why in stands.items()), "what stands, stands"
    for role, most in enumerate(after.problem.capacity):
        for week, booked in enumerate(then.booked):
            assert sum(after.problem.phases[one].demand[role] for one in booked) <= most[week]


def day(queue: Queue, plan: Plan, place: int) -> date | None:
    if place in plan.unplanned:
        return None
    return START + WEEK * plan.start[queue.problem.tasks[place].phases[0]]


def test_a_place_that_does_not_do_says_why_and_from_when_on_it_would() -> None:
    booked = asked(1, "12", slot=(START + 2 * WEEK, START + 5 * WEEK - timedelta(days=1)))
    basis = basis_of(booked, asked(2, "15", "2026-Q4"), asked(3, "5", "2027-Q1"), asked(4, "5", depends_on=(2,)))
    queue = basis.queue()
    assert queue.roles == ("A", "B")
    full = try_place(queue, 2, START + WEEK)
    assert (full.obstacle, full.role, full.held_by) == (Obstacle.ROLE, "A", (1,))
    assert full.full == START + 4 * WEEK
    assert full.possible == START + 5 * WEEK
    assert try_place(queue, 1, START).obstacle is Obstacle.BOOKED
    assert try_place(queue, 3, START).obstacle is Obstacle.RELEASE
    assert try_place(queue, 3, START - WEEK).obstacle is Obstacle.OUTSIDE
    waits = try_place(queue, 4, START)
    assert (waits.obstacle, waits.waits_for) == (Obstacle.PREDECESSOR, 2)
    never = basis_of(asked(1, "900", role="B"), asked(2, role="Nobody")).queue()
    assert try_place(never, 1, START).obstacle is Obstacle.TOO_LARGE
    short = try_place(never, 2, START)
    assert (short.obstacle, short.role) == (Obstacle.TOO_LARGE, "Nobody")


def test_whoever_is_displaced_is_named_and_whoever_stands_firm_is_not_touched() -> None:
    requests = [asked(number, "15") for number in (1, 2, 3, 4)]
    queue = basis_of(*requests).queue()
    trial = try_place(queue, 4, START)
    assert trial.weeks == (START,)
    assert [(one.request, one.weeks_later) for one in trial.displaced] == [(3, 10)]
    held = basis_of(*requests).queue({1: (START,), 2: (START,), 3: (START,)})
    assert try_place(held, 4, START).held_by == (1, 2, 3)
    found = plan_queue(basis_of(*requests).queue({4: (START,)}), Random(1), 3, EXACT).requests  # noqa: S311 - a simulation
    assert [one.is_set for one in found] == [False, False, False, True]
    assert [one.kind.value for one in found] == ["weich"] * 4


def test_parts_that_lie_apart_stay_apart() -> None:
    whole = asked(1, "9", "2026-Q4")
    apart = replace(whole, efforts=(*whole.efforts, *asked(1, "9", "2027-Q1").efforts))
    weeks = (START, START + 20 * WEEK)
    found = plan_queue(basis_of(apart).queue({1: weeks}), Random(1), 3, EXACT)  # noqa: S311 - a simulation
    assert found.requests[0].finish == found.requests[0].p85 == START + 26 * WEEK
    assert [week for week, booked in enumerate(found.roles[0].booked) if booked] == [*range(6), *range(20, 26)]


def test_what_could_still_begin_in_a_quarter_is_named_by_rank_with_whom_it_displaces() -> None:
    queue = basis_of(*(asked(number, "15") for number in range(1, 8)), asked(8, "500", role="B")).queue()
    plan = schedule(queue.problem, queue.order)
    fits = list(quarter_fits(queue, plan, "2026-Q4"))
    assert [one.request for one in fits] == [4, 5, 6, 7]
    for one in fits:
        trial = try_place(queue, one.request, one.start)
        assert quarter_of(one.start) == "2026-Q4"
        assert (one.finish, one.displaced, one.count) == (trial.finish, trial.displaced, len(trial.displaced))
    assert list(quarter_fits(queue, plan, "2030-Q1")) == []
    held = basis_of(*(asked(number, "15") for number in range(1, 5))).queue(dict.fromkeys((1, 2, 3), (START,)))
    assert list(quarter_fits(held, schedule(held.problem, held.order), "2026-Q4")) == [], "what stands is not displaced"


def test_a_basis_is_stored_as_it_is() -> None:
    basis = drawn(Random(3))  # noqa: S311 - examples
    assert read_queue(written_queue(basis)) == basis


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def make(house: House) -> None:
    assert plans(house.transactions.clock).work(Directly(house), {}) is not None


def starts(house: House) -> dict[int, date | None]:
    seen = house.digital.plan_desk.queue(ADIT)
    assert seen is not None
    return {one.request: one.start for one in seen.page.items}


def waiting(house: House) -> tuple[int, date]:
    """Make a plan with four requests; return the one that begins last, and when the first one begins."""
    house.digital.role_staffing.put(ADIT, STAFFED)
    numbers = [proposed(house, DEPARTMENT, one, "30") for one in ("Bauakte", "Wohngeld", "Kita", "Zaun")]
    with pytest.raises(QueuePlanMissingError):
        house.digital.place_desk.see(ADIT, numbers[0])
    make(house)
    now = starts(house)
    return max(numbers, key=lambda one: now[one] or date.max), min(day for day in now.values() if day)


def test_a_place_is_tried_set_and_kept_and_those_named_give_way(house: House) -> None:
    last, first = waiting(house)
    now, desk = starts(house), house.digital.place_desk
    seen = desk.see(AUDITOR, last, first + timedelta(days=2))
    assert seen.trial is not None
    assert (seen.may_set, seen.trial.obstacle, seen.trial.monday) == (False, None, first)
    named = {one.request for one in seen.trial.displaced}
    assert named
    assert named <= set(seen.titles)
    assert last in {one.request for one in desk.fits(DEZERNAT).fits}
    set_place = desk.put(ADIT, last, first, "  Der Umzug ist im März. ")
    assert (set_place.weeks[0], set_place.reason) == (first, "Der Umzug ist im März.")
    assert starts(house) == now, "nothing moves before the plan is made anew"
    make(house)
    then = starts(house)
    assert then[last] == first
    assert {one for one in now if one != last and (then[one] or date.max) > (now[one] or date.max)} == named
    make(house)
    assert starts(house) == then
    shown = desk.see(ADIT, last)
    assert (shown.place, bool(shown.set_by), shown.may_set) == (set_place, True, True)


def test_a_place_is_moved_and_lifted_by_adit_alone_with_a_reason(house: House) -> None:
    last, first = waiting(house)
    now, desk = starts(house), house.digital.place_desk
    desk.put(ADIT, last, first, "Der Umzug ist im März.")
    moved = desk.put(ADIT, last, first + 8 * WEEK, "Später.")
    assert desk.see(ADIT, last).place == moved
    for who in (DEZERNAT, AUDITOR):
        with pytest.raises(AccessDeniedError):
            desk.put(who, last, first, "Ich auch.")
    with pytest.raises(AccessDeniedError):
        desk.fits(DEPARTMENT)
    with pytest.raises(PlaceRefusedError):
        desk.put(ADIT, last, first - 52 * WEEK, "Zu früh.")
    with pytest.raises(InputError):
        desk.put(ADIT, last, first, " ")
    desk.lift(ADIT, last, "Der Umzug fällt aus.")
    desk.lift(ADIT, last, "Noch einmal ändert nichts.")
    make(house)
    assert starts(house) == now
    lines = lines_of(house.transactions.database, str(ADIT.city))
    told = [one["event"] for one in lines if one["event"].startswith("place-")]
    assert told == ["place-set", "place-set", "place-lifted"]


def test_a_request_that_begins_or_ends_otherwise_has_no_place_any_more(house: House) -> None:
    house.digital.role_staffing.put(ADIT, STAFFED)
    number = proposed(house, DEPARTMENT, "Bauakte", "30")
    make(house)
    desk = house.digital.place_desk
    start = starts(house)[number]
    assert start is not None
    desk.put(ADIT, number, start, "Bleibt so.")
    version = house.digital.request_desk.see(ADIT, number).request.version
    wish = StepWish(step=RequestStep.WITHDRAW, version=version, reason="Erledigt.")
    assert house.digital.request_course.take(DEPARTMENT, number, wish).stage is RequestStage.ZURUECKGEZOGEN
    with pytest.raises(RequestClosedError):
        desk.put(ADIT, number, start, "Doch.")
    assert desk.see(ADIT, number).place is None
