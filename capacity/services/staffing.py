"""How roles are staffed and what external pools add: sums that follow the year by themselves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from capacity.model import ExternalPool, RoleStaffing
from capacity.repository import SupplyRepository
from capacity.services.reviewing import checked_text
from capacity.services.supplying import MOST_DAYS, checked_role, days_in
from core.errors import Fault, InputError
from core.german import read_day, read_number
from infra.audit.model import Event, Subject
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions

STAFFING, POOL = "role-staffing", "external-pool"
MOST_FTE, LONGEST_NAME, MOST_EURO = Decimal(1_000), 120, Decimal(10**9)
_LONGEST_SPAN = timedelta(days=3_660)
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingWish:
    """The staffing of a role, as somebody typed it.

    Args:
        role: Name of the role.
        fte: Full-time equivalents.
        base_percent: Share of running operation in percent.
        valid_from: First day.
    """

    role: str
    fte: str
    base_percent: str
    valid_from: str

    def stored(self, person: str, at: datetime) -> RoleStaffing:
        """Return it as it is stored.

        Raises:
            InputError: Something is missing or cannot be read; all faults are named.
        """
        faults: list[Fault] = []
        role, fte = checked_role(self.role, faults), amount_in(self.fte, MOST_FTE)
        share, day = amount_in(self.base_percent, _WHOLE), day_in(self.valid_from)
        if fte is None:
            faults.append(Fault("capacity_fte", "/fte", properties={"maximum": f"{MOST_FTE:f}"}))
        if share is None or share % 1:
            faults.append(Fault("capacity_percent", "/base_percent"))
        if day is None:
            faults.append(Fault("capacity_day", "/valid_from"))
        if faults:
            raise InputError(faults)
        return RoleStaffing(
            role=role,
            valid_from=day or _FIRST,
            fte=fte or Decimal(0),
            base_percent=int(share or 0),
            person=person,
            at=at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolWish:
    """An external pool, as somebody typed it.

    Args:
        name: Whose person-days they are.
        role: Role they add to.
        begins: First day.
        ends: Last day.
        days: Person-days.
        budget_eur: What they cost; empty where it is not stated.
    """

    name: str
    role: str
    begins: str
    ends: str
    days: str
    budget_eur: str = ""

    def stored(self, person: str, at: datetime) -> ExternalPool:
        """Return it as it is stored.

        Raises:
            InputError: Something is missing or cannot be read; all faults are named.
        """
        faults: list[Fault] = []
        name, role = checked_name(self.name, faults), checked_role(self.role, faults)
        begins, ends = _span(self.begins, self.ends, faults)
        days, budget = days_in(self.days), amount_in(self.budget_eur, MOST_EURO)
        if not days:
            faults.append(Fault("capacity_person_days", "/days", properties={"maximum": f"{MOST_DAYS:f}"}))
        if self.budget_eur.strip() and budget is None:
            faults.append(Fault("capacity_euro", "/budget_eur"))
        if faults:
            raise InputError(faults)
        days = days or Decimal(0)
        return ExternalPool(
            name=name, role=role, begins=begins, ends=ends, days=days, budget_eur=budget, person=person, at=at
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """Keeps how roles are staffed and what external pools add.

    Args:
        transactions: Opens them to those who may enter it.
    """

    transactions: Transactions

    def all(self, actor: Actor) -> tuple[RoleStaffing, ...]:
        """Return how roles are staffed, by role and day."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            return SupplyRepository(reading.session).staffing()

    def pools(self, actor: Actor) -> tuple[ExternalPool, ...]:
        """Return external pools, by name, role and day."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            return SupplyRepository(reading.session).pools()

    def put(self, actor: Actor, wish: StaffingWish, once: Once | None = None) -> RoleStaffing:
        """Enter how a role is staffed from a day on, or change it.

        Raises:
            InputError: Something is missing or cannot be read.
        """
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            one = wish.stored(str(writing.actor.person), writing.now)
            SupplyRepository(writing.session).put_staffing(one)
            told = {"valid_from": one.valid_from.isoformat(), "fte": f"{one.fte:f}", "base_percent": one.base_percent}
            writing.record(Event.STAFFING_ENTERED, Subject(kind=STAFFING, id=one.role), after=told)
            return writing.done(one)

    def drop(self, actor: Actor, role: str, valid_from: date, once: Once | None = None) -> None:
        """Take the staffing of a role from a day on back; again changes nothing."""
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            if SupplyRepository(writing.session).drop_staffing(role, valid_from):
                told = {"valid_from": valid_from.isoformat()}
                writing.record(Event.STAFFING_REMOVED, Subject(kind=STAFFING, id=role), before=told)
            writing.done(None)

    def put_pool(self, actor: Actor, wish: PoolWish, once: Once | None = None) -> ExternalPool:
        """Enter an external pool, or change it.

        Raises:
            InputError: Something is missing or cannot be read.
        """
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            one = wish.stored(str(writing.actor.person), writing.now)
            SupplyRepository(writing.session).put_pool(one)
            told = {"role": one.role, "begins": one.begins.isoformat(), "ends": one.ends.isoformat()}
            told |= {
                "person_days": f"{one.days:f}",
                "budget_eur": "" if one.budget_eur is None else f"{one.budget_eur:f}",
            }
            writing.record(Event.POOL_ENTERED, Subject(kind=POOL, id=one.name), after=told)
            return writing.done(one)

    def drop_pool(self, actor: Actor, name: str, role: str, begins: date, once: Once | None = None) -> None:
        """Take an external pool back; again changes nothing."""
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            if SupplyRepository(writing.session).drop_pool(name, role, begins):
                told = {"role": role, "begins": begins.isoformat()}
                writing.record(Event.POOL_REMOVED, Subject(kind=POOL, id=name), before=told)
            writing.done(None)


def checked_name(text: str, faults: list[Fault]) -> str:
    """Return the name of a pool; what is wrong with it goes to the faults."""
    try:
        return checked_text(text, "name", longest=LONGEST_NAME)
    except InputError as error:
        faults.extend(error.faults)
        return ""


def amount_in(text: str, most: Decimal) -> Decimal | None:
    """Return a typed amount from 0; None where it cannot be read or is too much."""
    read = read_number(text)
    return Decimal(read) if read is not None and 0 <= Decimal(read) <= most else None


def day_in(text: str) -> date | None:
    """Return a typed day of this century; None where it cannot be read."""
    day = read_day(text)
    return day if day is not None and _FIRST <= day <= _LAST else None


def _span(begins: str, ends: str, faults: list[Fault]) -> tuple[date, date]:
    first, last = day_in(begins), day_in(ends)
    if first is None:
        faults.append(Fault("capacity_day", "/begins"))
    if last is None:
        faults.append(Fault("capacity_day", "/ends"))
    elif first is not None and not first <= last <= first + _LONGEST_SPAN:
        faults.append(Fault("capacity_span", "/ends"))
    return first or _FIRST, last or _FIRST
