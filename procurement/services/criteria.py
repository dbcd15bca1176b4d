"""Catalogues of reusable criteria: imported in versions, found, compared, and made into a matrix."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.digest import checksum
from core.listing import Page
from infra.audit.model import Event, Subject
from infra.documents.reading import read_document
from infra.exported_file import ExportedFile
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import (
    CatalogueEntryNotFoundError,
    CatalogueNotFoundError,
    CatalogueOwnError,
    CatalogueVersionTakenError,
)
from procurement.repository.criteria import CatalogueRepository
from procurement.repository.drafts import CatalogueDraftRepository
from procurement.rules.criteria.catalogue import Catalogue, CatalogueEntry, document_of, parse_catalogue
from procurement.rules.criteria.changes import CatalogueChange, changes
from procurement.rules.criteria.model import (
    CatalogueRecord,
    CatalogueSummary,
    EntrySummary,
    IndexedEntry,
)
from procurement.services.naming import is_slug
from scoring.bundle.manifest import canonical
from scoring.model import CriterionKind

CATALOGUE = "criteria-catalogue"
_LARGEST_NUMBER = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCatalogue:
    """A stored version, ready to be shown.

    Args:
        summary: Its line in lists.
        catalogue: What it says.
    """

    summary: CatalogueSummary
    catalogue: Catalogue

    def entry(self, entry_id: str) -> CatalogueEntry:
        """Return one criterion.

        Raises:
            CatalogueEntryNotFoundError: This version has none of this id.
        """
        found = self.catalogue.entry(entry_id)
        if found is None:
            raise CatalogueEntryNotFoundError(entry_id)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePreview:
    """What a file would become if it were imported.

    Args:
        catalogue: What it says.
        document: What would be stored: canonical JSON.
        digest: Digest of the document.
        newest: Newest stored version of the same catalogue.
        is_stored: Exactly this is stored already.
        is_own: The catalogue is maintained in this city; its versions are not imported.
        changes: What changed since the newest stored version.
    """

    catalogue: Catalogue
    document: str
    digest: str
    newest: CatalogueSummary | None
    is_stored: bool
    is_own: bool
    changes: tuple[CatalogueChange, ...]

    @property
    def is_taken(self) -> bool:
        """The same or a newer version is stored and says something else."""
        return (
            self.newest is not None
            and not (self.is_stored or self.is_own)
            and self.newest.number >= self.catalogue.version
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """The services with what they work on.

    Args:
        transactions: Opens the city's catalogues.
        shipped: The catalogue that comes with the program, a JSON value.
    """

    transactions: Transactions
    shipped: Mapping[str, Any]

    def shipped_document(self, actor: Actor) -> bytes:
        """Return the catalogue that comes with the program, as a file for the import."""
        self.transactions.require(actor, Action.MANAGE_CRITERIA)
        return _pretty(document_of(parse_catalogue(self.shipped)))

    def preview(self, actor: Actor, data: bytes) -> CataloguePreview:
        """Read a catalogue ``pruefstand/criteria/1`` as it would be imported, and store nothing.

        Raises:
            InputError: Every fault with its JSON pointer.
        """
        self.transactions.require(actor, Action.MANAGE_CRITERIA)
        catalogue = parse_catalogue(read_document(data))
        document = canonical(document_of(catalogue))
        with self.transactions.read(actor, Action.MANAGE_CRITERIA) as reading:
            found = CatalogueRepository(reading.session).find(catalogue.id)
            same = CatalogueRepository(reading.session).find(catalogue.id, catalogue.version)
            is_own = CatalogueDraftRepository(reading.session).is_own(catalogue.id)
        digest = checksum(document)
        return CataloguePreview(
            catalogue=catalogue,
            document=document.decode(),
            digest=digest,
            newest=found.summary if found else None,
            is_stored=same is not None and same.summary.digest == digest,
            is_own=is_own,
            changes=changes(_catalogue(found), catalogue) if found else (),
        )

    def import_catalogue(self, actor: Actor, data: bytes, once: Once | None = None) -> CatalogueSummary:
        """Store a catalogue as a new version; exactly the same again changes nothing.

        Raises:
            InputError: The file is not of the format; nothing is written.
            CatalogueVersionTakenError: The same or a newer version says something else; nothing is written.
            CatalogueOwnError: The catalogue is maintained in this city; nothing is written.
        """
        self.transactions.require(actor, Action.MANAGE_CRITERIA)
        catalogue = parse_catalogue(read_document(data))
        document = canonical(document_of(catalogue))
        digest = checksum(document)
        with self.transactions.write(actor, Action.MANAGE_CRITERIA, once) as writing:
            repository = CatalogueRepository(writing.session)
            same = repository.find(catalogue.id, catalogue.version)
            if same is not None and same.summary.digest == digest:
                return writing.done(same.summary)
            if CatalogueDraftRepository(writing.session).is_own(catalogue.id):
                raise CatalogueOwnError(catalogue.id)
            newest = repository.find(catalogue.id)
            if newest is not None and newest.summary.number >= catalogue.version:
                raise CatalogueVersionTakenError(catalogue.id, newest.summary.number)
            summary = store_version(repository, catalogue, writing.now)
            subject = Subject(kind=CATALOGUE, id=catalogue.id)
            writing.record(Event.CRITERIA_IMPORTED, subject, after={"number": catalogue.version, "digest": digest})
            return writing.done(summary)

    def load_shipped(self, actor: Actor) -> CatalogueSummary:
        """Import the catalogue that comes with the program unless a version of it is stored already."""
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            found = CatalogueRepository(reading.session).find(str(self.shipped["id"]))
        return found.summary if found else self.import_catalogue(actor, self.shipped_document(actor))

    def catalogues(self, actor: Actor, *, after: str | None = None, size: int = 100) -> tuple[CatalogueSummary, ...]:
        """Return the newest version of each catalogue, in the order of their ids, behind ``after``."""
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            return CatalogueRepository(reading.session).newest(after=after, size=size)

    def versions(
        self, actor: Actor, catalogue: str, *, before: int | None = None, size: int = 100
    ) -> tuple[CatalogueSummary, ...]:
        """Return the versions of a catalogue, newest first.

        Raises:
            CatalogueNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            _find(reading, catalogue, None)
            return CatalogueRepository(reading.session).versions(catalogue, before=before, size=size)

    def open(self, actor: Actor, catalogue: str, number: int | None = None) -> OpenedCatalogue:
        """Return a version, or with no number the newest one.

        Raises:
            CatalogueNotFoundError: There is none.
        """
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            record = _find(reading, catalogue, number)
        return OpenedCatalogue(summary=record.summary, catalogue=_catalogue(record))

    def export(self, actor: Actor, catalogue: str, number: int | None = None) -> ExportedFile:
        """Return a version as a file for another city; importing it there gives the same digest.

        Raises:
            CatalogueNotFoundError: There is none.
        """
        opened = self.open(actor, catalogue, number)
        name = f"kriterienkatalog-{opened.summary.catalogue}-fassung-{opened.summary.number}.json"
        return ExportedFile(name, _pretty(document_of(opened.catalogue)))

    def compare(self, actor: Actor, catalogue: str, before: int, after: int) -> tuple[CatalogueChange, ...]:
        """Return what changed from one version to another.

        Raises:
            CatalogueNotFoundError: One of them is not there.
        """
        return changes(self.open(actor, catalogue, before).catalogue, self.open(actor, catalogue, after).catalogue)

    def own(self, actor: Actor) -> frozenset[str]:
        """Return the ids of the catalogues that this city maintains itself."""
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            return CatalogueDraftRepository(reading.session).own()

    def search(
        self, actor: Actor, query: str, kind: CriterionKind | None = None, *, page: int = 1, size: int = 25
    ) -> Page[EntrySummary]:
        """Return one page of the criteria of the newest versions that hold every word of ``query``."""
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            return CatalogueRepository(reading.session).page(query, kind, page=page, size=size)

    def walk(
        self, actor: Actor, query: str, kind: CriterionKind | None, *, after: int | None, size: int
    ) -> tuple[EntrySummary, ...]:
        """Return the criteria of the same list that come after a place.

        Raises:
            PlaceNotFoundError: The list has no such place.
        """
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            return CatalogueRepository(reading.session).stretch(query, kind, after=after, size=size)


