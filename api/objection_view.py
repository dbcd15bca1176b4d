"""Rügen and reviews as the interface shows them."""

from dataclasses import dataclass
from datetime import date

from procurement.model import Objection, ObjectionKind, ObjectionOutcome
from procurement.services.awarding import ObjectionLog
from procurement.services.awarding.objections import LoggedObjection


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionView:
    """A Rüge or a review.

    Args:
        number: Counts those of the procedure, from 1.
        kind: Who was asked.
        tenderer: Who objects.
        subject: What it is about.
        text: What is objected to.
        received_on: Day on which it came in.
        known_on: Day on which the bidder noticed it; null where nobody knows.
        outcome: How it ended.
        answer: What was answered.
        answered_on: Day on which the bidder received that; null while it is open.
        due_on: Until when it had to come in; null where nobody knows.
        review_until: Until when the Vergabekammer can be asked; null unless it was refused.
        version: For ``If-Match``.
    """

    number: int
    kind: ObjectionKind
    tenderer: str
    subject: str
    text: str
    received_on: date
    known_on: date | None
    outcome: ObjectionOutcome
    answer: str
    answered_on: date | None
    due_on: date | None
    review_until: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionReceipt:
    """An objection that was recorded or answered.

    Args:
        number: Counts those of the procedure, from 1.
        outcome: How it ended.
        version: For ``If-Match``.
    """

    number: int
    outcome: ObjectionOutcome
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionLogView:
    """All objections of a procedure.

    Args:
        objections: Oldest first.
    """

    objections: list[ObjectionView]


def objections_view(log: ObjectionLog) -> ObjectionLogView:
    """Return all objections."""
    return ObjectionLogView(objections=list(map(_objection, log.entries)))


def receipt_view(objection: Objection) -> ObjectionReceipt:
    """Return an objection that was recorded or answered."""
    return ObjectionReceipt(number=objection.number, outcome=objection.outcome, version=objection.version)


def _objection(logged: LoggedObjection) -> ObjectionView:
    one = logged.objection
    named = {name: getattr(one, name) for name in ObjectionView.__dataclass_fields__ if hasattr(one, name)}
    return ObjectionView(
        **named,
        due_on=logged.due.counted.last if logged.due else None,
        review_until=logged.review.counted.last if logged.review else None,
    )
