"""The register as a table to take away, and entries read from one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.cells import Workbook
from core.errors import Fault, InputError
from infra.exported_file import ExportedFile
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.once.repository import AnswerRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing, actor_id
from procurement.model import RegisterEntry, RegisterFacts, RegisterOrigin, RegisterQuery
from procurement.repository import RegisterRepository
from procurement.rules.register import table
from procurement.services.register.desk import RegisterDesk
from procurement.services.register.shared import add, change

MOST_WRITTEN = 10_000
MAXIMUM_BYTES = 8 * 2**20


class RegisterTableKind(StrEnum):
    """What the register can be taken away as."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTable:
    """What came of a table.

    Args:
        added: How many entries are new.
        changed: How many were changed.
        same: How many stay as they were.
    """

    added: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """A line with the entry that it changes; None for a new one."""

    before: RegisterEntry | None
    facts: RegisterFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTables:
    """Writes and reads tables.

    Args:
        transactions: Opens the register to those who keep it.
        desk: Reads the register.
        read: Returns the cells of a file, read in a limited child process.
    """

    transactions: Transactions
    desk: RegisterDesk
    read: Callable[[bytes], Workbook]

    def written(self, actor: Actor, query: RegisterQuery, kind: RegisterTableKind) -> ExportedFile:
        """Return the entries that a search finds, the newest first, at most ``MOST_WRITTEN``.

        Args:
            actor: Who reads.
            query: What is looked for.
            kind: As what.
        """
        found = self.desk.page(actor, query, size=MOST_WRITTEN)
        workbook = table.written(found.page.items, found.offices)
        from procurement import exports  # noqa: PLC0415 - writers are loaded with the first file only

        return ExportedFile(f"vertragsregister.{kind}", exports.table_of(workbook, kind))

    def take(self, actor: Actor, data: bytes, once: Once | None = None) -> TakenTable:
        """Enter the lines of a table: with the number of an entry they change it, without they are new. All or nothing.

        Raises:
            InputError: The file is missing, too large or not let in, or a line cannot be taken; each with its place.
        """
        with self.transactions.read(actor, Action.KEEP_REGISTER) as reading:
            if once is not None:
                AnswerRepository(reading.session).raise_if_done(actor_id(actor), once)
        if not 0 < len(data) <= MAXIMUM_BYTES:
            raise InputError([Fault("register_file", "/content")])
        lines = table.read(self.read(data))
        with self.transactions.write(actor, Action.KEEP_REGISTER, once) as writing:
            planned = _planned(writing, lines)
            added = [one for one in planned if one.before is None]
            changed = [one for one in planned if one.before is not None and one.before.facts != one.facts]
            for one in added:
                add(writing, one.facts, RegisterOrigin.TABLE)
            for one in changed:
                if one.before is not None:
                    change(writing, one.before, one.facts)
            same = len(planned) - len(added) - len(changed)
            return writing.done(TakenTable(added=len(added), changed=len(changed), same=same))


def _planned(writing: Writing, lines: Sequence[table.TableLine]) -> list[_Planned]:
    """Return what each line does.

    Raises:
        InputError: A line cannot be taken.
    """
    repository = RegisterRepository(writing.session)
    offices = {one.name.casefold(): one.id for one in IdentityRepository(writing.session).offices()}
    planned, faults = [], list[Fault]()
    for line in lines:
        before = None if line.number is None else repository.find(line.number)
        office = offices.get((line.office or "").casefold())
        facts = line.facts(before.facts if before else None, office)
        faults += [*_missed(line, before, offices), *line.faults(facts)]
        planned.append(_Planned(before=before, facts=facts))
    table.refuse(faults)
    return planned


def _missed(line: table.TableLine, before: RegisterEntry | None, offices: Mapping[str, str]) -> Iterator[Fault]:
    if line.number is not None and before is None:
        yield Fault("register_number", f"/{line.place}/{table.NUMBER}")
    elif before is not None and line.version != before.version:
        yield Fault("register_version", f"/{line.place}/{table.VERSION}")
    if line.office and line.office.casefold() not in offices:
        yield Fault("register_office", table.pointer(line.place, "office"))
