"""Booked slots moved by hand: what a trial says is what the plan becomes, others stay, and what is near is frozen."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.house import House
from app.wiring import build_house
from capacity.errors import PlaceRefusedError, QueuePlanMissingError, RequestClosedError
from capacity.model import RequestStage
from capacity.planning.queue_problem import QueuedRequest
from capacity.planning.schedule import schedule
from capacity.planning.slot_trial import slot_from, try_slot
from capacity.planning.trial import Obstacle
from capacity.rules.course.refusal import StepRefusedError
from capacity.rules.course.steps import RequestStep
from capacity.services.gathering import StepWish
from core.errors import InputError
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from tests.audit_lines import lines_of
from tests.capacity.ranking import proposed
from tests.capacity.test_places import WEEK, basis_of, day, drawn, make, starts
from tests.capacity.test_queue_plan import RULE, STAFFED, START, asked
from tests.capacity.test_requests import ADIT, AUDITOR, DEPARTMENT, DEZERNAT, MONDAY, fill, take
from tests.fakes import StoppedClock

LAST = timedelta(days=4)


def booked(number: int, first: int, weeks: int, days: str = "12", **more: object) -> QueuedRequest:
    slot = (START + first * WEEK, START + (first + weeks - 1) * WEEK + LAST)
    return replace(asked(number, days, slot=slot), **more)  # type: ignore[arg-type]  # fields by name


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_what_a_trial_of_a_slot_says_is_what_the_plan_becomes(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - examples
    basis, number = drawn(chance), chance.randint(1, 15)
    monday = START + WEEK * chance.randint(0, 59)
    slots = {one.number: one.slot for one in basis.requests if one.slot}
    slots[number] = (START + 20 * WEEK, START + 24 * WEEK + LAST)
    places = {one.number: one.held for one in basis.requests if one.held and one.number != number}
    before = basis.queue(places, slots)
    trial = try_slot(before, number, monday)
    if trial.obstacle is not None:
        assert (trial.weeks, trial.finish, trial.moved) == ((), None, ())
        return
    after = basis.queue(places, {**slots, number: slot_from(slots[number], monday)})
    now, then = (schedule(one.problem, one.order) for one in (before, after))
    assert day(after, then, number - 1) == trial.weeks[0] == monday
    assert trial.finish == monday + 5 * WEEK
    moved = {one.request: one.after for one in trial.moved}
    firm = slots.keys() | places.keys()
    assert not moved.keys() & {one for one in firm if one - 1 not in now.unplanned}, "what stands, stands"
    for one in range(15):
        if one != number - 1:
            assert moved.get(one + 1, day(before, now, one)) == day(after, then, one)


def test_a_slot_that_begins_soon_is_frozen_and_what_stands_against_another_week_is_named() -> None:
    near, far, wall = booked(1, 12, 4), booked(2, 13, 4), booked(3, 30, 4, "18")
    after = booked(4, 40, 2, "2", depends_on=(2,), not_before=START + 20 * WEEK)
    queue = basis_of(near, far, wall, after).queue()
    assert RULE.frozen_weeks == 13
    assert try_slot(queue, 1, START + 20 * WEEK).obstacle is Obstacle.FROZEN
    assert try_slot(queue, 2, START + 20 * WEEK).weeks == (START + 20 * WEEK,)
    full = try_slot(queue, 2, START + 28 * WEEK)
    assert (full.obstacle, full.role, full.held_by, full.possible) == (Obstacle.ROLE, "A", (3,), START + 34 * WEEK)
    assert try_slot(queue, 2, START + 300 * WEEK).obstacle is Obstacle.OUTSIDE
    assert try_slot(queue, 4, START + 19 * WEEK).obstacle is Obstacle.RELEASE
    moved = basis_of(near, replace(far, slot=(START + 22 * WEEK, START + 25 * WEEK)), after).queue()
    waits = try_slot(moved, 4, START + 21 * WEEK)
    assert (waits.obstacle, waits.waits_for) == (Obstacle.PREDECESSOR, 2)
    assert try_slot(basis_of(asked(1)).queue(), 1, START).obstacle is Obstacle.BOOKED


@pytest.mark.parametrize(
    ("first", "moved"), [(date(2027, 2, 1), date(2027, 3, 1)), (date(2027, 2, 3), date(2027, 3, 3))]
)
def test_a_slot_keeps_its_weekdays_and_its_length(first: date, moved: date) -> None:
    last = first + timedelta(days=50)
    assert slot_from((first, last), date(2027, 3, 1)) == (moved, moved + timedelta(days=50))
    assert slot_from(slot_from((first, last), date(2026, 12, 7)), date(2027, 2, 1)) == (first, last)


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def scheduled(house: House, first: date = date(2027, 4, 5)) -> int:
    """Book a slot of six weeks beside three requests that wait, and plan."""
    house.digital.role_staffing.put(ADIT, STAFFED)
    number = proposed(house, DEPARTMENT, "Bauakte", "20", stage=RequestStage.FREIGEGEBEN)
    for one in ("Wohngeld", "Kita", "Zaun"):
        proposed(house, DEPARTMENT, one, "20")
    take(house, number, RequestStep.SCHEDULE, ADIT, day=first, until=first + timedelta(days=40))
    make(house)
    return number


def test_a_slot_is_tried_moved_and_told_and_the_plan_follows(house: House) -> None:
    number = scheduled(house)
    desk, monday = house.digital.place_desk, date(2027, 6, 7)
    before, seen = starts(house), desk.see(ADIT, number, monday)
    assert seen.trial is not None
    assert (seen.trial.obstacle, seen.may_set, seen.may_move) == (None, False, True)
    assert seen.slot_then == (monday, monday + timedelta(days=40))
    assert desk.see(AUDITOR, number, monday).may_move is False
    after = house.digital.slot_moving.put(ADIT, number, monday, "  Der Umzug ist im Juni. ")
    assert (after.stage, after.window_from, after.until) == (RequestStage.EINGEPLANT, *seen.slot_then)
    assert desk.see(ADIT, number).slot == seen.slot_then
    assert starts(house) == before, "nothing moves before the plan is made anew"
    make(house)
    then, named = starts(house), {one.request: one.after for one in seen.trial.moved}
    assert then == {**before, number: monday, **named}
    told = [one for one in lines_of(house.transactions.database, str(ADIT.city)) if one["event"] == "capacity-moved"]
    said = told[-1]["details"]["after"]
    assert (said["step"], said["window_from"], said["reason"]) == ("move", "2027-06-07", "Der Umzug ist im Juni.")
    assert house.digital.request_desk.see(ADIT, number).events[-1].step == "move"


def test_only_adit_moves_a_slot_and_only_where_it_fits_is_paid_and_not_frozen(house: House) -> None:
    number = scheduled(house)
    move, monday = house.digital.slot_moving.put, date(2027, 6, 7)
    for who in (DEZERNAT, AUDITOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            move(who, number, monday, "Ich auch.")
    with pytest.raises(InputError):
        move(ADIT, number, monday, " ")
    with pytest.raises(PlaceRefusedError):
        move(ADIT, number, date(2032, 1, 5), "Viel später.")
    fill(house, number, ADIT, haushaltsjahr="2027", haushaltsstand="angemeldet")
    with pytest.raises(StepRefusedError):
        move(ADIT, number, monday, "Unbezahlt.")
    version = house.digital.request_desk.see(ADIT, number).request.version
    typed = StepWish(step=RequestStep.MOVE, version=version, reason="Von Hand", day=monday, until=monday + 6 * WEEK)
    with pytest.raises(StepRefusedError) as raised:
        house.digital.request_course.take(ADIT, number, typed)
    assert "place-untried" in {one.type for one in raised.value.reasons}
    other = proposed(house, DEPARTMENT, "Neu", "5")
    with pytest.raises(RequestClosedError):
        move(ADIT, other, monday, "Hat keins.")
    take(house, number, RequestStep.BLOCK, ADIT, reason="Es fehlt etwas.")
    with pytest.raises(RequestClosedError):
        move(ADIT, number, monday, "Blockiert.")


def test_a_slot_that_begins_soon_stays_and_one_that_is_not_planned_is_told(house: House) -> None:
    number = scheduled(house, date(2027, 1, 11))
    with pytest.raises(PlaceRefusedError) as raised:
        house.digital.slot_moving.put(ADIT, number, date(2027, 6, 7), "Doch später.")
    assert raised.value.properties["obstacle"] == "frozen"
    later = proposed(house, DEPARTMENT, "Nach dem Plan", "5", stage=RequestStage.FREIGEGEBEN)
    take(house, later, RequestStep.SCHEDULE, ADIT, day=date(2027, 5, 3), until=date(2027, 5, 28))
    with pytest.raises(QueuePlanMissingError):
        house.digital.slot_moving.put(ADIT, later, date(2027, 6, 7), "Sofort.")
