"""What parties say about ``/capacity-requests``: statements, questions, proofs; and the closing days of the city."""

from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.capacity_view import (
    ClosingDayView,
    QuestionView,
    ReviewView,
    closing_view,
    kept_proof,
    kept_question,
    kept_review,
)
from api.once import answer_once, presented
from api.problems import responses
from api.proof_view import ProofView
from capacity.model import Party, ProofKind, ReviewKind, ReviewLight
from capacity.services.desk import RequestDesk
from capacity.services.discussing import RequestDiscussion
from capacity.services.reviewing import LONGEST_LINE, LONGEST_TEXT, ProofWish, ReviewWish
from core.numbers import LARGEST_NUMBER
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


class ReviewInput(BaseModel):
    """A statement."""

    model_config = ConfigDict(extra="forbid")

    kind: ReviewKind = Field(description="Welche Prüfung")
    light: ReviewLight = Field(description="gruen, gelb oder rot")
    note: str = Field(default="", max_length=LONGEST_TEXT, description="Begründung; nötig bei gelb und rot")
    condition: str = Field(default="", max_length=LONGEST_LINE, description="Auflage")


class QuestionInput(BaseModel):
    """A question to a party."""

    model_config = ConfigDict(extra="forbid")

    party: Party = Field(description="Wer gefragt wird")
    text: str = Field(max_length=LONGEST_TEXT, description="Die Rückfrage")


class AnswerInput(BaseModel):
    """An answer."""

    model_config = ConfigDict(extra="forbid")

    question: int = Field(ge=1, le=LARGEST_NUMBER, description="Nummer der Rückfrage")
    text: str = Field(max_length=LONGEST_TEXT, description="Die Antwort")


class ProofInput(BaseModel):
    """A proof for the start of operation."""

    model_config = ConfigDict(extra="forbid")

    kind: ProofKind = Field(description="Welcher Nachweis")
    is_needed: bool = Field(description="ob der Nachweis gebraucht wird")
    reference: str = Field(max_length=LONGEST_LINE, description="Fundstelle, oder warum er entbehrlich ist")


class ClosingDayInput(BaseModel):
    """A closing day."""

    model_config = ConfigDict(extra="forbid")

    day: date = Field(description="Der Tag")
    reason: str = Field(default="", max_length=200, description="Anlass; beim Zurücknehmen leer")


@post(
    "/capacity-requests/{capacity_request:int}/reviews",
    operation_id="review_capacity_request",
    summary="Stellungnahme zu einer IT-Anforderung abgeben",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.ADVISE_REQUEST,
)
def review_request(
    request: Call,
    actor: NamedDependency[Actor],
    request_discussion: NamedDependency[RequestDiscussion],
    capacity_request: FromPath[int],
    data: JSONBody[ReviewInput],
) -> Response[ReviewView]:
    """Give a statement."""
    wish = ReviewWish(kind=data.kind, light=data.light, note=data.note, condition=data.condition)
    return answer_once(
        request, lambda once: request_discussion.review(actor, capacity_request, wish, once), kept_review
    )


@post(
    "/capacity-requests/{capacity_request:int}/questions",
    operation_id="ask_about_capacity_request",
    summary="Eine Rückfrage zu einer IT-Anforderung stellen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.DISCUSS_REQUEST,
)
def ask_question(
    request: Call,
    actor: NamedDependency[Actor],
    request_discussion: NamedDependency[RequestDiscussion],
    capacity_request: FromPath[int],
    data: JSONBody[QuestionInput],
) -> Response[QuestionView]:
    """Ask a party something."""
    return answer_once(
        request,
        lambda once: request_discussion.ask(actor, capacity_request, data.party, data.text, once),
        kept_question,
    )


@post(
    "/capacity-requests/{capacity_request:int}/answers",
    operation_id="answer_about_capacity_request",
    summary="Eine Rückfrage zu einer IT-Anforderung beantworten",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.DISCUSS_REQUEST,
)
def answer_question(
    request: Call,
    actor: NamedDependency[Actor],
    request_discussion: NamedDependency[RequestDiscussion],
    capacity_request: FromPath[int],
    data: JSONBody[AnswerInput],
) -> Response[QuestionView]:
    """Answer a question."""
    return answer_once(
        request,
        lambda once: request_discussion.answer(actor, capacity_request, data.question, data.text, once),
        kept_question,
    )


@post(
    "/capacity-requests/{capacity_request:int}/proofs",
    operation_id="prove_capacity_request",
    summary="Einen Nachweis für die Produktivsetzung eintragen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PROVE_REQUEST,
)
def prove_request(
    request: Call,
    actor: NamedDependency[Actor],
    request_discussion: NamedDependency[RequestDiscussion],
    capacity_request: FromPath[int],
    data: JSONBody[ProofInput],
) -> Response[ProofView]:
    """Note a proof."""
    wish = ProofWish(kind=data.kind, is_needed=data.is_needed, reference=data.reference)
    return answer_once(request, lambda once: request_discussion.prove(actor, capacity_request, wish, once), kept_proof)


@get(
    "/closing-days",
    operation_id="list_closing_days",
    summary="Schließtage der Stadt",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def list_closing_days(
    actor: NamedDependency[Actor], request_desk: NamedDependency[RequestDesk]
) -> list[ClosingDayView]:
    """Return the closing days, oldest first."""
    return [closing_view(one) for one in request_desk.closing_days(actor)]


@post(
    "/closing-days",
    operation_id="add_closing_day",
    summary="Einen Schließtag eintragen; laufende Fristen bleiben",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.MANAGE_CLOSING_DAYS,
)
def add_closing_day(
    request: Call,
    actor: NamedDependency[Actor],
    request_desk: NamedDependency[RequestDesk],
    data: JSONBody[ClosingDayInput],
) -> Response[ClosingDayView]:
    """Enter a closing day."""
    return answer_once(
        request,
        lambda once: request_desk.close(actor, data.day, data.reason, once),
        lambda kept: presented(closing_view(kept)),
    )


@post(
    "/closing-days/removals",
    operation_id="remove_closing_day",
    summary="Einen Schließtag zurücknehmen; laufende Fristen bleiben",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    action=Action.MANAGE_CLOSING_DAYS,
)
def remove_closing_day(
    request: Call,
    actor: NamedDependency[Actor],
    request_desk: NamedDependency[RequestDesk],
    data: JSONBody[ClosingDayInput],
) -> Response[None]:
    """Take a closing day back."""
    return answer_once(
        request, lambda once: request_desk.reopen(actor, data.day, once), lambda _: presented(None, status=204)
    )


HANDLERS = (
    review_request,
    ask_question,
    answer_question,
    prove_request,
    list_closing_days,
    add_closing_day,
    remove_closing_day,
)
