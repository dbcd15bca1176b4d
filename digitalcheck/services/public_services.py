"""Verwaltungsleistungen that a check can name: imported by the city with a day, searched while somebody types."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.digest import checksum
from core.errors import Fault, InputError
from core.listing import Page
from digitalcheck.repository.public_services import ServiceRepository
from digitalcheck.rules.council.reading import line
from digitalcheck.rules.public_services import (
    PublicService,
    ReadServices,
    ServiceList,
    services_of_rows,
)
from digitalcheck.rules.service_key import service_key
from infra.audit.model import Event, Subject
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, actor_id

SUBJECT = "service-list"
LONGEST_NAME, LONGEST_SOURCE = 200, 255
Rows = Callable[[bytes], tuple[tuple[str, ...], ...]]
"""Reads a table from outside, through the gate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewServices:
    """What is imported.

    Args:
        name: What the list is called.
        dated: The day that it shows.
        content: A table (XLSX, ODS, CSV).
        file: Name of the file.
    """

    name: str
    dated: date
    content: bytes
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedServices:
    """A list as it was imported, with the rows that are no service."""

    kept: ServiceList
    read: ReadServices


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServices:
    """Services that were looked for.

    Args:
        kept: The list that holds; None where the city imported none.
        page: One page of them; empty without a list.
    """

    kept: ServiceList | None
    page: Page[PublicService]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedService:
    """What is known of a key.

    Args:
        kept: The list that holds; None where the city imported none.
        service: The service of the key in it; None where it has none.
    """

    kept: ServiceList | None
    service: PublicService | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCatalogue:
    """Lists of Verwaltungsleistungen.

    Args:
        transactions: Opens them to those who may see them.
        rows: Reads tables.
    """

    transactions: Transactions
    rows: Rows

    def add(self, actor: Actor, new: NewServices, once: Once | None = None) -> ImportedServices:
        """Import a list; earlier ones are kept and no longer searched.

        Raises:
            InputError: It has no name, cannot be read, or names no service.
        """
        self.transactions.require(actor, Action.IMPORT_SERVICES)
        name = line(new.name)
        if not name or len(name) > LONGEST_NAME:
            raise InputError([Fault("services_name", "/name", properties={"maximum": str(LONGEST_NAME)})])
        read = services_of_rows(self.rows(new.content))
        with self.transactions.write(actor, Action.IMPORT_SERVICES, once) as writing:
            kept = ServiceList(
                id=0,
                name=name,
                dated=new.dated,
                source=line(new.file)[-LONGEST_SOURCE:],
                digest=checksum(new.content),
                services=len(read.services),
                imported_by=actor_id(writing.actor),
                imported_at=writing.now,
            )
            kept = ServiceRepository(writing.session).add(kept, read.services)
            after = {"name": name, "dated": kept.dated.isoformat(), "services": kept.services, "digest": kept.digest}
            writing.record(Event.SERVICES_IMPORTED, Subject(kind=SUBJECT, id=str(kept.id)), after=after)
            return writing.done(ImportedServices(kept=kept, read=read))

    def search(self, actor: Actor, text: str, *, page: int = 1, size: int = 25) -> FoundServices:
        """Return services by words of their name or the first digits of their key."""
        with self.transactions.read(actor, Action.READ_SERVICES) as reading:
            repository = ServiceRepository(reading.session)
            kept = repository.current()
            if kept is None:
                return FoundServices(kept=None, page=Page(items=(), page=page, size=size, total=0))
            return FoundServices(kept=kept, page=repository.search(kept.id, text, page=page, size=size))

    def named(self, actor: Actor, text: str) -> NamedService:
        """Return what is known of the key that somebody typed."""
        with self.transactions.read(actor, Action.READ_SERVICES) as reading:
            repository, key = ServiceRepository(reading.session), service_key(text)
            kept = repository.current()
            service = repository.find(kept.id, key) if kept and key else None
            return NamedService(kept=kept, service=service)
