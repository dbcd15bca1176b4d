"""The resource plan as the budget needs it, and what person-days cost, as the city keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from capacity.errors import FigureYearError
from capacity.model import ResourceLine, ResourceSum, RoleRate
from capacity.papers.resources import resources_workbook
from capacity.repository import PlanRepository, ResourceRepository
from capacity.services.files import MOST_ROWS, TableKind, table_file
from capacity.services.staffing import amount_in, day_in
from capacity.services.supplying import checked_role
from core.errors import Fault, InputError
from core.listing import Page
from infra.audit.model import Event, Subject
from infra.exported_file import ExportedFile
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

RATE = "role-rate"
MOST_EURO_PER_DAY = Decimal(100_000)
_CENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RateWish:
    """What a person-day of a role costs, as somebody typed it.

    Args:
        role: Name of the role.
        eur_per_day: Euro, with at most two decimals.
        valid_from: First day.
    """

    role: str
    eur_per_day: str
    valid_from: str

    def stored(self, person: str, at: datetime) -> RoleRate:
        """Return it as it is stored.

        Raises:
            InputError: Something is missing or cannot be read; all faults are named.
        """
        faults: list[Fault] = []
        role, rate, day = checked_role(self.role, faults), _euro_in(self.eur_per_day), day_in(self.valid_from)
        if rate is None:
            faults.append(Fault("capacity_rate", "/eur_per_day", properties={"maximum": f"{MOST_EURO_PER_DAY:f}"}))
        if day is None:
            faults.append(Fault("capacity_day", "/valid_from"))
        if faults or rate is None or day is None:
            raise InputError(faults)
        return RoleRate(role=role, valid_from=day, eur_per_day=rate, person=person, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRates:
    """Keeps what person-days cost; they count with the next plan.

    Args:
        transactions: Opens it to those who may enter it.
    """

    transactions: Transactions

    def all(self, actor: Actor) -> tuple[RoleRate, ...]:
        """Return what person-days cost, by role and day."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            return ResourceRepository(reading.session).rates()

    def put(self, actor: Actor, wish: RateWish, once: Once | None = None) -> RoleRate:
        """Enter what a person-day of a role costs from a day on, or change it.

        Raises:
            InputError: Something is missing or cannot be read.
        """
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            one = wish.stored(str(writing.actor.person), writing.now)
            ResourceRepository(writing.session).put_rate(one)
            told = {"valid_from": one.valid_from.isoformat(), "eur_per_day": f"{one.eur_per_day:f}"}
            writing.record(Event.RATE_ENTERED, Subject(kind=RATE, id=one.role), after=told)
            return writing.done(one)

    def drop(self, actor: Actor, role: str, valid_from: date, once: Once | None = None) -> None:
        """Take what a person-day of a role costs from a day on back; again changes nothing."""
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            if ResourceRepository(writing.session).drop_rate(role, valid_from):
                told = {"valid_from": valid_from.isoformat()}
                writing.record(Event.RATE_REMOVED, Subject(kind=RATE, id=role), before=told)
            writing.done(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenResources:
    """The resource plan of a budget year.

    Args:
        made_at: When the plan was made that it follows from, UTC; None where there is none.
        year: The budget year; None where there is no line of any year.
        totals: Person-days and their cost by budget year.
        lines: A page of the lines of this year.
        unestimated: Requests that are in no line, for nobody has estimated their effort.
    """

    made_at: datetime | None
    year: int | None
    totals: Mapping[int, ResourceSum]
    lines: Page[ResourceLine]
    unestimated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDesk:
    """Reads the resource plan.

    Args:
        transactions: Opens it to those who may see the plan of the queue.
    """

    transactions: Transactions

    def see(self, actor: Actor, year: int | None = None, *, page: int = 1, size: int = 25) -> SeenResources:
        """Return the resource plan of a budget year, without a word of the first one that it reaches.

        Raises:
            FigureYearError: The plan says nothing of this year.
        """
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            return _seen(reading, year, page, size)

    def table(self, actor: Actor, year: int | None, kind: TableKind) -> ExportedFile:
        """Return all lines of a budget year as a file, at most ``MOST_ROWS``.

        Raises:
            FigureYearError: As ``see``.
        """
        seen = self.see(actor, year, size=MOST_ROWS)
        name = "ressourcenplan" if seen.year is None else f"ressourcenplan-{seen.year}"
        total = ResourceSum() if seen.year is None else seen.totals[seen.year]
        return table_file(name, resources_workbook(seen.lines.items, total), kind)


def _seen(reading: Reading, year: int | None, page: int, size: int) -> SeenResources:
    repository, plan = ResourceRepository(reading.session), PlanRepository(reading.session).find()
    totals = repository.totals()
    shown = next(iter(totals), None) if year is None else year
    if year is not None and year not in totals:
        raise FigureYearError(year=str(year))
    return SeenResources(
        made_at=plan.made_at if plan else None,
        year=shown,
        totals=totals,
        lines=repository.page(shown or 0, page=page, size=size),
        unestimated=len(plan.unestimated) if plan else 0,
    )


def _euro_in(text: str) -> Decimal | None:
    """Return typed euro with at most two decimals; None where they cannot be read or are too much."""
    amount = amount_in(text, MOST_EURO_PER_DAY)
    return amount if amount is not None and amount == round(amount, _CENTS) else None
