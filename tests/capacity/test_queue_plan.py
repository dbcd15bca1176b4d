"""The plan of the queue: an independent check of what fits, its reasons, its firmness, and who may see what."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.digitalcheck_wiring import plans
from app.house import House
from app.wiring import build_house
from capacity.model import BookingKind, PlannedRequest, QueueRule, RequestedEffort, RequestStage
from capacity.planning.forecast import Spread
from capacity.planning.queue import PlannedQueue, plan_queue
from capacity.planning.queue_problem import Queue, QueuedRequest, build_queue
from capacity.services.shared import FORM
from capacity.services.staffing import StaffingWish
from infra.database import Database
from infra.fields.model import Edit
from infra.identity.repository import IdentityRepository
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from tests.capacity.ranking import proposed
from tests.capacity.test_requests import ADIT, DEPARTMENT, DEZERNAT, MONDAY, OFFICER, Directly
from tests.fakes import StoppedClock
from web.plan_words import reasons, refusal

START = date(2026, 11, 23)
EXACT = Spread(effort_median=1.0, effort_sigma=0.0, presence_least=1.0)
STAFFED = StaffingWish(role="Projektleitung", fte="3", base_percent="50", valid_from="01.11.2026")
RULE = QueueRule(weeks=60, frozen_weeks=13, side_by_side=3)
FLAT = {"A": (20,) * 60, "B": (8,) * 60}


def asked(number: int, days: str = "5", quarter: str = "2026-Q4", role: str = "A", **more: object) -> QueuedRequest:
    effort = RequestedEffort(role=role, quarter=quarter, days_from=Decimal(0), days_to=Decimal(days))
    return QueuedRequest(number=number, efforts=(effort,), **more)  # type: ignore[arg-type]


def planned(*requests: QueuedRequest, spread: Spread = EXACT) -> tuple[Queue, PlannedQueue]:
    queue = build_queue(requests, FLAT, START, RULE)
    return queue, plan_queue(queue, Random(1), 5, spread)  # noqa: S311 - a simulation


def week(one: PlannedRequest) -> int:
    assert one.start is not None
    return (one.start - START).days // 7


def test_ranks_are_planned_in_their_order_and_lost_weeks_have_their_role() -> None:
    _, found = planned(*(asked(number, "15") for number in (3, 1, 4, 2)), asked(5, "1", role="B"))
    assert [week(one) for one in found.requests] == [0, 0, 0, 10, 0], "a third each, side by side"
    last = found.requests[3]
    assert [(one.role, one.weeks) for one in last.lost] == [("A", 10)]
    assert [one.request for one in last.held_by] == [3, 1, 4]
    assert last.earliest == START
    assert {(one.role, one.weeks_earlier) for one in last.helps} == {("A", 0), (None, 10)}
    first = found.requests[0]
    assert (first.lost, first.helps, first.kind) == ((), (), BookingKind.WEICH)
    assert last.finish == last.p50 == last.p85, "nothing strays, so nothing is uncertain"
    assert found.roles[0].booked[:11] == (*(18,) * 10, 6)


def test_booked_slots_stand_and_what_is_near_is_frozen() -> None:
    near, far = (date(2026, 12, 7), date(2027, 1, 1)), (date(2027, 5, 3), date(2027, 5, 30))
    _, found = planned(asked(1, "12"), asked(2, "20", slot=near), asked(3, "4", slot=far))
    assert [one.kind for one in found.requests] == [BookingKind.WEICH, BookingKind.EINGEFROREN, BookingKind.FEST]
    assert [one.start for one in found.requests[1:]] == [near[0], far[0]]
    assert found.roles[0].booked[2:6] == (20,) * 4
    assert week(found.requests[0]) == 6, "what is booked is not pushed aside by a better rank"


def test_a_slot_that_has_begun_counts_what_is_left_of_it() -> None:
    _, found = planned(asked(1, "10", slot=(date(2026, 10, 26), date(2026, 12, 20))))
    assert (found.requests[0].start, found.requests[0].finish) == (START, date(2026, 12, 21))
    assert found.roles[0].booked[:5] == (5, 5, 5, 5, 0)
    _, over = planned(asked(1, "3", slot=(date(2026, 10, 5), date(2026, 10, 30))))
    assert over.requests[0].kind is BookingKind.WEICH, "a slot that is over holds nothing"


def test_budget_quarter_and_predecessors_say_when_it_may_begin() -> None:
    later = asked(1, quarter="2027-Q2")
    paid = asked(2, quarter="2026-Q4", not_before=date(2027, 1, 1))
    _, found = planned(asked(3, depends_on=(1,)), later, paid)
    third, first, second = found.requests
    assert (first.earliest, second.earliest) == (date(2027, 3, 29), date(2027, 1, 4))
    assert (third.waits_for, third.earliest) == (1, first.finish)


def test_what_waits_in_a_circle_is_planned_all_the_same() -> None:
    _, found = planned(asked(1, depends_on=(2, 1, 99)), asked(2, depends_on=(3,)), asked(3, depends_on=(1,)))
    assert all(one.start is not None for one in found.requests)


def test_what_waits_for_something_unfinished_beside_the_plan_has_no_place_and_says_for_what() -> None:
    """Its start would be refused; so would that of all that wait for it. A booked slot stands."""
    booked = asked(4, slot=(date(2027, 5, 3), date(2027, 5, 30)), depends_on=(99,))
    requests = asked(1, depends_on=(98, 99)), asked(2, depends_on=(1,)), asked(3, depends_on=(98,)), booked
    queue = build_queue(requests, FLAT, START, RULE, frozenset({99}))
    found = plan_queue(queue, Random(1), 5, EXACT).requests  # noqa: S311 - a simulation
    assert [(one.refusal, one.waits_for) for one in found] == [
        ("predecessor_unfinished", 99),
        ("predecessor_unplanned", 1),
        ("", None),
        ("", None),
    ]
    assert [one.start for one in found] == [None, None, START, date(2027, 5, 3)]


def test_what_has_no_place_says_why() -> None:
    _, found = planned(asked(1, role="C"), asked(2, "200", role="B"), asked(3, "60", slot=(START, START)))
    assert [(one.refusal, one.refused_role, one.start) for one in found.requests] == [
        ("demand_above_capacity", "C", None),
        ("horizon", "", None),
        ("pinned_week_full", "A", None),
    ]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_no_week_is_ever_above_what_may_be_planned(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - examples
    requests = [
        asked(
            number,
            str(chance.randint(1, 30)),
            chance.choice(["2026-Q4", "2027-Q1", "2027-Q2"]),
            chance.choice("AB"),
            slot=(START + timedelta(weeks=4), START + timedelta(weeks=9)) if chance.random() < 0.1 else None,
            depends_on=(chance.randint(1, 30),) if chance.random() < 0.3 else (),
        )
        for number in range(1, 31)
    ]
    queue, found = planned(*requests, spread=Spread(1.1, 0.35, 0.85))
    totals = [0] * len(queue.roles)
    for task, one in zip(queue.problem.tasks, found.requests, strict=True):
        if one.start is None or one.earliest is None:
            continue
        assert sum(lost.weeks for lost in one.lost) == (one.start - one.earliest).days // 7
        for phase in (queue.problem.phases[number] for number in task.phases):
            totals = [total + need * phase.duration for total, need in zip(totals, phase.demand, strict=True)]
    assert [sum(role.booked) for role in found.roles] == totals
    assert all(booked <= most for role in found.roles for booked, most in zip(role.booked, role.plannable, strict=True))


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def make(house: House) -> None:
    assert plans(house.transactions.clock).work(Directly(house), {}) is not None


def depend(house: House, number: int, others: str) -> None:
    with house.transactions.write(DEPARTMENT, Action.WRITE_REQUEST) as writing:
        FORM.save(writing, FORM.record(str(number)), Edit(field="abhaengig", value=others, base_version=0))
        writing.done(None)


def test_a_city_that_has_entered_nothing_has_an_empty_plan(house: House) -> None:
    make(house)
    seen = house.digital.plan_desk.queue(ADIT)
    assert seen is not None
    assert (seen.plan.planned, seen.plan.roles, seen.page.total) == (0, (), 0)


def test_the_plan_of_a_city_is_kept_and_each_reader_sees_what_they_may(house: House) -> None:
    assert house.digital.plan_desk.queue(ADIT) is None
    house.digital.role_staffing.put(ADIT, STAFFED)
    with house.transactions.read(ADIT, Action.READ_RANKING) as reading:
        offices = [one.id for one in IdentityRepository(reading.session).offices() if one.id != DEPARTMENT.office]
    first = proposed(house, DEPARTMENT, "Bauakte", "30")
    second = proposed(house, DEPARTMENT, "Wohngeld", "40")
    elsewhere = replace(DEPARTMENT, office=offices[0])
    hidden = [proposed(house, elsewhere, f"Geheim {one}", "30") for one in range(2)]
    make(house)
    seen = house.digital.plan_desk.queue(ADIT)
    assert seen is not None
    assert [one.request for one in seen.page.items] == [first, *hidden, second]
    assert (seen.plan.planned, seen.plan.refused, len(seen.plan.roles[0].booked)) == (4, (), 104)
    mine = house.digital.plan_desk.see(DEPARTMENT, second)
    everything = house.digital.plan_desk.see(ADIT, second)
    assert (everything.hidden, set(everything.titles) >= set(hidden)) == (0, True)
    assert not set(mine.titles) & set(hidden)
    assert (mine.is_calibrated, mine.promised, mine.hidden) == (False, None, 2)
    with pytest.raises(AccessDeniedError):
        house.digital.plan_desk.queue(DEPARTMENT)
    for who in (DEPARTMENT, OFFICER):
        with pytest.raises(AccessDeniedError):
            house.digital.plan_desk.anew(who)
    assert house.digital.plan_desk.anew(DEZERNAT).kind == "plan-queue"


def test_a_predecessor_that_somebody_may_not_read_is_told_of_without_its_name(house: House) -> None:
    house.digital.role_staffing.put(ADIT, STAFFED)
    with house.transactions.read(ADIT, Action.READ_RANKING) as reading:
        office = next(one.id for one in IdentityRepository(reading.session).offices() if one.id != DEPARTMENT.office)
    before = proposed(house, replace(DEPARTMENT, office=office), "Geheim", "5")
    mine = proposed(house, DEPARTMENT, "Bauakte", "5")
    depend(house, mine, str(before))
    make(house)
    told, whole = (house.digital.plan_desk.see(who, mine) for who in (DEPARTMENT, ADIT))
    assert (whole.planned.waits_for, whole.hidden, whole.waits_hidden) == (before, 0, False)
    assert (told.planned.waits_for, told.hidden, told.waits_hidden) == (None, 1, True)
    assert "Sie wartet auf eine andere Anforderung, die vorher fertig sein muss." in reasons(told)
    assert not any("Geheim" in one or "Belegt" in one for one in reasons(told))


@pytest.mark.parametrize("stage", [RequestStage.PRUEFUNG, RequestStage.ABNAHME, RequestStage.ABGELEHNT])
def test_the_plan_promises_no_week_to_what_could_not_begin(house: House, stage: RequestStage) -> None:
    house.digital.role_staffing.put(ADIT, STAFFED)
    before, done = (proposed(house, DEPARTMENT, "Netz", stage=one) for one in (stage, RequestStage.ABGESCHLOSSEN))
    waits, goes = (proposed(house, DEPARTMENT, one) for one in ("Bauakte", "Wohngeld"))
    depend(house, waits, f"{done}, {before}")
    depend(house, goes, str(done))
    make(house)
    seen = house.digital.plan_desk.see(ADIT, waits)
    assert (seen.planned.refusal, seen.planned.waits_for) == ("predecessor_unfinished", before)
    assert f"Nr. {before}. Die ist noch nicht abgeschlossen" in refusal(seen.planned)
    assert house.digital.plan_desk.see(ADIT, goes).planned.start is not None


def test_everybody_sees_who_moved_since_the_plan_of_an_earlier_day(house: House) -> None:
    first = proposed(house, DEPARTMENT, "Bauakte", "20")
    house.digital.role_staffing.put(ADIT, STAFFED)
    make(house)
    proposed(house, DEPARTMENT, "Eilig", "10")
    make(house)
    assert moved(house) == {}, "all plans so far are of this day"
    house.transactions.clock.moment = MONDAY + timedelta(days=1)  # type: ignore[attr-defined]  # a stopped clock
    for one in range(3):
        proposed(house, DEPARTMENT, f"Eiliger {one}", "9")
    make(house)
    since = moved(house)
    assert since[first] > 0, "the smaller one has the better rank, and everybody sees who moved"
    make(house)
    assert moved(house) == since, "however often it is made on the same day"
    house.transactions.clock.moment = MONDAY + timedelta(days=2)  # type: ignore[attr-defined]  # a stopped clock
    make(house)
    assert moved(house) == {}


def moved(house: House) -> dict[int, int]:
    seen = house.digital.plan_desk.queue(ADIT)
    assert seen is not None
    return dict(seen.moved)
