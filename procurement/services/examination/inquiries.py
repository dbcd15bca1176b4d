"""Asking bidders and keeping what they answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import VersionConflictError
from infra.audit.model import Event
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import InquiryNotFoundError
from procurement.model import (
    Bid,
    CheckAnswer,
    Inquiry,
    InquiryKind,
    InquiryOutcome,
    Procedure,
)
from procurement.repository import ExaminationRepository
from procurement.rules.examination.book import Concern
from procurement.rules.examination.document_request import (
    lacking,
    papers_of,
    request_hindrances,
)
from procurement.rules.examination.inquiring import (
    ASKING,
    QUESTIONING,
    answer_hindrances,
    closing_hindrances,
    inquiry_hindrances,
    outcome_of,
    price_hindrances,
)
from procurement.rules.examination.refusal import require_none
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.locking import LOCKED, price_state
from procurement.rules.procedure.publication import digest_of
from procurement.services.examination.inquiry_log import InquiryLog, InquiryWish, Papers, Reply
from procurement.services.examination.shared import (
    LONGEST_SUBJECT,
    Law,
    bid_named,
    bids_now,
    names_of,
    offers,
    seeing,
    working,
    written,
)
from procurement.services.gathering import matrices_of
from procurement.services.procedures.editing import subject_of, whole_second
from scoring.model import is_written


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiring:
    """Keeps the log of exchanges with bidders; what is sent goes through the tender platform.

    Args:
        transactions: Opens it to those who may examine bids.
        law: Dated papers.
    """

    transactions: Transactions
    law: Law

    def open(self, actor: Actor, slug: str) -> InquiryLog:
        """Return all exchanges of the present round.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with seeing(self.transactions, actor, slug) as (reading, procedure):
            bids, inquiries = bids_now(reading, procedure), _of_round(reading, procedure)
            papers = self._papers(reading, procedure)
            return InquiryLog(
                procedure=procedure,
                inquiries=inquiries,
                bids=bids,
                papers=papers,
                lacking=_lacking_each(papers, bids, _answers(reading, procedure)),
                names=names_of(reading, {one.asked_by for one in inquiries}),
                prices_are_locked=_prices_are_locked(procedure),
                is_open=offers(reading, Action.EXAMINE_BIDS, procedure, ASKING | QUESTIONING),
            )

    def ask(self, actor: Actor, slug: str, wish: InquiryWish, once: Once | None = None) -> tuple[Inquiry, ...]:
        """Record an inquiry to each bidder and return them.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            BidNotFoundError: It has no such bid.
            InputError: The deadline is out of range.
            ExaminationRefusedError: A rule stands against it; nobody is asked then.
        """
        wish = replace(
            wish,
            bids=tuple(dict.fromkeys(wish.bids)),
            subject=written(wish.subject, LONGEST_SUBJECT),
            text=written(wish.text),
            due_at=whole_second(wish.due_at, "/due_at"),
            alone=written(wish.alone),
        )
        with working(self.transactions, actor, Action.EXAMINE_BIDS, slug, once) as (writing, procedure):
            bids = bids_now(writing, procedure)
            asked = [bid_named(bids, one) for one in wish.bids]
            require_none(self._against(writing, procedure, bids, asked, wish))
            targets: Sequence[Bid | None] = asked or [None]
            return writing.done(tuple(_send(writing, procedure, bid, wish) for bid in targets))

    def answer(
        self, actor: Actor, slug: str, number: int, version: int, reply: Reply, once: Once | None = None
    ) -> Inquiry:
        """Record an answer; one that came after the deadline counts as none, and is kept.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            InquiryNotFoundError: It has no inquiry of this number.
            VersionConflictError: Somebody else has changed it.
            InputError: The moment is out of range.
            ExaminationRefusedError: A rule stands against it.
        """
        text = written(reply.text)
        moment = whole_second(reply.answered_at, "/answered_at") or reply.answered_at
        with working(self.transactions, actor, Action.EXAMINE_BIDS, slug, once) as (writing, procedure):
            before = _found(writing, procedure, number, version)
            require_none(answer_hindrances(procedure.stage, before, text, moment, writing.now))
            outcome = outcome_of(before, moment)
            after = replace(before, answer=text, answered_at=moment, outcome=outcome, version=version + 1)
            return _closed(writing, procedure, before, after)

    def close(self, actor: Actor, slug: str, number: int, version: int, once: Once | None = None) -> Inquiry:
        """Record that no answer came.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            InquiryNotFoundError: It has no inquiry of this number.
            VersionConflictError: Somebody else has changed it.
            ExaminationRefusedError: A rule stands against it.
        """
        with working(self.transactions, actor, Action.EXAMINE_BIDS, slug, once) as (writing, procedure):
            before = _found(writing, procedure, number, version)
            require_none(closing_hindrances(procedure.stage, before, writing.now))
            after = replace(before, outcome=InquiryOutcome.UNANSWERED, version=version + 1)
            return _closed(writing, procedure, before, after)

    def _against(
        self, writing: Writing, procedure: Procedure, bids: tuple[Bid, ...], asked: Sequence[Bid], wish: InquiryWish
    ) -> tuple[Reason, ...]:
        targets: Sequence[Bid | None] = asked or [None]
        each = (
            inquiry_hindrances(procedure.stage, wish.kind, bid, wish.text, wish.due_at, writing.now) for bid in targets
        )
        told = {(one.type, one.properties.get("bid")): one for some in each for one in some}
        reasons = tuple(told.values())
        if wish.kind is not InquiryKind.DOCUMENT_REQUEST:
            subject = () if is_written(wish.subject) else (Reason(type="subject-missing"),)
            return (*reasons, *subject, *self._about_price(writing, procedure, asked, wish))
        return (*reasons, *self._about_paper(writing, procedure, bids, asked, wish))

    def _about_price(
        self, writing: Writing, procedure: Procedure, asked: Sequence[Bid], wish: InquiryWish
    ) -> tuple[Reason, ...]:
        if wish.kind is not InquiryKind.PRICE_CLARIFICATION:
            return ()
        every, locked = _of_round(writing, procedure), _prices_are_locked(procedure)
        each = (price_hindrances(bid, every, prices_are_locked=locked) for bid in asked)
        return tuple({(one.type, one.properties.get("bid")): one for some in each for one in some}.values())

    def _about_paper(
        self, writing: Writing, procedure: Procedure, bids: tuple[Bid, ...], asked: Sequence[Bid], wish: InquiryWish
    ) -> tuple[Reason, ...]:
        papers, answers = self._papers(writing, procedure), _answers(writing, procedure)
        before = {
            one.bid
            for one in _of_round(writing, procedure)
            if one.kind is InquiryKind.DOCUMENT_REQUEST and one.subject == wish.subject and one.bid
        }
        found = [Reason(type="asked-before", properties={"bid": bid.title}) for bid in asked if bid.id in before]
        for lot in sorted({bid.place.lot for bid in asked}):
            paper = next((one for one in papers.get(lot, ()) if one.id == wish.subject), None)
            if paper is None:
                found.append(Reason(type="paper-unknown"))
                continue
            lack_it = lacking(paper, [bid for bid in bids if bid.place.lot == lot], answers)
            found += request_hindrances(paper, {*wish.bids, *before}, lack_it, wish.alone, wish.unit_price)
        return tuple(found)

    def _papers(self, reading: Reading, procedure: Procedure) -> Papers:
        points = self.law.points(reading, procedure)
        if not points:
            return {}
        matrices = matrices_of(reading, procedure)
        return {lot: papers_of(some, matrices[lot]) for lot, some in points.items()}


