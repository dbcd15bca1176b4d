"""Agendas of the Magistrat: imported from a table or from pasted words, shown with the checks of their proposals."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.digest import checksum
from core.errors import Fault, InputError
from core.listing import Page
from core.numbers import LARGEST_NUMBER
from digitalcheck.errors import AgendaNotFoundError
from digitalcheck.repository.agendas import AgendaRepository
from digitalcheck.rules.council.agenda import Agenda, AgendaEntry, agenda_of_rows, agenda_of_text, by_agenda
from digitalcheck.rules.council.kept import AgendaPlace, CheckMark, KeptAgenda
from digitalcheck.rules.council.reading import line
from infra.audit.model import Event, Subject
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, actor_id

SUBJECT = "agenda"
LONGEST_NAME, LONGEST_SOURCE = 200, 255
Rows = Callable[[bytes], tuple[tuple[str, ...], ...]]
"""Reads a table from outside, through the gate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgenda:
    """What is imported.

    Args:
        name: What the meeting is called.
        day: Its day.
        content: A table (XLSX, ODS, CSV) or text.
        file: Name of the file; empty for text that was pasted.
    """

    name: str
    day: date
    content: bytes
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAgenda:
    """An agenda as it was imported, with every line that is no proposal."""

    kept: KeptAgenda
    agenda: Agenda


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAgenda:
    """An agenda with the checks of its proposals."""

    kept: KeptAgenda
    places: tuple[AgendaPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agendas:
    """Agendas of the Magistrat.

    Args:
        transactions: Opens them to those who may see them.
        rows: Reads tables.
    """

    transactions: Transactions
    rows: Rows

    def add(self, actor: Actor, new: NewAgenda, once: Once | None = None) -> ImportedAgenda:
        """Import an agenda; an earlier one of the same name and day is kept and no longer shown.

        Raises:
            InputError: It has no name, cannot be read, or names no proposal.
        """
        self.transactions.require(actor, Action.IMPORT_AGENDAS)
        name = line(new.name)
        agenda = self._read(new, name)
        with self.transactions.write(actor, Action.IMPORT_AGENDAS, once) as writing:
            kept = KeptAgenda(
                id=0,
                name=name,
                day=new.day,
                source=line(new.file)[-LONGEST_SOURCE:],
                digest=checksum(new.content),
                imported_by=actor_id(writing.actor),
                imported_at=writing.now,
                entries=len(agenda.entries),
            )
            kept = AgendaRepository(writing.session).add(kept, agenda.entries)
            after = {"name": kept.name, "day": kept.day.isoformat(), "entries": kept.entries, "digest": kept.digest}
            writing.record(Event.AGENDA_IMPORTED, Subject(kind=SUBJECT, id=str(kept.id)), after=after)
            return writing.done(ImportedAgenda(kept=kept, agenda=agenda))

    def page(self, actor: Actor, *, page: int = 1, size: int = 25) -> Page[KeptAgenda]:
        """Return one page of the agendas, the latest meeting first."""
        with self.transactions.read(actor, Action.READ_AGENDAS) as reading:
            return AgendaRepository(reading.session).page(page=page, size=size)

    def open(self, actor: Actor, number: int) -> OpenedAgenda:
        """Return an agenda with the checks of its proposals.

        Raises:
            AgendaNotFoundError: There is none of this number.
        """
        with self.transactions.read(actor, Action.READ_AGENDAS) as reading:
            repository = AgendaRepository(reading.session)
            kept = repository.find(number) if 0 < number <= LARGEST_NUMBER else None
            if kept is None:
                raise AgendaNotFoundError
            return OpenedAgenda(kept=kept, places=places_of(repository.entries(number), repository.marks()))

    def _read(self, new: NewAgenda, name: str) -> Agenda:
        if not name or len(name) > LONGEST_NAME:
            raise InputError([Fault("agenda_name", "/name", properties={"maximum": str(LONGEST_NAME)})])
        agenda = agenda_of_rows(self.rows(new.content)) if new.file else agenda_of_text(_text(new.content))
        if not agenda.entries:
            raise InputError([Fault("agenda_empty", "")])
        return agenda


def places_of(entries: tuple[AgendaEntry, ...], marks: tuple[CheckMark, ...]) -> tuple[AgendaPlace, ...]:
    """Return proposals of an agenda with the checks of their numbers."""
    found = by_agenda(Agenda(entries, ()), [one.reference for one in marks])
    return tuple(AgendaPlace(entry, None if at is None else marks[at]) for entry, at in found)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Fault("not_utf8", "")]) from error
