"""What waits for somebody: answers that are due and slots that are booked, and how they want to hear of it."""

from dataclasses import dataclass
from datetime import date

from capacity.model.request import Party, RequestStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An answer that is awaited.

    Args:
        request: Number of the request.
        clock: Number of its clock within the request.
        title: What the request is about.
        topic: What the answer is for: a stage, a check or a question.
        party: Who has to answer.
        due: Last day in time.
    """

    request: int
    clock: int
    title: str
    topic: str
    party: Party
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedSlot:
    """A slot that a request has, or that is reserved for it.

    Args:
        request: Number of the request.
        title: What it is about.
        stage: How far it has come.
        first: First day; None for a reservation without one.
        last: Last day.
    """

    request: int
    title: str
    stage: RequestStage
    first: date | None
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSubscription:
    """How somebody wants to hear of what waits for them.

    Args:
        person: Id of the person.
        address: Where the daily mail goes; empty for none.
        sent_on: Day of the last one; None before the first.
        is_underway: It was about to go, and nobody has told yet how that ended.
        calendar: Checksum of the key of their calendar; None while they have none.
    """

    person: str
    address: str = ""
    sent_on: date | None = None
    is_underway: bool = False
    calendar: str | None = None
