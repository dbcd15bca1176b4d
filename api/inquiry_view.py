"""Exchanges with bidders as the interface shows them."""

from dataclasses import dataclass
from datetime import datetime

from procurement.model import Inquiry, InquiryKind, InquiryOutcome
from procurement.rules.examination.book import Concern
from procurement.services.examination import InquiryLog


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryView:
    """One exchange with a bidder.

    Args:
        number: Its number within the procedure.
        kind: Why.
        bid: Id of the bid; null for a question about none.
        subject: Id of the paper for a document request, else a heading.
        text: What was asked.
        asked_at: When.
        due_at: Until when an answer is taken; null without a deadline.
        outcome: How it ended; an answer after the deadline counts as none.
        answer: What was answered.
        answered_at: When that came in; null until then.
        version: For ``If-Match``.
    """

    number: int
    kind: InquiryKind
    bid: str | None
    subject: str
    text: str
    asked_at: datetime
    due_at: datetime | None
    outcome: InquiryOutcome
    answer: str
    answered_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """A paper of a lot.

    Args:
        id: For ``subject``.
        lot: Number of the lot.
        title: What it is.
        concerns: What it is about.
        requestable: It may be asked for after the deadline (§ 56 VgV).
        lacking: Ids of the bids that lack it, as the examination found.
    """

    id: str
    lot: int
    title: str
    concerns: Concern
    requestable: bool
    lacking: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryLogView:
    """All exchanges of the present round.

    Args:
        inquiries: In the order of their numbers.
        papers: What can be asked for, and what cannot.
    """

    inquiries: list[InquiryView]
    papers: list[PaperView]


def inquiry_view(inquiry: Inquiry) -> InquiryView:
    """Return one exchange."""
    return InquiryView(**{name: getattr(inquiry, name) for name in InquiryView.__dataclass_fields__})


def log_view(log: InquiryLog) -> InquiryLogView:
    """Return all exchanges."""
    of_lot = {bid.id: bid.place.lot for bid in log.bids}
    papers = [
        PaperView(
            id=paper.id,
            lot=lot,
            title=paper.title,
            concerns=paper.concerns,
            requestable=paper.concerns is not Concern.AWARD,
            lacking=[bid for bid in log.lacking.get(paper.id, ()) if of_lot[bid] == lot],
        )
        for lot, some in log.papers.items()
        for paper in some
    ]
    return InquiryLogView(inquiries=list(map(inquiry_view, log.inquiries)), papers=papers)
