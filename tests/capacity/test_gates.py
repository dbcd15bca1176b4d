"""Gates of requests through the services, on both databases: exceptions, start of work, budget, failed tenders."""

from datetime import date, timedelta

import pytest

from app.house import House
from app.wiring import build_house
from capacity.model import CapacityState, LiftGround, ProofKind, RequestStage, ReviewKind
from capacity.rules.course.refusal import StepRefusedError
from capacity.rules.course.steps import RequestStep
from capacity.services.course import free_slot
from capacity.services.reviewing import ProofWish
from infra.audit.model import EntryQuery
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.parameters import load_parameters
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from tests.capacity.test_requests import (
    ADIT,
    AUDITOR,
    DEPARTMENT,
    DEZERNAT,
    MONDAY,
    PRIVACY,
    begun,
    fill,
    review_all,
    reviewed,
    running,
    submitted,
    take,
)
from tests.fakes import StoppedClock
from tests.people import OPERATOR

S, T = RequestStage, RequestStep
UNTIL = date(2026, 12, 4)
LINE = "Die Terminvergabe wird vor der Abstimmung ausgeschrieben, weil der Vertrag endet."


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def refused(house: House, number: int, step: RequestStep, **more: object) -> set[str]:
    who = DEZERNAT if step in {T.LIFT, T.LIFT_RESOLVED} else ADIT
    with pytest.raises(StepRefusedError) as caught:
        take(house, number, step, who, **more)
    return {one.type for one in caught.value.reasons}


def test_work_begins_before_agreement_only_by_an_exception_that_everybody_may_read(house: House) -> None:
    number = submitted(house)
    due = running(house, number)
    assert refused(house, number, T.START) == {"not-agreed"}
    with pytest.raises(AccessDeniedError):
        take(house, number, T.LIFT, ADIT, line=LINE)
    assert refused(house, number, T.LIFT, reason=" ", until=None) == {
        "reason-missing",
        "lift-line-missing",
        "lift-until-missing",
    }
    assert refused(house, number, T.LIFT, line=LINE, until=date(2026, 11, 22)) == {"lift-until-past"}

    after = take(house, number, T.LIFT, DEZERNAT, line=LINE, until=UNTIL)

    assert (after.stage, after.reason, running(house, number)) == (S.EINGEREICHT, "", due)
    (lift,) = house.digital.request_desk.see(DEPARTMENT, number).lifts
    assert (lift.ground, lift.line, lift.until) == (LiftGround.DECISION, LINE, UNTIL)
    (told,) = house.digital.public_lifts.of(DEMO_CITY)
    assert (told.request, told.lift.line, told.holds) == (number, LINE, True)
    last = house.audit_log.page(AUDITOR, EntryQuery()).entries[0]
    assert "'step': 'lift'" in str(last.details["after"])
    assert take(house, number, T.START, ADIT).stage is S.IN_UMSETZUNG


def test_work_that_an_exception_let_begin_is_promised_no_slot_by_blocking_it(house: House) -> None:
    number = submitted(house)
    take(house, number, T.LIFT, DEZERNAT, line=LINE, until=UNTIL)
    begun_so = take(house, number, T.START, ADIT)
    assert (begun_so.stage, begun_so.state) == (S.IN_UMSETZUNG, CapacityState.GESTELLT)
    offered = {one.step for one in house.digital.request_desk.see(DEZERNAT, number).offered}
    assert {T.LIFT, T.LIFT_RESOLVED} <= offered

    assert take(house, number, T.BLOCK, ADIT).state is CapacityState.GESTELLT
    assert refused(house, number, T.UNBLOCK) == {"promise-missing"}
    assert take(house, number, T.START, ADIT).state is CapacityState.GESTELLT
    take(house, number, T.BLOCK, ADIT)
    ruled = take(house, number, T.RULE, DEZERNAT, until=UNTIL)
    assert (ruled.stage, ruled.state) == (S.EINGEPLANT, CapacityState.ZUGESAGT)
    take(house, number, T.BLOCK, ADIT)
    assert T.LIFT not in {one.step for one in house.digital.request_desk.see(DEZERNAT, number).offered}
    assert take(house, number, T.UNBLOCK, ADIT).state is CapacityState.ZUGESAGT


def test_a_reservation_is_no_promise_of_what_an_exception_lets_begin(house: House) -> None:
    number = submitted(house)
    reserved = take(house, number, T.RULE_RESERVED, DEZERNAT, until=UNTIL)
    assert (reserved.stage, reserved.until) == (S.VORBEHALT, UNTIL)
    take(house, number, T.LIFT, DEZERNAT, line=LINE, until=UNTIL)

    started = take(house, number, T.START, ADIT)

    assert (started.stage, started.state, started.until) == (S.IN_UMSETZUNG, CapacityState.GESTELLT, None)


