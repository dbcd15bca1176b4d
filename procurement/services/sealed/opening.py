"""Opening a sealed intake: two people show their keys within a quarter of an hour, after the deadline, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from infra.audit.model import Event
from infra.identity.repository import IdentityRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.sealing import SealNotOpenedError, unseal
from infra.transactions import Transactions, Writing
from procurement.errors import ProcurementError, SealedOpeningRefusedError, SealKeyWrongError
from procurement.model import (
    BidState,
    IntakeOpening,
    Procedure,
    SealedIntake,
    SealedOffer,
    SealPresence,
    SealWrap,
)
from procurement.repository import BidRepository, SealedIntakeRepository
from procurement.rules.bids.states import named as same_name
from procurement.rules.procedure.stages import Step
from procurement.rules.sealed.moments import (
    PRESENT_FOR,
    OpeningAttempt,
    SealRefusal,
    opening_refusal,
    partner_of,
)
from procurement.rules.sealed.slot import SlotUnreadableError, unpacked
from procurement.rules.sealed.wording import opening_note
from procurement.services.bids.prices import PriceBox
from procurement.services.finding import held, resource
from procurement.services.intake.accepting import round_of, store
from procurement.services.intake.opening import OpeningRecord, opening_of
from procurement.services.intake.submission import NewBid, new_files
from procurement.services.procedures.stepping import Stepping, Wish
from procurement.services.sealed.keys import recipient_or_none
from procurement.services.sealed.setting_up import entitled
from procurement.services.sealed.shared import due_at, last_intake, subject_of

_UNREADABLE = (SealNotOpenedError, SlotUnreadableError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What became of showing a key.

    Args:
        until: How long the person counts as present; None where the intake is open now.
        bids: Number of bids that were in it, once it is open.
    """

    until: datetime | None
    bids: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedOpening:
    """Opens intakes.

    Args:
        transactions: Opens them to those who hold keys.
        stepping: Takes the procedure to the stage of opened bids.
        box: Seals prices and files again, with the key of this instance.
    """

    transactions: Transactions
    stepping: Stepping
    box: PriceBox

    def show(self, actor: Actor, slug: str, secret: str) -> Shown:
        """Show a key: the first person is present from now on, the second opens.

        Every refusal leaves a line in the audit log (§ 10 Abs. 1 Nr. 7 VgV).

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            SealedIntakeNotFoundError: It has no sealed intake.
            SealKeyWrongError: It is not this person's key for this intake.
            SealedOpeningRefusedError: The deadline is not over, or it was opened before.
            StepNotPossibleError: The procedure is not at the stage to be opened.
        """
        try:
            with self.transactions.write(actor, Action.OPEN_SEALED_BIDS) as writing:
                return self._show(writing, slug, secret)
        except (SealKeyWrongError, SealedOpeningRefusedError) as error:
            self._record_attempt(actor, slug, error)
            raise

    def leave(self, actor: Actor, slug: str) -> None:
        """Be present no longer."""
        with self.transactions.write(actor, Action.OPEN_SEALED_BIDS) as writing:
            writing.require(Action.OPEN_SEALED_BIDS, resource(writing, held(writing, slug)))
            SealedIntakeRepository(writing.session).leave(last_intake(writing, slug), str(writing.actor.person))

    def _show(self, writing: Writing, slug: str, secret: str) -> Shown:
        procedure = held(writing, slug)
        writing.require(Action.OPEN_SEALED_BIDS, resource(writing, procedure))
        repository, intake = SealedIntakeRepository(writing.session), last_intake(writing, slug)
        mine = _mine(repository.wraps(intake), str(writing.actor.person), secret)
        attempt = _attempt(writing, procedure, intake, mine[0])
        refusal = opening_refusal(attempt)
        if refusal is None:
            return self._open(writing, procedure, intake, partner_of(attempt), secret)
        if refusal in (SealRefusal.OPENED, SealRefusal.NOT_DUE, SealRefusal.NO_RIGHT):
            raise SealedOpeningRefusedError(reason=refusal.value)
        self.stepping.require_possible(writing, procedure, Step.OPEN_BIDS)
        repository.leave(intake, str(writing.actor.person))
        repository.come(intake, list(_presences(writing, mine, secret)))
        writing.record(Event.SEAL_KEY_SHOWN, subject_of(intake), after={"group": mine[0].group.value})
        return Shown(until=writing.now + PRESENT_FOR)

    def _open(
        self, writing: Writing, procedure: Procedure, intake: SealedIntake, partner: SealPresence, secret: str
    ) -> Shown:
        try:
            key = unseal(partner.inner, secret).decode()
        except SealNotOpenedError as error:
            raise SealKeyWrongError from error
        repository = SealedIntakeRepository(writing.session)
        offers, unreadable = _offers(repository, intake, key)
        second = str(writing.actor.person)
        opening = IntakeOpening(
            opened_at=writing.now,
            first_person=partner.person,
            second_person=second,
            group=partner.group,
            bids=len(offers),
            unreadable=unreadable,
        )
        wish = Wish(step=Step.OPEN_BIDS, version=procedure.version)
        told = {"opened_at": writing.now.isoformat(), "sealed_intake": intake.number}
        after = self.stepping.advance(writing, procedure.slug, wish, told, right=Action.OPEN_SEALED_BIDS)
        record = _recorded(writing, opening)
        BidRepository(writing.session).add_opening(procedure.slug, opening_of(writing, after, after.round, record))
        store(writing, self.box, round_of(writing, after), [_new(one) for one in offers], importer=BY_INTAKE)
        repository.add_opening(intake, opening)
        repository.leave(intake)
        details = {"bids": opening.bids, "unreadable": unreadable, "group": opening.group.value}
        people = {"first_person": opening.first_person, "second_person": second}
        writing.record(Event.SEALED_INTAKE_OPENED, subject_of(intake), after={**details, **people})
        return Shown(until=None, bids=opening.bids)

    def _record_attempt(self, actor: Actor, slug: str, error: ProcurementError) -> None:
        """Write the attempt down, in a transaction of its own: the one that was refused is rolled back."""
        with self.transactions.write(actor, Action.OPEN_SEALED_BIDS) as writing:
            intake = last_intake(writing, slug)
            reason = error.properties.get("reason", "wrong-key")
            writing.record(Event.SEALED_OPENING_REFUSED, subject_of(intake), after={"reason": reason})


