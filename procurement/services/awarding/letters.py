"""Letters to bidders: what each says, the look for a rival's secrets, and the record of what was sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldValue, Saved
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import BidNotFoundError, ProcedureFrozenError
from procurement.model import DOCUMENTED, AwardKind, AwardLetter, Bid, LetterKind, Procedure, ProcedureStage
from procurement.repository import AwardRepository
from procurement.rules.award.bid_results import BidResult
from procurement.rules.award.informing import STAGES
from procurement.rules.award.letters import Confidential, Leak, leaks, reasons_by_itself
from procurement.rules.digest import canonical, digest_of
from procurement.services.awarding.desk import known_of, seen, working
from procurement.services.awarding.fields import ADVANTAGES, ANNULMENT, GROUNDS, LETTER, letter_id
from procurement.services.awarding.known import AwardGathering, AwardKnown
from procurement.services.awarding.lots import AwardLot
from procurement.services.finding import subject_of
from scoring.model import is_written

FORMAT = "pruefstand/award-letter/1"
_SENDING = frozenset(STAGES.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersWish:
    """Letters that went out.

    Args:
        kind: What they are.
        sent_on: Day on which they left the city.
        is_electronic: They went by e-mail, fax or the tender platform.
        bids: Ids of the bids that they are about; empty for all that do not get the contract.
    """

    kind: LetterKind
    sent_on: date
    is_electronic: bool
    bids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDraft:
    """What would be written to the bidder of a bid.

    Args:
        bid: The bid.
        lot: Its lot.
        by_itself: Reasons from what is stored about this bid alone; after an annulment those of the annulment.
        reasons: Name of the field that holds what somebody wrote instead.
        held: What somebody wrote instead.
        leaks: What of a rival stands in it.
        sent: Letters that went, newest of each kind.
    """

    bid: Bid
    lot: AwardLot
    by_itself: str
    reasons: str
    held: Mapping[str, FieldValue]
    leaks: tuple[Leak, ...]
    sent: tuple[AwardLetter, ...]

    @property
    def grounds(self) -> str:
        """Reasons as they would be sent."""
        written = self.held[self.reasons].value
        return written if is_written(written) else self.by_itself

    @property
    def fields(self) -> Mapping[str, FieldValue]:
        """What somebody writes in this letter."""
        names = (self.reasons,) if self.reasons == ANNULMENT else (self.reasons, ADVANTAGES)
        return {name: self.held[name] for name in names}

    @property
    def advantages(self) -> str:
        """Advantages of the bid that gets the contract, as somebody wrote them."""
        return self.held[ADVANTAGES].value


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Keeps letters to bidders; what is sent goes through the tender platform.

    Args:
        transactions: Opens awards.
        gathering: Gathers what is known.
    """

    transactions: Transactions
    gathering: AwardGathering

    def drafts(self, actor: Actor, slug: str) -> tuple[LetterDraft, ...]:
        """Return what would be written to whom.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: Its result is not fixed yet, or the reader has no right.
        """
        with self.transactions.read(actor, Action.READ_AWARD) as reading:
            procedure = seen(reading, slug)
            known = known_of(reading, procedure, self.gathering)
            return tuple(draft(reading, known, lot, bid) for lot in known.informed for bid in lot.others)

    def save(self, actor: Actor, slug: str, bid: str, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save what is written to a bidder, and return how it ended.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            BidNotFoundError: No letter goes to the bidder of this bid.
            ProcedureFrozenError: Its result is not fixed.
            UnknownFieldError: A letter has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_AWARD) as writing:
            record = LETTER.record(self._letter(writing, slug, bid))
            return {edit.field: LETTER.save(writing, record, edit) for edit in edits}

    def change(self, actor: Actor, slug: str, bid: str, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field of a letter.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            ProcedureNotFoundError: There is none of this name.
            BidNotFoundError: No letter goes to the bidder of this bid.
            ProcedureFrozenError: Its result is not fixed.
            UnknownFieldError: A letter has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_AWARD, once) as writing:
            outcome = LETTER.save(writing, LETTER.record(self._letter(writing, slug, bid)), edit)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def send(self, actor: Actor, slug: str, wish: LettersWish, once: Once | None = None) -> tuple[AwardLetter, ...]:
        """Record letters as sent, each with what it says; nothing is recorded where one tells of a rival.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Letters of this kind do not go out now.
            BidNotFoundError: No letter goes to the bidder of one of these bids.
            InputError: The day is out of range, or a letter tells a rival's name, price, points or reasons.
        """
        with self.transactions.write(actor, Action.PREPARE_AWARD, once) as writing:
            procedure = working(writing, slug, _SENDING)
            known = known_of(writing, procedure, self.gathering)
            if wish.kind not in known.letters_now:
                raise ProcedureFrozenError(slug)
            _check_day(writing, procedure, wish.sent_on)
            drafts = [draft(writing, known, lot, bid) for lot in known.informed for bid in lot.others]
            chosen = _chosen(drafts, wish.bids)
            _check_letters(chosen, wish.kind)
            return writing.done(tuple(self._record(writing, known, one, wish) for one in chosen))

    def _record(self, writing: Writing, known: AwardKnown, letter: LetterDraft, wish: LettersWish) -> AwardLetter:
        content = canonical(self.content(known, letter, wish))
        repository, slug = AwardRepository(writing.session), known.procedure.slug
        sent = AwardLetter(
            number=repository.next_number("letter", slug),
            publication=known.procedure.publications,
            round=known.procedure.round,
            bid=letter.bid.id,
            kind=wish.kind,
            content=content,
            digest=digest_of(content),
            sent_on=wish.sent_on,
            is_electronic=wish.is_electronic,
            recorded_by=str(writing.actor.person),
            recorded_at=writing.now,
        )
        repository.add_letter(slug, sent)
        told = {"letter": sent.number, "bid": sent.bid, "kind": sent.kind.value, "digest": sent.digest}
        sending = {"sent_on": wish.sent_on.isoformat(), "electronic": wish.is_electronic}
        writing.record(Event.AWARD_LETTERS_SENT, subject_of(known.procedure), before={}, after={**told, **sending})
        return sent

    def content(self, known: AwardKnown, letter: LetterDraft, wish: LettersWish) -> dict[str, Any]:
        """Return what a letter says."""
        before = wish.kind is LetterKind.BEFORE_AWARD
        waiting = self.gathering.standstill(wish.sent_on, is_electronic=wish.is_electronic) if before else None
        winner = letter.lot.winner
        return {
            "format": FORMAT,
            "kind": wish.kind.value,
            "law": known.regime.value,
            "reference": known.procedure.reference,
            "title": known.document["title"],
            "lot": letter.lot.title if len(known.document["lots"]) > 1 else "",
            "tenderer": letter.bid.tenderer,
            "bid": letter.bid.title,
            "winner": winner.tenderer if winner else "",
            "grounds": letter.grounds,
            "advantages": letter.advantages if wish.kind is LetterKind.ON_REQUEST else "",
            "sent_on": wish.sent_on.isoformat(),
            "earliest": waiting.earliest.isoformat() if waiting else "",
        }

    def _letter(self, writing: Writing, slug: str, bid: str) -> str:
        procedure = working(writing, slug, DOCUMENTED)
        if known_of(writing, procedure, self.gathering).lot_of(bid) is None:
            raise BidNotFoundError(bid)
        return letter_id(procedure, bid)


