"""What is asked and answered, as services take and return it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from procurement.model import Bid, Inquiry, InquiryKind, Procedure
from procurement.rules.examination.book import Paper
from procurement.rules.examination.document_request import UnitPriceStatement
from procurement.rules.examination.inquiring import kinds_in

Papers = Mapping[int, tuple[Paper, ...]]
"""Papers of each lot by its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryWish:
    """What somebody wants to ask, or a question that a bidder has asked.

    Args:
        kind: Why.
        bids: Ids of the bids whose bidders are asked, each for itself; empty for a question about none.
        subject: Id of the paper for a document request, else a heading.
        text: What is asked.
        due_at: Until when an answer is taken; None without a deadline.
        alone: Why others who lack the same paper are not asked.
        unit_price: What is stated about a unit price that is asked for.
    """

    kind: InquiryKind
    bids: tuple[str, ...]
    subject: str
    text: str
    due_at: datetime | None = None
    alone: str = ""
    unit_price: UnitPriceStatement = field(default_factory=UnitPriceStatement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody has answered.

    Args:
        text: In words.
        answered_at: When it came in.
    """

    text: str
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryLog:
    """All exchanges of a round, and what can be asked now.

    Args:
        procedure: As it stands.
        inquiries: In the order of their numbers.
        bids: All bids of the round.
        papers: Papers of each lot by its number, those first that may be asked for.
        lacking: Ids of the bids that lack a paper, by the id of the paper; papers that nobody lacks are missing.
        names: Names of those who asked, by their id.
        prices_are_locked: Nobody may name a price yet.
        is_open: The reader may record questions and answers now.
    """

    procedure: Procedure
    inquiries: tuple[Inquiry, ...]
    bids: tuple[Bid, ...]
    papers: Papers
    lacking: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    prices_are_locked: bool
    is_open: bool

    @property
    def kinds(self) -> frozenset[InquiryKind]:
        """Why somebody may ask now."""
        return kinds_in(self.procedure.stage)

    @property
    def titles(self) -> Mapping[str, str]:
        """What papers are called, by their id."""
        return {paper.id: paper.title for some in self.papers.values() for paper in some}
