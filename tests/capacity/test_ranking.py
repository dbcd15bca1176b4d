"""The order of requests through the services, on both databases."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from app.digitalcheck_wiring import ranks
from app.house import House
from app.wiring import build_house
from capacity.errors import RankTakenError, RequestClosedError, RequestNotRankedError
from capacity.model import RequestStage, UrgencyClass
from capacity.repository import SupplyRepository
from capacity.rules.course.steps import RequestStep
from capacity.rules.priority.criteria import CRITERIA, REASONS
from capacity.rules.priority.supply import UrgentShare
from capacity.services.gathering import StepWish
from capacity.services.prioritising import PROMISED, RANKED, shares_now
from capacity.services.ranking import LARGEST_RANK
from capacity.services.role_weeks import weeks_ahead
from capacity.services.supplying import SupplyWish
from core.errors import InputError
from infra.database import Database
from infra.fields.model import Edit
from infra.identity.demo import DEMO_CITY
from infra.parameters import load_parameters
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from tests.audit_lines import lines_of
from tests.capacity.ranking import counted, many, proposed
from tests.capacity.test_requests import Directly
from tests.fakes import StoppedClock
from tests.people import actor

DEPARTMENT, ADIT, DEZERNAT, OFFICER, AUDITOR, HEAD = (
    actor(one) for one in ("fachamt", "adit", "dezernat", "vergabestelle", "revision", "amtsleitung")
)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WHY = "Weil der Vertrag endet."


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def judge(house: House, number: int, who: object = ADIT, **values: str) -> None:
    held = house.digital.request_desk.see(ADIT, number).values
    edits = [
        Edit(field=name.replace("_", "-"), value=one, base_version=held[name.replace("_", "-")].version)
        for name, one in values.items()
    ]
    house.digital.request_drafting.save(who, number, edits)  # type: ignore[arg-type]  # an actor


def order(house: House) -> list[int]:
    return [one.request.number for one in house.digital.rank_desk.part(ADIT, 1, 100).page.items]


def test_every_judged_criterion_moves_a_request_and_every_factor_shows(house: House) -> None:
    first, second = (proposed(house, DEPARTMENT, one) for one in ("Bauakte", "Wohngeld"))
    assert order(house) == [first, second], "the same index: who came first"
    judge(house, second, **{one.field: "10" for one in CRITERIA}, kriterien_gruende="siehe Akte")
    assert order(house) == [second, first]
    seen = house.digital.rank_desk.see(DEPARTMENT, second)
    assert (seen.rank, seen.total, seen.best, seen.worst, seen.set_rank) == (1, 2, 1, 1, None)
    assert (seen.priority.score_tenths, seen.priority.known_percent, seen.figures.year) == (1000, 100, 2026)
    judge(house, first, klasse="a")
    assert order(house) == [first, second], "class A stands before all others"
    assert house.digital.rank_desk.see(ADIT, first).priority.urgency is UrgencyClass.A
    assert house.digital.request_desk.see(DEPARTMENT, second).values[REASONS].value == "siehe Akte"


def test_the_list_and_each_place_in_it_say_the_same(house: House) -> None:
    numbers = [proposed(house, DEPARTMENT, f"Vorhaben {one}", str(3 + one * 7 % 11)) for one in range(9)]
    for place, number in enumerate(numbers):
        if place % 3 == 0:
            judge(house, number, kriterium_nutzen="10", klasse="b")
    house.digital.rank_desk.set(DEZERNAT, numbers[4], 2, WHY)
    house.digital.rank_desk.set(DEZERNAT, numbers[5], 7, WHY)
    house.digital.rank_desk.set(DEZERNAT, numbers[6], 5_000, WHY)
    whole = house.digital.rank_desk.part(ADIT, 1, 100).page
    assert [one.rank for one in whole.items] == list(range(1, 10))
    assert {one.request.number for one in whole.items} == set(numbers)
    for one in whole.items:
        assert house.digital.rank_desk.see(ADIT, one.request.number).rank == one.rank
    assert [one.rank for one in whole.items if one.is_set] == [2, 7, 9]
    free = [one.priority for one in whole.items if not one.is_set]
    assert all((a.tier, a.value) >= (b.tier, b.value) for a, b in pairwise(free))
    parts = [house.digital.rank_desk.part(ADIT, first, 4).page.items for first in (1, 5, 9, 13)]
    assert [one.rank for part in parts for one in part] == list(range(1, 10))
    assert [one.request.number for part in parts for one in part] == [one.request.number for one in whole.items]


def test_a_rank_by_hand_is_the_dezernats_with_its_reason(house: House) -> None:
    first, second = (proposed(house, DEPARTMENT, one) for one in ("Bauakte", "Wohngeld"))
    for who in (ADIT, DEPARTMENT, HEAD, OFFICER, AUDITOR):
        with pytest.raises(AccessDeniedError):
            house.digital.rank_desk.set(who, second, 1, WHY)
        with pytest.raises(AccessDeniedError):
            house.digital.rank_desk.lift(who, second, WHY)
    for rank, reason in ((0, WHY), (LARGEST_RANK + 1, WHY), (1, " "), (1, "x" * 501)):
        with pytest.raises(InputError):
            house.digital.rank_desk.set(DEZERNAT, second, rank, reason)
    assert order(house) == [first, second]


def test_a_rank_by_hand_stands_until_it_is_lifted_or_the_request_decided(house: House) -> None:
    first, second = (proposed(house, DEPARTMENT, one) for one in ("Bauakte", "Wohngeld"))
    house.digital.rank_desk.set(DEZERNAT, second, 1, WHY)
    house.digital.rank_desk.set(DEZERNAT, second, 1, WHY)
    with pytest.raises(RankTakenError):
        house.digital.rank_desk.set(DEZERNAT, first, 1, WHY)
    assert order(house) == [second, first]
    seen = house.digital.rank_desk.see(DEPARTMENT, second)
    assert seen.set_rank
    assert (seen.set_rank.reason, seen.may_set) == (WHY, False)
    assert house.digital.rank_desk.see(DEZERNAT, second).may_set
    house.digital.rank_desk.lift(DEZERNAT, second, "Der Vertrag läuft weiter.")
    house.digital.rank_desk.lift(DEZERNAT, second, "Noch einmal.")
    assert order(house) == [first, second]
    house.digital.rank_desk.set(DEZERNAT, second, 1, WHY)
    version = house.digital.capacity_requests.get(DEZERNAT, second).version
    house.digital.request_course.take(
        DEZERNAT, second, StepWish(step=RequestStep.APPROVE, version=version, reason="Beschlossen.")
    )
    assert order(house) == [first]
    house.digital.rank_desk.set(DEZERNAT, first, 1, WHY)
    with pytest.raises(RequestNotRankedError):
        house.digital.rank_desk.see(ADIT, second)
    assert house.digital.rank_desk.find(ADIT, second) is None
    with pytest.raises(RequestClosedError):
        house.digital.rank_desk.set(DEZERNAT, second, 3, WHY)
    lines = [one["event"] for one in lines_of(house.transactions.database, DEMO_CITY)]
    assert (lines.count("rank-set"), lines.count("rank-lifted")) == (4, 1)


def test_what_is_still_assessed_takes_no_rank_and_is_told_which_it_would_take(house: House) -> None:
    first = proposed(house, DEPARTMENT, "Bauakte")
    second = proposed(house, DEPARTMENT, "Wohngeld", stage=RequestStage.BEWERTUNG)
    judge(house, second, kriterium_nutzen="10")
    assert order(house) == [first]
    seen = house.digital.rank_desk.see(ADIT, second)
    assert (seen.rank, seen.total) == (1, 1)
    with pytest.raises(RequestClosedError):
        house.digital.rank_desk.set(DEZERNAT, second, 1, WHY)


def test_titles_of_all_offices_are_for_those_who_work_on_the_queue(house: House) -> None:
    proposed(house, DEPARTMENT, "Bauakte")
    for who in (DEPARTMENT, HEAD):
        with pytest.raises(AccessDeniedError):
            house.digital.rank_desk.part(who)
        with pytest.raises(AccessDeniedError):
            house.digital.supplying.all(who)
    for who in (ADIT, DEZERNAT, OFFICER, AUDITOR):
        assert house.digital.rank_desk.part(who).page.total == 1
    for who in (DEPARTMENT, OFFICER, AUDITOR):
        with pytest.raises(AccessDeniedError):
            house.digital.supplying.put(who, SupplyWish(role="A", period="2027-Q1", days="1"))
        with pytest.raises(AccessDeniedError):
            house.digital.supplying.drop(who, "A", "2027-Q1")


def test_it_is_said_when_everything_is_urgent(house: House) -> None:
    first, second = (proposed(house, DEPARTMENT, one, "20") for one in ("Bauakte", "Wohngeld"))
    judge(house, first, klasse="a")
    assert house.digital.rank_desk.part(ADIT).urgent is None, "nobody knows what roles can work"
    house.digital.supplying.put(ADIT, SupplyWish(role="Projektleitung", period="2026-Q3", days="900"))
    assert house.digital.rank_desk.part(ADIT).urgent is None, "what is over does not count"
    house.digital.supplying.put(ADIT, SupplyWish(role="Projektleitung", period="2027-Q1", days="62,5"))
    share = house.digital.rank_desk.part(ADIT).urgent
    assert share
    assert (share.asked, share.plannable, share.percent, share.is_exceeded) == (Decimal(20), Decimal(50), 40, False)
    judge(house, second, klasse="b")
    share = house.digital.rank_desk.part(ADIT).urgent
    assert share
    assert (share.percent, share.is_exceeded) == (80, True)
    version = house.digital.capacity_requests.get(DEZERNAT, first).version
    house.digital.request_course.take(
        DEZERNAT, first, StepWish(step=RequestStep.APPROVE, version=version, reason="Beschlossen.")
    )
    assert house.digital.rank_desk.part(ADIT).urgent == share, "what is promised counts on"
    judge(house, second, klasse="c")
    share = house.digital.rank_desk.part(ADIT).urgent
    assert share
    assert not share.is_exceeded


def test_only_the_quarters_ahead_count_on_both_sides(house: House) -> None:
    """What waits is still to be worked, whatever quarter it named; what is promised was worked in quarters before."""
    figures, today = load_parameters("capacity"), MONDAY.date()
    promised = RequestStage.EINGEPLANT
    for days, quarter, stage in (
        ("1", "2026-Q3", RequestStage.PRIORISIERT),
        ("2", "2026-Q4", RequestStage.PRIORISIERT),
        ("4", "2028-Q4", promised),
        ("8", "2026-Q3", promised),
        ("16", "2029-Q1", RequestStage.PRIORISIERT),
        ("32", "2029-Q1", promised),
    ):
        proposed(house, DEPARTMENT, f"{days} Tage", days, stage=stage, quarter=quarter)
    for period in ("2026-Q3", "2026-W30", "2029-Q1"):
        house.digital.supplying.put(ADIT, SupplyWish(role="Projektleitung", period=period, days="900"))
    with house.transactions.read(ADIT, Action.READ_RANKING) as reading:
        assert shares_now(reading, figures, today) == {}, "no capacity is entered from now on"
        ahead = weeks_ahead(reading, figures, today)
        asked = SupplyRepository(reading.session).asked(RANKED, PROMISED, ahead.first, ahead.last)
    assert (ahead.first, ahead.last, asked) == ("2026-Q4", "2028-Q4", {"Projektleitung": Decimal(7)})
    assert not house.digital.rank_desk.part(ADIT).has_supply


def test_a_share_of_nothing_is_none() -> None:
    assert UrgentShare(asked=Decimal(1), plannable=Decimal(0), cap_percent=40).percent is None


def test_how_firm_a_rank_is_shows_when_weights_vary(house: House) -> None:
    first, second = (proposed(house, DEPARTMENT, one) for one in ("Bauakte", "Wohngeld"))
    judge(house, first, **{one.field: "0" for one in CRITERIA} | {"kriterium-nutzen": "10"})
    judge(house, second, **{one.field: "0" for one in CRITERIA} | {"kriterium-entlastung": "10"})
    for number in (first, second):
        seen = house.digital.rank_desk.see(ADIT, number)
        assert (seen.best, seen.worst) == (1, 2)
    judge(house, second, **{"kriterium-pflicht": "10"})
    assert [(one.best, one.worst) for one in (house.digital.rank_desk.see(ADIT, each) for each in (second, first))] == [
        (1, 1),
        (2, 2),
    ]


def test_the_line_of_capacity_follows_what_was_entered_and_what_is_left_out_on_trial(house: House) -> None:
    numbers = [proposed(house, DEPARTMENT, f"Vorhaben {one}", str(days)) for one, days in enumerate((10, 20, 30))]
    found = house.digital.rank_desk.part(ADIT)
    assert (found.has_supply, found.line, [one.lacks for one in found.page.items]) == (False, None, [None] * 3)
    wish = SupplyWish(role="Projektleitung", period="2027-q1", days="60")
    assert house.digital.supplying.put(ADIT, wish).days == Decimal(60)
    assert house.digital.supplying.plannable_percent() == 80
    found = house.digital.rank_desk.part(ADIT)
    assert (found.line, [len(one.lacks or ()) for one in found.page.items]) == (2, [0, 0, 1])
    assert (found.page.items[2].lacks or ())[0].missing == Decimal(12)
    trial = house.digital.rank_desk.part(ADIT, skipped=frozenset({numbers[1]}))
    assert (trial.line, [one.lacks for one in trial.page.items]) == (None, [(), None, ()])
    version = house.digital.capacity_requests.get(DEZERNAT, numbers[0]).version
    house.digital.request_course.take(
        DEZERNAT, numbers[0], StepWish(step=RequestStep.APPROVE, version=version, reason="Beschlossen.")
    )
    found = house.digital.rank_desk.part(ADIT)
    assert (found.line, [len(one.lacks or ()) for one in found.page.items]) == (1, [0, 1]), "10 days are promised now"
    house.digital.supplying.drop(DEZERNAT, "Projektleitung", "2027-Q1")
    house.digital.supplying.drop(DEZERNAT, "Projektleitung", "2027-Q1")
    assert house.digital.supplying.all(ADIT) == ()
    lines = [one["event"] for one in lines_of(house.transactions.database, DEMO_CITY)]
    assert (lines.count("supply-entered"), lines.count("supply-removed")) == (1, 1)


@pytest.mark.parametrize(
    ("role", "period", "days", "places"),
    [
        ("", "2027-Q1", "1", ["/role"]),
        ("x" * 65, "2027-Q1", "1", ["/role"]),
        ("A", "2027-Q5", "1", ["/period"]),
        ("A", "2027-Q1", "viele", ["/days"]),
        ("A", "2027-Q1", "-1", ["/days"]),
        ("A", "2027-Q1", "100.000,5", ["/days"]),
        (" ", "", "", ["/role", "/period", "/days"]),
    ],
)
def test_supply_that_cannot_be_read_is_refused_with_every_fault(
    role: str, period: str, days: str, places: list[str]
) -> None:
    with pytest.raises(InputError) as refused:
        SupplyWish(role=role, period=period, days=days).checked()
    assert [one.pointer for one in refused.value.faults] == places


def test_every_morning_waiting_counts_and_protection_begins(house: House) -> None:
    old = proposed(house, DEPARTMENT, "Bauakte", "40")
    house.transactions.clock.moment = MONDAY + timedelta(weeks=26)  # type: ignore[attr-defined]  # a stopped clock
    new = proposed(house, DEPARTMENT, "Wohngeld", "1")
    assert order(house) == [new, old], "nobody has computed it anew yet"
    assert ranks().work(Directly(house), {}) == {"ranked": 2}
    assert order(house) == [old, new]
    seen = house.digital.rank_desk.see(ADIT, old).priority
    assert (seen.is_protected, seen.waited_days, seen.ageing_tenths) == (True, 182, 120)
    assert seen.as_of == date(2027, 5, 24)
    assert ranks().work(Directly(house), {}) == {"ranked": 2}
    assert order(house) == [old, new]


def test_a_page_of_thousands_is_read_in_a_few_statements(house: House) -> None:
    first = proposed(house, DEPARTMENT, "Bauakte")
    many(house, DEPARTMENT, 3_000)
    statements: list[str] = []
    with counted(house, statements):
        found = house.digital.rank_desk.part(ADIT, 2_976, 25)
    assert (found.page.total, found.page.items[-1].rank, len(found.page.items)) == (3_001, 3_000, 25)
    assert len(statements) < 20, "no more for a long list than for a short one"
    assert house.digital.rank_desk.see(ADIT, first).total == 3_001
