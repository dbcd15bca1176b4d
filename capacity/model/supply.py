"""What the city can work: staffing of roles, external pools, sums entered by week or quarter. Never persons."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSupply:
    """Person-days that a role can give to requests in a week or a quarter; they replace what follows from staffing.

    Args:
        role: Name of the role.
        period: As ``2027-Q1`` or ``2027-W05``.
        days: Person-days, from 0.
        person: Id of the person who entered it.
        at: When, UTC.
    """

    role: str
    period: str
    days: Decimal
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStaffing:
    """How a role is staffed from a day on, until the next entry of the same role.

    Args:
        role: Name of the role.
        valid_from: First day.
        fte: Full-time equivalents, from 0.
        base_percent: Share that running operation takes, 0 to 100.
        person: Id of the person who entered it.
        at: When, UTC.
    """

    role: str
    valid_from: date
    fte: Decimal
    base_percent: int
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalPool:
    """Person-days of somebody outside that a role may draw on, with its budget.

    Args:
        name: Whose they are, for example a framework agreement.
        role: Role they add to.
        begins: First day.
        ends: Last day.
        days: Person-days, above 0.
        budget_eur: What they cost; None where it was not stated.
        person: Id of the person who entered it.
        at: When, UTC.
    """

    name: str
    role: str
    begins: date
    ends: date
    days: Decimal
    budget_eur: Decimal | None
    person: str
    at: datetime
