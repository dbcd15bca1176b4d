"""Asking for files to be held against open standards: from here, from an upload in pieces, from the bid; and away."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import uuid4

from core.digest import PREFIX, checksum
from core.errors import Fault, InputError
from core.file_names import harmless
from infra.audit.model import Event
from infra.jobs.services import Jobs
from infra.once.model import Once
from infra.once.repository import AnswerRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing, actor_id
from infra.uploads.services import Uploads
from licensing.standards.probes.artefact import MAXIMUM_BYTES
from procurement.errors import (
    BidFileNotFoundError,
    StandardProbeKeptError,
    StandardProbeRunningError,
    TenderBidNotFoundError,
)
from procurement.model import EvidenceOrigin, StandardProbe
from procurement.repository import StandardProbeRepository
from procurement.services.evidence.box import EvidenceBox
from procurement.services.evidence.shared import bid_of, refuse_price, require_open
from procurement.services.intake.reading import Bids
from procurement.services.standards.shared import found, job_of, resource, resource_of, state_of, subject_of

KIND = "probe-standard"
_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProbe:
    """A file that is to be held against open standards.

    Args:
        name: Its name.
        slug: Procedure of the bid; None for a free-standing one.
        bid: Id of the bid; None likewise.
    """

    name: str
    slug: str | None = None
    bid: str | None = None


@dataclass(frozen=True, slots=True)
class _Sealed:
    size: int
    digest: str
    key: str
    parts: list[str]
    origin: EvidenceOrigin = EvidenceOrigin.UPLOADED


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardProbing:
    """Asks for probes and takes free-standing ones away.

    Args:
        transactions: Opens probes to those who may ask for them.
        jobs: Looks at files in the background.
        box: Seals contents until then.
        bids: Opens files of bids.
        uploads: Hands over files that arrived in pieces.
    """

    transactions: Transactions
    jobs: Jobs
    box: EvidenceBox
    bids: Bids
    uploads: Uploads

    def ask(self, actor: Actor, new: NewProbe, content: bytes, once: Once | None = None) -> StandardProbe:
        """Ask for a file to be looked at and return the probe, whose answer is to come.

        Raises:
            InputError: The file is empty or too large.
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs to gather evidence on.
            EvidenceClosedError: Its quality evaluation is fixed, or its round is over.
        """
        self._may(actor, new, once)
        return self._ask(actor, new, self._sealed(actor, [content], len(content), checksum(content)), once)

    def ask_upload(self, actor: Actor, new: NewProbe, upload: str, once: Once | None = None) -> StandardProbe:
        """Ask for a file that has arrived in pieces; the upload is gone afterwards. Without a name its own counts.

        Raises:
            UploadNotFoundError: There is no such upload, or it was handed over before.
            UploadUnfinishedError: Something of it is still missing.
            InputError: The file is too large; and as for any file.
        """
        self._may(actor, new, once)
        arrived = self.uploads.finished(actor, upload)
        sealed = self._sealed(actor, arrived.chunks(), arrived.size, PREFIX + arrived.sha256)
        return self._ask(actor, replace(new, name=new.name or arrived.name), sealed, once, upload)

    def ask_from_bid(self, actor: Actor, new: NewProbe, once: Once | None = None) -> StandardProbe:
        """Ask for a file that was imported with the bid; ``new.name`` names it. A file that tells the price never.

        Raises:
            BidFileNotFoundError: It is for no bid, or the bid has no such file.
            AccessDeniedError: The file tells a locked price; a line in the audit log says who wanted it.
            PriceFileRefusedError: The file tells the price.
            InputError: The file is empty or too large; and as for any file.
        """
        self._may(actor, new, once)
        if new.slug is None or new.bid is None:
            raise BidFileNotFoundError
        refuse_price(self.transactions, actor, new.slug, new.bid, new.name)
        content = self.bids.file(actor, new.slug, new.bid, new.name).content
        sealed = self._sealed(actor, [content], len(content), checksum(content))
        return self._ask(actor, new, replace(sealed, origin=EvidenceOrigin.BID), once)

    def delete(self, actor: Actor, number: int, once: Once | None = None) -> None:
        """Take a free-standing probe away, with its file where that is still there.

        Raises:
            StandardProbeNotFoundError: There is none of this number.
            AccessDeniedError: It is somebody else's.
            StandardProbeKeptError: It belongs to a bid.
            StandardProbeRunningError: The file is being looked at.
        """
        with self.transactions.write(actor, Action.PROBE_STANDARDS, once) as writing:
            probe = found(writing, number)
            writing.require(Action.PROBE_STANDARDS, resource_of(writing, probe))
            if not probe.is_free:
                raise StandardProbeKeptError
            if state_of(probe, job_of(writing, probe)).is_open:
                raise StandardProbeRunningError
            StandardProbeRepository(writing.session).remove(probe.id)
            writing.record(Event.STANDARD_PROBE_DELETED, subject_of(probe), before=_told(probe), after={})
            writing.done(None)

    def _may(self, actor: Actor, new: NewProbe, once: Once | None) -> None:
        """Ask the policy before anything is done with a content; the change itself asks again.

        Raises:
            AlreadyDoneError: The request was carried out before: what it was about may be gone since.
        """
        with self.transactions.read(actor, Action.PROBE_STANDARDS) as reading:
            if once is not None:
                AnswerRepository(reading.session).raise_if_done(actor_id(actor), once)
            _require(reading, new)

    def _sealed(self, actor: Actor, pieces: Iterable[bytes], size: int, digest: str) -> _Sealed:
        """Seal a content before the transaction begins: others wait for that."""
        if not 0 < size <= MAXIMUM_BYTES:
            kind = "file_size" if size else "file_empty"
            raise InputError([Fault(kind, "/content", properties={"maximum": str(MAXIMUM_BYTES // _MIB)})])
        key = str(uuid4())
        return _Sealed(size, digest, key, self.box.seal(str(actor.city), key, pieces))

    def _ask(
        self, actor: Actor, new: NewProbe, sealed: _Sealed, once: Once | None, upload: str | None = None
    ) -> StandardProbe:
        with self.transactions.write(actor, Action.PROBE_STANDARDS, once) as writing:
            _require(writing, new)
            require_open(writing, new.slug, new.bid)
            if upload is not None:
                self.uploads.consume(writing, upload)
            return writing.done(self._stored(writing, new, sealed))

    def _stored(self, writing: Writing, new: NewProbe, sealed: _Sealed) -> StandardProbe:
        repository = StandardProbeRepository(writing.session)
        wanted = StandardProbe(
            id=0,
            slug=new.slug,
            bid=new.bid,
            name=harmless(new.name),
            size=sealed.size,
            digest=sealed.digest,
            origin=sealed.origin,
            box_key=sealed.key,
            created_by=str(writing.actor.person),
            created_at=writing.now,
            job=0,
        )
        stored = repository.add(wanted, sealed.parts)
        job = self.jobs.enqueue(writing, KIND, {"probe": stored.id})
        repository.set_job(stored.id, job)
        probe = replace(stored, job=job)
        writing.record(Event.STANDARD_PROBE_ASKED, subject_of(probe), before={}, after=_told(probe))
        return probe


def _require(reading: Reading, new: NewProbe) -> None:
    """Ask the policy about a probe that is to be made.

    Raises:
        TenderBidNotFoundError: There is no such bid.
        AccessDeniedError: It is not theirs to make.
    """
    if (new.slug is None) != (new.bid is None):
        raise TenderBidNotFoundError(new.bid or "")
    owner = reading.actor.person
    if new.slug is not None and new.bid is not None:
        owner = bid_of(reading, new.slug, new.bid)[2]
    reading.require(Action.PROBE_STANDARDS, resource(reading, owner, is_free=new.bid is None))


def _told(probe: StandardProbe) -> dict[str, object]:
    """Return what the audit log keeps of a probe: never the file's name, into which bidders write what they like."""
    return {
        "procedure": probe.slug,
        "bid": probe.bid,
        "origin": probe.origin.value,
        "size": probe.size,
        "file": probe.digest,
        "standard": probe.standard,
        "conformance": probe.conformance.value if probe.conformance else None,
    }
