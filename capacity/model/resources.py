"""The resource plan: person-days and their cost by what pays them, for the budget."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

_QUARTERS, _QUARTER_CENTS = Decimal(4), Decimal(400)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class BudgetLine:
    """Where in the budget a request stands; each empty where nobody has said.

    Args:
        dezernat: The Dezernat.
        account: Produktkonto or Investitionsnummer.
        mip: Whether it stands in the mittelfristige Investitionsplanung (MIP), by its code.
    """

    dezernat: str = ""
    account: str = ""
    mip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRate:
    """What a person-day of a role costs from a day on, until the next entry of the same role.

    Args:
        role: Name of the role.
        valid_from: First day.
        eur_per_day: Euro and cents, from 0.
        person: Id of the person who entered it.
        at: When, UTC.
    """

    role: str
    valid_from: date
    eur_per_day: Decimal
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceSum:
    """Person-days and what they cost, exactly: quarters of a day, and quarters of a cent.

    Args:
        quarter_days: Quarters of a person-day, from 0.
        quarter_cents: Quarters of a cent of those that have a rate, from 0.
        unpriced: Quarters of a person-day without one, at most ``quarter_days``.
    """

    quarter_days: int = 0
    quarter_cents: int = 0
    unpriced: int = 0

    def __add__(self, other: "ResourceSum") -> "ResourceSum":
        """Return both together."""
        return ResourceSum(
            quarter_days=self.quarter_days + other.quarter_days,
            quarter_cents=self.quarter_cents + other.quarter_cents,
            unpriced=self.unpriced + other.unpriced,
        )

    @property
    def person_days(self) -> Decimal:
        """Person-days."""
        return Decimal(self.quarter_days) / _QUARTERS

    @property
    def unpriced_days(self) -> Decimal:
        """Person-days without a rate."""
        return Decimal(self.unpriced) / _QUARTERS

    @property
    def euro(self) -> Decimal | None:
        """What they cost; None where a part of them has no rate: a sum of the rest would look like all."""
        return None if self.unpriced else self.priced_euro

    @property
    def priced_euro(self) -> Decimal:
        """What those cost that have a rate."""
        return Decimal(self.quarter_cents) / _QUARTER_CENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """A line of the resource plan.

    Args:
        year: Budget year.
        line: Where in the budget it stands.
        role: The role.
        is_planned: It follows from the weeks of the plan; False where the requests have no place there and only the
            quarters of their estimate are known.
        total: Person-days and their cost.
    """

    year: int
    line: BudgetLine
    role: str
    is_planned: bool
    total: ResourceSum
