"""Reading the register: lists, and one entry with what ends when, its changes and its alternative checks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.listing import Page, Stretch
from core.parameters import ParameterSet
from infra.clock import official_day
from infra.identity.model import Office
from infra.identity.repository import IdentityRepository
from infra.policy.decision import decide, scopes
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from licensing.judge import LicenceJudge
from procurement.model import (
    AlternativeCheck,
    RegisterAlarm,
    RegisterChange,
    RegisterEntry,
    RegisterQuery,
)
from procurement.repository import RegisterRepository
from procurement.rules.register.ends import AlarmMonths, notice_by, words_of
from procurement.rules.register.licence import LicenceNote, licence_note
from procurement.services.alternatives.searching import FoundProducts, found_products
from procurement.services.register.shared import found, resource

MOST_CHANGES = 100
_MOST_HITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRegister:
    """A page of the register.

    Args:
        page: The page.
        offices: Names of the offices by their ids.
        today: The day in Germany.
        months: When alarms are given.
    """

    page: Page[RegisterEntry]
    offices: Mapping[str, str]
    today: date
    months: AlarmMonths


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """An entry as somebody sees it.

    Args:
        entry: The entry.
        offices: Names of the offices by their ids.
        licence: What the lists say of its licence; None where none is stated.
        notice_by: Last day for giving notice; None where there is none.
        changes: What changed, the newest first, at most ``MOST_CHANGES``.
        alarms: Alarms that were given, the newest first.
        checks: Alternative checks, the newest first.
        found: What the catalogue finds today; None while no check is open.
        names: Names of people by their ids.
        today: The day in Germany.
        may_keep: The reader may change it.
    """

    entry: RegisterEntry
    offices: Mapping[str, str]
    licence: LicenceNote | None
    notice_by: date | None
    changes: tuple[RegisterChange, ...]
    alarms: tuple[RegisterAlarm, ...]
    checks: tuple[AlternativeCheck, ...]
    found: FoundProducts | None
    names: Mapping[str, str]
    today: date
    may_keep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDesk:
    """Reads the register.

    Args:
        transactions: Opens it to those who may read it.
        figures: When alarms are given.
        judge: Returns what judges licences; asked for the first time when an entry is seen.
    """

    transactions: Transactions
    figures: ParameterSet
    judge: Callable[[], LicenceJudge]

    def query(self, text: str = "", **more: object) -> RegisterQuery:
        """Return a query by which "ending" means: within the time of the last alarm."""
        ending_by = self._months().near(self._today())
        return replace(RegisterQuery(text=text, ending_by=ending_by), **more)  # type: ignore[arg-type]

    def page(self, actor: Actor, query: RegisterQuery, *, page: int = 1, size: int = 25) -> ListedRegister:
        """Return one page of the entries the actor may read, newest first; filtered in the database."""
        with self.transactions.read(actor, Action.READ_REGISTER) as reading:
            seen = scopes(actor, Action.READ_REGISTER)
            return ListedRegister(
                page=RegisterRepository(reading.session).page(query, seen, page=page, size=size),
                offices=_offices(reading),
                today=self._today(),
                months=self._months(),
            )

    def stretch(
        self, actor: Actor, query: RegisterQuery, *, after: int | None, size: int
    ) -> tuple[Stretch[RegisterEntry], Mapping[str, str]]:
        """Return those after a place of the same list, with the names of offices by their ids.

        Raises:
            PlaceNotFoundError: The list has none of this number.
        """
        with self.transactions.read(actor, Action.READ_REGISTER) as reading:
            seen = scopes(actor, Action.READ_REGISTER)
            some = RegisterRepository(reading.session).stretch(query, seen, after=after, size=size)
            return some, _offices(reading)

    def see(self, actor: Actor, number: int, words: str = "") -> SeenEntry:
        """Return an entry.

        Args:
            actor: Who reads.
            number: Its number.
            words: What the catalogue is searched for where a check is open; without them what the entry is for.

        Raises:
            RegisterEntryNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_REGISTER) as reading:
            entry = found(reading, number)
            asked = resource(reading, entry)
            reading.require(Action.READ_REGISTER, asked)
            repository = RegisterRepository(reading.session)
            changes, checks = repository.changes(number, MOST_CHANGES), repository.checks(number)
            people = {one.changed_by for one in changes} | {one.decided_by for one in checks if one.decided_by}
            is_open = any(one.outcome is None for one in checks)
            wanted = words.strip() or words_of(entry.facts)
            return SeenEntry(
                entry=entry,
                offices=_offices(reading),
                licence=licence_note(self.judge(), entry.facts.licence) if entry.facts.licence else None,
                notice_by=notice_by(entry.facts),
                changes=changes,
                alarms=repository.alarms(number),
                checks=checks,
                found=found_products(reading, wanted, "", _MOST_HITS) if is_open else None,
                names=IdentityRepository(reading.session).names(people),
                today=self._today(),
                may_keep=decide(actor, Action.KEEP_REGISTER, asked) is None,
            )

    def offices(self, actor: Actor) -> tuple[Office, ...]:
        """Return the offices that an entry can name."""
        with self.transactions.read(actor, Action.READ_REGISTER) as reading:
            return IdentityRepository(reading.session).offices()

    def _today(self) -> date:
        return official_day(self.transactions.clock.now())

    def _months(self) -> AlarmMonths:
        return AlarmMonths.on(self.figures, self._today())


def _offices(reading: Reading) -> dict[str, str]:
    return {one.id: one.name for one in IdentityRepository(reading.session).offices()}
