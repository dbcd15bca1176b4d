"""Taking snapshots: asked for as a job, or handed in as an archive, which is equal evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from core.digest import PREFIX, checksum
from core.errors import Fault, InputError
from core.file_names import harmless
from infra.audit.model import Event
from infra.jobs.repository import JobRepository
from infra.jobs.services import Jobs
from infra.once.model import Once
from infra.once.repository import AnswerRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, actor_id
from infra.uploads.services import Uploads
from licensing.repository.snapshot import Origin, Tag
from procurement.errors import RepositoryFetchingError
from procurement.model import NamedRepository, RepositoryFetch, RepositorySnapshot
from procurement.repository import NamedRepositoryRepository
from procurement.services.evidence.box import EvidenceBox
from procurement.services.repositories.fetching import KIND
from procurement.services.repositories.reader import SnapshotReader
from procurement.services.repositories.shared import TakenArchive, found, holding, require, store, subject_of

LONGEST_REFERENCE = 200
MOST_BYTES = 256 * 2**20
_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryTaking:
    """Asks for snapshots and takes archives in.

    Args:
        transactions: Opens bids to those who may gather evidence on them.
        jobs: Fetches in the background.
        box: Seals archives.
        reader: Reads them.
        uploads: Hands over archives that arrived in pieces.
    """

    transactions: Transactions
    jobs: Jobs
    box: EvidenceBox
    reader: SnapshotReader
    uploads: Uploads

    def fetch(self, actor: Actor, number: int, once: Once | None = None) -> RepositoryFetch:
        """Ask for a snapshot; one that is there stays.

        Raises:
            RepositoryNotFoundError: There is no entry of this number.
            AccessDeniedError: The bid is not theirs.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            RepositoryWithdrawnError: The entry was taken back.
            RepositoryFetchingError: One is being fetched.
        """
        with holding(self.transactions, actor, number, once) as (writing, named):
            repository = NamedRepositoryRepository(writing.session)
            earlier = repository.fetches(number)
            if earlier and is_open(writing, earlier[-1]):
                raise RepositoryFetchingError
            wanted = len(earlier) + 1
            job = self.jobs.enqueue(writing, KIND, {"repository": named.id, "fetch": wanted})
            fetch = RepositoryFetch(number=wanted, job=job, asked_by=str(writing.actor.person), asked_at=writing.now)
            repository.add_fetch(number, fetch)
            writing.record(Event.REPOSITORY_FETCH_ASKED, subject_of(number), before={}, after={"fetch": wanted})
            return writing.done(fetch)

    def hand_in(
        self, actor: Actor, number: int, reference: str, name: str, content: bytes, once: Once | None = None
    ) -> RepositorySnapshot:
        """Take an archive of a repository in, and return the snapshot.

        Args:
            actor: Who hands it in.
            number: Number of the entry.
            reference: Tag or commit whose files the archive holds.
            name: Its name.
            content: A ZIP archive.
            once: The wish that this happens once.

        Raises:
            InputError: The reference is missing, or the archive is not let in.
            RepositoryNotFoundError: There is no entry of this number.
            AccessDeniedError: The bid is not theirs.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            RepositoryWithdrawnError: The entry was taken back.
        """
        named = self._may(actor, number, once)
        said = checked_reference(reference)
        taken = self._taken(actor, named, said, name, [content], checksum(content))
        with holding(self.transactions, actor, number, once) as (writing, now):
            return writing.done(store(writing, now, taken, taken_at=writing.now))

    def hand_in_upload(
        self, actor: Actor, number: int, reference: str, upload: str, once: Once | None = None
    ) -> RepositorySnapshot:
        """Take an archive in that has arrived in pieces; the upload is gone afterwards.

        Raises:
            UploadNotFoundError: There is no such upload, or it was handed over before.
            UploadUnfinishedError: Something of it is still missing.
            InputError: The reference is missing, or the archive is not let in.
            RepositoryNotFoundError: There is no entry of this number.
            AccessDeniedError: The bid is not theirs.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            RepositoryWithdrawnError: The entry was taken back.
        """
        named = self._may(actor, number, once)
        said = checked_reference(reference)
        arrived = self.uploads.finished(actor, upload)
        _require_size(arrived.size)
        pieces = list(arrived.chunks())
        taken = self._taken(actor, named, said, arrived.name, pieces, PREFIX + arrived.sha256)
        with holding(self.transactions, actor, number, once) as (writing, now):
            self.uploads.consume(writing, upload)
            return writing.done(store(writing, now, taken, taken_at=writing.now))

    def _may(self, actor: Actor, number: int, once: Once | None) -> NamedRepository:
        """Return an entry before anything is read; the change itself asks again.

        Raises:
            AlreadyDoneError: The request was carried out before: the upload may be gone since.
            KeyReusedError: The key of ``once`` was used for another request.
        """
        with self.transactions.read(actor, Action.GATHER_EVIDENCE) as reading:
            if once is not None:
                AnswerRepository(reading.session).raise_if_done(actor_id(actor), once)
            named = found(reading, number)
            require(reading, Action.GATHER_EVIDENCE, named.slug, named.bid)
            return named

    def _taken(
        self, actor: Actor, named: NamedRepository, reference: str, name: str, pieces: Iterable[bytes], digest: str
    ) -> TakenArchive:
        """Read and seal an archive before the transaction begins: others wait for that."""
        content = b"".join(pieces)
        _require_size(len(content))
        read = self.reader.read(content, named.licence)
        key = str(uuid4())
        return TakenArchive(
            name=harmless(name),
            size=len(content),
            digest=digest,
            origin=Origin.UPLOADED,
            reference=reference,
            tags=(Tag(reference, read.commit),),
            read=read,
            key=key,
            parts=self.box.seal(str(actor.city), key, [content]),
        )


def is_open(reading: Reading, fetch: RepositoryFetch) -> bool:
    """Tell whether a snapshot is still being fetched."""
    job = JobRepository(reading.session).find(fetch.job)
    return job is not None and job.state.is_open


def checked_reference(reference: str) -> str:
    """Return which tag or commit an archive holds.

    Raises:
        InputError: It is missing or too long.
    """
    bare = reference.strip()
    if not bare:
        raise InputError([Fault("repository_reference_missing", "/reference")])
    if len(bare) > LONGEST_REFERENCE:
        raise InputError([Fault("repository_too_long", "/reference", properties={"maximum": str(LONGEST_REFERENCE)})])
    return bare


def _require_size(size: int) -> None:
    if not 0 < size <= MOST_BYTES:
        kind = "file_size" if size else "file_empty"
        raise InputError([Fault(kind, "/content", properties={"maximum": str(MOST_BYTES // _MIB)})])