def store_version(repository: CatalogueRepository, catalogue: Catalogue, now: datetime) -> CatalogueSummary:
    """Store a catalogue as a version and return its line. The caller has made sure that the number is free."""
    document = canonical(document_of(catalogue))
    summary = CatalogueSummary(
        catalogue=catalogue.id,
        number=catalogue.version,
        title=_storable(catalogue.title),
        dated=catalogue.date,
        licence=_storable(catalogue.licence),
        entries=len(catalogue.entries),
        digest=checksum(document),
        stored_at=now,
    )
    repository.add(CatalogueRecord(summary=summary, document=document.decode()), _index(catalogue))
    return summary


def _find(reading: Reading, catalogue: str, number: int | None) -> CatalogueRecord:
    fits = is_slug(catalogue) and (number is None or 0 < number <= _LARGEST_NUMBER)
    found = CatalogueRepository(reading.session).find(catalogue, number) if fits else None
    if found is None:
        raise CatalogueNotFoundError(catalogue)
    return found


def _catalogue(record: CatalogueRecord) -> Catalogue:
    return parse_catalogue(json.loads(record.document))


def _index(catalogue: Catalogue) -> Sequence[IndexedEntry]:
    titles = {group.id: _storable(group.title) for group in catalogue.groups}
    return [
        IndexedEntry(
            entry=_storable(entry.id),
            kind=entry.kind,
            name=_storable(entry.name),
            group=titles[entry.group],
            words=f"{entry.id} {entry.name} {titles[entry.group]} {entry.description}",
        )
        for entry in catalogue.entries
    ]


def _pretty(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _storable(text: str) -> str:
    """Drop NUL, which PostgreSQL cannot hold; the stored document keeps it, escaped."""
    return text.replace("\0", "")
