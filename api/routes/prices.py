"""``/procedures/…/prices``: prices checked, bidders asked, unusually low bids decided about."""

from datetime import UTC
from typing import Annotated, Any

from litestar import Request, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.etag import etag_of, expected_version
from api.once import answer_once, presented
from api.problems import responses
from api.result_view import (
    AcceptanceView,
    PriceInquiryView,
    PricesView,
    acceptance_view,
    inquiry_view,
    prices_view,
)
from core.numbers import LARGEST_NUMBER
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import Bid, Check, Inquiry
from procurement.rules.procedure.lot_decision import (
    LONGEST_TEXT,
)
from procurement.services.results import PriceDesk

Call = Request[Any, Any, Any]
Before = Annotated[int | None, QueryParameter(name="before", ge=1, le=LARGEST_NUMBER)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PriceInquiryInput(_Body):
    """A question to a bidder about the price."""

    bid: str = Field(max_length=40, description="Kennung des Angebots")
    text: str = Field(max_length=LONGEST_TEXT, description="Was der Bieter erläutern soll")
    due_at: AwareDatetime = Field(description="Bis wann eine Antwort berücksichtigt wird")


class PriceAnswerInput(_Body):
    """What the bidder answered."""

    answer: str = Field(max_length=LONGEST_TEXT, description="Antwort; nach Fristablauf leer, wenn keine kam")


class PriceReasonInput(_Body):
    """Why."""

    reason: str = Field(max_length=LONGEST_TEXT, description="Begründung")


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


@post(
    "/procedures/{procedure:str}/price-inquiries",
    operation_id="ask_about_price",
    summary="Einen Bieter zur Aufklärung seines Preises befragen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.JUDGE_PRICES,
)
def ask(
    request: Call,
    actor: NamedDependency[Actor],
    price_desk: NamedDependency[PriceDesk],
    procedure: FromPath[str],
    data: JSONBody[PriceInquiryInput],
) -> Response[PriceInquiryView]:
    """Ask a bidder."""
    due = data.due_at.astimezone(UTC)
    return answer_once(request, lambda once: price_desk.ask(actor, procedure, data.bid, data.text, due, once), _inquiry)


@put(
    "/procedures/{procedure:str}/price-inquiries/{number:int}/answer",
    operation_id="record_price_answer",
    summary="Die Antwort eines Bieters zu seinem Preis festhalten",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.JUDGE_PRICES,
)
def record_answer(
    request: Call,
    actor: NamedDependency[Actor],
    price_desk: NamedDependency[PriceDesk],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[PriceAnswerInput],
) -> Response[PriceInquiryView]:
    """Record the answer."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: price_desk.answer(actor, procedure, number, seen, data.answer, once), _inquiry
    )


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


def _inquiry(inquiry: Inquiry) -> KeptAnswer:
    return presented(inquiry_view(inquiry), etag=etag_of(inquiry.version))


def _accepted(check: Check) -> KeptAnswer:
    return presented(acceptance_view(check), etag=etag_of(check.version))


def _excluded(bid: Bid) -> KeptAnswer:
    return presented(status=204, etag=etag_of(bid.version))


HANDLERS = (get_prices, ask, record_answer, accept, exclude)
