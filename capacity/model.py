"""What this package tells about requests for IT capacity."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class CapacityState(StrEnum):
    """Where a request stands in the queue; ``KEINE`` is none, or one that was refused."""

    KEINE = "keine"
    GESTELLT = "gestellt"
    TEILWEISE = "teilweise"
    VORBEHALT = "vorbehalt"
    ZUGESAGT = "zugesagt"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedEffort:
    """Person-days of a role in a quarter that somebody asks for.

    Args:
        role: Code of the role.
        quarter: As ``2027-Q1``.
        days_from: At least, from 0.
        days_to: At most, not below ``days_from``.
    """

    role: str
    quarter: str
    days_from: Decimal
    days_to: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is asked for: all that another room hands in.

    Args:
        title: What it is about.
        office: Id of the office that asks.
        efforts: Person-days by role and quarter.
        cost_once_eur: One-off cost; None where it was not stated.
        cost_yearly_eur: Running cost a year likewise.
        cost_total_eur: Sum over five years likewise.
        begins: First day of the work; None where it was not stated.
        go_live: Day of the start of operation likewise.
    """

    title: str
    office: str
    efforts: tuple[RequestedEffort, ...] = ()
    cost_once_eur: Decimal | None = None
    cost_yearly_eur: Decimal | None = None
    cost_total_eur: Decimal | None = None
    begins: date | None = None
    go_live: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityRequest:
    """A request for IT capacity.

    Args:
        number: Its number; 0 before it is stored.
        demand: What is asked for.
        state: Where it stands.
        since: Day on which it was handed in first.
        until: Last day of the promised capacity; None while nothing is promised.
        reason: Why it was decided so; empty while nothing is decided.
        decided_by: Id of the person; None likewise.
        decided_at: When, UTC; None likewise.
        handed_in_by: Id of the person who handed it in last.
        changed_at: When it was changed last, UTC.
        version: Counts its changes, from 1.
    """

    number: int
    demand: Demand
    state: CapacityState
    since: date
    until: date | None = None
    reason: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = None
    handed_in_by: str
    changed_at: datetime
    version: int = 1

    @property
    def person_days(self) -> Decimal:
        """Sum of the upper ends."""
        return sum((one.days_to for one in self.demand.efforts), Decimal(0))
