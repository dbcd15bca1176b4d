"""What roles can work as the interface shows it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.once import presented
from capacity.model import ExternalPool, RoleStaffing, RoleSupply
from capacity.rules.role_weeks import QUARTER_DAYS, week_of
from capacity.services.role_weeks import RoleWeeks
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyView:
    """Person-days that a role can give in a week or quarter."""

    role: str
    period: str
    person_days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWeekView:
    """Person-days that a role can give in a week, however they are known."""

    role: str
    week: str
    person_days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingView:
    """How a role is staffed from a day on.

    Args:
        role: Name of the role.
        valid_from: First day.
        fte: Full-time equivalents.
        base_percent: Share of running operation.
    """

    role: str
    valid_from: date
    fte: str
    base_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolView:
    """Person-days of somebody outside; ``budget_eur`` is null where it was not stated."""

    name: str
    role: str
    begins: date
    ends: date
    person_days: str
    budget_eur: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSupplyView:
    """How many sums were entered from a table."""

    rows: int


def supply_view(one: RoleSupply) -> SupplyView:
    """Return a sum."""
    return SupplyView(role=one.role, period=one.period, person_days=f"{one.days:f}")


def week_views(weeks: RoleWeeks) -> list[RoleWeekView]:
    """Return all weeks, by role."""
    return [
        RoleWeekView(role=role, week=week_of(monday), person_days=f"{Decimal(amount) / QUARTER_DAYS:f}")
        for role, amounts in weeks.by_role.items()
        for monday, amount in zip(weeks.mondays, amounts, strict=True)
    ]


def staffing_view(one: RoleStaffing) -> StaffingView:
    """Return how a role is staffed."""
    return StaffingView(role=one.role, valid_from=one.valid_from, fte=f"{one.fte:f}", base_percent=one.base_percent)


def pool_view(one: ExternalPool) -> PoolView:
    """Return an external pool."""
    return PoolView(
        name=one.name,
        role=one.role,
        begins=one.begins,
        ends=one.ends,
        person_days=f"{one.days:f}",
        budget_eur=None if one.budget_eur is None else f"{one.budget_eur:f}",
    )


def kept_supply(one: RoleSupply) -> KeptAnswer:
    """Return the answer to person-days that were entered."""
    return presented(supply_view(one))


def kept_staffing(one: RoleStaffing) -> KeptAnswer:
    """Return the answer to a staffing that was entered."""
    return presented(staffing_view(one))


def kept_pool(one: ExternalPool) -> KeptAnswer:
    """Return the answer to a pool that was entered."""
    return presented(pool_view(one))


def kept_import(rows: int) -> KeptAnswer:
    """Return the answer to a table."""
    return presented(ImportedSupplyView(rows=rows))
