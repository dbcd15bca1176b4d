"""Bids as the interface shows them; a price only where the one who asks may read it."""

from dataclasses import dataclass
from datetime import datetime

from api.etag import etag_of
from api.once import presented
from infra.once.model import KeptAnswer
from procurement.model import Bid, BidState, Decision, Opening
from procurement.rules.examination.variants import main_bid_of
from procurement.services.intake.importing import Imported, ImportPreview
from procurement.services.intake.reading import SeenBid, SeenBids


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningView:
    """The recorded opening of a round.

    Args:
        publication: Number of the published version that the bids answer.
        round: Round of offers.
        opened_at: When the bids were opened.
        first_person: One of the two people who opened.
        second_person: The other one.
        note: What else was said.
        recorded_at: When it was recorded.
    """

    publication: int
    round: int
    opened_at: datetime
    first_person: str
    second_person: str
    note: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BidFileView:
    """A file of a bid.

    Args:
        name: As it is stored.
        size: Bytes.
        digest: ``sha256:…`` of the content; of a file that tells the price ``hs-256:…``, made with a key.
        with_price: It tells the price and is locked with it.
    """

    name: str
    size: int
    digest: str
    with_price: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BidView:
    """A bid.

    Args:
        id: Its id within the procedure.
        publication: Number of the published version that it answers.
        round: Round of offers.
        lot: Number of the lot.
        number: Its number within the lot.
        tenderer: Name of the bidder.
        variant: What the bidder calls it, where it is a variant (Nebenangebot); empty for a main bid.
        main_bid: Id of the main bid that a variant belongs to; null for main bids, and where there is none.
        received_at: When the platform received it.
        receipt_digest: Checksum of what was received.
        state: How it stands.
        decision: What the examination decided.
        version: Counts its changes, from 1.
        has_price: A price was imported; who may read it asks for it at ``…/price``.
        price_locked: The price is locked.
        files: Its files.
    """

    id: str
    publication: int
    round: int
    lot: int
    number: int
    tenderer: str
    variant: str
    main_bid: str | None
    received_at: datetime
    receipt_digest: str
    state: BidState
    decision: Decision
    version: int
    has_price: bool
    price_locked: bool
    files: list[BidFileView]


@dataclass(frozen=True, slots=True, kw_only=True)
class BidsView:
    """The bids of a procedure.

    Args:
        openings: Recorded openings, oldest first.
        bids: Of all rounds, in the order of publication, round, lot and number.
    """

    openings: list[OpeningView]
    bids: list[BidView]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceView:
    """The price of a bid.

    Args:
        gross_eur: In euro, gross, as decimal string.
    """

    gross_eur: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedFileView:
    """A file as it would be stored.

    Args:
        given: Its name as it came.
        name: Its name as it would be stored.
        size: Bytes.
        with_price: It tells the price.
    """

    given: str
    name: str
    size: int
    with_price: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedBidView:
    """A bid as it would be stored.

    Args:
        lot: Number of the lot.
        tenderer: Name of the bidder.
        variant: Name of the variant; empty for a main bid.
        received_at: When the platform received it.
        state: How it would stand.
        has_price: A price was read; it is not repeated here.
        receipt_digest: Checksum of what was received.
        files: Its files.
    """

    lot: int
    tenderer: str
    variant: str
    received_at: datetime
    state: BidState
    has_price: bool
    receipt_digest: str
    files: list[PreviewedFileView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreviewView:
    """What an import would store.

    Args:
        bids: In the order of the list.
        left_out: Names of files that belong to no bid.
        seal: To be named when exactly this file is imported.
    """

    bids: list[PreviewedBidView]
    left_out: list[str]
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BidReceipt:
    """A bid that was stored or changed.

    Args:
        id: Its id within the procedure.
        state: How it stands.
        receipt_digest: Checksum of what was received.
        version: Its version.
    """

    id: str
    state: BidState
    receipt_digest: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReceipt:
    """What was stored.

    Args:
        version: Version of the procedure now.
        bids: The new bids.
    """

    version: int
    bids: list[BidReceipt]


def bids_view(seen: SeenBids) -> BidsView:
    """Return the bids of a procedure as they are shown."""
    return BidsView(openings=[_opening(one) for one in seen.openings], bids=[bid_view(one, seen) for one in seen.bids])


def bid_view(seen: SeenBid, among: SeenBids) -> BidView:
    """Return a bid as it is shown.

    Args:
        seen: The bid.
        among: All that the reader sees.
    """
    bid, place = seen.bid, seen.bid.place
    main_bid = main_bid_of(bid, [one.bid for one in among.bids])
    return BidView(
        id=bid.id,
        publication=place.publication,
        round=place.round,
        lot=place.lot,
        number=place.number,
        tenderer=bid.tenderer,
        variant=bid.variant,
        main_bid=main_bid.id if main_bid else None,
        received_at=bid.received_at,
        receipt_digest=bid.receipt_digest,
        state=bid.state,
        decision=bid.decision,
        version=bid.version,
        has_price=seen.has_price,
        price_locked=seen.is_locked,
        files=[
            BidFileView(name=one.name, size=one.size, digest=one.digest, with_price=one.with_price)
            for one in seen.files
        ],
    )


def preview_view(preview: ImportPreview) -> ImportPreviewView:
    """Return what an import would store, without its prices."""
    return ImportPreviewView(
        bids=[
            PreviewedBidView(
                lot=one.new.lot,
                tenderer=one.new.tenderer,
                variant=one.new.variant,
                received_at=one.new.received_at,
                state=one.state,
                has_price=one.new.gross_eur is not None,
                receipt_digest=one.receipt,
                files=[
                    PreviewedFileView(
                        given=file.given, name=file.name, size=len(file.content), with_price=file.with_price
                    )
                    for file in one.new.files
                ],
            )
            for one in preview.bids
        ],
        left_out=list(preview.left_out),
        seal=preview.seal,
    )


def imported(done: Imported) -> KeptAnswer:
    """Return the answer to an import: kept for a repetition, so it holds no price."""
    receipts = [_receipt(one) for one in done.bids]
    content = ImportReceipt(version=done.procedure.version, bids=receipts)
    return presented(content, etag=etag_of(done.procedure.version))


def changed_bid(bid: Bid) -> KeptAnswer:
    """Return the answer to a change of a bid."""
    return presented(_receipt(bid), etag=etag_of(bid.version))


def _receipt(bid: Bid) -> BidReceipt:
    return BidReceipt(id=bid.id, state=bid.state, receipt_digest=bid.receipt_digest, version=bid.version)


def _opening(opening: Opening) -> OpeningView:
    return OpeningView(**{name: getattr(opening, name) for name in OpeningView.__dataclass_fields__})
