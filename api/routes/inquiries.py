"""``/procedures/…/inquiries``: asking bidders and keeping their answers."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.etag import etag_of, expected_version
from api.inquiry_view import InquiryLogView, InquiryView, inquiry_view, log_view
from api.once import answer_once, presented
from api.problems import responses
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import Inquiry, InquiryKind
from procurement.rules.examination.document_request import UnitPriceStatement
from procurement.services.examination import Inquiring, InquiryWish, Reply

Call = Request[Any, Any, Any]


class UnitPriceInput(BaseModel):
    """What is stated about a missing unit price."""

    model_config = ConfigDict(extra="forbid")

    is_insignificant: bool = Field(default=False, description="Die Position ist unwesentlich")
    total_stays: bool = Field(default=False, description="Die Summe ändert sich nicht")
    order_stays: bool = Field(default=False, description="Reihenfolge und Wettbewerb ändern sich nicht")


class InquiryInput(BaseModel):
    """What is asked."""

    model_config = ConfigDict(extra="forbid")

    kind: InquiryKind = Field(description="Art der Anfrage")
    bids: list[str] = Field(default=[], max_length=200, description="Kennungen der Angebote; jeder Bieter für sich")
    subject: str = Field(max_length=400, description="Bei Nachforderungen Kennung der Unterlage, sonst Betreff")
    text: str = Field(max_length=20_000, description="Was gefragt wird")
    due_at: AwareDatetime | None = Field(default=None, description="Ende der Frist")
    alone: str = Field(default="", max_length=20_000, description="Warum andere, denen sie fehlt, nicht gefragt werden")
    unit_price: UnitPriceInput | None = Field(default=None, description="Nur bei einem Einzelpreis")

    def wish(self) -> InquiryWish:
        """Return it as the service takes it."""
        return InquiryWish(
            kind=self.kind,
            bids=tuple(self.bids),
            subject=self.subject,
            text=self.text,
            due_at=self.due_at,
            alone=self.alone,
            unit_price=UnitPriceStatement(**(self.unit_price or UnitPriceInput()).model_dump()),
        )


class AnswerInput(BaseModel):
    """What was answered."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=20_000, description="Antwort in Worten")
    answered_at: AwareDatetime = Field(description="Wann sie eingegangen ist")


@get(
    "/procedures/{procedure:str}/inquiries",
    operation_id="list_inquiries",
    summary="Anfragen an Bieter, und was sich nachfordern lässt",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def list_inquiries(
    actor: NamedDependency[Actor], inquiring: NamedDependency[Inquiring], procedure: FromPath[str]
) -> InquiryLogView:
    """Return all exchanges of the present round."""
    return log_view(inquiring.open(actor, procedure))


@post(
    "/procedures/{procedure:str}/inquiries",
    operation_id="ask_bidders",
    summary="Bieter etwas fragen oder Unterlagen nachfordern",
    description="Legt für jedes genannte Angebot eine Anfrage an. Versandt wird über die Vergabeplattform.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.EXAMINE_BIDS,
)
def ask_bidders(
    request: Call,
    actor: NamedDependency[Actor],
    inquiring: NamedDependency[Inquiring],
    procedure: FromPath[str],
    data: JSONBody[InquiryInput],
) -> Response[list[InquiryView]]:
    """Record an inquiry to each bidder."""
    return answer_once(request, lambda once: inquiring.ask(actor, procedure, data.wish(), once), _asked)


@post(
    "/procedures/{procedure:str}/inquiries/{inquiry:int}/answer",
    operation_id="answer_inquiry",
    summary="Die Antwort auf eine Anfrage festhalten",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(404, 409, 412, 428),
    action=Action.EXAMINE_BIDS,
)
def answer_inquiry(
    request: Call,
    actor: NamedDependency[Actor],
    inquiring: NamedDependency[Inquiring],
    procedure: FromPath[str],
    inquiry: FromPath[int],
    data: JSONBody[AnswerInput],
) -> Response[InquiryView]:
    """Record an answer."""
    seen, reply = expected_version(request), Reply(text=data.text, answered_at=data.answered_at)
    return answer_once(request, lambda once: inquiring.answer(actor, procedure, inquiry, seen, reply, once), _one)


@post(
    "/procedures/{procedure:str}/inquiries/{inquiry:int}/closing",
    operation_id="close_inquiry",
    summary="Festhalten, dass keine Antwort kam",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(404, 409, 412, 428),
    action=Action.EXAMINE_BIDS,
)
def close_inquiry(
    request: Call,
    actor: NamedDependency[Actor],
    inquiring: NamedDependency[Inquiring],
    procedure: FromPath[str],
    inquiry: FromPath[int],
) -> Response[InquiryView]:
    """Record that no answer came."""
    seen = expected_version(request)
    return answer_once(request, lambda once: inquiring.close(actor, procedure, inquiry, seen, once), _one)


def _asked(inquiries: tuple[Inquiry, ...]) -> KeptAnswer:
    return presented(list(map(inquiry_view, inquiries)))


def _one(inquiry: Inquiry) -> KeptAnswer:
    return presented(inquiry_view(inquiry), etag=etag_of(inquiry.version))


HANDLERS = (list_inquiries, ask_bidders, answer_inquiry, close_inquiry)
