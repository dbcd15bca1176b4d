"""``/capacity-requests``: finding and writing requests for capacity, and taking them from stage to stage."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.capacity_queries import ActionField, Category, Dezernat, Goal, Search, Stage, Turn, asked_labels
from api.capacity_view import (
    AlikeView,
    ListedRequestView,
    SeenRequestView,
    alike_view,
    begun_request,
    listed_view,
    moved_request,
    seen_view,
)
from api.etag import etag_of_view, expected_version
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, saved_field
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once
from api.problems import responses
from capacity.model import RequestQuery
from capacity.rules.course.steps import RequestStep
from capacity.rules.form import LONGEST_TITLE
from capacity.rules.gates import LONGEST_LINE
from capacity.services.course import RequestCourse
from capacity.services.desk import RequestDesk
from capacity.services.drafting import RequestDrafting
from capacity.services.gathering import LONGEST_REASON, StepWish
from core.numbers import LARGEST_NUMBER
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
Text = Annotated[str, QueryParameter(max_length=2_000, description="Was jemand gerade schreibt")]


class RequestInput(BaseModel):
    """What a request begins with."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(max_length=LONGEST_TITLE, description="Worum es geht")


class StepInput(BaseModel):
    """What a step needs."""

    model_config = ConfigDict(extra="forbid")

    step: RequestStep = Field(description="Der Schritt; welche es gibt, steht in „offered“ der Anforderung")
    reason: str = Field(default="", max_length=LONGEST_REASON, description="Begründung")
    day: date | None = Field(default=None, description="Erster Tag des Zeitfensters oder Tag der Wiedervorlage")
    until: date | None = Field(default=None, description="Letzter Tag des Zeitfensters oder der Zusage")
    line: str = Field(
        default="", max_length=LONGEST_LINE, description="Satz, der öffentlich über eine Ausnahme zu lesen ist"
    )
    other: int | None = Field(default=None, ge=1, le=LARGEST_NUMBER, description="Nummer der anderen IT-Anforderung")


@get(
    "/capacity-requests",
    operation_id="list_capacity_requests",
    summary="IT-Anforderungen auflisten und suchen",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def list_requests(  # noqa: PLR0913, PLR0917 - what Litestar hands in
    request: Call,
    actor: NamedDependency[Actor],
    request_desk: NamedDependency[RequestDesk],
    search: Search = "",
    stage: Stage = None,
    turn: Turn = None,
    field_of_action: ActionField = "",
    goal_2031: Goal = "",
    project_category: Category = "",
    dezernat: Dezernat = "",
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ListedRequestView]]:
    """Return a part of the list, newest first."""
    labels = asked_labels(
        field_of_action=field_of_action, goal_2031=goal_2031, project_category=project_category, dezernat=dezernat
    )
    query = RequestQuery(text=search, stage=stage, turn=turn, labels=labels)
    found = request_desk.stretch(actor, query, after=number_in(request), size=limit)
    return listed(request, map(listed_view, found.items), None if found.last is None else int(found.last))


@get(
    "/capacity-requests/alike",
    operation_id="find_alike_capacity_requests",
    summary="IT-Anforderungen, die einem Text ähneln",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def find_alike(
    actor: NamedDependency[Actor], request_drafting: NamedDependency[RequestDrafting], text: Text = ""
) -> AlikeView:
    """Return requests that share words with a text."""
    return alike_view(request_drafting.alike(actor, text))


@post(
    "/capacity-requests",
    operation_id="begin_capacity_request",
    summary="Eine IT-Anforderung des eigenen Amts beginnen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.WRITE_REQUEST,
)
def begin_request(
    request: Call,
    actor: NamedDependency[Actor],
    request_drafting: NamedDependency[RequestDrafting],
    data: JSONBody[RequestInput],
) -> Response[ListedRequestView]:
    """Begin a request."""
    return answer_once(request, lambda once: request_drafting.begin(actor, data.title, once), begun_request)


@get(
    "/capacity-requests/{capacity_request:int}/course",
    operation_id="get_capacity_request_course",
    summary="Eine IT-Anforderung mit Formular, Verlauf, Uhren, Prüfungen, Rückfragen und Nachweisen",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def get_course(
    actor: NamedDependency[Actor], request_desk: NamedDependency[RequestDesk], capacity_request: FromPath[int]
) -> Response[SeenRequestView]:
    """Return all that is known about one request."""
    view = seen_view(request_desk.see(actor, capacity_request))
    return Response(view, headers={"ETag": etag_of_view(view.request.version, view)})


@patch(
    "/capacity-requests/{capacity_request:int}/fields/{request_field:str}",
    operation_id="change_capacity_request_field",
    summary="Ein Feld einer IT-Anforderung speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.FILL_IN_REQUEST,
)
def change_request_field(
    request: Call,
    actor: NamedDependency[Actor],
    request_drafting: NamedDependency[RequestDrafting],
    capacity_request: FromPath[int],
    request_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field."""
    edit = edit_of(request, request_field, data)
    return answer_once(request, lambda once: request_drafting.change(actor, capacity_request, edit, once), saved_field)


@post(
    "/capacity-requests/{capacity_request:int}/department-steps",
    operation_id="take_department_step",
    summary="Schritt des Fachamts: einreichen, zurückziehen, abnehmen, nachbessern lassen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.STEER_REQUEST,
)
def take_department_step(
    request: Call,
    actor: NamedDependency[Actor],
    request_course: NamedDependency[RequestCourse],
    capacity_request: FromPath[int],
    data: JSONBody[StepInput],
) -> Response[ListedRequestView]:
    """Take a step of the department."""
    return _taken(request, actor, request_course, capacity_request, data)


@post(
    "/capacity-requests/{capacity_request:int}/adit-steps",
    operation_id="take_adit_step",
    summary="Schritt von ADIT, dem Amt für Digitalisierung und IT",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.HANDLE_REQUEST,
)
def take_adit_step(
    request: Call,
    actor: NamedDependency[Actor],
    request_course: NamedDependency[RequestCourse],
    capacity_request: FromPath[int],
    data: JSONBody[StepInput],
) -> Response[ListedRequestView]:
    """Take a step of ADIT."""
    return _taken(request, actor, request_course, capacity_request, data)


@post(
    "/capacity-requests/{capacity_request:int}/dezernat-steps",
    operation_id="take_dezernat_step",
    summary="Entscheidung des Digitaldezernats",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.DECIDE_CAPACITY,
)
def take_dezernat_step(
    request: Call,
    actor: NamedDependency[Actor],
    request_course: NamedDependency[RequestCourse],
    capacity_request: FromPath[int],
    data: JSONBody[StepInput],
) -> Response[ListedRequestView]:
    """Take a step of the Digitaldezernat."""
    return _taken(request, actor, request_course, capacity_request, data)


def _taken(
    request: Call, actor: Actor, course: RequestCourse, number: int, data: StepInput
) -> Response[ListedRequestView]:
    """Take a step; whose it is the service asks the policy, whatever the address."""
    told = {name: getattr(data, name) for name in StepInput.model_fields}
    wish = StepWish(version=expected_version(request), **told)
    return answer_once(request, lambda once: course.take(actor, number, wish, once), moved_request)


HANDLERS = (
    list_requests,
    find_alike,
    begin_request,
    get_course,
    change_request_field,
    take_department_step,
    take_adit_step,
    take_dezernat_step,
)
