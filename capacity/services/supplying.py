"""Sums of what roles can work, by week or quarter: entered one by one or from a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from capacity.model import ChoiceList, RoleSupply
from capacity.repository import ChoiceRepository, SupplyRepository
from capacity.rules.choices import offered
from capacity.rules.role_weeks import read_period
from capacity.services.reviewing import checked_text
from capacity.services.role_weeks import RoleWeeks, weeks_ahead
from core.digest import checksum
from core.errors import Fault, InputError
from core.german import read_number
from core.parameters import ParameterSet
from core.validated import MAXIMUM_LISTED_FAULTS
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions

SUPPLY = "role-supply"
LONGEST_ROLE, MOST_DAYS = 64, Decimal(100_000)
MOST_ROWS = 20_000
COLUMNS = ("Rolle", "Zeitraum", "Personentage")
Rows = Callable[[bytes], tuple[tuple[str, ...], ...]]
"""Reads a table from outside, through the gate; numbers of a workbook come with a decimal comma."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyWish:
    """Person-days of a role in a week or quarter, as somebody typed them.

    Args:
        role: Name of the role.
        period: As ``2027-Q1``, ``2027-W05`` or ``2027-KW05``.
        days: Person-days, as text.
    """

    role: str
    period: str
    days: str

    def checked(self, prefix: str = "") -> tuple[str, str, Decimal]:
        """Return role, period and person-days.

        Args:
            prefix: Place of the wish in what was handed in, for the faults.

        Raises:
            InputError: One of them is missing or cannot be read; all faults are named.
        """
        faults: list[Fault] = []
        role, period, days = checked_role(self.role, faults, prefix), read_period(self.period), days_in(self.days)
        if period is None:
            faults.append(Fault("capacity_period", f"{prefix}/period"))
        if days is None:
            faults.append(Fault("capacity_person_days", f"{prefix}/days", properties={"maximum": f"{MOST_DAYS:f}"}))
        if faults or period is None or days is None:
            raise InputError(faults)
        return role, period, days


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplying:
    """Keeps sums of what roles can work.

    Args:
        transactions: Opens them to those who may enter it.
        figures: Share of it that may be planned, and what weeks are derived with.
        rows: Reads tables.
    """

    transactions: Transactions
    figures: ParameterSet
    rows: Rows

    def plannable_percent(self) -> int:
        """Return the share of the capacity that may be planned today."""
        day = official_day(self.transactions.clock.now())
        return int(self.figures.on("plannable_percent", day).number)

    def all(self, actor: Actor) -> tuple[RoleSupply, ...]:
        """Return the sums that were entered, by role and period."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            return SupplyRepository(reading.session).sums()

    def weeks(self, actor: Actor) -> RoleWeeks:
        """Return what roles can give in the weeks of whole quarters, the present one first."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            return weeks_ahead(reading, self.figures, official_day(self.transactions.clock.now()))

    def roles(self, actor: Actor) -> tuple[str, ...]:
        """Return the roles that the city offers today; none where it has not named any."""
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            found = offered(ChoiceRepository(reading.session).all(), official_day(self.transactions.clock.now()))
            return found[ChoiceList.ROLLE]

    def put(self, actor: Actor, wish: SupplyWish, once: Once | None = None) -> RoleSupply:
        """Enter the person-days of a role in a week or quarter, or change them.

        Raises:
            InputError: Something is missing or cannot be read.
        """
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            role, period, days = wish.checked()
            supply = RoleSupply(role=role, period=period, days=days, person=str(writing.actor.person), at=writing.now)
            SupplyRepository(writing.session).put_sums([supply])
            told: Mapping[str, object] = {"role": role, "person_days": format(days, "f")}
            writing.record(Event.SUPPLY_ENTERED, Subject(kind=SUPPLY, id=period), after=told)
            return writing.done(supply)

    def drop(self, actor: Actor, role: str, period: str, once: Once | None = None) -> None:
        """Take the person-days of a role in a week or quarter back; again changes nothing."""
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            if SupplyRepository(writing.session).drop_sum(role, period):
                writing.record(Event.SUPPLY_REMOVED, Subject(kind=SUPPLY, id=period), before={"role": role})
            writing.done(None)

    def take_in(self, actor: Actor, content: bytes, once: Once | None = None) -> int:
        """Enter sums from a table with the columns role, period and person-days; all of them, or none.

        Args:
            actor: Who enters them.
            content: A table (XLSX, ODS, CSV).
            once: That it happens once.

        Returns:
            How many.

        Raises:
            InputError: The file is not let in, has other columns, or lines cannot be read; their numbers are named.
        """
        self.transactions.require(actor, Action.MANAGE_SUPPLY)
        found = read_sums(self.rows(content))
        with self.transactions.write(actor, Action.MANAGE_SUPPLY, once) as writing:
            person = str(writing.actor.person)
            sums = [
                RoleSupply(role=role, period=period, days=days, person=person, at=writing.now)
                for (role, period), days in found.items()
            ]
            SupplyRepository(writing.session).put_sums(sums)
            told: Mapping[str, object] = {"rows": len(sums), "digest": checksum(content)}
            writing.record(Event.SUPPLY_IMPORTED, Subject(kind=SUPPLY, id="table"), after=told)
            return writing.done(len(sums))


def read_sums(rows: tuple[tuple[str, ...], ...]) -> dict[tuple[str, str], Decimal]:
    """Return person-days by role and period from the rows of a table.

    Raises:
        InputError: Its first line has other columns, it is empty or too long, or lines cannot be read or come twice.
    """
    heads = [one.strip().casefold() for one in rows[0]] if rows else []
    if any(one.casefold() not in heads for one in COLUMNS):
        raise InputError([Fault("capacity_table_columns", "/table", properties={"columns": ", ".join(COLUMNS)})])
    places = [heads.index(one.casefold()) for one in COLUMNS]
    lines = [(number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]
    if not 0 < len(lines) <= MOST_ROWS:
        raise InputError([Fault("capacity_table_rows", "/table", properties={"maximum": f"{MOST_ROWS}"})])
    faults: list[Fault] = []
    found: dict[tuple[str, str], Decimal] = {}
    for number, row in lines:
        role, period, days = (row[place] if place < len(row) else "" for place in places)
        try:
            role, period, amount = SupplyWish(role=role, period=period, days=days).checked(f"/table/{number}")
        except InputError:
            faults.append(Fault("capacity_table_line", f"/table/{number}", properties={"line": f"{number}"}))
            continue
        if (role, period) in found:
            faults.append(Fault("capacity_table_twice", f"/table/{number}", properties={"line": f"{number}"}))
        found[role, period] = amount
    if faults:
        raise InputError(faults[:MAXIMUM_LISTED_FAULTS], omitted=max(0, len(faults) - MAXIMUM_LISTED_FAULTS))
    return found


def checked_role(text: str, faults: list[Fault], prefix: str = "") -> str:
    """Return the name of a role; what is wrong with it goes to the faults."""
    try:
        return checked_text(text, "role", longest=LONGEST_ROLE)
    except InputError as error:
        faults.extend(Fault(one.type, f"{prefix}{one.pointer}", properties=one.properties) for one in error.faults)
        return ""


def days_in(text: str) -> Decimal | None:
    """Return typed person-days; None where they cannot be read or are too many."""
    read = read_number(text)
    days = None if read is None else Decimal(read)
    return days if days is not None and 0 <= days <= MOST_DAYS else None
