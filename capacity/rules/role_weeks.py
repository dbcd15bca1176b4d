"""What roles can give to requests in each week: derived from staffing, added to by pools, replaced by entered sums."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from capacity.model import ExternalPool, RoleStaffing, RoleSupply
from capacity.rules.calendar import WorkCalendar

QUARTER_DAYS = 4
"""Parts of a person-day that are counted: everything planned is a whole number of them."""

_WHOLE = 100
_WEEK, _DAY, _THURSDAY = timedelta(weeks=1), timedelta(days=1), timedelta(days=3)
_WORKING_DAYS = 5
QUARTER = re.compile(r"(20\d\d)-Q([1-4])", re.ASCII)
_ISO_WEEK = re.compile(r"(20\d\d)-(?:W|KW)(\d\d)", re.ASCII)
Cell = tuple[str, str]
"""A role in a quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityFigures:
    """The figures by which staffing becomes weeks.

    Args:
        presence_percent: Share of the working days on which people are there, outside school holidays.
        school_percent: The same in school holidays.
        fast_lane_percent: Share that is kept for what cannot wait (Eilkorridor).
    """

    presence_percent: int
    school_percent: int
    fast_lane_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredCapacity:
    """All that somebody has entered.

    Args:
        staffing: How roles are staffed.
        pools: What external pools add.
        sums: Sums by week or quarter.
    """

    staffing: tuple[RoleStaffing, ...] = ()
    pools: tuple[ExternalPool, ...] = ()
    sums: tuple[RoleSupply, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """All roles of which something was entered, by name."""
        return tuple(sorted({one.role for part in (self.staffing, self.pools, self.sums) for one in part}))


def read_period(text: str) -> str | None:
    """Return a week or quarter as it is stored, ``2027-W05`` or ``2027-Q1``; None where it is neither."""
    plain = text.strip().upper()
    if QUARTER.fullmatch(plain):
        return plain
    if not (week := _ISO_WEEK.fullmatch(plain)):
        return None
    try:
        date.fromisocalendar(int(week[1]), int(week[2]), 1)
    except ValueError:
        return None
    return f"{week[1]}-W{week[2]}"


def week_of(day: date) -> str:
    """Return the week of a day by ISO 8601, as ``2027-W05``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - _DAY * day.weekday()


def quarter_of(monday: date) -> str:
    """Return the quarter that a week belongs to: the one of its Thursday."""
    day = monday + _THURSDAY
    return f"{day.year}-Q{(day.month + 2) // 3}"


def mondays_of(period: str) -> tuple[date, ...]:
    """Return the Mondays of the weeks of a period as ``read_period`` gives it."""
    year, part = period.split("-")
    if part.startswith("W"):
        return (date.fromisocalendar(int(year), int(part[1:]), 1),)
    begun = monday_of(date(int(year), 3 * int(part[1:]) - 2, 1))
    return tuple(one for number in range(15) if quarter_of(one := begun + _WEEK * number) == period)


def weeks_from(day: date, quarters: int) -> tuple[date, ...]:
    """Return the Mondays of so many whole quarters, the one of a day first."""
    mondays = list(mondays_of(quarter_of(monday_of(day))))
    for _ in range(quarters - 1):
        mondays += mondays_of(quarter_of(mondays[-1] + _WEEK))
    return tuple(mondays)


def presence(
    calendar: WorkCalendar, is_school_holiday: Callable[[date], bool], figures: CapacityFigures, mondays: Iterable[date]
) -> dict[date, int]:
    """Return by Monday the hundredths of a day that a full-time equivalent is there in the week.

    Args:
        calendar: Working days of the city.
        is_school_holiday: Tells whether a day lies in school holidays.
        figures: Shares of presence.
        mondays: The weeks.
    """

    def share(day: date) -> int:
        if not calendar.is_working(day):
            return 0
        return figures.school_percent if is_school_holiday(day) else figures.presence_percent

    return {monday: sum(share(monday + _DAY * number) for number in range(_WORKING_DAYS)) for monday in mondays}


def role_weeks(
    entered: EnteredCapacity, present: Mapping[date, int], figures: CapacityFigures
) -> dict[str, tuple[int, ...]]:
    """Return what each role can give in each week, in quarters of a person-day.

    A sum of a week replaces what follows from staffing, a sum of a quarter does where no week is entered. Pools add.

    Args:
        entered: What was entered.
        present: Presence of a full-time equivalent by Monday.
        figures: Share of the fast lane.
    """
    sums = _sums_by_week(entered.sums)
    pools = _pools_by_week(entered.pools)
    found: dict[str, tuple[int, ...]] = {}
    for role in entered.roles:
        staffed = _staffed([one for one in entered.staffing if one.role == role], present, figures)
        found[role] = tuple(
            sums.get((role, monday), amount) + pools.get((role, monday), 0) for monday, amount in staffed.items()
        )
    return found


def plannable_weeks(weeks: Sequence[int], mondays: Sequence[date], percent: int) -> tuple[int, ...]:
    """Return what may be planned of a role in each week, in quarters of a person-day.

    The share holds for the quarter: what a week lacks of a whole quarter of a day, the next one has.

    Args:
        weeks: What the role can give in each week, likewise.
        mondays: The weeks; the first one begins a quarter.
        percent: Share that may be planned; the rest is reserve.
    """
    shares = (Decimal(amount * percent) / _WHOLE for amount in weeks)
    return tuple(_carried(zip(mondays, shares, strict=True)).values())


def by_quarter(weeks: Mapping[str, Sequence[int]], mondays: Sequence[date]) -> dict[Cell, Decimal]:
    """Return person-days by role and quarter, where there are any."""
    found: dict[Cell, int] = {}
    for role, amounts in weeks.items():
        for monday, amount in zip(mondays, amounts, strict=True):
            cell = role, quarter_of(monday)
            found[cell] = found.get(cell, 0) + amount
    return {cell: Decimal(amount) / QUARTER_DAYS for cell, amount in found.items() if amount}


def _staffed(
    staffing: Iterable[RoleStaffing], present: Mapping[date, int], figures: CapacityFigures
) -> dict[date, int]:
    """Return what the staffing of a role gives by Monday."""
    entries = sorted(staffing, key=lambda one: one.valid_from)

    def net(monday: date, hundredths: int) -> Decimal:
        valid = next((one for one in reversed(entries) if one.valid_from <= monday), None)
        return _net(valid, hundredths, figures) if valid else Decimal(0)

    return _carried((monday, net(monday, hundredths)) for monday, hundredths in present.items())


def _carried(weeks: Iterable[tuple[date, Decimal]]) -> dict[date, int]:
    """Return whole quarters of a person-day by Monday; what is below one goes into the next week.

    Only within a quarter of the year: a week does not depend on where the count began.
    """
    found: dict[date, int] = {}
    quarter, total, given = "", Decimal(0), 0
    for monday, amount in weeks:
        if quarter_of(monday) != quarter:
            quarter, total, given = quarter_of(monday), Decimal(0), 0
        total += amount
        found[monday] = int(total.quantize(Decimal(1), rounding=ROUND_HALF_UP)) - given
        given += found[monday]
    return found


def _net(valid: RoleStaffing, hundredths: int, figures: CapacityFigures) -> Decimal:
    """Return quarters of a person-day in a week, without running operation and the fast lane."""
    shares = (_WHOLE - valid.base_percent) * (_WHOLE - figures.fast_lane_percent)
    return valid.fte * hundredths * shares * QUARTER_DAYS / _WHOLE**3


def _sums_by_week(sums: Iterable[RoleSupply]) -> dict[tuple[str, date], int]:
    """Return quarters of a person-day by role and Monday; weeks go before quarters."""
    found: dict[tuple[str, date], int] = {}
    for one in sorted(sums, key=lambda one: "W" in one.period):
        mondays = mondays_of(one.period)
        found.update(
            {
                (one.role, monday): part
                for monday, part in zip(mondays, spread_evenly(one.days, len(mondays)), strict=True)
            }
        )
    return found


def _pools_by_week(pools: Iterable[ExternalPool]) -> dict[tuple[str, date], int]:
    found: dict[tuple[str, date], int] = {}
    for one in pools:
        mondays = _mondays_between(one.begins, one.ends)
        for monday, part in zip(mondays, spread_evenly(one.days, len(mondays)), strict=True):
            found[one.role, monday] = found.get((one.role, monday), 0) + part
    return found


def _mondays_between(begins: date, ends: date) -> list[date]:
    """Return the Mondays of the weeks whose Thursday lies in a span; of its first week where none does."""
    first = monday_of(begins)
    weeks = [first + _WEEK * number for number in range((ends - first).days // 7 + 1)]
    return [one for one in weeks if begins <= one + _THURSDAY <= ends] or [first]


def spread_evenly(days: Decimal, weeks: int) -> list[int]:
    """Return person-days spread evenly over weeks in whole quarters of a day; together they are the whole.

    Args:
        days: Person-days, from 0.
        weeks: Weeks, 1 or more.
    """
    total = int((days * QUARTER_DAYS).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return [total * (number + 1) // weeks - total * number // weeks for number in range(weeks)]
