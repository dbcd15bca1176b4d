"""Taking opened bids over: from a ZIP or a list after a preview, or one by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from core.digest import checksum
from core.errors import Fault
from core.numbers import money_string
from infra.documents.reading import MOST_UNPACKED
from infra.exported_file import ExportedFile
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx
from infra.transactions import Reading, Transactions
from procurement.errors import PreviewChangedError
from procurement.model import Bid, BidState, Procedure
from procurement.rules.bids.listing import (
    LONGEST_TENDERER,
    LONGEST_VARIANT,
    LOT,
    PRICE,
    RECEIVED,
    STATE,
    TENDERER,
    VARIANT,
    price_fault,
    raise_if,
)
from procurement.rules.bids.price_lines import wrong_fields
from procurement.rules.bids.states import state_on_receipt
from procurement.rules.bids.template import list_template
from procurement.services.bids.prices import PriceBox
from procurement.services.exporting import WorkbookKind
from procurement.services.intake.accepting import Round, accepting, bid_file, digest_of, faults_in, round_of, store
from procurement.services.intake.submission import NewBid, new_files, read_submission
from procurement.services.procedures.editing import named
from procurement.services.procedures.shared import found, resource

MOST_FILES = 200
_MIB = 2**20
_PLACES = {
    LOT: "/lot",
    TENDERER: "/tenderer",
    RECEIVED: "/received_at",
    STATE: "/state",
    PRICE: "/price_gross_eur",
    VARIANT: "/variant",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedBid:
    """A bid as it would be stored.

    Args:
        new: What was read.
        state: How it would stand.
        receipt: Its receipt.
    """

    new: NewBid
    state: BidState
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What would be stored; nothing is yet.

    Args:
        procedure: Where.
        bids: In the order of the list.
        left_out: Names of files that belong to no bid and would not be stored.
        seal: Shows that this person has seen this preview of exactly these bytes.
    """

    procedure: Procedure
    bids: tuple[PreviewedBid, ...]
    left_out: tuple[str, ...]
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was stored.

    Args:
        procedure: As it became.
        bids: The new bids.
    """

    procedure: Procedure
    bids: tuple[Bid, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """A file as the interface or a form gives it.

    Args:
        name: Its name.
        content: Its bytes.
        with_price: It tells the price.
    """

    name: str
    content: bytes
    with_price: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBid:
    """One bid as the interface or a form gives it.

    Args:
        lot: Number of the lot.
        tenderer: Name of the bidder.
        received_at: When the platform received it.
        state: How the platform lists it.
        gross_eur: Price as decimal string; None where none is named.
        files: Its files.
        price_sheet: Lines of its price sheet, with the sums that the bidder wrote; may be empty.
        variant: Name of the variant (Nebenangebot); empty for a main bid.
    """

    lot: int
    tenderer: str
    received_at: datetime
    state: BidState = BidState.RECEIVED
    gross_eur: str | None = None
    files: Sequence[GivenFile] = ()
    price_sheet: Sequence[Mapping[str, Any]] = ()
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidImport:
    """Takes opened bids over.

    The file of a preview is kept nowhere: whoever confirms hands the same file in again, and the seal of the preview
    holds the two together. So no price travels through a page, and no half-finished import waits in the database.

    Args:
        transactions: Opens procedures to those who may import.
        box: Seals prices and files.
    """

    transactions: Transactions
    box: PriceBox

    def template(self, actor: Actor, slug: str, kind: WorkbookKind) -> ExportedFile:
        """Return the empty list.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
        """
        with self.transactions.read(actor, Action.IMPORT_BIDS) as reading:
            reading.require(Action.IMPORT_BIDS, resource(reading, found(reading, slug)))
        write = write_xlsx if kind is WorkbookKind.XLSX else write_ods
        return ExportedFile(f"angebote.{kind.value}", write(list_template()))

    def present(self, actor: Actor, slug: str) -> Round:
        """Return the round that accepts bids.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            BidsNotAcceptedError: The opening is not recorded, or the examination has begun.
        """
        with self.transactions.read(actor, Action.IMPORT_BIDS) as reading:
            return self._round(reading, slug)

    def preview(self, actor: Actor, slug: str, data: bytes) -> ImportPreview:
        """Return what a ZIP or list would bring; nothing is stored.

        Raises:
            InputError: Every fault with sheet and cell.
            ProcedureNotFoundError: There is no procedure of this name.
            BidsNotAcceptedError: The opening is not recorded, or the examination has begun.
        """
        self.present(actor, slug)  # before anything is read
        submission = read_submission(data)
        with self.transactions.read(actor, Action.IMPORT_BIDS) as reading:
            present = self._round(reading, slug)
            raise_if(faults_in(self.transactions.clock.now(), present, submission.bids))
            bids = tuple(self._previewed(reading, present, one) for one in submission.bids)
            seal = self._seal(reading, present, data)
            return ImportPreview(procedure=present.procedure, bids=bids, left_out=submission.left_out, seal=seal)

    def confirm(
        self, actor: Actor, slug: str, version: int, data: bytes, seal: str, once: Once | None = None
    ) -> Imported:
        """Store what the preview of exactly these bytes has shown to this person.

        Raises:
            PreviewChangedError: The preview has shown something else, or there was none.
            InputError: Every fault with sheet and cell.
            ProcedureNotFoundError: There is no procedure of this name.
            VersionConflictError: Somebody else has changed it.
            BidsNotAcceptedError: The opening is not recorded, or the examination has begun.
        """
        self.transactions.require(actor, Action.IMPORT_BIDS)
        submission = read_submission(data)
        with accepting(self.transactions, actor, slug, version, self.box.unguessable(once)) as (writing, present):
            if seal != self._seal(writing, present, data):
                raise PreviewChangedError
            raise_if(faults_in(writing.now, present, submission.bids))
            bids = store(writing, self.box, present, submission.bids)
            return writing.done(Imported(procedure=present.procedure, bids=bids))

    def add(self, actor: Actor, slug: str, version: int, given: GivenBid, once: Once | None = None) -> Imported:
        """Store one bid by hand.

        Raises:
            InputError: Every fault with its JSON pointer.
            ProcedureNotFoundError: There is no procedure of this name.
            VersionConflictError: Somebody else has changed it.
            BidsNotAcceptedError: The opening is not recorded, or the examination has begun.
        """
        self.transactions.require(actor, Action.IMPORT_BIDS)
        new = checked_bid(given)
        with accepting(self.transactions, actor, slug, version, self.box.unguessable(once)) as (writing, present):
            raise_if(faults_in(writing.now, present, [new]))
            bids = store(writing, self.box, present, [new])
            return writing.done(Imported(procedure=present.procedure, bids=bids))

    def _round(self, reading: Reading, slug: str) -> Round:
        procedure = found(reading, slug)
        reading.require(Action.IMPORT_BIDS, resource(reading, procedure))
        return round_of(reading, procedure)

    def _previewed(self, reading: Reading, present: Round, new: NewBid) -> PreviewedBid:
        slug = present.procedure.slug
        files = [bid_file(self.box, reading.city, slug, one) for one in new.files]
        return PreviewedBid(
            new=new,
            state=state_on_receipt(new.received_at, present.deadline, new.listed),
            receipt=digest_of(self.box, reading.city, slug, new, files),
        )

    def _seal(self, reading: Reading, present: Round, data: bytes) -> str:
        procedure = present.procedure
        place = f"{procedure.publications}-{procedure.round}"
        return self.box.preview_seal(reading.city, procedure.slug, place, str(reading.actor.person), checksum(data))


def checked_bid(given: GivenBid) -> NewBid:
    """Return a bid on its way in, its values checked by themselves.

    Raises:
        InputError: Every fault with its JSON pointer.
    """
    faults, variant = list[Fault](), " ".join(plain_text(given.variant).split())
    if len(variant) > LONGEST_VARIANT:
        faults.append(Fault("text_too_long", "/variant", properties={"maximum": str(LONGEST_VARIANT)}))
    if sum(len(one.content) for one in given.files) > MOST_UNPACKED:
        maximum = str(MOST_UNPACKED // _MIB)
        faults.append(Fault("bid_files_too_large", "/files", properties={"maximum": maximum}))
    if given.gross_eur is not None and (kind := price_fault(given.gross_eur)):
        faults.append(Fault(kind, "/price_gross_eur"))
    for number, line in enumerate(given.price_sheet):
        faults += [
            Fault("price_line_field", f"/price_sheet/{number}/{name}", properties={"field": name})
            for name in wrong_fields(line)
        ]
    raise_if(faults)
    return NewBid(
        lot=given.lot,
        tenderer=" ".join(named(given.tenderer, "/tenderer", LONGEST_TENDERER).split()),
        received_at=given.received_at.astimezone(UTC).replace(microsecond=0),
        listed=given.state,
        gross_eur=given.gross_eur and money_string(Decimal(given.gross_eur)),
        files=new_files([(one.name, one.content, one.with_price) for one in given.files]),
        places=_PLACES,
        price_sheet=tuple(dict(line) for line in given.price_sheet),
        variant=variant,
    )
