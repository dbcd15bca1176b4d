"""How full roles are, week by week, as a drawing and as a table by quarter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from capacity.model import QueuePlan, RoleLoad
from capacity.rules.role_weeks import QUARTER_DAYS, quarter_of, week_of

WEEKS_IN_ROW = 26
CELL, LINE, MARGIN = 34, 50, 8
_LABEL = 18
_WHOLE, _HALF, _TIGHT = 100, 50, 80
_NEVER, _LOW, _MIDDLE, _HIGH, _FULL = 5, 1, 3, 2, 8
LEGEND: tuple[tuple[int, str], ...] = (
    (_LOW, "unter 50 %"),
    (_MIDDLE, "50 bis 79 %"),
    (_HIGH, "80 bis 99 %"),
    (_FULL, "100 % oder mehr"),
    (_NEVER, "keine Kapazität"),
)
"""Styles of cells with what they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A week of a role: its place, style and number in percent."""

    x: int
    style: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """Weeks of a role in a row: label with the first week, upper edges, cells."""

    label: str
    label_y: int
    y: int
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLoad:
    """A role in a quarter: what may be planned, what is planned, and what is still free, in person-days."""

    role: str
    quarter: str
    plannable: Decimal
    booked: Decimal

    @property
    def free(self) -> Decimal:
        """Person-days that still fit."""
        return self.plannable - self.booked

    @property
    def percent(self) -> int | None:
        """Share that is planned; None where nothing may be."""
        return int(self.booked * _WHOLE / self.plannable) if self.plannable else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """The drawing with its table."""

    id: str
    title: str
    description: str
    width: int
    height: int
    rows: tuple[HeatRow, ...]
    quarters: tuple[QuarterLoad, ...]


def heat_map(plan: QueuePlan) -> HeatMap:
    """Return how full roles are in all weeks of a plan."""
    rows = tuple(_rows(plan))
    weeks = max((len(one.plannable) for one in plan.roles), default=0)
    return HeatMap(
        id="auslastung",
        title=f"Auslastung der Rollen in {weeks} Wochen",
        description="Je Rolle und Woche der verplante Anteil der planbaren Kapazität in Prozent. "
        "Dieselben Angaben je Quartal stehen in der Tabelle darunter.",
        width=WEEKS_IN_ROW * CELL,
        height=len(rows) * LINE + MARGIN,
        rows=rows,
        quarters=tuple(_quarters(plan)),
    )


def _rows(plan: QueuePlan) -> Iterator[HeatRow]:
    weeks = max((len(one.plannable) for one in plan.roles), default=0)
    number = 0
    for first in range(0, weeks, WEEKS_IN_ROW):
        for role in plan.roles:
            begun = week_of(plan.monday + timedelta(weeks=first))
            top = number * LINE
            yield HeatRow(
                label=f"{role.role}, ab {begun}",
                label_y=top + _LABEL - 4,
                y=top + _LABEL,
                cells=tuple(_cells(role, first)),
            )
            number += 1


def _cells(role: RoleLoad, first: int) -> Iterator[HeatCell]:
    part = slice(first, first + WEEKS_IN_ROW)
    for place, (plannable, booked) in enumerate(zip(role.plannable[part], role.booked[part], strict=True)):
        percent = booked * _WHOLE // plannable if plannable else None
        yield HeatCell(x=place * CELL, style=_style(percent), text="–" if percent is None else f"{percent}")


def _style(percent: int | None) -> int:
    if percent is None:
        return _NEVER
    if percent < _HALF:
        return _LOW
    if percent < _TIGHT:
        return _MIDDLE
    return _HIGH if percent < _WHOLE else _FULL


def _quarters(plan: QueuePlan) -> Iterator[QuarterLoad]:
    for role in (one for one in plan.roles if any(one.plannable)):
        mondays = [plan.monday + timedelta(weeks=number) for number in range(len(role.plannable))]
        for quarter in dict.fromkeys(map(quarter_of, mondays)):
            yield QuarterLoad(
                role=role.role,
                quarter=quarter,
                plannable=_days(role.plannable, mondays, quarter),
                booked=_days(role.booked, mondays, quarter),
            )


def _days(amounts: Sequence[int], mondays: Sequence[date], quarter: str) -> Decimal:
    pairs = zip(amounts, mondays, strict=True)
    return Decimal(sum(amount for amount, monday in pairs if quarter_of(monday) == quarter)) / QUARTER_DAYS
