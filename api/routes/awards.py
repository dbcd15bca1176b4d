"""``/procedures/…/award``, ``/letters``, ``/objections``: from the fixed result to the award."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.award_view import (
    AwardView,
    LettersView,
    SentLettersView,
    award_view,
    letters_view,
    sent_view,
)
from api.etag import etag_of, expected_version
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, saved_field
from api.objection_view import ObjectionLogView, ObjectionReceipt, objections_view, receipt_view
from api.once import answer_once, presented
from api.problems import responses
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import AwardLetter, LetterKind, Objection, ObjectionKind, ObjectionOutcome
from procurement.services.awarding import (
    AwardDesk,
    AwardPapers,
    Letters,
    LettersWish,
    ObjectionAnswer,
    Objections,
    ObjectionWish,
)
from procurement.services.awarding.objections import LONGEST_NAME, LONGEST_SUBJECT, LONGEST_TEXT

Call = Request[Any, Any, Any]
_MOST_BIDS = 200


class LettersInput(BaseModel):
    """Letters that went out."""

    model_config = ConfigDict(extra="forbid")

    kind: LetterKind = Field(description="Vor dem Zuschlag, danach oder auf Verlangen")
    sent_on: date = Field(description="Tag, an dem die Schreiben die Stadt verlassen haben")
    electronic: bool = Field(description="Elektronisch oder per Fax versandt")
    bids: list[Annotated[str, Field(max_length=40)]] = Field(
        default_factory=list, max_length=_MOST_BIDS, description="Kennungen der Angebote; leer: alle"
    )

    def wish(self) -> LettersWish:
        """Return it as the service takes it."""
        return LettersWish(kind=self.kind, sent_on=self.sent_on, is_electronic=self.electronic, bids=tuple(self.bids))


class ObjectionInput(BaseModel):
    """An objection that came in."""

    model_config = ConfigDict(extra="forbid")

    kind: ObjectionKind = Field(description="Rüge oder Nachprüfung")
    tenderer: str = Field(max_length=LONGEST_NAME, description="Wer rügt")
    subject: str = Field(max_length=LONGEST_SUBJECT, description="Betreff")
    text: str = Field(max_length=LONGEST_TEXT, description="Was gerügt wird")
    received_on: date = Field(description="Tag des Eingangs")
    known_on: date | None = Field(default=None, description="Tag, an dem der Bieter den Verstoß erkannt hat")


class ObjectionAnswerInput(BaseModel):
    """How an objection ended."""

    model_config = ConfigDict(extra="forbid")

    outcome: ObjectionOutcome = Field(description="Ausgang")
    answer: str = Field(max_length=LONGEST_TEXT, description="Antwort in Worten")
    answered_on: date = Field(description="Tag, an dem der Bieter sie erhalten hat")


@get(
    "/procedures/{procedure:str}/award",
    operation_id="get_award",
    summary="Der Zuschlag: was zu prüfen ist, wer ihn erhalten soll, was entschieden ist",
    sync_to_thread=True,
    action=Action.READ_AWARD,
)
def get_award(
    actor: NamedDependency[Actor],
    award_desk: NamedDependency[AwardDesk],
    award_papers: NamedDependency[AwardPapers],
    procedure: FromPath[str],
) -> AwardView:
    """Return the award of a procedure whose result is fixed."""
    return award_view(award_desk.open(actor, procedure), award_papers.entries(actor, procedure))


@patch(
    "/procedures/{procedure:str}/award/{award_field:str}",
    operation_id="change_award",
    summary="Ein Feld zum Zuschlag speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_AWARD,
)
def change_award(
    request: Call,
    actor: NamedDependency[Actor],
    award_desk: NamedDependency[AwardDesk],
    procedure: FromPath[str],
    award_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field that two people decide on."""
    edit = edit_of(request, award_field, data)
    return answer_once(request, lambda once: award_desk.change(actor, procedure, edit, once), saved_field)


