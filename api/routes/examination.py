"""``/procedures/…/examination`` and ``/procedures/…/bids``: examining bids and deciding who stays."""

from typing import Annotated, Any

from litestar import Request, Response, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.etag import etag_of, etag_of_view, expected_version
from api.examination_view import (
    CheckView,
    DecidedBid,
    ExaminationView,
    ExaminedBidView,
    check_view,
    decided,
    examination_view,
    examined_view,
)
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, saved_field
from api.once import answer_once, presented
from api.problems import responses
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import Bid, Check, CheckAnswer, Decision
from procurement.services.examination import ExaminationDrafts, Examining, Finding, Verdict
from procurement.services.examination.drafts import NOTE

Call = Request[Any, Any, Any]
PointId = Annotated[
    str, QueryParameter(description="Kennung des Prüfpunkts, „admission“ oder „exclusion“", max_length=80)
]
"""In the query: those of criteria are free text and would not survive a path."""


class FindingInput(BaseModel):
    """What was found about a point."""

    model_config = ConfigDict(extra="forbid")

    item: str = Field(max_length=80, description="Kennung des Prüfpunkts")
    answer: CheckAnswer = Field(description="Was festgestellt ist")
    note: str = Field(default="", max_length=20_000, description="Warum, und wo es steht")


class AdmissionInput(BaseModel):
    """Why a bid is admitted."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(default="", max_length=20_000, description="Nötig, wenn Punkte offen oder nicht erfüllt sind")


class ExclusionInput(BaseModel):
    """Why a bid is excluded."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(max_length=64, description="Ausschlussgrund aus der Liste „grounds“")
    reason: str = Field(max_length=20_000, description="Begründung")


@get(
    "/procedures/{procedure:str}/examination",
    operation_id="get_examination",
    summary="Die Prüfung aller Angebote",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def get_examination(
    actor: NamedDependency[Actor], examining: NamedDependency[Examining], procedure: FromPath[str]
) -> ExaminationView:
    """Return all bids with what was found about them."""
    return examination_view(examining.open(actor, procedure))


@get(
    "/procedures/{procedure:str}/bids/{bid:str}/examination",
    operation_id="get_bid_examination",
    summary="Die Prüfung eines Angebots",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def get_bid_examination(
    actor: NamedDependency[Actor],
    examining: NamedDependency[Examining],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Response[ExaminedBidView]:
    """Return one bid with what was found about it; its tag is that of the decision."""
    view = examined_view(examining.open(actor, procedure).one(bid))
    return Response(view, headers={"ETag": etag_of_view(view.bid.version, view)})


@put(
    "/procedures/{procedure:str}/bids/{bid:str}/checks",
    operation_id="answer_check",
    summary="Einen Prüfpunkt beantworten",
    description="Nennt in „If-Match“ die Fassung „version“ des Prüfpunkts; 0, wenn noch nichts festgestellt ist.",
    sync_to_thread=True,
    responses=responses(404, 409, 412, 428),
    action=Action.EXAMINE_BIDS,
)
def answer_check(
    request: Call,
    actor: NamedDependency[Actor],
    examining: NamedDependency[Examining],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[FindingInput],
) -> Response[CheckView]:
    """Write down what was found about one point."""
    seen = expected_version(request, first=0)
    finding = Finding(item=data.item, answer=data.answer, note=data.note, version=seen)
    return answer_once(request, lambda once: examining.note(actor, procedure, bid, finding, once), _noted)


@post(
    "/procedures/{procedure:str}/bids/{bid:str}/admission",
    operation_id="admit_bid",
    summary="Ein Angebot zur Wertung zulassen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(404, 409, 412, 428),
    action=Action.EXAMINE_BIDS,
)
def admit_bid(
    request: Call,
    actor: NamedDependency[Actor],
    examining: NamedDependency[Examining],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[AdmissionInput],
) -> Response[DecidedBid]:
    """Admit a bid."""
    verdict = Verdict(decision=Decision.ADMITTED, reason=data.reason, version=expected_version(request))
    return answer_once(request, lambda once: examining.decide(actor, procedure, bid, verdict, once), _decided)


@post(
    "/procedures/{procedure:str}/bids/{bid:str}/exclusion",
    operation_id="exclude_bid",
    summary="Ein Angebot ausschließen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(404, 409, 412, 428),
    action=Action.EXAMINE_BIDS,
)
def exclude_bid(
    request: Call,
    actor: NamedDependency[Actor],
    examining: NamedDependency[Examining],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[ExclusionInput],
) -> Response[DecidedBid]:
    """Exclude a bid."""
    seen = expected_version(request)
    verdict = Verdict(decision=Decision.EXCLUDED, code=data.code, reason=data.reason, version=seen)
    return answer_once(request, lambda once: examining.decide(actor, procedure, bid, verdict, once), _decided)


def _noted(check: Check) -> KeptAnswer:
    return presented(check_view(check), etag=etag_of(check.version))


@patch(
    "/procedures/{procedure:str}/bids/{bid:str}/examination-drafts/note",
    operation_id="change_examination_draft",
    summary="Den eigenen Entwurf zu einem Prüfpunkt sichern",
    description=f"Nur für die eigene Person; „admission“ und „exclusion“ sind die Begründungen. {PRECONDITION}",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.EXAMINE_BIDS,
)
def change_draft(  # noqa: PLR0913, PLR0917 - one argument for each parameter
    request: Call,
    actor: NamedDependency[Actor],
    examination_drafts: NamedDependency[ExaminationDrafts],
    procedure: FromPath[str],
    bid: FromPath[str],
    point: PointId,
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Keep what somebody is writing."""
    edit = edit_of(request, NOTE, data)
    return answer_once(
        request, lambda once: examination_drafts.change(actor, procedure, bid, point, edit, once), saved_field
    )


def _decided(bid: Bid) -> KeptAnswer:
    return presented(decided(bid), etag=etag_of(bid.version))


HANDLERS = (get_examination, get_bid_examination, answer_check, admit_bid, exclude_bid, change_draft)
