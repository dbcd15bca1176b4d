"""``/rubrics``: rubrics of the open-source criterion in versions, and which of them a lot has."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from litestar import Request, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, RawBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.etag import etag_of, expected_version
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once, presented
from api.problems import responses
from api.procedure_answers import changed
from api.procedure_view import ProcedureReceipt
from core.numbers import LARGEST_NUMBER
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import RubricVersion
from procurement.services.openness import Rubrics

Call = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricView:
    """A version of the rubric of a city.

    Args:
        number: Counts the versions, from 1.
        version: Name of the version.
        title: What it is called.
        valid_from: Day from which it is meant to be used.
        digest: ``sha256:…`` of the document.
        added_at: When it was added.
    """

    number: int
    version: str
    title: str
    valid_from: date
    digest: str
    added_at: datetime


class RubricChoice(BaseModel):
    """Which rubric a lot has."""

    model_config = ConfigDict(extra="forbid")

    rubric: int | None = Field(ge=1, le=LARGEST_NUMBER, description="Nummer der Fassung; null für keine")
    criterion: str = Field(default="", max_length=64, description="Kriterium der Hauptgruppe Open Source")


@get(
    "/rubrics",
    operation_id="list_rubrics",
    summary="Bewertungsschlüssel Open Source auflisten",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def list_rubrics(
    request: Call,
    actor: NamedDependency[Actor],
    rubrics: NamedDependency[Rubrics],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read from the request
    limit: Limit = 25,
) -> Response[Listing[RubricView]]:
    """Return a part of the list, newest first."""
    page = rubrics.page(actor, before=number_in(request), size=limit)
    return listed(request, tuple(map(_view, page.items)), page.before)


@post(
    "/rubrics",
    operation_id="add_rubric",
    summary="Einen Bewertungsschlüssel Open Source als neue Fassung aufnehmen",
    description="Speichert die Fassung. Dieselbe noch einmal ändert nichts; eine gespeicherte Fassung ändert sich nie.",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.MANAGE_CRITERIA,
)
def add_rubric(
    request: Call, actor: NamedDependency[Actor], rubrics: NamedDependency[Rubrics], body: RawBody
) -> Response[RubricView]:
    """Store the posted document ``pruefstand/openness-rubric/1``."""
    raw = rubrics.read(actor, body)
    return answer_once(request, lambda once: rubrics.add(actor, raw, once), _added)


@get(
    "/rubrics/{rubric:int}",
    operation_id="get_rubric",
    summary="Eine Fassung eines Bewertungsschlüssels",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def get_rubric(
    actor: NamedDependency[Actor], rubrics: NamedDependency[Rubrics], rubric: FromPath[int]
) -> Response[dict[str, Any]]:
    """Return the document ``pruefstand/openness-rubric/1``."""
    opened = rubrics.open(actor, rubric)
    return Response(dict(opened.document), headers={"ETag": etag_of(opened.stored.digest)})


@put(
    "/procedures/{procedure:str}/lots/{number:int}/rubric",
    operation_id="take_rubric",
    summary="Den Bewertungsschlüssel eines Loses festlegen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def take_rubric(
    request: Call,
    actor: NamedDependency[Actor],
    rubrics: NamedDependency[Rubrics],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[RubricChoice],
) -> Response[ProcedureReceipt]:
    """Store which rubric a lot has, for which criterion."""
    seen, choice = expected_version(request), None if data.rubric is None else (data.criterion, data.rubric)
    return answer_once(request, lambda once: rubrics.take(actor, procedure, seen, number, choice, once), changed)


def _view(stored: RubricVersion) -> RubricView:
    return RubricView(**{name: getattr(stored, name) for name in RubricView.__dataclass_fields__})


def _added(stored: RubricVersion) -> KeptAnswer:
    location = f"/api/v1/rubrics/{stored.number}"
    return presented(_view(stored), status=201, location=location, etag=etag_of(stored.digest))


HANDLERS = (list_rubrics, add_rubric, get_rubric, take_rubric)
