"""How services of repositories find an entry, show it to the policy, and hold it; a snapshot made of what was read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from core.digest import PREFIX
from core.numbers import LARGEST_NUMBER
from infra.audit.model import Event, Subject
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from licensing.proof import Proof
from licensing.repository.facts import RepositoryFacts
from licensing.repository.snapshot import Origin, Snapshot, SnapshotFile, Tag
from procurement.errors import RepositoryNotFoundError, RepositoryWithdrawnError
from procurement.model import NamedRepository, RepositorySnapshot
from procurement.repository import NamedRepositoryRepository
from procurement.services.evidence.shared import bid_of, require_open, resource
from procurement.services.repositories.reader import ReadArchive

REPOSITORY = "repository"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenArchive:
    """An archive with what is known of it.

    Args:
        name: Its name.
        size: Its bytes.
        digest: ``sha256:…`` of the content.
        origin: How it came here.
        reference: Tag or commit whose files it holds.
        tags: Tags of the repository.
        read: What its files show.
        key: What its sealed content is bound to.
        parts: That content.
    """

    name: str
    size: int
    digest: str
    origin: Origin
    reference: str
    tags: tuple[Tag, ...]
    read: ReadArchive
    key: str
    parts: list[str]


def found(reading: Reading, number: int) -> NamedRepository:
    """Return an entry.

    Raises:
        RepositoryNotFoundError: There is none of this number.
    """
    named = NamedRepositoryRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if named is None:
        raise RepositoryNotFoundError(number)
    return named


def require(reading: Reading, action: Action, slug: str, bid: str) -> None:
    """Do nothing when the actor may do this to what a bid names: repositories are evidence like any other.

    Raises:
        AccessDeniedError: The bid is not theirs.
        ProcedureNotFoundError: There is no procedure of this name.
        TenderBidNotFoundError: It has no such bid.
    """
    reading.require(action, resource(reading, bid_of(reading, slug, bid)[2], is_free=False))


@contextmanager
def holding(
    transactions: Transactions, actor: Actor, number: int, once: Once | None
) -> Iterator[tuple[Writing, NamedRepository]]:
    """Open a change around an entry that counts, its procedure's row held.

    Raises:
        RepositoryNotFoundError: There is none of this number.
        AccessDeniedError: The bid is not theirs.
        EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
        RepositoryWithdrawnError: It was taken back.
    """
    with transactions.write(actor, Action.GATHER_EVIDENCE, once) as writing:
        named = found(writing, number)
        require(writing, Action.GATHER_EVIDENCE, named.slug, named.bid)
        require_open(writing, named.slug, named.bid)
        require_counting(writing, number)
        yield writing, named


def require_counting(reading: Reading, number: int) -> None:
    """Do nothing as long as an entry was not taken back.

    Raises:
        RepositoryWithdrawnError: It was.
    """
    if NamedRepositoryRepository(reading.session).withdrawals([number]):
        raise RepositoryWithdrawnError


def subject_of(number: int) -> Subject:
    """Return how the audit log names an entry."""
    return Subject(kind=REPOSITORY, id=str(number))


def store(
    writing: Writing, named: NamedRepository, taken: TakenArchive, *, taken_at: datetime, fetch: int | None = None
) -> RepositorySnapshot:
    """Store a snapshot with its archive, and its line in the audit log."""
    facts = _facts(named, taken, taken_at)
    snapshot = RepositorySnapshot(
        id=0,
        number=0,
        fetch=fetch,
        origin=taken.origin,
        taken_at=taken_at,
        taken_by=str(writing.actor.person),
        problem=None,
        detail="",
        facts=facts,
        archive_name=taken.name,
        archive_size=taken.size,
        box_key=taken.key,
    )
    stored = NamedRepositoryRepository(writing.session).add_snapshot(named.id, snapshot, taken.parts)
    after = {
        "snapshot": stored.number,
        "origin": taken.origin.value,
        "reference": taken.reference,
        "digest": facts.digest.removeprefix(PREFIX),
        "file": taken.digest,
        "size": taken.size,
    }
    writing.record(Event.REPOSITORY_SNAPSHOT_TAKEN, subject_of(named.id), before={}, after=after)
    return stored


def _facts(named: NamedRepository, taken: TakenArchive, taken_at: datetime) -> RepositoryFacts:
    files = {path: SnapshotFile(digest, 0) for path, digest in taken.read.checksums.items()}
    return RepositoryFacts(
        url=named.url,
        place=named.place,
        product=named.product,
        offered=named.offered,
        licence=named.licence,
        taken_at=taken_at,
        origin=taken.origin,
        reference=taken.reference,
        digest=Snapshot(named.url, taken_at, taken.origin, taken.reference, files, taken.tags).sha256,
        tags=taken.tags,
        shown=taken.read.shown,
        archive=Proof(taken.name, taken.digest),
    )
