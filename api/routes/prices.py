"""``/procedures/…/prices``: prices checked, bidders asked, unusually low bids decided about."""

from typing import Any

from litestar import Request, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.etag import etag_of, expected_version
from api.once import answer_once, presented
from api.price_view import (
    AcceptanceView,
    CorrectionReceipt,
    PricesView,
    acceptance_view,
    prices_view,
)
from api.problems import responses
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import Bid, Check, PriceCorrectionRequest
from procurement.rules.procedure.lot_decision import (
    LONGEST_TEXT,
)
from procurement.services.results import Correcting, CorrectionDecision, PriceDesk
from procurement.services.results.correcting import LONGEST_REASON

Call = Request[Any, Any, Any]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PriceReasonInput(_Body):
    """Why."""

    reason: str = Field(max_length=LONGEST_TEXT, description="Begründung")


class CorrectionInput(_Body):
    """Why a price is to be corrected."""

    reason: str = Field(max_length=LONGEST_REASON, description="Warum es ein Rechenfehler ist")


class CorrectionDecisionInput(_Body):
    """What another person decides about it."""

    accepted: bool = Field(description="Bestätigt; sonst abgelehnt")


@get(
    "/procedures/{procedure:str}/prices",
    operation_id="get_procedure_prices",
    summary="Preise der laufenden Runde mit Prüfung",
    sync_to_thread=True,
    action=Action.READ_PRICES,
)
def get_prices(
    actor: NamedDependency[Actor], price_desk: NamedDependency[PriceDesk], procedure: FromPath[str]
) -> PricesView:
    """Return the prices; none before they are unlocked."""
    return prices_view(price_desk.open(actor, procedure))


@put(
    "/procedures/{procedure:str}/prices/{bid_id:str}/acceptance",
    operation_id="accept_low_price",
    summary="Ein ungewöhnlich niedriges Angebot nach Aufklärung annehmen",
    description="„If-Match“ nennt die Fassung der Entscheidung; „0“, wenn es noch keine gibt.",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.JUDGE_PRICES,
)
def accept(
    request: Call,
    actor: NamedDependency[Actor],
    price_desk: NamedDependency[PriceDesk],
    procedure: FromPath[str],
    bid_id: FromPath[str],
    data: JSONBody[PriceReasonInput],
) -> Response[AcceptanceView]:
    """Accept an unusually low price."""
    seen = expected_version(request, first=0)
    return answer_once(
        request, lambda once: price_desk.accept(actor, procedure, bid_id, seen, data.reason, once), _accepted
    )


@put(
    "/procedures/{procedure:str}/prices/{bid_id:str}/exclusion",
    operation_id="exclude_for_price",
    summary="Ein Angebot nach Aufklärung wegen seines Preises ausschließen",
    description="„If-Match“ nennt die Fassung des Angebots.",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.JUDGE_PRICES,
)
def exclude(
    request: Call,
    actor: NamedDependency[Actor],
    price_desk: NamedDependency[PriceDesk],
    procedure: FromPath[str],
    bid_id: FromPath[str],
    data: JSONBody[PriceReasonInput],
) -> Response[None]:
    """Exclude a bid for its price."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: price_desk.exclude(actor, procedure, bid_id, seen, data.reason, once), _excluded
    )


@post(
    "/procedures/{procedure:str}/prices/{bid_id:str}/correction",
    operation_id="ask_price_correction",
    summary="Um die Berichtigung eines Rechenfehlers im Preisblatt bitten",
    description="Maßgebend ist der Einzelpreis; den berichtigten Preis berechnet Prüfstand. „If-Match“ nennt die "
    "Nummer der letzten Bitte; „0“, wenn es noch keine gibt.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.JUDGE_PRICES,
)
def ask_correction(
    request: Call,
    actor: NamedDependency[Actor],
    correcting: NamedDependency[Correcting],
    procedure: FromPath[str],
    bid_id: FromPath[str],
    data: JSONBody[CorrectionInput],
) -> Response[CorrectionReceipt]:
    """Ask for an arithmetical error to be corrected."""
    seen = expected_version(request, first=0)
    return answer_once(
        request, lambda once: correcting.ask(actor, procedure, bid_id, seen, data.reason, once), _corrected
    )


@put(
    "/procedures/{procedure:str}/prices/{bid_id:str}/correction",
    operation_id="decide_price_correction",
    summary="Eine erbetene Berichtigung bestätigen oder ablehnen",
    description="Durch eine andere Person als die, die darum gebeten hat. „If-Match“ nennt die Nummer der Bitte.",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.JUDGE_PRICES,
)
def decide_correction(
    request: Call,
    actor: NamedDependency[Actor],
    correcting: NamedDependency[Correcting],
    procedure: FromPath[str],
    bid_id: FromPath[str],
    data: JSONBody[CorrectionDecisionInput],
) -> Response[CorrectionReceipt]:
    """Confirm or refuse a correction that another person asked for."""
    decision = CorrectionDecision(number=expected_version(request), is_accepted=data.accepted)
    return answer_once(request, lambda once: correcting.decide(actor, procedure, bid_id, decision, once), _corrected)


def _corrected(asked: PriceCorrectionRequest) -> KeptAnswer:
    receipt = CorrectionReceipt(bid=asked.bid, number=asked.number, accepted=asked.is_accepted)
    return presented(receipt, etag=etag_of(asked.number))


def _accepted(check: Check) -> KeptAnswer:
    return presented(acceptance_view(check), etag=etag_of(check.version))


def _excluded(bid: Bid) -> KeptAnswer:
    return presented(status=204, etag=etag_of(bid.version))


HANDLERS = (get_prices, accept, exclude, ask_correction, decide_correction)