BY_INTAKE = "versiegelte-annahme"
"""Who took bids over that came out of a sealed intake: nobody, so that nobody may read a locked price for it."""


def _mine(wraps: tuple[SealWrap, ...], person: str, secret: str) -> list[SealWrap]:
    """Return what the key of a person takes the outer layer off.

    Raises:
        SealKeyWrongError: It is not the key that the intake was sealed for.
    """
    recipient = recipient_or_none(secret)
    mine = [one for one in wraps if one.first == person and one.recipient == recipient]
    if recipient is None or not mine:
        raise SealKeyWrongError
    return mine


def _attempt(writing: Writing, procedure: Procedure, intake: SealedIntake, mine: SealWrap) -> OpeningAttempt:
    """Return an attempt; a procedure without a deadline is never due."""
    present = SealedIntakeRepository(writing.session).presences(intake)
    people = {one.person for one in present} | {str(writing.actor.person)}
    deadline = due_at(writing, procedure)
    if deadline is None:
        raise SealedOpeningRefusedError(reason=SealRefusal.NOT_DUE.value)
    return OpeningAttempt(
        person=str(writing.actor.person),
        group=mine.group,
        now=writing.now,
        deadline=deadline,
        is_opened=intake.opened_at is not None,
        present=present,
        entitled=entitled(writing, people),
    )


def _presences(writing: Writing, mine: list[SealWrap], secret: str) -> Iterator[SealPresence]:
    for one in mine:
        try:
            inner = unseal(one.wrapped, secret)
        except SealNotOpenedError as error:
            raise SealKeyWrongError from error
        yield SealPresence(person=one.first, partner=one.second, group=one.group, present_at=writing.now, inner=inner)


def _offers(repository: SealedIntakeRepository, intake: SealedIntake, key: str) -> tuple[list[SealedOffer], int]:
    """Return the bids in the order of their receipt, and how many slots had been changed."""
    offers, unreadable = list[SealedOffer](), 0
    for slot, content in repository.contents(intake):
        try:
            offer = unpacked(unseal(content, key), slot)
        except _UNREADABLE:
            unreadable += 1
            continue
        if offer is not None:
            offers.append(offer)
    return sorted(offers, key=lambda one: (one.received_at, one.lot, one.tenderer)), unreadable


def _recorded(writing: Writing, opening: IntakeOpening) -> OpeningRecord:
    people = (opening.first_person, opening.second_person)
    names = IdentityRepository(writing.session).names(set(people))
    first, second = (names.get(one, "unbekannt") for one in people)
    return OpeningRecord(
        opened_at=opening.opened_at.replace(microsecond=0),
        first_person=first,
        second_person=f"{second} (2)" if same_name(first) == same_name(second) else second,
        note=opening_note(opening),
    )


def _new(offer: SealedOffer) -> NewBid:
    return NewBid(
        lot=offer.lot,
        tenderer=offer.tenderer,
        received_at=offer.received_at.replace(microsecond=0),
        listed=BidState.RECEIVED,
        gross_eur=offer.gross_eur,
        files=new_files([(one.name, one.content, one.with_price) for one in offer.files]),
        places={},
        variant=offer.variant,
    )
