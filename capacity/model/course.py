"""What happens to a request: its course, checks, questions, proofs, and the days on which nobody works."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from capacity.model.request import Party, ProofKind, RequestStage, ReviewKind, ReviewLight


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvent:
    """Something that happened to a request, kept for good.

    Args:
        number: Place in its course, from 1.
        step: What was done.
        before: Stage before.
        after: Stage after.
        reason: Why.
        person: Id of the person; None for the house itself.
        at: When, UTC.
    """

    number: int
    step: str
    before: RequestStage
    after: RequestStage
    reason: str
    person: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReview:
    """What a party says about a request in the parallel checks.

    Args:
        kind: Which check.
        light: None while it is awaited.
        note: What they say.
        condition: What must still happen; stays open until the start of operation.
        person: Id of the person; None while awaited, or where the house noted that nothing came.
        at: When, UTC.
    """

    kind: ReviewKind
    light: ReviewLight | None = None
    note: str = ""
    condition: str = ""
    person: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestQuestion:
    """A named question to a named party; the clock of whoever asks stands still until it is answered.

    Args:
        number: Its number within the request.
        asker: Who asks.
        party: Who is asked.
        text: What.
        paused: Number of the clock that stands still; None where the asker has none running.
        asked_by: Id of the person.
        asked_at: When, UTC.
        answer: The answer; empty while awaited.
        answered_by: Id of the person; None while awaited.
        answered_at: When, UTC.
    """

    number: int
    asker: Party
    party: Party
    text: str
    paused: int | None
    asked_by: str
    asked_at: datetime
    answer: str = ""
    answered_by: str | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A proof that something may go live.

    Args:
        kind: Which.
        is_needed: Whether it is needed at all.
        reference: Where it lies, or why it is not needed.
        person: Id of the person who noted it.
        at: When, UTC.
    """

    kind: ProofKind
    is_needed: bool
    reference: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDay:
    """A day on which the city administration is closed although it is no public holiday.

    Args:
        day: The day.
        reason: Why.
        person: Id of the person who entered it.
        at: When, UTC.
    """

    day: date
    reason: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestQuery:
    """Which requests a list shows.

    Args:
        text: Words from the title or the number.
        stage: Only in this stage.
        turn: Only those whose turn it is this party's.
        office: Only of this office.
        labels: By field, only those that hold this value in it.
    """

    text: str = ""
    stage: RequestStage | None = None
    turn: Party | None = None
    office: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
