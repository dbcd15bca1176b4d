"""``/procedures/…/opening`` and imports: how opened bids come in."""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.bid_view import ImportPreviewView, ImportReceipt, imported, preview_view
from api.content import content_of
from api.etag import expected_version
from api.once import answer_once
from api.problems import responses
from api.procedure_answers import changed
from api.procedure_view import ProcedureReceipt
from core.numbers import MEASURE_PATTERN
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import BidState
from procurement.rules.bids.listing import LONGEST_TENDERER, LONGEST_VARIANT
from procurement.rules.bids.price_correction import MOST_LINES
from procurement.services.intake.importing import MOST_FILES, BidImport, GivenBid, GivenFile
from procurement.services.intake.opening import LONGEST_NAME, LONGEST_NOTE, BidOpening, OpeningRecord
from scoring.model import PricePeriod

Call = Request[Any, Any, Any]
_LONGEST_FILE = 60_000_000
_LONGEST_GIVEN = 4_000
_MOST_LOTS = 999


class OpeningInput(BaseModel):
    """Who opened the bids, and when."""

    model_config = ConfigDict(extra="forbid")

    opened_at: AwareDatetime = Field(description="Zeitpunkt der Öffnung, nicht vor dem Ende der Angebotsfrist")
    first_person: str = Field(max_length=LONGEST_NAME, description="Erste Person, die geöffnet hat")
    second_person: str = Field(max_length=LONGEST_NAME, description="Zweite, eine andere Person")
    note: str = Field(default="", max_length=LONGEST_NOTE, description="Bemerkung")


class ImportInput(BaseModel):
    """A file with bids."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(max_length=_LONGEST_FILE, description="ZIP, XLSX, ODS oder CSV, base64")


class ConfirmedInput(ImportInput):
    """The same file once more, with what its preview has answered."""

    seal: str = Field(max_length=100, description="„seal“ der Vorschau genau dieser Datei")


class FileInput(BaseModel):
    """A file of a bid."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=_LONGEST_GIVEN, description="Name, wie der Bieter ihn vergeben hat")
    content: str = Field(max_length=_LONGEST_FILE, description="Inhalt, base64")
    with_price: bool = Field(default=False, description="In der Datei steht der Preis; sie wird mit ihm verschlossen")


class PriceLineInput(BaseModel):
    """A position of a price sheet."""

    model_config = ConfigDict(extra="forbid")

    item: str = Field(max_length=_LONGEST_GIVEN, description="Was es ist")
    quantity: str = Field(pattern=MEASURE_PATTERN, description="Menge")
    unit_price_eur: str = Field(pattern=MEASURE_PATTERN, description="Einzelpreis netto in Euro")
    period: PricePeriod = Field(default=PricePeriod.ONCE, description="Zahlweise")
    periods: int = Field(default=1, ge=1, le=1200, description="Zahl der Zeiträume")
    vat_percent: str = Field(pattern=MEASURE_PATTERN, description="Umsatzsteuer in Prozent")
    option: bool = Field(default=False, description="Option")
    scored: bool | None = Field(default=None, description="Bei Optionen: wird sie gewertet?")
    stated_gross_eur: str | None = Field(
        default=None, pattern=MEASURE_PATTERN, description="Gesamtpreis der Position, brutto, wie der Bieter ihn nennt"
    )


class BidInput(BaseModel):
    """One bid."""

    model_config = ConfigDict(extra="forbid")

    lot: int = Field(ge=1, le=_MOST_LOTS, description="Nummer des Loses")
    tenderer: str = Field(max_length=LONGEST_TENDERER, description="Bieter")
    received_at: AwareDatetime = Field(description="Eingang; ein verspätetes Angebot erkennt Prüfstand daran")
    variant: str = Field(
        default="", max_length=LONGEST_VARIANT, description="Name des Nebenangebots; leer bei einem Hauptangebot"
    )
    state: BidState = Field(default=BidState.RECEIVED, description="Stand")
    price_gross_eur: str | None = Field(default=None, pattern=MEASURE_PATTERN, description="Wertungspreis, brutto")
    files: list[FileInput] = Field(default_factory=list, max_length=MOST_FILES, description="Dateien")

    price_sheet: list[PriceLineInput] = Field(
        default_factory=list, max_length=MOST_LINES, description="Positionen des Preisblatts"
    )

    def given(self) -> GivenBid:
        """Return it as the services take it."""
        files = [
            GivenFile(name=one.name, content=content_of(one.content, f"/files/{at}/content"), with_price=one.with_price)
            for at, one in enumerate(self.files)
        ]
        return GivenBid(
            lot=self.lot,
            tenderer=self.tenderer,
            variant=self.variant,
            received_at=self.received_at,
            state=self.state,
            gross_eur=self.price_gross_eur,
            files=files,
            price_sheet=[one.model_dump(mode="json", exclude_none=True) for one in self.price_sheet],
        )


@post(
    "/procedures/{procedure:str}/opening",
    operation_id="record_opening",
    summary="Die Öffnung der Angebote durch zwei Personen festhalten",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.OPEN_BIDS,
)
def record_opening(
    request: Call,
    actor: NamedDependency[Actor],
    bid_opening: NamedDependency[BidOpening],
    procedure: FromPath[str],
    data: JSONBody[OpeningInput],
) -> Response[ProcedureReceipt]:
    """Record the opening of the present round."""
    seen, record = expected_version(request), OpeningRecord(**data.model_dump())
    return answer_once(request, lambda once: bid_opening.record(actor, procedure, seen, record, once), changed)


@post(
    "/procedures/{procedure:str}/bid-import-preview",
    operation_id="preview_bid_import",
    summary="Zeigen, was eine Datei mit Angeboten brächte",
    description="Gespeichert wird nichts. Die Antwort nennt keine Preise.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    repeatable=False,
    action=Action.IMPORT_BIDS,
)
def preview_bid_import(
    actor: NamedDependency[Actor],
    bid_import: NamedDependency[BidImport],
    procedure: FromPath[str],
    data: JSONBody[ImportInput],
) -> ImportPreviewView:
    """Return what would be stored."""
    return preview_view(bid_import.preview(actor, procedure, content_of(data.file, "/file")))


@post(
    "/procedures/{procedure:str}/bid-import",
    operation_id="import_bids",
    summary="Geöffnete Angebote aus einer Datei übernehmen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.IMPORT_BIDS,
)
def import_bids(
    request: Call,
    actor: NamedDependency[Actor],
    bid_import: NamedDependency[BidImport],
    procedure: FromPath[str],
    data: JSONBody[ConfirmedInput],
) -> Response[ImportReceipt]:
    """Store exactly what the preview has shown."""
    seen, content = expected_version(request), content_of(data.file, "/file")
    return answer_once(
        request, lambda once: bid_import.confirm(actor, procedure, seen, content, data.seal, once), imported
    )


@post(
    "/procedures/{procedure:str}/bids",
    operation_id="add_bid",
    summary="Ein geöffnetes Angebot von Hand übernehmen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.IMPORT_BIDS,
)
def add_bid(
    request: Call,
    actor: NamedDependency[Actor],
    bid_import: NamedDependency[BidImport],
    procedure: FromPath[str],
    data: JSONBody[BidInput],
) -> Response[ImportReceipt]:
    """Store one bid."""
    seen, given = expected_version(request), data.given()
    return answer_once(request, lambda once: bid_import.add(actor, procedure, seen, given, once), imported)


HANDLERS = (record_opening, preview_bid_import, import_bids, add_bid)
