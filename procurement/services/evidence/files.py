"""Files of analyses: added from here, from an upload that arrived in pieces, or from the bid; taken away again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import uuid4

from core.digest import PREFIX, checksum
from core.errors import Fault, InputError
from core.file_names import harmless
from infra.audit.model import Event
from infra.once.model import Once
from infra.once.repository import AnswerRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing, actor_id
from infra.uploads.services import Uploads
from licensing.sbom.opening import MAXIMUM_BYTES
from procurement.errors import BidFileNotFoundError, EvidenceFileNotFoundError
from procurement.model import Analysis, EvidenceFile, EvidenceKind, EvidenceOrigin
from procurement.repository import AnalysisRepository
from procurement.services.evidence.box import EvidenceBox
from procurement.services.evidence.shared import found, holding, refuse_price, resource_of, subject_of
from procurement.services.intake.reading import Bids

LONGEST_CLAIM = 200
MOST_FILES = 20
MOST_BYTES = 2 * MAXIMUM_BYTES
_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """What a file is that is to be added.

    Args:
        kind: What it is.
        name: Its name.
        licence: For a licence text the licence that it claims to be.
    """

    name: str
    kind: EvidenceKind = EvidenceKind.BILL
    licence: str = ""


@dataclass(frozen=True, slots=True)
class _Sealed:
    size: int
    digest: str
    key: str
    parts: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFiles:
    """Adds files to analyses and takes them away.

    Args:
        transactions: Opens analyses to those who may change them.
        box: Seals contents.
        bids: Opens files of bids.
        uploads: Hands over files that arrived in pieces.
    """

    transactions: Transactions
    box: EvidenceBox
    bids: Bids
    uploads: Uploads

    def add(
        self, actor: Actor, number: int, version: int, new: NewEvidence, content: bytes, once: Once | None = None
    ) -> Analysis:
        """Add a file and return the analysis as it became.

        Raises:
            InputError: The file is empty, too large or one too many, or its claim does not fit its kind.
            AnalysisNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has changed it.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            AnalysisRunningError: A result is being made.
        """
        self._may(actor, number, once)
        new = checked_claim(new)
        sealed = self._sealed(actor, [content], len(content), checksum(content))
        with holding(self.transactions, actor, number, version, once) as (writing, analysis):
            self._store(writing, analysis, new, EvidenceOrigin.UPLOADED, sealed)
            return writing.done(analysis)

    def add_upload(
        self, actor: Actor, number: int, version: int, new: NewEvidence, upload: str, once: Once | None = None
    ) -> Analysis:
        """Add a file that has arrived in pieces; the upload is gone afterwards. Its name counts where none is given.

        Raises:
            UploadNotFoundError: There is no such upload, or it was handed over before.
            UploadUnfinishedError: Something of it is still missing.
            InputError: The file is too large or one too many, or its claim does not fit its kind.
            AnalysisNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has changed it.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            AnalysisRunningError: A result is being made.
        """
        self._may(actor, number, once)
        new = checked_claim(new)
        arrived = self.uploads.finished(actor, upload)
        sealed = self._sealed(actor, arrived.chunks(), arrived.size, PREFIX + arrived.sha256)
        named = replace(new, name=new.name or arrived.name)
        with holding(self.transactions, actor, number, version, once) as (writing, analysis):
            self.uploads.consume(writing, upload)
            self._store(writing, analysis, named, EvidenceOrigin.UPLOADED, sealed)
            return writing.done(analysis)

    def add_from_bid(
        self, actor: Actor, number: int, version: int, new: NewEvidence, once: Once | None = None
    ) -> Analysis:
        """Take a file over that was imported with the bid; ``new.name`` names it. A file that tells the price never.

        Raises:
            InputError: The file is empty, too large or one too many, or its claim does not fit its kind.
            AnalysisNotFoundError: There is none of this number.
            BidFileNotFoundError: The analysis belongs to no bid, or the bid has no such file.
            AccessDeniedError: The file tells a locked price; a line in the audit log says who wanted it.
            PriceFileRefusedError: The file tells the price.
            VersionConflictError: Somebody else has changed it.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            AnalysisRunningError: A result is being made.
        """
        analysis = self._may(actor, number, once)
        if analysis.slug is None or analysis.bid is None:
            raise BidFileNotFoundError
        refuse_price(self.transactions, actor, analysis.slug, analysis.bid, new.name)
        new = checked_claim(new)
        content = self.bids.file(actor, analysis.slug, analysis.bid, new.name).content
        sealed = self._sealed(actor, [content], len(content), checksum(content))
        with holding(self.transactions, actor, number, version, once) as (writing, analysis):
            self._store(writing, analysis, new, EvidenceOrigin.BID, sealed)
            return writing.done(analysis)

    def remove(self, actor: Actor, number: int, version: int, file: int, once: Once | None = None) -> Analysis:
        """Take a file away; results that were made with it stay.

        Raises:
            AnalysisNotFoundError: There is none of this number.
            EvidenceFileNotFoundError: It has no such file.
            VersionConflictError: Somebody else has changed it.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            AnalysisRunningError: A result is being made.
        """
        with holding(self.transactions, actor, number, version, once) as (writing, analysis):
            repository = AnalysisRepository(writing.session)
            known = next((one for one in repository.files(analysis.id) if one.number == file), None)
            if known is None:
                raise EvidenceFileNotFoundError(file)
            repository.remove_file(analysis.id, file)
            writing.record(Event.EVIDENCE_FILE_REMOVED, subject_of(analysis), before=_file_told(known), after={})
            return writing.done(analysis)

    def _may(self, actor: Actor, number: int, once: Once | None) -> Analysis:
        """Return an analysis before anything is done with a content; the change itself asks again.

        Raises:
            AlreadyDoneError: The request was carried out before: what it was about may be gone since.
            KeyReusedError: The key of ``once`` was used for another request.
        """
        with self.transactions.read(actor, Action.GATHER_EVIDENCE) as reading:
            if once is not None:
                AnswerRepository(reading.session).raise_if_done(actor_id(actor), once)
            analysis = found(reading, number)
            reading.require(Action.GATHER_EVIDENCE, resource_of(reading, analysis))
            return analysis

    def _sealed(self, actor: Actor, pieces: Iterable[bytes], size: int, digest: str) -> _Sealed:
        """Seal a content before the transaction begins: others wait for that."""
        if not 0 < size <= MAXIMUM_BYTES:
            kind = "file_size" if size else "file_empty"
            raise InputError([Fault(kind, "/content", properties={"maximum": str(MAXIMUM_BYTES // _MIB)})])
        key = str(uuid4())
        return _Sealed(size, digest, key, self.box.seal(str(actor.city), key, pieces))

    def _store(
        self, writing: Writing, analysis: Analysis, new: NewEvidence, origin: EvidenceOrigin, sealed: _Sealed
    ) -> None:
        repository = AnalysisRepository(writing.session)
        there = repository.files(analysis.id)
        if len(there) >= MOST_FILES:
            raise InputError([Fault("evidence_files_too_many", "", properties={"maximum": str(MOST_FILES)})])
        if sum(one.size for one in there) + sealed.size > MOST_BYTES:
            properties = {"maximum": str(MOST_BYTES // _MIB)}
            raise InputError([Fault("evidence_too_large", "/content", properties=properties)])
        file = EvidenceFile(
            number=repository.next_number(analysis.id),
            kind=new.kind,
            name=harmless(new.name),
            size=sealed.size,
            digest=sealed.digest,
            licence=new.licence,
            columns=None,
            origin=origin,
            box_key=sealed.key,
            added_by=str(writing.actor.person),
            added_at=writing.now,
        )
        repository.add_file(analysis.id, file, sealed.parts)
        writing.record(Event.EVIDENCE_FILE_ADDED, subject_of(analysis), before={}, after=_file_told(file))


def checked_claim(new: NewEvidence) -> NewEvidence:
    """Return what a file is, its claim where one belongs; asked before anything is made or sealed.

    Raises:
        InputError: A licence text comes without the licence that it claims to be, or another file with one.
    """
    claim, is_text = " ".join(new.licence.split())[:LONGEST_CLAIM], new.kind is EvidenceKind.LICENCE_TEXT
    if is_text != bool(claim):
        raise InputError([Fault("licence_claim_missing" if is_text else "licence_claim_elsewhere", "/licence")])
    return replace(new, licence=claim)


def _file_told(file: EvidenceFile) -> dict[str, object]:
    """Return what the audit log keeps of a file: never its name, into which bidders write what they like."""
    return {
        "number": file.number,
        "file_kind": file.kind.value,
        "origin": file.origin.value,
        "size": file.size,
        "file": file.digest,
        "licence": file.licence,
    }
