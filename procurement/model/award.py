"""What this package tells about awards: what two people decided, the letters, objections."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class AwardKind(StrEnum):
    """What an entry of the award tells."""

    DECISION = "decision"
    AWARD = "award"


class LetterKind(StrEnum):
    """What a letter to a bidder is: before the award, after it, an answer to a request, or about an annulment."""

    BEFORE_AWARD = "before-award"
    AFTER_AWARD = "after-award"
    ON_REQUEST = "on-request"
    ANNULMENT = "annulment"


class ObjectionKind(StrEnum):
    """Who was asked: the city, or the Vergabekammer."""

    RUEGE = "ruege"
    REVIEW = "review"


class ObjectionOutcome(StrEnum):
    """How an objection ended."""

    OPEN = "open"
    REMEDIED = "remedied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardEntry:
    """One entry about the award (Zuschlag); it never changes.

    Args:
        number: Counts those of a procedure, from 1.
        kind: The decision by two, or the award itself.
        publication: Number of the published version.
        round: Round of offers.
        document: Canonical JSON ``pruefstand/award/1``: what two people agreed on, or when the award was given.
        digest: ``sha256:…`` of it.
        asked_by: Id of the person who asked for the decision; None for the award.
        decided_by: Id of another person, who decided; for the award of whoever gave it.
        decided_at: When, UTC.
    """

    number: int
    kind: AwardKind
    publication: int
    round: int
    document: str
    digest: str
    asked_by: str | None
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLetter:
    """One letter to one bidder; it never changes. A later one of the same kind about the same bid takes its place.

    Args:
        number: Counts those of a procedure, from 1.
        publication: Number of the published version.
        round: Round of offers.
        bid: Id of the bid that it is about.
        kind: What it is.
        content: Canonical JSON ``pruefstand/award-letter/1``: what it says.
        digest: ``sha256:…`` of it.
        sent_on: Day on which it left the city.
        is_electronic: It went by e-mail, fax or the tender platform.
        recorded_by: Id of the person who recorded it.
        recorded_at: When, UTC.
    """

    number: int
    publication: int
    round: int
    bid: str
    kind: LetterKind
    content: str
    digest: str
    sent_on: date
    is_electronic: bool
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A Rüge, or a review (Nachprüfung).

    Args:
        number: Counts those of a procedure, from 1.
        kind: Who was asked.
        tenderer: Who objects.
        subject: What it is about, in a line.
        text: What is objected to.
        known_on: Day on which the bidder noticed it, as far as anybody knows.
        received_on: Day on which it came in.
        outcome: How it ended.
        answer: What was answered; empty while it is open.
        answered_on: Day on which the bidder received the answer; None while it is open.
        recorded_by: Id of the person who recorded it.
        recorded_at: When, UTC.
        version: Counts changes, from 1.
    """

    number: int
    kind: ObjectionKind
    tenderer: str
    subject: str
    text: str
    known_on: date | None
    received_on: date
    outcome: ObjectionOutcome
    answer: str
    answered_on: date | None
    recorded_by: str
    recorded_at: datetime
    version: int

    @property
    def is_open(self) -> bool:
        """Nobody has answered it yet."""
        return self.outcome is ObjectionOutcome.OPEN
