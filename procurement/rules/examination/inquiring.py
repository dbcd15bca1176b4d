"""Asking bidders and taking their answers: when, until when, and what counts as an answer."""

from collections.abc import Iterable
from datetime import datetime

from core.legal import LegalSource, VerificationStatus
from procurement.model import Bid, Inquiry, InquiryKind, InquiryOutcome, ProcedureStage
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.guards import DOCUMENTED, READ
from scoring.model import is_written

ASKING = frozenset(
    {
        ProcedureStage.EXAMINATION,
        ProcedureStage.SCORING,
        ProcedureStage.CONSENSUS,
        ProcedureStage.QUALITY_FIXED,
        ProcedureStage.PRICING,
    }
)
"""Stages in which bidders are asked and answer."""

QUESTIONING = frozenset({ProcedureStage.PUBLISHED, ProcedureStage.INVITED})
"""Stages in which bids are awaited: bidders ask (§ 20 Abs. 3 VgV), and nobody is asked yet."""

WITH_DEADLINE = frozenset(InquiryKind) - {InquiryKind.QUESTION}
"""Kinds that always have a deadline; a question of a bidder is answered by the Vergabestelle."""

PERIOD = LegalSource(
    "§ 56 Abs. 4 VgV",
    VerificationStatus.UNVERIFIED,
    "angemessene, nach dem Kalender bestimmte Frist; Wortlaut vor Verwendung prüfen",
    READ,
)


def kinds_in(stage: ProcedureStage) -> frozenset[InquiryKind]:
    """Return why somebody may ask in a stage: before the bids are open only bidders do.

    Args:
        stage: Of the procedure.
    """
    if stage in ASKING:
        return frozenset(InquiryKind)
    return frozenset({InquiryKind.QUESTION}) if stage in QUESTIONING else frozenset()


def inquiry_hindrances(
    stage: ProcedureStage, kind: InquiryKind, bid: Bid | None, text: str, due_at: datetime | None, now: datetime
) -> tuple[Reason, ...]:
    """Return every reason why an inquiry cannot be sent, apart from what is asked for.

    Args:
        stage: Of the procedure.
        kind: Why somebody is asked, or asks.
        bid: Whose bidder is asked; None for a question about no bid.
        text: What is asked.
        due_at: Until when an answer is taken; None without a deadline.
        now: The moment.
    """
    found = []
    if kind not in kinds_in(stage):
        found.append(Reason(type="not-asked-now"))
    if bid is None and kind is not InquiryKind.QUESTION:
        found.append(Reason(type="bid-missing"))
    if bid is not None and kind is not InquiryKind.QUESTION and not bid.takes_part:
        found.append(Reason(type="bid-takes-no-part", properties={"bid": bid.title}))
    if not is_written(text):
        found.append(Reason(type="text-missing", source=DOCUMENTED))
    if due_at is None and kind in WITH_DEADLINE:
        found.append(Reason(type="due-missing", source=PERIOD))
    if due_at is not None and due_at <= now:
        found.append(Reason(type="due-over", source=PERIOD))
    return tuple(found)


def price_hindrances(bid: Bid, inquiries: Iterable[Inquiry], *, prices_are_locked: bool) -> tuple[Reason, ...]:
    """Return every reason why a bidder cannot be asked about the price now.

    Args:
        bid: Whose bidder.
        inquiries: Of the round.
        prices_are_locked: Nobody may name a price yet: who asks about one tells that they know it.

    Legal source:
        § 60 Abs. 1 VgV, § 44 Abs. 1 UVgO
    """
    found = [Reason(type="price-locked")] if prices_are_locked else []
    about_it = (one for one in inquiries if one.bid == bid.id and one.kind is InquiryKind.PRICE_CLARIFICATION)
    if any(one.outcome is InquiryOutcome.OPEN for one in about_it):
        found.append(Reason(type="price-answer-awaited", properties={"bid": bid.title}))
    return tuple(found)


def answer_hindrances(
    stage: ProcedureStage, inquiry: Inquiry, answer: str, answered_at: datetime, now: datetime
) -> tuple[Reason, ...]:
    """Return every reason why an answer cannot be recorded.

    Args:
        stage: Of the procedure.
        inquiry: What was asked.
        answer: What came in, in words.
        answered_at: When it came in.
        now: The moment.
    """
    found = list(_closable(stage, inquiry))
    if not is_written(answer):
        found.append(Reason(type="answer-missing", source=DOCUMENTED))
    if not inquiry.asked_at.replace(second=0, microsecond=0) <= answered_at <= now:
        found.append(Reason(type="answered-outside"))
    return tuple(found)


def closing_hindrances(stage: ProcedureStage, inquiry: Inquiry, now: datetime) -> tuple[Reason, ...]:
    """Return every reason why it cannot be recorded that no answer came: the deadline has to be over.

    Args:
        stage: Of the procedure.
        inquiry: What was asked.
        now: The moment.
    """
    found = list(_closable(stage, inquiry))
    if inquiry.due_at is not None and now <= inquiry.due_at:
        found.append(Reason(type="due-not-over", source=PERIOD))
    return tuple(found)


def outcome_of(inquiry: Inquiry, answered_at: datetime) -> InquiryOutcome:
    """Return how an inquiry ends with an answer: one that came after the deadline counts as none.

    Args:
        inquiry: What was asked.
        answered_at: When the answer came in; at the moment of the deadline it is in time.
    """
    late = inquiry.due_at is not None and answered_at > inquiry.due_at
    return InquiryOutcome.UNANSWERED if late else InquiryOutcome.ANSWERED


def _closable(stage: ProcedureStage, inquiry: Inquiry) -> tuple[Reason, ...]:
    now = () if inquiry.kind in kinds_in(stage) else (Reason(type="not-asked-now"),)
    is_open = inquiry.outcome is InquiryOutcome.OPEN
    return now if is_open else (*now, Reason(type="inquiry-closed", properties={"number": str(inquiry.number)}))
