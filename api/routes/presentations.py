"""``/procedures/…/presentations``: Teststellungen and presentations of the bidders."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request, Response, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.etag import IF_MATCH, IF_NONE_MATCH, etag_of, expected_version
from api.once import answer_once, presented
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import Presentation
from procurement.services.bids.presentations import Held, Presentations

Call = Request[Any, Any, Any]


class PresentationInput(BaseModel):
    """What is recorded about a presentation."""

    model_config = ConfigDict(extra="forbid")

    held_at: AwareDatetime = Field(description="Beginn, mit Zeitzone")
    minutes_taken: int = Field(ge=0, le=100_000, description="Dauer in Minuten")
    attendees: str = Field(max_length=10_000, description="Wer teilgenommen hat")
    minutes: str = Field(max_length=100_000, description="Was zu sehen war")
    criteria: list[str] = Field(default=[], max_length=2_000, description="Kriterien, deren Punkte es stützt")
    accepts_other_length: bool = Field(
        default=False, description="Die Dauer weicht von der eines anderen Angebots ab, und das ist bekannt"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentationView:
    """A presentation.

    Args:
        bid: Id of the bid.
        held_at: When it began.
        minutes_taken: Length in minutes.
        attendees: Who took part.
        minutes: What was seen.
        criteria: Ids of the criteria whose points it supports.
        version: Counts changes, from 1.
    """

    bid: str
    held_at: datetime
    minutes_taken: int
    attendees: str
    minutes: str
    criteria: list[str]
    version: int


@get(
    "/procedures/{procedure:str}/presentations",
    operation_id="list_presentations",
    summary="Niederschriften über Teststellungen der laufenden Runde",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def list_presentations(
    actor: NamedDependency[Actor], presentations: NamedDependency[Presentations], procedure: FromPath[str]
) -> list[PresentationView]:
    """Return what was recorded."""
    return [_view(one.presentation) for one in presentations.open(actor, procedure).bids if one.presentation]


@put(
    "/procedures/{procedure:str}/bids/{bid:str}/presentation",
    operation_id="record_presentation",
    summary="Die Niederschrift über eine Teststellung festhalten oder berichtigen",
    description="Gleiche Zeit für alle: Eine andere Dauer als bei einem anderen Angebot des Loses ist zu bestätigen.",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.EXAMINE_BIDS,
)
def record_presentation(
    request: Call,
    actor: NamedDependency[Actor],
    presentations: NamedDependency[Presentations],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[PresentationInput],
) -> Response[PresentationView]:
    """Record a presentation."""
    is_new = request.headers.get(IF_NONE_MATCH) == "*" and IF_MATCH not in request.headers
    seen = 0 if is_new else expected_version(request, first=0)
    wish = Held(**{**data.model_dump(), "criteria": tuple(data.criteria)})
    return answer_once(
        request,
        lambda once: presentations.record(actor, procedure, bid, seen, wish, once),
        lambda one: presented(_view(one), etag=etag_of(one.version)),
    )


def _view(one: Presentation) -> PresentationView:
    return PresentationView(
        bid=one.bid,
        held_at=one.held_at,
        minutes_taken=one.minutes_taken,
        attendees=one.attendees,
        minutes=one.minutes,
        criteria=list(one.criteria),
        version=one.version,
    )


HANDLERS = (list_presentations, record_presentation)
