"""What closed requests teach: spent effort, a calibrated forecast, promises and their keeping."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.digitalcheck_wiring import plans
from app.house import House
from app.wiring import build_house
from capacity.errors import RequestClosedError
from capacity.model import PromisedWork, PromiseOutcome, RequestedEffort, RequestStage, SpentEffort
from capacity.planning.calibration import calibrated, ratio_of
from capacity.planning.forecast import Spread
from capacity.rules.course.steps import RequestStep as Step
from capacity.rules.promises import outcome_of
from capacity.services.promising import spread_now
from capacity.services.spending import MOST_ROLES, SpentWish
from capacity.services.staffing import StaffingWish
from core.errors import InputError
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.parameters import load_parameters
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from tests.audit_lines import lines_of
from tests.capacity.ranking import proposed
from tests.capacity.test_requests import ADIT, DEPARTMENT, DEZERNAT, MONDAY, OFFICER, Directly, take
from tests.factories import Json
from tests.fakes import StoppedClock
from tests.golden.capacity_cases import cases_of

TODAY = date(2027, 6, 1)
ASSUMED = Spread(1.1, 0.35, 0.85)
CASES = cases_of("forecast_calibration")
PARAMETERS = load_parameters("capacity")


def of(kind: str) -> list[Json]:
    return [case for case in CASES.values() if kind in case]


def estimated(days: dict[str, object]) -> list[RequestedEffort]:
    return [
        RequestedEffort(role=role, quarter="2027-Q1", days_from=Decimal(0), days_to=Decimal(str(amount)))
        for role, amount in days.items()
    ]


def spent(days: dict[str, object]) -> list[SpentEffort]:
    return [SpentEffort(role=role, days=Decimal(str(amount)), person="p", at=MONDAY) for role, amount in days.items()]


@pytest.mark.parametrize("case", of("ratio"), ids=lambda case: case["id"])
def test_golden_ratios(case: Json) -> None:
    expected = None if case["ratio"] is None else Fraction(case["ratio"])
    assert ratio_of(estimated(case["estimated"]), spent(case["spent"])) == expected


@pytest.mark.parametrize("case", of("ratios"), ids=lambda case: case["id"])
def test_golden_spreads(case: Json) -> None:
    ratios = [Fraction(value) for value, count in case["ratios"] for _ in range(count)]
    found = calibrated(ASSUMED, ratios, 20)
    assert [f"{found.effort_median:.4g}", f"{found.effort_sigma:.4g}"] == case["spread"]
    assert (found.is_calibrated, found.closed_requests) == (len(ratios) >= 20, len(ratios))
    assert found.presence_least == ASSUMED.presence_least


@pytest.mark.parametrize("case", of("outcome"), ids=lambda case: case["id"])
def test_golden_outcomes(case: Json) -> None:
    stage, finished, replaced = case["work"]
    work = PromisedWork(stage=RequestStage(stage), finished_on=finished, replaced_on=replaced)
    assert outcome_of(case["due"], work, TODAY) == case["outcome"]


@given(st.lists(st.fractions(min_value="1/10", max_value=10), min_size=20, max_size=60), st.fractions("1/4", 4))
def test_estimates_in_another_unit_move_the_middle_and_not_the_spread(ratios: list[Fraction], factor: Fraction) -> None:
    one, other = (calibrated(ASSUMED, found, 20) for found in (ratios, [factor * ratio for ratio in ratios]))
    assert other.effort_median == pytest.approx(one.effort_median * float(factor))
    assert other.effort_sigma == pytest.approx(one.effort_sigma, abs=1e-9)


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def closed(house: House, title: str, days: str, took: str) -> int:
    number = proposed(house, DEPARTMENT, title, days, stage=RequestStage.ABGESCHLOSSEN)
    house.queue.request_spending.note(ADIT, number, [SpentWish(role="Projektleitung", days=took)])
    return number


def lines(house: House, event: str) -> int:
    return sum(one["event"] == event for one in lines_of(house.transactions.database, DEMO_CITY))


def staffed(house: House, fte: str) -> None:
    wish = StaffingWish(role="Projektleitung", fte=fte, base_percent="0", valid_from="01.11.2026")
    house.digital.role_staffing.put(ADIT, wish)


def granted(house: House, title: str) -> int:
    number = proposed(house, DEPARTMENT, title, "8", quarter="2026-Q4")
    take(house, number, Step.APPROVE, DEZERNAT, reason="So.")
    return number


def test_what_it_took_is_noted_by_role_and_replaced_as_a_whole(house: House) -> None:
    number = proposed(house, DEPARTMENT, "Bauakte", "10", stage=RequestStage.ABNAHME)
    desk = house.queue.request_spending
    first = [SpentWish(role="Projektleitung", days="12,5"), SpentWish(role="Netz", days="0")]
    assert [(one.role, one.days) for one in desk.note(ADIT, number, first)] == [
        ("Netz", Decimal(0)),
        ("Projektleitung", Decimal("12.5")),
    ]
    desk.note(ADIT, number, [SpentWish(role="Projektleitung", days="13"), SpentWish(role="Netz", days=" ")])
    seen = desk.see(DEPARTMENT, number)
    assert ([(one.role, one.days) for one in seen.spent], seen.may_note) == ([("Projektleitung", Decimal(13))], False)
    assert (desk.see(ADIT, number).may_note, seen.estimated) == (True, {"Projektleitung": Decimal(10)})
    assert lines(house, "capacity-spent") == 2


def test_nobody_else_notes_it_nor_before_the_work_is_finished(house: House) -> None:
    desk, wish = house.queue.request_spending, [SpentWish(role="Projektleitung", days="1")]
    number = proposed(house, DEPARTMENT, "Bauakte", stage=RequestStage.ABGESCHLOSSEN)
    for who in (DEPARTMENT, DEZERNAT, OFFICER):
        with pytest.raises(AccessDeniedError):
            desk.note(who, number, wish)
    with pytest.raises(AccessDeniedError):
        desk.see(replace(DEPARTMENT, office="ein-anderes"), number)
    for stage in sorted(set(RequestStage) - {RequestStage.ABNAHME, RequestStage.ABGESCHLOSSEN}):
        early = proposed(house, DEPARTMENT, "Zu früh", stage=stage)
        with pytest.raises(RequestClosedError):
            desk.note(ADIT, early, wish)
        assert desk.see(DEPARTMENT, early).spent == ()


def test_all_that_cannot_be_read_is_named(house: House) -> None:
    number = proposed(house, DEPARTMENT, "Bauakte", stage=RequestStage.ABNAHME)
    wishes = [SpentWish(role="A", days="1"), SpentWish(role="A", days="2"), SpentWish(role="", days="3")]
    wishes += [SpentWish(role="B", days="-1"), SpentWish(role="C", days="viel")]
    with pytest.raises(InputError) as refused:
        house.queue.request_spending.note(ADIT, number, wishes)
    assert {one.pointer for one in refused.value.faults} == {
        "/roles/1/role",
        "/roles/2/role",
        "/roles/3/days",
        "/roles/4/days",
    }
    with pytest.raises(InputError):
        house.queue.request_spending.note(ADIT, number, [SpentWish(role="A", days="")] * (MOST_ROLES + 1))


def test_twenty_closed_requests_calibrate_and_then_p85_is_promised(house: House) -> None:
    staffed(house, "9")
    waiting, decided = proposed(house, DEPARTMENT, "Wartet", "8", quarter="2026-Q4"), granted(house, "Zugesagt")
    for one in range(19):
        closed(house, f"Fertig {one}", "10", "15")
    proposed(house, DEPARTMENT, "Ohne Angabe", "10", stage=RequestStage.ABGESCHLOSSEN)
    make(house)
    uncertain = house.digital.plan_desk.see(DEPARTMENT, decided)
    assert (uncertain.is_calibrated, uncertain.promised) == (False, None)
    closed(house, "Fertig 20", "10", "15")
    make(house)
    certain = house.digital.plan_desk.see(DEPARTMENT, decided)
    assert certain.promised is not None
    assert (certain.is_calibrated, certain.promised.due) == (True, certain.planned.p85)
    assert house.digital.plan_desk.see(DEPARTMENT, waiting).promised is None, "nothing is promised before the decision"
    with house.transactions.read(ADIT, Action.READ_CAPACITY) as reading:
        found = spread_now(reading, PARAMETERS, MONDAY.date())
    assert (found.effort_median, found.effort_sigma, found.closed_requests) == (1.5, 0.0, 20)
    forecast = house.queue.figure_desk.of(ADIT).forecast
    assert (forecast.closed, forecast.needed, forecast.factor, forecast.share) == (20, 20, Fraction(3, 2), None)


def test_a_promise_stays_until_somebody_decides_anew(house: House) -> None:
    staffed(house, "9")
    number = granted(house, "Zugesagt")
    for one in range(20):
        closed(house, f"Fertig {one}", "10", "15")
    make(house)
    first = house.digital.plan_desk.see(DEPARTMENT, number).promised
    move_to(house, datetime(2027, 3, 15, 9, tzinfo=UTC))
    make(house)
    late = house.digital.plan_desk.see(DEPARTMENT, number).promised
    assert first is not None
    assert late is not None
    assert (late.due, late.outcome) == (first.due, PromiseOutcome.VERFEHLT), "it does not move with the plan"
    assert lines(house, "capacity-promised") == 1
    take(house, number, Step.DEFER, DEZERNAT, reason="Später.", day=date(2027, 4, 1))
    make(house)
    take(house, number, Step.RESUME, ADIT)
    for step, who in ((Step.PROPOSE, ADIT), (Step.APPROVE, DEZERNAT)):
        take(house, number, step, who, reason="So.")
    make(house)
    anew = house.digital.plan_desk.see(DEPARTMENT, number)
    assert anew.promised is not None
    assert (anew.promised.due, anew.promised.outcome) == (anew.planned.p85, PromiseOutcome.OFFEN)
    assert lines(house, "capacity-promised") == 2


def test_the_keeping_of_promises_is_told_from_five_on(house: House) -> None:
    staffed(house, "20")
    numbers = [granted(house, f"Vorhaben {one}") for one in range(6)]
    for one in range(20):
        closed(house, f"Fertig {one}", "10", "10")
    make(house)
    assert house.queue.figure_desk.of(ADIT).forecast.running == 6
    for number in numbers[:4]:
        take(house, number, Step.SCHEDULE, ADIT, day=date(2026, 11, 23), until=date(2027, 2, 1))
        take(house, number, Step.START, ADIT)
        take(house, number, Step.DELIVER, ADIT)
    found = house.queue.figure_desk.of(ADIT).forecast
    assert (found.kept, found.share, found.running) == (None, None, None), "four are over, two run"
    move_to(house, datetime(2027, 3, 1, 9, tzinfo=UTC))
    found = house.queue.figure_desk.of(ADIT).forecast
    assert (found.kept, found.broken, found.share) == (4, 2, Fraction(2, 3))


def make(house: House) -> None:
    assert plans(house.transactions.clock).work(Directly(house), {}) is not None


def move_to(house: House, moment: datetime) -> None:
    house.transactions.clock.moment = moment  # type: ignore[attr-defined]  # a stopped clock