@patch(
    "/procedures/{procedure:str}/vergabevermerk/{vermerk_field:str}",
    operation_id="change_vergabevermerk",
    summary="Ein Feld für den Vergabevermerk speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_AWARD,
)
def change_vermerk(
    request: Call,
    actor: NamedDependency[Actor],
    award_desk: NamedDependency[AwardDesk],
    procedure: FromPath[str],
    vermerk_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field for the Vergabevermerk."""
    edit = edit_of(request, vermerk_field, data)
    return answer_once(request, lambda once: award_desk.change_note(actor, procedure, edit, once), saved_field)


@get(
    "/procedures/{procedure:str}/letters",
    operation_id="list_letters",
    summary="Schreiben an Bieter: was darin steht, und was versandt ist",
    sync_to_thread=True,
    action=Action.READ_AWARD,
)
def list_letters(
    actor: NamedDependency[Actor], letters: NamedDependency[Letters], procedure: FromPath[str]
) -> LettersView:
    """Return what would be written to whom."""
    return letters_view(letters.drafts(actor, procedure))


@patch(
    "/procedures/{procedure:str}/bids/{bid:str}/letter/{letter_field:str}",
    operation_id="change_letter",
    summary="Ein Feld eines Schreibens speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_AWARD,
)
def change_letter(  # noqa: PLR0913, PLR0917 - Litestar hands each by its name
    request: Call,
    actor: NamedDependency[Actor],
    letters: NamedDependency[Letters],
    procedure: FromPath[str],
    bid: FromPath[str],
    letter_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field of a letter."""
    edit = edit_of(request, letter_field, data)
    return answer_once(request, lambda once: letters.change(actor, procedure, bid, edit, once), saved_field)


@post(
    "/procedures/{procedure:str}/letters",
    operation_id="send_letters",
    summary="Schreiben an Bieter als versandt festhalten",
    description="Verrät ein Schreiben etwas über ein anderes Angebot, wird keines festgehalten.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PREPARE_AWARD,
)
def send_letters(
    request: Call,
    actor: NamedDependency[Actor],
    letters: NamedDependency[Letters],
    procedure: FromPath[str],
    data: JSONBody[LettersInput],
) -> Response[SentLettersView]:
    """Record letters as sent."""
    return answer_once(request, lambda once: letters.send(actor, procedure, data.wish(), once), _sent)


@get(
    "/procedures/{procedure:str}/objections",
    operation_id="list_objections",
    summary="Rügen und Nachprüfungen mit ihren Fristen",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def list_objections(
    actor: NamedDependency[Actor], objections: NamedDependency[Objections], procedure: FromPath[str]
) -> ObjectionLogView:
    """Return all objections."""
    return objections_view(objections.open(actor, procedure))


@post(
    "/procedures/{procedure:str}/objections",
    operation_id="record_objection",
    summary="Eine Rüge oder Nachprüfung festhalten",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.RECORD_OBJECTIONS,
)
def record_objection(
    request: Call,
    actor: NamedDependency[Actor],
    objections: NamedDependency[Objections],
    procedure: FromPath[str],
    data: JSONBody[ObjectionInput],
) -> Response[ObjectionReceipt]:
    """Record an objection that came in."""
    wish = ObjectionWish(**data.model_dump())
    return answer_once(request, lambda once: objections.record(actor, procedure, wish, once), _receipt)


@post(
    "/procedures/{procedure:str}/objections/{objection:int}/answer",
    operation_id="answer_objection",
    summary="Den Ausgang einer Rüge oder Nachprüfung festhalten",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.RECORD_OBJECTIONS,
)
def answer_objection(
    request: Call,
    actor: NamedDependency[Actor],
    objections: NamedDependency[Objections],
    procedure: FromPath[str],
    objection: FromPath[int],
    data: JSONBody[ObjectionAnswerInput],
) -> Response[ObjectionReceipt]:
    """Record how an objection ended."""
    seen, wish = expected_version(request), ObjectionAnswer(**data.model_dump())
    return answer_once(request, lambda once: objections.answer(actor, procedure, objection, seen, wish, once), _receipt)


def _sent(sent: tuple[AwardLetter, ...]) -> KeptAnswer:
    return presented(sent_view(sent))


def _receipt(objection: Objection) -> KeptAnswer:
    return presented(receipt_view(objection), etag=etag_of(objection.version))


HANDLERS = (
    get_award,
    change_award,
    change_vermerk,
    list_letters,
    change_letter,
    send_letters,
    list_objections,
    record_objection,
    answer_objection,
)