def _prices_are_locked(procedure: Procedure) -> bool:
    return price_state(procedure, procedure.publications, procedure.round) == LOCKED


def _of_round(reading: Reading, procedure: Procedure) -> tuple[Inquiry, ...]:
    place = (procedure.publications, procedure.round)
    every = ExaminationRepository(reading.session).inquiries(procedure.slug)
    return tuple(one for one in every if (one.publication, one.round) == place)


def _answers(reading: Reading, procedure: Procedure) -> Mapping[tuple[str, str], CheckAnswer]:
    checks = ExaminationRepository(reading.session).checks(procedure.slug)
    return {(one.bid, one.item): one.answer for one in checks}


def _lacking_each(
    papers: Papers, bids: tuple[Bid, ...], answers: Mapping[tuple[str, str], CheckAnswer]
) -> Mapping[str, tuple[str, ...]]:
    found = dict[str, tuple[str, ...]]()
    for lot, some in papers.items():
        of_lot = [bid for bid in bids if bid.place.lot == lot]
        for paper in some:
            lack_it = tuple(bid.id for bid in lacking(paper, of_lot, answers))
            if lack_it and paper.concerns is not Concern.AWARD:
                found[paper.id] = (*found.get(paper.id, ()), *lack_it)
    return found


def _found(writing: Writing, procedure: Procedure, number: int, version: int) -> Inquiry:
    found = next((one for one in _of_round(writing, procedure) if one.number == number), None)
    if found is None:
        raise InquiryNotFoundError(number)
    if found.version != version:
        raise VersionConflictError(found.version)
    return found


def _send(writing: Writing, procedure: Procedure, bid: Bid | None, wish: InquiryWish) -> Inquiry:
    repository = ExaminationRepository(writing.session)
    inquiry = Inquiry(
        number=repository.next_inquiry(procedure.slug),
        publication=procedure.publications,
        round=procedure.round,
        bid=bid.id if bid else None,
        kind=wish.kind,
        subject=wish.subject,
        text=wish.text,
        asked_by=str(writing.actor.person),
        asked_at=writing.now,
        due_at=wish.due_at,
        outcome=InquiryOutcome.OPEN,
        answer="",
        answered_at=None,
        version=1,
    )
    repository.put_inquiry(procedure.slug, inquiry)
    details = _told(inquiry) | {"kind": inquiry.kind.value, "subject": inquiry.subject, "text": digest_of(inquiry.text)}
    if wish.alone:
        details["alone"] = wish.alone
    if wish.unit_price.is_whole:
        details["unit_price"] = "insignificant"
    writing.record(Event.INQUIRY_SENT, subject_of(procedure), before={"inquiry": None}, after=details)
    return inquiry


def _closed(writing: Writing, procedure: Procedure, before: Inquiry, after: Inquiry) -> Inquiry:
    ExaminationRepository(writing.session).put_inquiry(procedure.slug, after)
    told = _told(after) | {
        "answered_at": after.answered_at and after.answered_at.isoformat(),
        "answer": after.answer and digest_of(after.answer),
    }
    writing.record(Event.INQUIRY_ANSWERED, subject_of(procedure), before=_told(before), after=told)
    return writing.done(after)


def _told(inquiry: Inquiry) -> dict[str, object]:
    """Return what the audit log tells of it: what bidders wrote stands there by its checksum alone."""
    return {
        "inquiry": inquiry.number,
        "bid": inquiry.bid,
        "due_at": inquiry.due_at and inquiry.due_at.isoformat(),
        "outcome": inquiry.outcome.value,
    }
