"""``/procedures``: tender procedures and their published versions; beginning and preparing one."""

from typing import Annotated, Any

from litestar import Request, Response, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, RawBody
from litestar.status_codes import HTTP_201_CREATED
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.etag import etag_of_view, expected_version
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, saved_field
from api.listing import Cursor, Limit, Listing, listed, place_in
from api.once import answer_once
from api.problems import responses
from api.procedure_answers import changed, created
from api.procedure_view import (
    ChangeView,
    ProcedureReceipt,
    ProcedureView,
    PublicationView,
    change_view,
    procedure_view,
    publication_view,
)
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import ProcedurePlan, ProcedureSummary, ProcedureType
from procurement.services.procedures import Drafting, Procedures

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Vergabenummer oder Titel")]

Call = Request[Any, Any, Any]


class PlanInput(BaseModel):
    """What is decided about a procedure as a whole."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(max_length=2_000, description="Was beschafft wird")
    office: str | None = Field(default=None, max_length=36, description="Kennung des Amts, das es braucht")
    kind: ProcedureType | None = Field(default=None, description="Verfahrensart")
    bid_deadline: AwareDatetime | None = Field(default=None, description="Ende der Angebotsfrist")
    participation_deadline: AwareDatetime | None = Field(default=None, description="Ende der Teilnahmefrist")
    two_envelopes: bool = Field(
        default=False, description="Preise bleiben verschlossen, bis die Leistungswertung festgestellt ist"
    )

    def plan(self) -> ProcedurePlan:
        """Return it as the services take it."""
        return ProcedurePlan(**{name: getattr(self, name) for name in PlanInput.model_fields})


class ProcedureInput(PlanInput):
    """A new procedure."""

    reference: str = Field(max_length=200, description="Vergabenummer, in der Stadt nur einmal")


@get(
    "/procedures",
    operation_id="list_procedures",
    summary="Vergabeverfahren auflisten und suchen",
    sync_to_thread=True,
    action=Action.LIST_PROCEDURES,
)
def list_procedures(
    request: Call,
    actor: NamedDependency[Actor],
    procedures: NamedDependency[Procedures],
    search: Search = "",
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `place_in`
    limit: Limit = 25,
) -> Response[Listing[ProcedureSummary]]:
    """Return a part of the list, newest first."""
    place = place_in(request)
    found = procedures.walk(actor, search, after=None if place is None else str(place), size=limit)
    return listed(request, found.items, found.last)


@post(
    "/procedures",
    operation_id="create_procedure",
    summary="Ein Vergabeverfahren anlegen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.PREPARE_PROCEDURE,
)
def create_procedure(
    request: Call, actor: NamedDependency[Actor], drafting: NamedDependency[Drafting], data: JSONBody[ProcedureInput]
) -> Response[ProcedureReceipt]:
    """Begin a procedure."""
    return answer_once(request, lambda once: drafting.create(actor, data.reference, data.plan(), once), created)


@get(
    "/procedures/{procedure:str}",
    operation_id="get_procedure",
    summary="Ein Vergabeverfahren mit allem, was jetzt möglich ist",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def get_procedure(
    actor: NamedDependency[Actor], procedures: NamedDependency[Procedures], procedure: FromPath[str]
) -> Response[ProcedureView]:
    """Return one procedure with its steps and what stands against them."""
    view = procedure_view(procedures.open(actor, procedure))
    return Response(view, headers={"ETag": etag_of_view(view.version, view)})


@put(
    "/procedures/{procedure:str}/plan",
    operation_id="save_plan",
    summary="Titel, Amt, Verfahrensart und Fristen festlegen",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def save_plan(
    request: Call,
    actor: NamedDependency[Actor],
    drafting: NamedDependency[Drafting],
    procedure: FromPath[str],
    data: JSONBody[PlanInput],
) -> Response[ProcedureReceipt]:
    """Replace the plan."""
    seen = expected_version(request)
    return answer_once(request, lambda once: drafting.save_plan(actor, procedure, seen, data.plan(), once), changed)


@put(
    "/procedures/{procedure:str}/need",
    operation_id="save_need",
    summary="Den Bedarf mit seinen Kosten festlegen",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def save_need(
    request: Call,
    actor: NamedDependency[Actor],
    drafting: NamedDependency[Drafting],
    procedure: FromPath[str],
    body: RawBody,
) -> Response[ProcedureReceipt]:
    """Replace the need by the posted document ``pruefstand/need/1``."""
    seen = expected_version(request)
    return answer_once(request, lambda once: drafting.save_need_document(actor, procedure, seen, body, once), changed)


@patch(
    "/procedures/{procedure:str}/texts/{text:str}",
    operation_id="change_text",
    summary="Einen Text des Vergabeverfahrens speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_PROCEDURE,
)
def change_text(
    request: Call,
    actor: NamedDependency[Actor],
    drafting: NamedDependency[Drafting],
    procedure: FromPath[str],
    text: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one text."""
    edit = edit_of(request, text, data)
    return answer_once(request, lambda once: drafting.change_text(actor, procedure, edit, once), saved_field)


@get(
    "/procedures/{procedure:str}/publications",
    operation_id="list_publications",
    summary="Veröffentlichte Fassungen eines Vergabeverfahrens",
    sync_to_thread=True,
    action=Action.READ_PUBLICATION,
)
def list_publications(
    actor: NamedDependency[Actor], procedures: NamedDependency[Procedures], procedure: FromPath[str]
) -> list[PublicationView]:
    """Return all of them, oldest first."""
    return [publication_view(one) for one in procedures.publications(actor, procedure)]


@get(
    "/procedures/{procedure:str}/publications/{number:int}",
    operation_id="get_publication",
    summary="Eine veröffentlichte Fassung",
    sync_to_thread=True,
    action=Action.READ_PUBLICATION,
)
def get_publication(
    actor: NamedDependency[Actor],
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    number: FromPath[int],
) -> PublicationView:
    """Return one of them."""
    return publication_view(procedures.publication(actor, procedure, number))


@get(
    "/procedures/{procedure:str}/publications/{number:int}/changes",
    operation_id="list_changes",
    summary="Was eine veröffentlichte Fassung geändert hat",
    sync_to_thread=True,
    action=Action.READ_PUBLICATION,
)
def list_changes(
    actor: NamedDependency[Actor],
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    number: FromPath[int],
) -> list[ChangeView]:
    """Return the differences to the version before."""
    return [change_view(one) for one in procedures.differences(actor, procedure, number)]


HANDLERS = (
    list_procedures,
    create_procedure,
    get_procedure,
    save_plan,
    save_need,
    change_text,
    list_publications,
    get_publication,
    list_changes,
)