def draft(reading: Reading, known: AwardKnown, lot: AwardLot, bid: Bid) -> LetterDraft:
    """Return what would be written to the bidder of a bid, with what of a rival stands in it."""
    held = LETTER.values(reading, LETTER.record(letter_id(known.procedure, bid.id)))
    is_annulled = known.procedure.stage is ProcedureStage.ANNULLED
    own = lot.result(bid)
    letter = LetterDraft(
        bid=bid,
        lot=lot,
        by_itself=known.procedure.reason if is_annulled else reasons_by_itself(own),
        reasons=ANNULMENT if is_annulled else GROUNDS,
        held=held,
        leaks=(),
        sent=tuple(known.letters[bid.id, kind] for kind in LetterKind if (bid.id, kind) in known.letters),
    )
    about = Confidential(own=own, rivals=_rivals(known, bid), winner=lot.winner.tenderer if lot.winner else "")
    text = "\n".join((letter.grounds, *(one.value for name, one in letter.fields.items() if name == ADVANTAGES)))
    return replace(letter, leaks=leaks(text, about))


def _rivals(known: AwardKnown, bid: Bid) -> tuple[BidResult, ...]:
    """Return what is known of the bids of everybody else, in all lots: each is a secret to this bidder."""
    everybody = [(lot, one) for lot in known.informed for one in (*_winner(lot), *lot.others)]
    return tuple(lot.result(one) for lot, one in everybody if one.tenderer != bid.tenderer)


def _winner(lot: AwardLot) -> tuple[Bid, ...]:
    return (lot.winner,) if lot.winner else ()


def said(letter: AwardLetter) -> dict[str, str]:
    """Return what a letter that was sent says."""
    content: dict[str, str] = json.loads(letter.content)
    return content


def _check_day(writing: Writing, procedure: Procedure, day: date) -> None:
    if not _since(writing, procedure) <= day <= official_day(writing.now):
        raise InputError([Fault("letter_day", "/sent_on")])


def _since(writing: Writing, procedure: Procedure) -> date:
    """Return the day of what letters tell: of the decision, of the award, of the annulment."""
    if procedure.stage is ProcedureStage.ANNULLED:
        return official_day(procedure.changed_at)
    kind = AwardKind.AWARD if procedure.stage is ProcedureStage.AWARDED else AwardKind.DECISION
    entries = AwardRepository(writing.session).entries(procedure.slug)
    return max(official_day(one.decided_at) for one in entries if one.kind is kind)


def _chosen(drafts: Sequence[LetterDraft], wanted: tuple[str, ...]) -> list[LetterDraft]:
    known = {one.bid.id: one for one in drafts}
    for bid in wanted:
        if bid not in known:
            raise BidNotFoundError(bid)
    return [known[bid] for bid in dict.fromkeys(wanted)] if wanted else list(drafts)


def _check_letters(drafts: Sequence[LetterDraft], kind: LetterKind) -> None:
    faults = [
        Fault(f"letter_leak_{leak.kind}", f"/bids/{one.bid.id}", properties={"bid": one.bid.title})
        for one in drafts
        for leak in one.leaks
    ]
    if kind is LetterKind.ON_REQUEST:
        faults += [
            Fault("letter_advantages", f"/bids/{one.bid.id}", properties={"bid": one.bid.title})
            for one in drafts
            if not is_written(one.advantages)
        ]
    if faults:
        raise InputError(faults)
