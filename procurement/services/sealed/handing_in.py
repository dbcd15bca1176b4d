"""Handing a bid in by a link: nobody signs in, and nothing that happens here shows anywhere before the opening.

No line of the audit log is written, no counter, no moment, no version: a slot with a bid looks like one without. What
is to be told of a bid is told at the opening, from what lies sealed in it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from core.errors import Fault, InputError
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.sealing import seal
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import AccessCodeWrongError, BidRefusedLateError, BidTooLargeError
from procurement.model import OfferedFile, Procedure, SealedIntake, SealedOffer
from procurement.repository import SealedIntakeRepository
from procurement.rules.sealed.moments import is_in_time
from procurement.rules.sealed.slot import empty_slot, packed, room_of
from procurement.services.finding import found, held
from procurement.services.intake.importing import GivenBid, GivenFile, checked_bid
from procurement.services.sealed.codes import Access, digest_of_code, new_code
from procurement.services.sealed.shared import due_at, is_taking, last_intake, lots_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDoor:
    """What whoever has a link or a code may know of the procedure.

    Args:
        reference: Reference number.
        title: What is bought, as published.
        deadline: Until when bids are taken.
        lots: Number and title.
        room: Most bytes of all files of a bid together.
        is_open: Bids are taken now.
    """

    reference: str
    title: str
    deadline: datetime | None
    lots: Sequence[tuple[int, str]]
    room: int
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """A bid as the form gives it.

    Args:
        code: The bidder's own code.
        lot: Number of the lot.
        tenderer: Name of the bidder.
        variant: Name of the variant; empty for a main bid.
        gross_eur: Price as decimal string; None where none is named.
        files: Its files.
    """

    code: str = field(repr=False)
    lot: int
    tenderer: str = field(repr=False)
    variant: str = field(default="", repr=False)
    gross_eur: str | None = field(repr=False)
    files: Sequence[GivenFile] = field(repr=False)

    def received(self, at: datetime) -> GivenBid:
        """Return it as a bid that was complete at a moment."""
        return GivenBid(
            lot=self.lot,
            tenderer=self.tenderer,
            variant=self.variant,
            received_at=at,
            gross_eur=self.gross_eur,
            files=self.files,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the bidder is told in the same answer, and nobody else.

    Args:
        received_at: When the bid was complete.
        deadline: Until when it could be.
        files: Name, size and SHA-256 of each file.
    """

    received_at: datetime
    deadline: datetime
    files: Sequence[tuple[str, int, str]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Place:
    writing: Writing
    procedure: Procedure
    intake: SealedIntake
    slot: str
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingIn:
    """Takes bids for slots.

    Args:
        transactions: Opens the city that the link names.
    """

    transactions: Transactions

    def look(self, city: str, code: str, kind: Access) -> OpenDoor:
        """Return what a link or a code leads to.

        Raises:
            AccessCodeWrongError: Nothing.
        """
        with self.transactions.read(Actor(city=city), Action.HAND_IN_BID) as reading:
            slug, intake, _ = _slot(reading, code, kind)
            procedure = found(reading, slug)
            deadline, now = due_at(reading, procedure), self.transactions.clock.now()
            return OpenDoor(
                reference=procedure.reference,
                title=procedure.plan.title,
                deadline=deadline,
                lots=tuple(lots_of(reading, procedure).items()),
                room=room_of(intake.slot_bytes),
                is_open=deadline is not None and now <= deadline and is_taking(reading, procedure),
            )

    def claim(self, city: str, link: str) -> str:
        """Use a link up and return the code that leads to its slot from now on; only its bidder knows it.

        Raises:
            AccessCodeWrongError: The link was used, or never given out.
            BidRefusedLateError: No bids are taken any more.
        """
        code = new_code()
        with self._at(city, link, Access.LINK, self.transactions.clock.now()) as place:
            self._empty(place, digest_of_code(Access.CODE, code))
        return code

    def hand_in(self, city: str, given: HandIn) -> Receipt:
        """Seal a bid into the slot of its code, in place of what lay there, and return the receipt.

        Raises:
            AccessCodeWrongError: The code leads nowhere.
            InputError: Every fault with its JSON pointer.
            BidTooLargeError: It does not fit.
            BidRefusedLateError: The deadline is over; nothing was stored.
        """
        received_at = self.transactions.clock.now()  # complete: it counts before it is sealed
        new = checked_bid(given.received(received_at))
        if not new.files:
            raise InputError([Fault("offer_without_files", "/files")])
        offer = SealedOffer(
            received_at=received_at,
            lot=new.lot,
            tenderer=new.tenderer,
            variant=new.variant,
            gross_eur=new.gross_eur,
            files=tuple(
                OfferedFile(name=one.given, content=one.content, with_price=one.with_price) for one in new.files
            ),
        )
        with self._at(city, given.code, Access.CODE, received_at) as place:
            if offer.lot not in lots_of(place.writing, place.procedure):
                raise InputError([Fault("bid_lot_unknown", "/lot", properties={"lot": str(offer.lot)})])
            content = packed(offer, place.slot, place.intake.slot_bytes)
            if content is None:
                raise BidTooLargeError(most=str(room_of(place.intake.slot_bytes)))
            sealed = seal(content, place.intake.recipient)
            SealedIntakeRepository(place.writing.session).put(place.intake, place.slot, sealed)
            return Receipt(received_at=received_at, deadline=place.deadline, files=_listed(offer))

    def withdraw(self, city: str, code: str) -> None:
        """Empty the slot of a code, whether a bid lay in it or not: afterwards none does.

        Raises:
            AccessCodeWrongError: The code leads nowhere.
            BidRefusedLateError: The deadline is over: bids stand.
        """
        with self._at(city, code, Access.CODE, self.transactions.clock.now()) as place:
            self._empty(place, None)

    def _empty(self, place: _Place, access: str | None) -> None:
        content = seal(empty_slot(place.intake.slot_bytes), place.intake.recipient)
        SealedIntakeRepository(place.writing.session).put(place.intake, place.slot, content, access)

    @contextmanager
    def _at(self, city: str, code: str, kind: Access, received_at: datetime) -> Iterator[_Place]:
        """Open the slot of a code while nobody else opens, extends or fills anything of its procedure."""
        with self.transactions.write(Actor(city=city), Action.HAND_IN_BID) as writing:
            slug, _, _ = _slot(writing, code, kind)
            procedure = held(writing, slug)
            _, intake, slot = _slot(writing, code, kind)  # once more: another request may have used the link up
            deadline = due_at(writing, procedure)
            is_closed = intake.opened_at is not None or not is_taking(writing, procedure)
            if is_closed or deadline is None or not is_in_time(received_at, deadline, writing.now):
                raise BidRefusedLateError
            yield _Place(writing, procedure, intake, slot, deadline)


def _listed(offer: SealedOffer) -> Sequence[tuple[str, int, str]]:
    return [(one.name, len(one.content), hashlib.sha256(one.content).hexdigest()) for one in offer.files]


def _slot(reading: Reading, code: str, kind: Access) -> tuple[str, SealedIntake, str]:
    known = SealedIntakeRepository(reading.session).slot_of(digest_of_code(kind, code))
    if known is None:
        raise AccessCodeWrongError
    slug, number, slot = known
    intake = last_intake(reading, slug)
    if intake.number != number:
        raise AccessCodeWrongError
    return slug, intake, slot
