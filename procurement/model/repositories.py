"""What this package tells about repositories that bids name: the entry, how it was taken back, its snapshots."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from licensing.repository.facts import RepositoryFacts
from licensing.repository.snapshot import Origin


class SnapshotProblem(StrEnum):
    """Why no snapshot could be taken; it is kept, because whoever judges the bid asks for it."""

    NO_FORGE = "no_forge"
    NO_VERSION = "no_version"
    NOT_FETCHED = "not_fetched"
    NOT_ANSWERED = "not_answered"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRepository:
    """A repository as a bid names it. An entry never changes: a wrong one is taken back, and another one is made.

    Args:
        id: Its number; 0 before it is stored.
        slug: The procedure.
        bid: The bid.
        url: Address as the bid names it.
        place: Where in the bid it is named: file and page.
        product: Name of the product; empty where it is the bid's own.
        offered: Version that the bid offers, or the commit it names.
        licence: Licence that the bid states for it, as an SPDX expression; empty where it states none.
        replaces: Number of the entry that it corrects; None where it is the first.
        named_by: Id of the person who entered it.
        named_at: When, UTC.
    """

    id: int
    slug: str
    bid: str
    url: str
    place: str
    product: str
    offered: str
    licence: str
    replaces: int | None
    named_by: str
    named_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryWithdrawal:
    """An entry was taken back.

    Args:
        reason: Why.
        withdrawn_by: Id of the person who did it.
        withdrawn_at: When, UTC.
    """

    reason: str
    withdrawn_by: str
    withdrawn_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryFetch:
    """A snapshot was asked for.

    Args:
        number: Counts the wishes for one entry, from 1.
        job: The job that carries it out.
        asked_by: Id of the person who asked.
        asked_at: When, UTC.
    """

    number: int
    job: int
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositorySnapshot:
    """A snapshot that was taken, or why none could be.

    Args:
        id: Its number in the database; 0 before it is stored.
        number: Counts the snapshots of one entry, from 1.
        fetch: Number of the wish that it answers; None where an archive was handed in.
        origin: How it came here.
        taken_at: When, UTC.
        taken_by: Id of the person who asked for it or handed it in.
        problem: Why there is none; None where there is one.
        detail: Slug of what exactly stood in the way; empty where nothing did.
        facts: What it shows; None where there is none.
        archive_name: Name of the stored archive.
        archive_size: Bytes of the stored archive.
        box_key: What its sealed content is bound to.
    """

    id: int
    number: int
    fetch: int | None
    origin: Origin
    taken_at: datetime
    taken_by: str
    problem: SnapshotProblem | None
    detail: str
    facts: RepositoryFacts | None
    archive_name: str = ""
    archive_size: int = 0
    box_key: str = field(default="", repr=False)
