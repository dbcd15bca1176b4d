"""Repositories that bids name as the interface shows them."""

from dataclasses import dataclass
from datetime import datetime

from licensing.repository.facts import LicenceTextFacts, PublicCodeFacts, RepositoryFacts
from licensing.repository.publiccode import Grade
from licensing.repository.reuse import ReuseState
from licensing.repository.snapshot import Origin
from licensing.repository.version import NoEvidence
from licensing.texts.comparing import TextState
from procurement.model import RepositorySnapshot, SnapshotProblem
from procurement.rules.repository_wording import problem_sentence
from procurement.services.repositories.desk import BidRepositories, SeenRepository


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotFileView:
    """A file of a snapshot.

    Args:
        path: Its path.
        digest: ``sha256:…`` of its content.
    """

    path: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCodeFaultView:
    """Something wrong with ``publiccode.yml``.

    Args:
        type: What.
        grade: Whether the file is not valid, or it is something to know.
        pointer: Where.
    """

    type: str
    grade: Grade
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCodeView:
    """What ``publiccode.yml`` says.

    Args:
        file: The file.
        is_valid: It is valid.
        faults: What is wrong with it or to be known.
        version: Version that it states.
        licence: Licence that it states.
    """

    file: SnapshotFileView
    is_valid: bool
    faults: list[PublicCodeFaultView]
    version: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceTextView:
    """How a licence text compares with what the bid states.

    Args:
        licence: The stated licence.
        file: The text.
        state: What came out.
    """

    licence: str
    file: SnapshotFileView
    state: TextState


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """What a snapshot shows.

    Args:
        reference: Tag or commit whose files these are.
        commit: Commit of the tag that equals the offered version; empty where it is not known.
        digest: Checksum of address, reference, tags and files.
        files: How many files there are.
        reuse: How far the repository follows REUSE.
        publiccode: What ``publiccode.yml`` says; null without one.
        contributing: Hints for contributing; null without them.
        texts: Licence texts compared with what the bid states.
        hindrances: Why it is no evidence for the bid; empty where it is, null where the procedure tells no deadline.
        archive: The stored archive.
    """

    reference: str
    commit: str
    digest: str
    files: int
    reuse: ReuseState
    publiccode: PublicCodeView | None
    contributing: SnapshotFileView | None
    texts: list[LicenceTextView]
    hindrances: list[NoEvidence] | None
    archive: SnapshotFileView


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotView:
    """A snapshot, or why there is none.

    Args:
        number: Its number within the entry.
        origin: How it came here.
        taken_at: When.
        problem: Why there is none; null where there is one.
        detail: What exactly stood in the way.
        sentence: The same in German; empty where there is one.
        shown: What it shows; null where there is none.
    """

    number: int
    origin: Origin
    taken_at: datetime
    problem: SnapshotProblem | None
    detail: str
    sentence: str
    shown: ShownView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryView:
    """A repository that a bid names.

    Args:
        id: Its number.
        url: Address as the bid names it.
        place: Where in the bid.
        product: Name of the product; empty where it is the bid's own.
        offered: Version that the bid offers.
        licence: Licence that the bid states for it.
        replaces: Number of the entry that it corrects; null where it is the first.
        named_at: When it was entered.
        withdrawn_at: When it was taken back; null where it counts.
        withdrawn_reason: Why; empty where it counts.
        job: Number of the job that fetches a snapshot now; null where none does.
        snapshots: The newest first.
    """

    id: int
    url: str
    place: str
    product: str
    offered: str
    licence: str
    replaces: int | None
    named_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    job: int | None
    snapshots: list[SnapshotView]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoriesView:
    """What repositories a bid names.

    Args:
        items: The oldest first, with those that were taken back.
        deadline: Deadline that the bid answers to; null where the procedure tells none.
        may_change: The one who asks may enter and take snapshots now.
    """

    items: list[RepositoryView]
    deadline: datetime | None
    may_change: bool


def repositories_view(seen: BidRepositories) -> RepositoriesView:
    """Return what repositories a bid names as it is shown."""
    items = [_entry(one, seen.deadline) for one in seen.entries]
    return RepositoriesView(items=items, deadline=seen.deadline, may_change=seen.may_change)


def _entry(one: SeenRepository, deadline: datetime | None) -> RepositoryView:
    named, back = one.named, one.withdrawal
    return RepositoryView(
        id=named.id,
        url=named.url,
        place=named.place,
        product=named.product,
        offered=named.offered,
        licence=named.licence,
        replaces=named.replaces,
        named_at=named.named_at,
        withdrawn_at=back.withdrawn_at if back else None,
        withdrawn_reason=back.reason if back else "",
        job=one.job,
        snapshots=[_snapshot(taken, deadline) for taken in one.snapshots],
    )


def _snapshot(taken: RepositorySnapshot, deadline: datetime | None) -> SnapshotView:
    return SnapshotView(
        number=taken.number,
        origin=taken.origin,
        taken_at=taken.taken_at,
        problem=taken.problem,
        detail=taken.detail,
        sentence=problem_sentence(taken.problem, taken.detail) if taken.problem else "",
        shown=_shown(taken.facts, deadline) if taken.facts else None,
    )


def _shown(facts: RepositoryFacts, deadline: datetime | None) -> ShownView:
    shown, tag = facts.shown, facts.tag
    contributing = shown.contributing
    return ShownView(
        reference=facts.reference,
        commit=tag.commit if tag else "",
        digest=facts.digest,
        files=shown.files,
        reuse=shown.reuse.state,
        publiccode=_publiccode(shown.publiccode) if shown.publiccode else None,
        contributing=_file(contributing.file, contributing.sha256) if contributing else None,
        texts=[_text(one) for one in shown.texts],
        hindrances=list(facts.hindrances(deadline)) if deadline else None,
        archive=_file(facts.archive.file, facts.archive.sha256),
    )


def _publiccode(facts: PublicCodeFacts) -> PublicCodeView:
    return PublicCodeView(
        file=_file(facts.proof.file, facts.proof.sha256),
        is_valid=facts.is_valid,
        faults=[PublicCodeFaultView(type=one.type, grade=one.grade, pointer=one.pointer) for one in facts.faults],
        version=facts.version,
        licence=facts.licence,
    )


def _text(one: LicenceTextFacts) -> LicenceTextView:
    return LicenceTextView(licence=one.licence, file=_file(one.proof.file, one.proof.sha256), state=one.state)


def _file(path: str, digest: str) -> SnapshotFileView:
    return SnapshotFileView(path=path, digest=digest)