def test_a_booked_slot_stays_when_its_work_begins(house: House) -> None:
    number = submitted(house)
    take(house, number, T.RULE, DEZERNAT, until=UNTIL)
    take(house, number, T.BLOCK, ADIT)
    booked = take(house, number, T.UNBLOCK, ADIT, until=UNTIL)
    started = take(house, number, T.START, ADIT)
    assert booked.window_from is not None
    assert (started.window_from, started.until) == (booked.window_from, UNTIL)


def test_what_passed_the_checks_over_waits_for_their_statements_before_it_goes_live(house: House) -> None:
    number = submitted(house)
    take(house, number, T.RULE, DEZERNAT, until=UNTIL)
    take(house, number, T.BLOCK, ADIT)
    take(house, number, T.UNBLOCK, ADIT)
    take(house, number, T.START, ADIT)
    take(house, number, T.DELIVER, ADIT)
    for kind in ProofKind:
        house.digital.request_discussion.prove(ADIT, number, ProofWish(kind=kind, is_needed=False, reference="–"))
    assert {one.light for one in house.digital.request_desk.see(PRIVACY, number).reviews} == {None}
    with pytest.raises(StepRefusedError) as caught:
        take(house, number, T.ACCEPT, DEPARTMENT)
    assert [one.type for one in caught.value.reasons] == ["review-missing"] * len(ReviewKind)

    review_all(house, number)

    assert take(house, number, T.ACCEPT, DEPARTMENT).stage is S.ABGESCHLOSSEN


def test_an_exception_ends_with_its_day_and_a_resolution_may_have_none(database: Database) -> None:
    house = build_house(database, clock=StoppedClock(MONDAY))
    number = submitted(house)
    take(house, number, T.LIFT, DEZERNAT, line=LINE, until=UNTIL)
    later = build_house(database, clock=StoppedClock(MONDAY + timedelta(days=12)))

    assert refused(later, number, T.START) == {"not-agreed"}
    assert [one.holds for one in later.digital.public_lifts.of(DEMO_CITY)] == [False]
    take(later, number, T.LIFT_RESOLVED, DEZERNAT, line="Beschluss 2026/0815 des Magistrats", until=None)
    assert [one.holds for one in later.digital.public_lifts.of(DEMO_CITY)] == [True, False]
    assert take(later, number, T.START, ADIT).stage is S.IN_UMSETZUNG


def test_an_unconfirmed_budget_blocks_its_year(house: House) -> None:
    number = reviewed(house)
    take(house, number, T.ASSESS, ADIT)
    fill(
        house, number, ADIT, aufwand="Projektleitung; 2027-Q1; 1; 2", haushaltsjahr="2026", haushaltsstand="angemeldet"
    )
    take(house, number, T.PROPOSE, ADIT)
    take(house, number, T.APPROVE, DEZERNAT)

    assert refused(house, number, T.SCHEDULE) == {"budget-open"}
    assert take(house, number, T.SCHEDULE, ADIT, day=date(2027, 1, 4)).stage is S.EINGEPLANT
    fill(house, number, ADIT, haushaltsjahr="2027", haushaltsstand="bestaetigt")
    take(house, number, T.BLOCK, ADIT)
    assert refused(house, number, T.UNBLOCK) == {"budget-early"}
    fill(house, number, ADIT, haushaltsjahr="2026")
    assert take(house, number, T.UNBLOCK, ADIT).stage is S.EINGEPLANT
    assert take(house, number, T.START, ADIT).stage is S.IN_UMSETZUNG


def test_a_failed_tender_frees_the_slot_and_nothing_where_none_is_held(house: House) -> None:
    booked, waiting = submitted(house), begun(house).number
    reserved = submitted(house, "Online-Termine im Standesamt")
    take(house, booked, T.RULE, DEZERNAT)
    take(house, reserved, T.RULE_RESERVED, DEZERNAT)
    figures = load_parameters("capacity")

    with house.transactions.write(OPERATOR, Action.RUN_CLOCKS) as writing:
        freed = [free_slot(writing, one, "Vergabeverfahren aufgehoben", figures) for one in (booked, reserved, waiting)]
        writing.done(None)

    assert freed == [True, True, False]
    one, other = (house.digital.request_desk.see(ADIT, number) for number in (booked, reserved))
    assert (one.request.stage, one.request.until, one.events[-1].reason) == (
        S.BLOCKIERT,
        None,
        "Vergabeverfahren aufgehoben",
    )
    assert (other.request.stage, other.request.until) == (S.PRIORISIERT, None)
