"""The resource plan: no day is lost or counted twice, rates are the city's, and lines are read and taken away."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.house import House
from app.wiring import build_house
from capacity.errors import FigureYearError
from capacity.planning.resources import resource_lines
from capacity.planning.schedule import schedule
from capacity.services.files import TableKind
from capacity.services.resources import RateWish
from core.errors import InputError
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from tests.audit_lines import lines_of
from tests.capacity.ranking import proposed
from tests.capacity.test_places import drawn, make
from tests.capacity.test_queue_plan import STAFFED
from tests.capacity.test_requests import ADIT, AUDITOR, DEPARTMENT, DEZERNAT, MONDAY, fill
from tests.fakes import StoppedClock

RATE = RateWish(role="Projektleitung", eur_per_day="612,50", valid_from="01.01.2026")


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_all_days_of_the_estimates_are_in_the_lines_and_no_other(seed: int) -> None:
    queue = drawn(Random(seed)).queue()  # noqa: S311 - examples
    lines = resource_lines(queue, schedule(queue.problem, queue.order), ())
    asked: dict[str, Decimal] = {}
    for request in queue.requests:
        for one in request.efforts:
            asked[one.role] = asked.get(one.role, Decimal(0)) + one.days_to
    counted = {role: sum((one.total.person_days for one in lines if one.role == role), Decimal(0)) for role in asked}
    assert counted == asked
    assert all(one.total.euro is None and one.total.unpriced == one.total.quarter_days for one in lines)


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def planned(house: House) -> int:
    house.digital.role_staffing.put(ADIT, STAFFED)
    first, second = (proposed(house, DEPARTMENT, title, "30") for title in ("Bauakte", "Wohngeld"))
    fill(house, first, ADIT, dezernat="Dezernat I", konto="27-014", mip="ja")
    house.queue.role_rates.put(DEZERNAT, RATE)
    make(house)
    return second


def test_lines_follow_from_the_plan_and_say_what_pays_them(house: House) -> None:
    desk = house.queue.resource_desk
    assert (desk.see(AUDITOR).year, desk.see(AUDITOR).made_at) == (None, None)
    planned(house)
    seen = desk.see(AUDITOR)
    assert (seen.year, list(seen.totals)) == (2027, [2027])
    told = [(one.line.dezernat, one.line.account, one.line.mip, one.total.person_days) for one in seen.lines.items]
    assert told == [("", "", "", Decimal(30)), ("Dezernat I", "27-014", "ja", Decimal(30))]
    assert seen.totals[2027].euro == Decimal(36750)
    assert (seen.lines.total, desk.see(AUDITOR, 2027, page=2, size=1).lines.items[0]) == (2, seen.lines.items[1])
    with pytest.raises(FigureYearError):
        desk.see(AUDITOR, 2031)
    with pytest.raises(AccessDeniedError):
        desk.see(DEPARTMENT)


def test_the_table_holds_all_lines_and_their_sum(house: House) -> None:
    planned(house)
    file = house.queue.resource_desk.table(ADIT, 2027, TableKind.XLSX)
    assert file.name == "ressourcenplan-2027.xlsx"
    rows = list(load_workbook(BytesIO(file.data)).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:2] == ("Haushaltsjahr", "Dezernat")
    assert rows[1][:7] == (2027, "nicht angegeben", "Projektleitung", "nicht angegeben", "nicht angegeben", 30, 18375)
    assert rows[2][:7] == (2027, "Dezernat I", "Projektleitung", "27-014", "ja", 30, 18375)
    assert (rows[3][0], rows[3][5], rows[3][6], len(rows)) == ("Summe", 60, 36750, 4)


def test_rates_are_kept_by_those_who_keep_capacity_and_each_change_is_told(house: House) -> None:
    rates = house.queue.role_rates
    for who in (DEPARTMENT, AUDITOR):
        with pytest.raises(AccessDeniedError):
            rates.put(who, RATE)
    for wrong in ("", "zwölf", "-1", "0,001", "100.001"):
        with pytest.raises(InputError) as raised:
            rates.put(ADIT, RateWish(role="", eur_per_day=wrong, valid_from="morgen"))
        assert {one.pointer for one in raised.value.faults} == {"/role", "/eur_per_day", "/valid_from"}
    rates.put(ADIT, RATE)
    assert rates.put(ADIT, RateWish(role=RATE.role, eur_per_day="640", valid_from="01.01.2026")).eur_per_day == 640
    assert [one.eur_per_day for one in rates.all(AUDITOR)] == [640]
    rates.drop(ADIT, RATE.role, date(2026, 1, 1))
    rates.drop(ADIT, RATE.role, date(2026, 1, 1))
    assert rates.all(ADIT) == ()
    told = [one["event"] for one in lines_of(house.transactions.database, str(ADIT.city))]
    assert [one for one in told if one.startswith("rate-")] == ["rate-entered", "rate-entered", "rate-removed"]
