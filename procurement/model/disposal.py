"""What this package tells about the end of a procedure's file: holds, the offer to the archive, proofs of deletion."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class HoldReason(StrEnum):
    """Why a file may not be deleted yet."""

    REVIEW = "review"
    FUNDING = "funding"
    AUDIT = "audit"
    OTHER = "other"


class ArchiveAnswer(StrEnum):
    """What the city archive said to the offer of a file."""

    TAKEN = "taken"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Something that keeps a file from being deleted until somebody lifts it.

    Args:
        number: Counts those of a procedure, from 1.
        reason: Why.
        note: What it is about: the case, the grant, the audit.
        set_by: Id of the person who set it.
        set_at: When, UTC.
        lifted_by: Id of the person who lifted it; None while it holds.
        lifted_at: When, UTC.
        lift_note: Why it was lifted; empty while it holds.
    """

    number: int
    reason: HoldReason
    note: str
    set_by: str
    set_at: datetime
    lifted_by: str | None = None
    lifted_at: datetime | None = None
    lift_note: str = ""

    @property
    def is_open(self) -> bool:
        """Nobody has lifted it."""
        return self.lifted_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """How far the disposal of a file is.

    Args:
        version: Counts changes, holds too; 0 where nobody has begun.
        offered_on: Day on which it was offered to the city archive.
        offer_note: Where the offer is on file.
        answer: What the archive said.
        answered_on: Day of its answer; of the handing over where it takes the file.
        answer_note: Where the answer is on file.
        asked_by: Id of the person who asked for the deletion.
        asked_at: When, UTC.
    """

    version: int = 0
    offered_on: date | None = None
    offer_note: str = ""
    answer: ArchiveAnswer | None = None
    answered_on: date | None = None
    answer_note: str = ""
    asked_by: str | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalProof:
    """Proof that a file was deleted (Löschnachweis); it never changes and outlives the file.

    Args:
        slug: Name of the procedure in addresses.
        reference: Its number.
        document: Canonical JSON ``pruefstand/disposal/2``; ``/1`` lacks how far its grounds were checked.
        digest: ``sha256:…`` of it.
        asked_by: Id of the person who asked.
        decided_by: Id of another person, who decided.
        decided_at: When, UTC.
    """

    slug: str
    reference: str
    document: str
    digest: str
    asked_by: str
    decided_by: str
    decided_at: datetime
