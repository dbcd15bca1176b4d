"""What every way of taking bids over shares: when bids are accepted, what is checked, how they are stored."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from core.digest import checksum
from core.errors import Fault
from infra.audit.model import Event
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import BidsNotAcceptedError, ProcedureNotFoundError
from procurement.model import Bid, BidFile, BidPlace, Decision, Opening, Procedure, ProcedureStage
from procurement.repository import BidRepository, ParticipationRepository, ProcedureRepository
from procurement.rules.bids.listing import FOLDER, LOT, PRICE, RECEIVED, STATE, TENDERER
from procurement.rules.bids.receipt import receipt_digest
from procurement.rules.bids.states import is_listed_late_in_time, named, state_on_receipt
from procurement.rules.procedure.publication import canonical
from procurement.services.bids.prices import BidPrice, PriceBox
from procurement.services.gathering import published
from procurement.services.intake.submission import NewBid, NewFile
from procurement.services.naming import is_slug
from procurement.services.procedures.editing import subject_of
from procurement.services.procedures.shared import resource

_Key = tuple[int, str, str, datetime]
"""What makes two bids the same: lot, bidder, variant, moment of receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What bids that come in are checked against.

    Args:
        procedure: As it stands.
        opening: Opening of the present round.
        deadline: Last moment in time.
        published_at: When the procedure was published first.
        bids: What is there already.
        invited: Names of those who may bid; None where anybody may.
    """

    procedure: Procedure
    opening: Opening
    deadline: datetime
    published_at: datetime
    bids: tuple[Bid, ...]
    invited: frozenset[str] | None = None


@contextmanager
def accepting(
    transactions: Transactions, actor: Actor, slug: str, version: int, once: Once | None
) -> Iterator[tuple[Writing, Round]]:
    """Open a change of the bids of the present round that only this transaction makes.

    Raises:
        ProcedureNotFoundError: There is none of this name.
        VersionConflictError: Somebody else has changed it.
        BidsNotAcceptedError: The opening is not recorded, or the examination has begun.
    """
    with transactions.write(actor, Action.IMPORT_BIDS, once) as writing:
        if not is_slug(slug):
            raise ProcedureNotFoundError(slug)
        procedure = ProcedureRepository(writing.session).lock(slug, version, writing.now)
        writing.require(Action.IMPORT_BIDS, resource(writing, procedure))
        yield writing, round_of(writing, procedure)


def round_of(reading: Reading, procedure: Procedure) -> Round:
    """Return the present round, which accepts bids.

    Raises:
        BidsNotAcceptedError: The opening is not recorded, or the examination has begun.
    """
    repository, place = BidRepository(reading.session), (procedure.publications, procedure.round)
    openings = repository.openings(procedure.slug)
    opening = next((one for one in openings if (one.publication, one.round) == place), None)
    if procedure.stage is not ProcedureStage.OPENED or opening is None:
        raise BidsNotAcceptedError
    return Round(
        procedure=procedure,
        opening=opening,
        deadline=procedure.bids_due or opening.opened_at,
        published_at=ProcedureRepository(reading.session).publications(procedure.slug)[0].published_at,
        bids=repository.bids(procedure.slug, *place),
        invited=_invited(reading, procedure),
    )


def _invited(reading: Reading, procedure: Procedure) -> frozenset[str] | None:
    """Return who may bid after a Teilnahmewettbewerb (§ 51 Abs. 3 VgV, § 36 Abs. 2 UVgO)."""
    document = json.loads(published(reading, procedure).document)
    if "eligibility" not in document:
        return None
    invited = ParticipationRepository(reading.session).invited(procedure.slug, procedure.publications)
    return frozenset(map(named, invited))


def faults_in(now: datetime, present: Round, news: Sequence[NewBid]) -> list[Fault]:
    """Return everything that keeps bids from being taken over, each at its place."""
    known = {_key(one.place.lot, one): one for one in present.bids}
    faults, seen = list[Fault](), set[_Key]()
    for new in news:
        key = _key(new.lot, new)
        faults += _faults_of(now, present, new)
        if key in known:
            number = str(known[key].place.number)
            faults.append(Fault("bid_known", new.places.get(TENDERER, ""), properties={"number": number}))
        elif key in seen:
            faults.append(Fault("bid_twice", new.places.get(TENDERER, "")))
        seen.add(key)
    return faults


def _faults_of(now: datetime, present: Round, new: NewBid) -> Iterator[Fault]:
    if new.lot not in {lot.number for lot in present.procedure.lots}:
        yield Fault("bid_lot_unknown", new.places.get(LOT, ""), properties={"lot": str(new.lot)})
    if present.invited is not None and named(new.tenderer) not in present.invited:
        yield Fault("bid_not_invited", new.places.get(TENDERER, ""), properties={"tenderer": new.tenderer})
    if new.received_at > now:
        yield Fault("bid_received_in_future", new.places.get(RECEIVED, ""))
    if new.received_at < present.published_at:
        yield Fault("bid_received_early", new.places.get(RECEIVED, ""))
    if is_listed_late_in_time(new.received_at, present.deadline, new.listed):
        yield Fault("bid_listed_late", new.places.get(STATE, ""))
    if new.price_sheet and new.gross_eur is None:
        yield Fault("price_sheet_without_price", new.places.get(PRICE, ""))
    if len({one.name for one in new.files}) != len(new.files):
        yield Fault("bid_files_twice", new.places.get(FOLDER, ""), properties={"file": new.files[0].name})


def _key(lot: int, bid: Bid | NewBid) -> _Key:
    return lot, named(bid.tenderer), named(bid.variant), bid.received_at


def store(
    writing: Writing, box: PriceBox, present: Round, news: Sequence[NewBid], importer: str | None = None
) -> tuple[Bid, ...]:
    """Store bids that nothing stands against, prices and files sealed, with one entry in the audit log.

    Args:
        writing: The transaction.
        box: Seals prices and files.
        present: What they answer.
        news: The bids.
        importer: Who takes them over and may read their locked prices; the actor unless somebody else is named.
    """
    by = importer or str(writing.actor.person)
    stored = tuple(_store_one(writing, box, present, new, by) for new in news)
    procedure = present.procedure
    after = {"publication": procedure.publications, "round": procedure.round, "bids": [_told(one) for one in stored]}
    writing.record(Event.BIDS_IMPORTED, subject_of(procedure), before={}, after=after)
    return stored


def _store_one(writing: Writing, box: PriceBox, present: Round, new: NewBid, by: str) -> Bid:
    repository, procedure = BidRepository(writing.session), present.procedure
    slug, city, round_at = procedure.slug, writing.city, (procedure.publications, procedure.round)
    place = BidPlace(
        publication=round_at[0],
        round=round_at[1],
        lot=new.lot,
        number=repository.next_number(slug, *round_at, new.lot),
    )
    files = tuple(bid_file(box, city, slug, one) for one in new.files)
    bid = Bid(
        place=place,
        tenderer=new.tenderer,
        received_at=new.received_at,
        receipt_digest=digest_of(box, city, slug, new, files),
        state=state_on_receipt(new.received_at, present.deadline, new.listed),
        decision=Decision.UNDECIDED,
        exclusion_code="",
        exclusion_reason="",
        imported_by=by,
        imported_at=writing.now,
        version=1,
        variant=new.variant,
    )
    repository.add(slug, bid)
    if new.gross_eur is not None:
        price = BidPrice(gross_eur=new.gross_eur, price_sheet=new.price_sheet)
        repository.set_price(slug, bid.id, box.seal(city, slug, bid.id, price))
    for file, one in zip(files, new.files, strict=True):
        repository.add_file(slug, bid.id, file, box.seal_file(city, slug, bid.id, file.name, one.content))
    return bid


def bid_file(box: PriceBox, city: str, slug: str, new: NewFile) -> BidFile:
    """Return what is known about a file; the checksum of one that tells the price is keyed."""
    content = new.content
    digest = box.keyed_digest(city, slug, content) if new.with_price else checksum(content)
    return BidFile(name=new.name, size=len(content), digest=digest, with_price=new.with_price)


def digest_of(box: PriceBox, city: str, slug: str, new: NewBid, files: Sequence[BidFile]) -> str:
    """Return the receipt of a bid."""
    told = new.gross_eur or ""
    if new.price_sheet:
        told = canonical({"gross_eur": told, "price_sheet": [dict(line) for line in new.price_sheet]})
    price = box.keyed_digest(city, slug, told.encode()) if told else ""
    return receipt_digest(
        files, lot=new.lot, tenderer=new.tenderer, received_at=new.received_at, price=price, variant=new.variant
    )


def _told(bid: Bid) -> Mapping[str, object]:
    """Return what the audit log tells of a bid: never its price, never its bidder's words."""
    return {
        "bid": bid.id,
        "state": bid.state.value,
        "received_at": bid.received_at.isoformat(),
        "receipt": bid.receipt_digest,
        **({"variant": True} if bid.variant else {}),
    }
