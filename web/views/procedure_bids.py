"""Opened bids as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.german import exact_moment
from procurement.model import BidState
from procurement.rules.bid_faults import DECISIONS, STATES
from procurement.rules.examination.variants import main_bid_of
from procurement.services.intake.importing import ImportPreview, PreviewedBid
from procurement.services.intake.reading import SeenBid, SeenBids
from web import addresses, formats

LOCKED = "verschlossen, bis die Leistungswertung festgestellt ist und die Preise freigegeben sind"
LOCKED_BEFORE = "verschlossen, bis das Ergebnis des neuen Durchgangs festgestellt ist"
ONLY_YOU = "nur für Sie lesbar, sonst verschlossen"
_NOT_YOURS = "für Ihre Rolle nicht lesbar"
_UNREADABLE = "lässt sich hier nicht öffnen"
_NO_PRICE = "kein Preis übernommen"
CHANGEABLE = (BidState.RECEIVED, BidState.WITHDRAWN, BidState.REPLACED)
"""States that somebody can put a bid into; whether one is late follows from its receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file of a bid.

    Args:
        name: Its name.
        address: Where it is downloaded; empty where it may not be.
        size: In words.
        digest: Its checksum.
        with_price: It tells the price.
    """

    name: str
    address: str
    size: str
    digest: str
    with_price: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BidLine:
    """One bid.

    Args:
        id: Its id.
        address: Its page.
        lot: Number and title of its lot.
        number: Its number within the lot.
        tenderer: Name of the bidder; of a variant with its name.
        main_bid: Address of the main bid that a variant belongs to; empty for main bids.
        is_variant: It is a variant (Nebenangebot).
        received: When it was received, to the second.
        state: How it stands.
        is_valid: It came in time and nothing took its place.
        decision: What the examination decided.
        price: Amount, or why there is none to see.
        is_locked: The price is locked, except for whoever imported the bid.
        receipt: Checksum of what was received.
        files: Its files.
        version: Its version.
        round: Publication and round in words.
    """

    id: str
    address: str
    lot: str
    number: int
    tenderer: str
    main_bid: str
    is_variant: bool
    received: str
    state: str
    is_valid: bool
    decision: str
    price: str
    is_locked: bool
    receipt: str
    files: tuple[FileLine, ...]
    version: int
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One bid of a preview.

    Args:
        lot: Number of its lot.
        tenderer: Name of the bidder.
        received: When it was received.
        state: How it would stand.
        differs: The list says something else, because it is late.
        price: Its price.
        receipt: Checksum of what was received.
        files: Name as it came, name as it would be stored, whether they differ, whether it tells the price.
    """

    lot: int
    tenderer: str
    received: str
    state: str
    differs: bool
    price: str
    receipt: str
    files: tuple[tuple[str, str, bool, bool], ...]


def bid_lines(slug: str, bids: Sequence[SeenBid]) -> list[BidLine]:
    """Return bids as a page lists them."""
    return [bid_line(slug, one, bids) for one in bids]


def bid_line(slug: str, seen: SeenBid, among: Iterable[SeenBid]) -> BidLine:
    """Return one bid as a page shows it.

    Args:
        slug: Name of the procedure.
        seen: The bid.
        among: All that the reader sees.
    """
    bid, place = seen.bid, seen.bid.place
    main_bid = main_bid_of(bid, [one.bid for one in among])
    return BidLine(
        id=bid.id,
        address=addresses.procedure_bid(slug, bid.id),
        lot=f"{place.lot}: {seen.lot_title}" if seen.lot_title else str(place.lot),
        number=place.number,
        tenderer=bid.title,
        main_bid=addresses.procedure_bid(slug, main_bid.id) if main_bid else "",
        is_variant=bool(bid.variant),
        received=exact_moment(bid.received_at),
        state=STATES[bid.state.value],
        is_valid=bid.is_valid,
        decision=DECISIONS[bid.decision.value],
        price=_price(seen),
        is_locked=seen.is_locked,
        receipt=bid.receipt_digest,
        files=tuple(_file(slug, seen, at) for at in range(len(seen.files))),
        version=bid.version,
        round=f"Fassung {place.publication}, Runde {place.round}",
    )


def state_choices() -> Sequence[tuple[str, str]]:
    """Return the states that somebody can put a bid into, with their words."""
    return [(state.value, STATES[state.value]) for state in CHANGEABLE]


def round_of(seen: SeenBids) -> str:
    """Return the present publication and round in words."""
    return f"Fassung {seen.procedure.publications}, Runde {seen.procedure.round}"


def preview_lines(preview: ImportPreview) -> list[PreviewLine]:
    """Return what an import would store."""
    return [_previewed(one) for one in preview.bids]


def _previewed(one: PreviewedBid) -> PreviewLine:
    new = one.new
    return PreviewLine(
        lot=new.lot,
        tenderer=new.title,
        received=exact_moment(new.received_at),
        state=STATES[one.state.value],
        differs=one.state is not new.listed,
        price=formats.euro(new.gross_eur) if new.gross_eur is not None else "ohne Preis",
        receipt=one.receipt,
        files=tuple((visible(file.given), file.name, file.given != file.name, file.with_price) for file in new.files),
    )


def visible(name: str) -> str:
    """Return a name with every character that cannot be seen, or turns the writing around, spelled out."""
    return "".join(
        char if char.isprintable() else f"\N{LEFT CURLY BRACKET}U+{ord(char):04X}\N{RIGHT CURLY BRACKET}"
        for char in name
    )[:400]


def _price(seen: SeenBid) -> str:
    if not seen.has_price:
        return _NO_PRICE
    if not seen.may_read_price:
        return (LOCKED if seen.is_current else LOCKED_BEFORE) if seen.is_locked else _NOT_YOURS
    if seen.gross_eur is None:
        return _UNREADABLE
    amount = formats.euro(seen.gross_eur)
    return f"{amount} ({ONLY_YOU})" if seen.is_locked else amount


def _file(slug: str, seen: SeenBid, at: int) -> FileLine:
    file = seen.files[at]
    may = seen.may_read_price or not file.with_price
    return FileLine(
        name=file.name,
        address=addresses.bid_file(slug, seen.bid.id, file.name) if may else "",
        size=f"{formats.number(file.size)} Byte",
        digest=file.digest,
        with_price=file.with_price,
    )
