"""What roles can give in the weeks ahead, as it is entered at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from capacity.repository import SupplyRepository
from capacity.rules.role_weeks import (
    CapacityFigures,
    Cell,
    by_quarter,
    presence,
    quarter_of,
    role_weeks,
    weeks_from,
)
from capacity.services.shared import present_calendar
from core.parameters import ParameterSet
from infra.holidays import is_school_holiday_in_hesse
from infra.transactions import Reading

_WEEKS_OF_A_QUARTER = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWeeks:
    """Capacity by role and week.

    Args:
        mondays: The weeks.
        by_role: Quarters of a person-day in each of them, by role.
        quarters: Person-days by role and quarter, where there are any.
        plannable_percent: Share of them that may be planned; the rest is reserve.
    """

    mondays: tuple[date, ...]
    by_role: Mapping[str, tuple[int, ...]]
    quarters: Mapping[Cell, Decimal]
    plannable_percent: int

    @property
    def first(self) -> str:
        """The present quarter."""
        return quarter_of(self.mondays[0])

    @property
    def last(self) -> str:
        """The last quarter that is looked ahead."""
        return quarter_of(self.mondays[-1])


def weeks_ahead(reading: Reading, figures: ParameterSet, day: date) -> RoleWeeks:
    """Return what roles can give from the quarter of a day on, at least as far as the plan reaches.

    Args:
        reading: The transaction.
        figures: Shares of presence, of the fast lane and of what may be planned.
        day: Today.
    """
    entered = SupplyRepository(reading.session).entered()
    mondays = weeks_from(day, 1 + ceil(figures.on("plan_weeks", day).number / _WEEKS_OF_A_QUARTER))
    shares = capacity_figures(figures, day)
    present = presence(present_calendar(reading, day), is_school_holiday_in_hesse, shares, mondays)
    weeks = role_weeks(entered, present, shares)
    percent = int(figures.on("plannable_percent", day).number)
    quarters = by_quarter(weeks, mondays)
    return RoleWeeks(mondays=mondays, by_role=weeks, quarters=quarters, plannable_percent=percent)


def capacity_figures(figures: ParameterSet, day: date) -> CapacityFigures:
    """Return the shares as they hold on a day."""

    def number(name: str) -> int:
        return int(figures.on(name, day).number)

    return CapacityFigures(
        presence_percent=number("presence_percent"),
        school_percent=number("presence_school_percent"),
        fast_lane_percent=number("fast_lane_percent"),
    )
