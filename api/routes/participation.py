"""``/procedures/…/eligibility`` and ``…/participation``: the Teilnahmewettbewerb."""

from typing import Any

from litestar import Request, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.content import content_of
from api.etag import etag_of, expected_version
from api.once import answer_once, presented
from api.participation_view import (
    ParticipationView,
    RequestView,
    participation_view,
    request_view,
)
from api.problems import responses
from api.procedure_answers import changed
from api.procedure_view import ProcedureReceipt
from api.routes.bid_intake import OpeningInput
from core.numbers import MEASURE_PATTERN, parse_measure
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import BidState, CheckAnswer, Decision, Finding, RequestToParticipate
from procurement.rules.participation.matrix import MOST_CANDIDATES, EligibilityMatrix
from procurement.services.intake.importing import MOST_FILES, GivenFile
from procurement.services.intake.opening import OpeningRecord
from procurement.services.participation.qualifying import Examined, Qualifying
from procurement.services.participation.recording import LONGEST_CANDIDATE, GivenRequest, Requesting
from procurement.services.procedures import Drafting

Call = Request[Any, Any, Any]
_MOST_FINDINGS = 400


class RequestFileInput(BaseModel):
    """A file of a request."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=4_000, description="Name, wie der Bewerber ihn vergeben hat")
    content: str = Field(max_length=60_000_000, description="Inhalt, base64")


class RequestInput(BaseModel):
    """A request to participate."""

    model_config = ConfigDict(extra="forbid")

    candidate: str = Field(max_length=LONGEST_CANDIDATE, description="Bewerber")
    received_at: AwareDatetime = Field(description="Eingang; ein verspäteter Antrag wird daran erkannt")
    state: BidState = Field(default=BidState.RECEIVED, description="Stand: „received“ oder „withdrawn“")
    files: list[RequestFileInput] = Field(default_factory=list, max_length=MOST_FILES, description="Dateien")

    def given(self) -> GivenRequest:
        """Return it as the services take it."""
        files = [
            GivenFile(name=one.name, content=content_of(one.content, f"/files/{at}/content"))
            for at, one in enumerate(self.files)
        ]
        return GivenRequest(candidate=self.candidate, received_at=self.received_at, state=self.state, files=files)


class RequestFindingInput(BaseModel):
    """What was found about a point: an answer, or points on a scored criterion."""

    model_config = ConfigDict(extra="forbid")

    item: str = Field(max_length=80, description="Kennung des Punktes oder Eignungskriteriums")
    answer: CheckAnswer = Field(default=CheckAnswer.OPEN, description="Was festgestellt ist")
    points: str | None = Field(default=None, pattern=MEASURE_PATTERN, description="Punkte auf einem B-Kriterium")
    note: str = Field(default="", max_length=20_000, description="Begründung und Fundstelle")

    def finding(self) -> Finding:
        """Return it as the services take it."""
        points = None if self.points is None else parse_measure(self.points)
        return Finding(answer=self.answer, points=points, note=self.note)


class ExaminationInput(BaseModel):
    """What was found about a request as a whole, and what follows."""

    model_config = ConfigDict(extra="forbid")

    findings: list[RequestFindingInput] = Field(max_length=_MOST_FINDINGS, description="Alle Feststellungen")
    decision: Decision = Field(default=Decision.UNDECIDED, description="„admitted“ heißt geeignet")
    exclusion_code: str = Field(default="", max_length=64, description="Ausschlussgrund aus der Liste „grounds“")
    exclusion_reason: str = Field(default="", max_length=20_000, description="Begründung des Ausschlusses")


class DrawnInput(BaseModel):
    """Who was drawn among equal candidates."""

    model_config = ConfigDict(extra="forbid")

    drawn: list[int] = Field(max_length=MOST_CANDIDATES, description="Nummern der gezogenen Anträge")
    drawing: str = Field(max_length=20_000, description="Ablauf der Ziehung")


@put(
    "/procedures/{procedure:str}/eligibility",
    operation_id="save_eligibility",
    summary="Die Eignungsmatrix speichern",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_PROCEDURE,
)
def save_eligibility(
    request: Call,
    actor: NamedDependency[Actor],
    drafting: NamedDependency[Drafting],
    procedure: FromPath[str],
    data: JSONBody[EligibilityMatrix],
) -> Response[ProcedureReceipt]:
    """Save the eligibility matrix."""
    seen, raw = expected_version(request), data.model_dump(mode="json", exclude_none=True)
    return answer_once(request, lambda once: drafting.save_eligibility(actor, procedure, seen, raw, once), changed)


@get(
    "/procedures/{procedure:str}/participation",
    operation_id="get_participation",
    summary="Der Teilnahmewettbewerb mit allen Anträgen und der Reihenfolge der Bewerber",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def get_participation(
    actor: NamedDependency[Actor], qualifying: NamedDependency[Qualifying], procedure: FromPath[str]
) -> ParticipationView:
    """Return the Teilnahmewettbewerb."""
    return participation_view(qualifying.open(actor, procedure))


@post(
    "/procedures/{procedure:str}/participation-opening",
    operation_id="record_participation_opening",
    summary="Die Öffnung der Teilnahmeanträge durch zwei Personen festhalten",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.OPEN_BIDS,
)
def record_participation_opening(
    request: Call,
    actor: NamedDependency[Actor],
    requesting: NamedDependency[Requesting],
    procedure: FromPath[str],
    data: JSONBody[OpeningInput],
) -> Response[ProcedureReceipt]:
    """Record the opening of the requests."""
    seen, record = expected_version(request), OpeningRecord(**data.model_dump())
    return answer_once(request, lambda once: requesting.record_opening(actor, procedure, seen, record, once), changed)


@post(
    "/procedures/{procedure:str}/participation-requests",
    operation_id="add_participation_request",
    summary="Einen Teilnahmeantrag festhalten",
    description="„If-Match“ nennt den Stand des Vergabeverfahrens.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.IMPORT_BIDS,
)
def add_participation_request(
    request: Call,
    actor: NamedDependency[Actor],
    requesting: NamedDependency[Requesting],
    procedure: FromPath[str],
    data: JSONBody[RequestInput],
) -> Response[RequestView]:
    """Record a request."""
    seen, given = expected_version(request), data.given()
    return answer_once(request, lambda once: requesting.add(actor, procedure, seen, given, once), _changed)


@get(
    "/procedures/{procedure:str}/participation-requests/{request_number:int}/files/{file_name:str}",
    operation_id="get_participation_file",
    summary="Eine Datei eines Teilnahmeantrags",
    media_type="application/octet-stream",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def get_participation_file(
    actor: NamedDependency[Actor],
    requesting: NamedDependency[Requesting],
    procedure: FromPath[str],
    request_number: FromPath[int],
    file_name: FromPath[str],
) -> Response[bytes]:
    """Return a file to save, never to show; it leaves its line in the audit log."""
    found = requesting.file(actor, procedure, request_number, file_name)
    return Response(found.content, media_type="application/octet-stream", headers=dict(found.headers))


@put(
    "/procedures/{procedure:str}/participation-requests/{request_number:int}",
    operation_id="examine_participation_request",
    summary="Die Prüfung eines Teilnahmeantrags als Ganzes speichern",
    description="„If-Match“ nennt die Fassung des Antrags („version“).",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.EXAMINE_BIDS,
)
def examine_participation_request(
    request: Call,
    actor: NamedDependency[Actor],
    qualifying: NamedDependency[Qualifying],
    procedure: FromPath[str],
    request_number: FromPath[int],
    data: JSONBody[ExaminationInput],
) -> Response[RequestView]:
    """Store what was found about a request."""
    wish = Examined(
        version=expected_version(request),
        findings={one.item: one.finding() for one in data.findings},
        decision=data.decision,
        exclusion_code=data.exclusion_code,
        exclusion_reason=data.exclusion_reason,
    )
    return answer_once(request, lambda once: qualifying.examine(actor, procedure, request_number, wish, once), _changed)


@post(
    "/procedures/{procedure:str}/participation-draw",
    operation_id="draw_candidates",
    summary="Einen Losentscheid zwischen gleich bewerteten Bewerbern festhalten",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.SELECT_CANDIDATES,
)
def draw_candidates(
    request: Call,
    actor: NamedDependency[Actor],
    qualifying: NamedDependency[Qualifying],
    procedure: FromPath[str],
    data: JSONBody[DrawnInput],
) -> Response[ParticipationView]:
    """Record who was drawn."""
    return answer_once(
        request,
        lambda once: qualifying.draw(actor, procedure, data.drawn, data.drawing, once),
        lambda seen: presented(participation_view(seen)),
    )


def _changed(one: RequestToParticipate) -> KeptAnswer:
    return presented(request_view(one), etag=etag_of(one.version))


HANDLERS = (
    save_eligibility,
    get_participation,
    record_participation_opening,
    add_participation_request,
    get_participation_file,
    examine_participation_request,
    draw_candidates,
)
