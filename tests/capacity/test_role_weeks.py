"""What roles can give in each week: from staffing, pools and sums, against the golden cases and a plain count."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.council_wiring import typed_rows
from capacity.model import ExternalPool, RoleStaffing, RoleSupply
from capacity.rules.calendar import WorkCalendar, calendar_of
from capacity.rules.role_weeks import (
    CapacityFigures,
    EnteredCapacity,
    by_quarter,
    mondays_of,
    plannable_weeks,
    presence,
    quarter_of,
    read_period,
    role_weeks,
    week_of,
    weeks_from,
)
from capacity.services.role_weeks import capacity_figures
from capacity.services.staffing import PoolWish, StaffingWish
from capacity.services.supplying import COLUMNS, read_sums
from core.cells import Cell, CellKind, Sheet, Workbook
from core.errors import InputError
from infra.holidays import holiday_in_hesse, is_school_holiday_in_hesse
from infra.parameters import load_parameters
from infra.spreadsheet.xlsx_writer import write_xlsx
from tests.factories import Json
from tests.golden.capacity_cases import cases_of

AT = datetime(2026, 11, 23, tzinfo=UTC)
FIGURES = capacity_figures(load_parameters("capacity"), date(2026, 11, 23))
CALENDAR = calendar_of(date(2026, 1, 1), date(2029, 12, 31), holiday_in_hesse, ())
EVERY_DAY = WorkCalendar(date(2026, 1, 1), date(2029, 12, 31), frozenset())
FULL = CapacityFigures(presence_percent=100, school_percent=100, fast_lane_percent=0)
WEEKS = weeks_from(date(2026, 11, 23), 9)


def staffing(fte: str = "1", base: int = 0, since: date = date(2026, 1, 1), role: str = "A") -> RoleStaffing:
    return RoleStaffing(role=role, valid_from=since, fte=Decimal(fte), base_percent=base, person="p", at=AT)


def total(period: str, days: str, role: str = "A") -> RoleSupply:
    return RoleSupply(role=role, period=period, days=Decimal(days), person="p", at=AT)


def full_weeks(entered: EnteredCapacity) -> dict[str, tuple[int, ...]]:
    return role_weeks(entered, presence(EVERY_DAY, lambda _: False, FULL, WEEKS), FULL)


@pytest.mark.parametrize("case", cases_of("role_weeks").values(), ids=lambda case: case["id"])
def test_a_year_of_a_role(case: Json) -> None:
    year = tuple(monday for quarter in range(1, 5) for monday in mondays_of(f"{case['year']}-Q{quarter}"))
    present = presence(CALENDAR, is_school_holiday_in_hesse, FIGURES, year)
    entered = EnteredCapacity(staffing=(staffing(case["fte"], case["base"]),))
    found = role_weeks(entered, present, FIGURES)["A"]
    assert Decimal(sum(found)) / 4 == Decimal(case["expect"])
    assert sum(by_quarter({"A": found}, year).values()) == Decimal(case["expect"])


def test_the_share_that_may_be_planned_is_that_of_the_year_and_of_no_week_more() -> None:
    case = cases_of("role_weeks")["role_weeks-year"]
    year = tuple(monday for quarter in range(1, 5) for monday in mondays_of(f"{case['year']}-Q{quarter}"))
    present = presence(CALENDAR, is_school_holiday_in_hesse, FIGURES, year)
    found = role_weeks(EnteredCapacity(staffing=(staffing(case["fte"], case["base"]),)), present, FIGURES)["A"]
    planned = plannable_weeks(found, year, 80)
    assert Decimal(sum(planned)) / 4 == Decimal(case["plannable"])
    assert all(part <= whole for part, whole in zip(planned, found, strict=True))


@given(st.lists(st.integers(0, 200), min_size=len(WEEKS), max_size=len(WEEKS)), st.integers(0, 100))
def test_a_quarter_is_planned_to_its_share_wherever_the_count_begins(weeks: list[int], percent: int) -> None:
    planned = plannable_weeks(weeks, WEEKS, percent)
    begins = next(place for place, monday in enumerate(WEEKS) if quarter_of(monday) == "2027-Q1")
    assert planned[begins:] == plannable_weeks(weeks[begins:], WEEKS[begins:], percent)
    whole, share = by_quarter({"A": weeks}, WEEKS), by_quarter({"A": planned}, WEEKS)
    assert all(abs(share.get(cell, 0) * 8 - whole[cell] * 8 * percent / 100) <= 1 for cell in whole)


def test_a_week_has_its_quarter_and_quarters_have_all_weeks_once() -> None:
    assert (week_of(date(2027, 1, 1)), quarter_of(date(2026, 12, 28))) == ("2026-W53", "2026-Q4")
    assert (WEEKS[0], len(WEEKS), len(set(map(quarter_of, WEEKS)))) == (date(2026, 9, 28), 118, 9)
    assert all(after - before == timedelta(weeks=1) for before, after in pairwise(WEEKS))
    assert mondays_of("2027-W05") == (date(2027, 2, 1),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 2027-q1 ", "2027-Q1"),
        ("2027-KW05", "2027-W05"),
        ("2026-W53", "2026-W53"),
        ("2027-W53", None),
        ("2027-W00", None),
        ("2027-Q5", None),
        ("bald", None),
    ],
)
def test_periods_are_read(text: str, expected: str | None) -> None:
    assert read_period(text) == expected


def test_staffing_holds_until_the_next_entry_and_sums_go_before_it() -> None:
    entered = EnteredCapacity(
        staffing=(staffing("2", since=date(2027, 2, 1)), staffing("1", since=date(2026, 12, 1))),
        sums=(total("2027-Q2", "13"), total("2027-W15", "7.25")),
    )
    found = dict(zip(map(week_of, WEEKS), full_weeks(entered)["A"], strict=True))
    assert (found["2026-W49"], found["2026-W50"], found["2027-W04"], found["2027-W05"]) == (0, 20, 20, 40)
    assert (found["2027-W14"], found["2027-W15"], found["2027-W16"], found["2027-W27"]) == (4, 29, 4, 40)


@given(days=st.integers(0, 4_000), weeks=st.integers(1, 60))
def test_pools_and_quarters_give_exactly_what_was_entered(days: int, weeks: int) -> None:
    amount, begins = Decimal(days) / 4, date(2027, 1, 5)
    pool = ExternalPool(
        name="R",
        role="A",
        begins=begins,
        ends=begins + timedelta(days=7 * weeks - 4),
        days=amount,
        budget_eur=None,
        person="p",
        at=AT,
    )
    found = full_weeks(EnteredCapacity(pools=(pool,), sums=(total("2027-Q3", f"{amount}", "B"),)))
    assert (sum(found["A"]), sum(found["B"])) == (days, days)
    held = [one for one, monday in zip(found["A"], WEEKS, strict=True) if date(2027, 1, 4) <= monday <= pool.ends]
    assert (len(held), max(held) - min(held) <= 1) == (weeks, True)


def test_a_table_is_read_whole_or_not_at_all() -> None:
    head = ("Personentage", " rolle", "Zeitraum", "Bemerkung")
    assert read_sums((head, ("3,5", "A", "2027-KW05"), ("", "", ""), ("12,5", "A", "2027-Q1", "x"))) == {
        ("A", "2027-W05"): Decimal("3.5"),
        ("A", "2027-Q1"): Decimal("12.5"),
    }
    with pytest.raises(InputError) as refused:
        read_sums((head, ("viele", "A", "2027-Q1"), ("1", "A", "2027-Q1"), ("2", "A", "2027-Q1"), ("1",)))
    assert [one.properties["line"] for one in refused.value.faults] == ["2", "4", "5"]
    for rows in ((), (head,), (("Rolle", "Zeitraum"), ("A", "2027-Q1"))):
        with pytest.raises(InputError):
            read_sums(rows)


def test_a_thousand_is_a_thousand_in_every_kind_of_table() -> None:
    """A number of a workbook is what it says; a text is read as people type it, and refused where that is unclear."""
    texts = b"Rolle;Zeitraum;Personentage\nA;2027-Q1;1.000\nB;2027-Q1;12,5\n"
    wanted = {("A", "2027-Q1"): Decimal(1000), ("B", "2027-Q1"): Decimal("12.5")}
    assert read_sums(typed_rows(texts)) == wanted
    heads = {(0, place): Cell(CellKind.TEXT, text) for place, text in enumerate(COLUMNS)}
    lines = {(row, 0): Cell(CellKind.TEXT, role) for row, role in enumerate("ABC", 1)}
    lines |= {(row, 1): Cell(CellKind.TEXT, "2027-Q1") for row in range(1, 4)}
    days = (Cell(CellKind.NUMBER, Decimal(1000)), Cell(CellKind.NUMBER, Decimal("12.5")), Cell(CellKind.TEXT, "1.000"))
    cells = heads | lines | {(row, 2): cell for row, cell in enumerate(days, 1)}
    book = write_xlsx(Workbook((Sheet("Kapazität", cells),)))
    assert read_sums(typed_rows(book)) == {**wanted, ("C", "2027-Q1"): Decimal(1000)}
    with pytest.raises(InputError):
        read_sums(typed_rows(b"Rolle;Zeitraum;Personentage\nA;2027-Q1;12.5\n"))


def test_what_cannot_be_read_is_refused_with_every_fault() -> None:
    with pytest.raises(InputError) as refused:
        StaffingWish(role="", fte="-1", base_percent="12,5", valid_from="bald").stored("p", AT)
    assert [one.pointer for one in refused.value.faults] == ["/role", "/fte", "/base_percent", "/valid_from"]
    with pytest.raises(InputError) as refused:
        PoolWish(name="", role="", begins="1.2.2027", ends="31.1.2027", days="0", budget_eur="viel").stored("p", AT)
    assert [one.pointer for one in refused.value.faults] == ["/name", "/role", "/ends", "/days", "/budget_eur"]
    with pytest.raises(InputError) as refused:
        PoolWish(name="R", role="A", begins="", ends="", days="1").stored("p", AT)
    assert [one.pointer for one in refused.value.faults] == ["/begins", "/ends"]
