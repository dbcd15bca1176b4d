"""What roles can work: entered by quarter, read by those who plan."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from capacity.model import ChoiceList, RequestStage, RoleSupply, UrgencyClass
from capacity.repository import ChoiceRepository, SupplyRepository
from capacity.rules.choices import offered
from capacity.rules.priority.supply import UrgentShare, plannable, quarter_of
from capacity.services.prioritising import PROMISED
from capacity.services.reviewing import checked_text
from core.errors import Fault, InputError
from core.german import read_number
from core.parameters import ParameterSet
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

SUPPLY = "role-supply"
LONGEST_ROLE, MOST_DAYS = 64, Decimal(100_000)
_QUARTER = re.compile(r"20\d\d-Q[1-4]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyWish:
    """Person-days of a role in a quarter, as somebody typed them.

    Args:
        role: Code of the role.
        quarter: As ``2027-Q1``.
        days: Person-days, as text.
    """

    role: str
    quarter: str
    days: str

    def checked(self) -> tuple[str, str, Decimal]:
        """Return role, quarter and person-days.

        Raises:
            InputError: One of them is missing or cannot be read; all faults are named.
        """
        faults: list[Fault] = []
        role, quarter = self._role(faults), self.quarter.strip().upper()
        if not _QUARTER.fullmatch(quarter):
            faults.append(Fault("capacity_quarter", "/quarter"))
        days = _days(self.days)
        if days is None:
            faults.append(Fault("capacity_person_days", "/days", properties={"maximum": format(MOST_DAYS, "f")}))
        if faults or days is None:
            raise InputError(faults)
        return role, quarter, days

    def _role(self, faults: list[Fault]) -> str:
        try:
            return checked_text(self.role, "role", longest=LONGEST_ROLE)
        except InputError as error:
            faults.extend(error.faults)
            return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplying:
    """Keeps what roles can work.

    Args:
        transactions: Opens them to those who may enter it.
        figures: Share of it that may be planned.
    """

    transactions: Transactions
    figures: ParameterSet

    def plannable_percent(self) -> int:
        """Return the share of the capacity that may be planned today."""
        day = official_day(self.transactions.clock.now())
        return int(self.figures.on("plannable_percent", day).number)

    def all(self, actor: Actor) -> tuple[RoleSupply, ...]:
        """Return what was entered, by role and quarter."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            return SupplyRepository(reading.session).all()

    def roles(self, actor: Actor) -> tuple[str, ...]:
        """Return the roles that the city offers today; none where it has not named any."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            found = offered(ChoiceRepository(reading.session).all(), official_day(self.transactions.clock.now()))
            return found[ChoiceList.ROLLE]

    def put(self, actor: Actor, wish: SupplyWish, once: Once | None = None) -> RoleSupply:
        """Enter the person-days of a role in a quarter, or change them.

        Raises:
            InputError: Something is missing or cannot be read.
        """
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            role, quarter, days = wish.checked()
            supply = RoleSupply(role=role, quarter=quarter, days=days, person=str(writing.actor.person), at=writing.now)
            SupplyRepository(writing.session).put(supply)
            told: Mapping[str, object] = {"role": role, "person_days": format(days, "f")}
            writing.record(Event.SUPPLY_ENTERED, Subject(kind=SUPPLY, id=quarter), after=told)
            return writing.done(supply)

    def drop(self, actor: Actor, role: str, quarter: str, once: Once | None = None) -> None:
        """Take the person-days of a role in a quarter back; again changes nothing."""
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            repository = SupplyRepository(writing.session)
            if any((one.role, one.quarter) == (role, quarter) for one in repository.all()):
                repository.drop(role, quarter)
                writing.record(Event.SUPPLY_REMOVED, Subject(kind=SUPPLY, id=quarter), before={"role": role})
            writing.done(None)


def urgent_share(reading: Reading, day: date, figures: ParameterSet) -> UrgentShare | None:
    """Return what classes A and B ask for from the quarter of a day on, waiting or promised; None without a supply.

    Args:
        reading: The transaction; the caller has asked the policy.
        day: The day.
        figures: What may be planned, and how much of that may be urgent.
    """
    supply, since = SupplyRepository(reading.session), quarter_of(day)
    percent, cap = (int(figures.on(one, day).number) for one in ("plannable_percent", "urgent_cap_percent"))
    cells = {(one.role, one.quarter): one.days for one in supply.all() if one.quarter >= since}
    if not cells:
        return None
    asked = supply.urgent((RequestStage.PRIORISIERT, *PROMISED), (UrgencyClass.A, UrgencyClass.B), since)
    whole = sum(plannable(cells, (), percent).values(), Decimal(0))
    return UrgentShare(asked=asked, plannable=whole, cap_percent=cap)


def _days(text: str) -> Decimal | None:
    read = read_number(text)
    days = None if read is None else Decimal(read)
    return days if days is not None and 0 <= days <= MOST_DAYS else None
