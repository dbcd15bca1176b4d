"""``/procedures/…/bids``: reading opened bids, their prices and files, to whom the policy lets."""

from typing import Any

from litestar import Request, Response, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from pydantic import BaseModel, ConfigDict, Field

from api.bid_view import BidReceipt, BidsView, BidView, PriceView, bid_view, bids_view, changed_bid
from api.etag import etag_of_view, expected_version
from api.once import answer_once
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.errors import TenderBidNotFoundError
from procurement.model import BidState
from procurement.services.intake.changing import LONGEST_REASON, BidChanges, NewState
from procurement.services.intake.opening_paper import OpeningPaper
from procurement.services.intake.reading import Bids

Call = Request[Any, Any, Any]


class StateInput(BaseModel):
    """How a bid is to stand."""

    model_config = ConfigDict(extra="forbid")

    state: BidState = Field(description="Neuer Stand; „late“ lässt sich nicht setzen")
    reason: str = Field(max_length=LONGEST_REASON, description="Grund")


@get(
    "/procedures/{procedure:str}/bids",
    operation_id="list_bids",
    summary="Geöffnete Angebote eines Vergabeverfahrens",
    description="Ohne Preise. Wertende sehen die Angebote der Lose, zu denen sie bestimmt sind.",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def list_bids(actor: NamedDependency[Actor], bids: NamedDependency[Bids], procedure: FromPath[str]) -> BidsView:
    """Return the bids of all rounds."""
    return bids_view(bids.all(actor, procedure))


@get(
    "/procedures/{procedure:str}/bids/{bid:str}",
    operation_id="get_bid",
    summary="Ein Angebot",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def get_bid(
    actor: NamedDependency[Actor], bids: NamedDependency[Bids], procedure: FromPath[str], bid: FromPath[str]
) -> Response[BidView]:
    """Return one bid."""
    every = bids.all(actor, procedure)
    seen = next((one for one in every.bids if one.bid.id == bid), None)
    if seen is None:
        raise TenderBidNotFoundError(bid)
    view = bid_view(seen, every)
    return Response(view, headers={"ETag": etag_of_view(view.version, view)})


@get(
    "/procedures/{procedure:str}/bids/{bid:str}/price",
    operation_id="get_bid_price",
    summary="Der Preis eines Angebots",
    description="Solange er verschlossen ist, nur für die Person, die das Angebot übernommen hat.",
    sync_to_thread=True,
    action=Action.READ_PRICES,
)
def get_bid_price(
    actor: NamedDependency[Actor], bids: NamedDependency[Bids], procedure: FromPath[str], bid: FromPath[str]
) -> PriceView:
    """Return the price; a refusal leaves its line in the audit log."""
    return PriceView(gross_eur=bids.price(actor, procedure, bid).gross_eur)


@get(
    "/procedures/{procedure:str}/bids/{bid:str}/files/{file_name:str}",
    operation_id="get_bid_file",
    summary="Eine Datei eines Angebots",
    description="Dateien, in denen der Preis steht, sind mit ihm verschlossen.",
    media_type="application/octet-stream",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def get_bid_file(
    actor: NamedDependency[Actor],
    bids: NamedDependency[Bids],
    procedure: FromPath[str],
    bid: FromPath[str],
    file_name: FromPath[str],
) -> Response[bytes]:
    """Return a file to save, never to show; it leaves its line in the audit log."""
    found = bids.file(actor, procedure, bid, file_name)
    return Response(found.content, media_type="application/octet-stream", headers=dict(found.headers))


@put(
    "/procedures/{procedure:str}/bids/{bid:str}/state",
    operation_id="set_bid_state",
    summary="Den Stand eines Angebots ändern",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.IMPORT_BIDS,
)
def set_bid_state(
    request: Call,
    actor: NamedDependency[Actor],
    bid_changes: NamedDependency[BidChanges],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[StateInput],
) -> Response[BidReceipt]:
    """Say that a bid was withdrawn or replaced, or that this was a mistake."""
    wanted = NewState(version=expected_version(request), state=data.state, reason=data.reason)
    return answer_once(request, lambda once: bid_changes.set_state(actor, procedure, bid, wanted, once), changed_bid)


@get(
    "/procedures/{procedure:str}/publications/{number:int}/rounds/{offer_round:int}/opening-record",
    operation_id="get_opening_record",
    summary="Die Öffnungsniederschrift einer Angebotsrunde als PDF",
    description="PDF/UA-1 und PDF/A-2a, ohne Preise.",
    media_type="application/pdf",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def get_opening_record(
    actor: NamedDependency[Actor],
    opening_paper: NamedDependency[OpeningPaper],
    procedure: FromPath[str],
    number: FromPath[int],
    offer_round: FromPath[int],
) -> Response[bytes]:
    """Return the paper about an opening; it leaves its line in the audit log."""
    file = opening_paper.draw(actor, procedure, number, offer_round)
    named = f'attachment; filename="{file.name}"'
    return Response(file.data, media_type=file.media_type, headers={"Content-Disposition": named})


HANDLERS = (list_bids, get_bid, get_bid_price, get_bid_file, set_bid_state, get_opening_record)
