"""``/procedures``: stored evaluations."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, RawBody

from api.etag import etag_of
from api.explanation import CriterionExplanation, explanation_of
from api.listing import Cursor, Limit, Listing, listed, place_in
from api.once import answer_once, presented
from api.problems import responses
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import ProcedureRecord, ProcedureSummary
from procurement.services import Services
from scoring.result import Result

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Vergabenummer, Los oder Titel")]
BidId = Annotated[str, QueryParameter(min_length=1, max_length=64, description="Kennung des Angebots")]
CriterionId = Annotated[str, QueryParameter(min_length=1, max_length=64, description="Kennung des Kriteriums")]

Call = Request[Any, Any, Any]


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
    services: NamedDependency[Services],
    search: Search = "",
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `place_in`
    limit: Limit = 25,
) -> Response[Listing[ProcedureSummary]]:
    """Return a part of the list, newest first."""
    place = place_in(request)
    found = services.walk_procedures(actor, search, after=None if place is None else str(place), size=limit)
    return listed(request, found.items, found.last)


@post(
    "/procedures",
    operation_id="store_procedure",
    summary="Eine Wertung berechnen und speichern",
    description="Speichert das Dokument mit seinem Ergebnis. Dasselbe Dokument noch einmal ändert nichts.",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.STORE_PROCEDURE,
)
def store_procedure(
    request: Call, actor: NamedDependency[Actor], services: NamedDependency[Services], body: RawBody
) -> Response[ProcedureSummary]:
    """Store the posted document ``pruefstand/evaluation/1``."""
    return answer_once(request, lambda once: services.store_evaluation(actor, body, once), _stored)


def _stored(record: ProcedureRecord) -> KeptAnswer:
    summary = record.summary
    location = f"/api/v1/procedures/{summary.slug}"
    return presented(summary, status=201, location=location, etag=etag_of(summary.document_digest))


@get(
    "/procedures/{slug:str}",
    operation_id="get_procedure",
    summary="Ein Vergabeverfahren",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def get_procedure(
    actor: NamedDependency[Actor], services: NamedDependency[Services], slug: FromPath[str]
) -> Response[ProcedureSummary]:
    """Return the line of one procedure."""
    summary = services.get_procedure(actor, slug).summary
    return Response(summary, headers={"ETag": etag_of(summary.document_digest)})


@get(
    "/procedures/{slug:str}/result",
    operation_id="get_result",
    summary="Das gespeicherte Ergebnis der Wertung",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def get_result(actor: NamedDependency[Actor], services: NamedDependency[Services], slug: FromPath[str]) -> Result:
    """Return the result as it was stored."""
    return services.get_result(actor, slug)


@get(
    "/procedures/{slug:str}/explanation",
    operation_id="explain_criterion",
    summary="Wie ein Kriterium bei einem Angebot gezählt hat",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def explain_criterion(
    actor: NamedDependency[Actor],
    services: NamedDependency[Services],
    slug: FromPath[str],
    bid: BidId,
    criterion: CriterionId,
) -> CriterionExplanation:
    """Explain one bid's one criterion, computed anew from the stored input."""
    return explanation_of(services.open_procedure(actor, slug).explain(bid, criterion))


HANDLERS = (list_procedures, store_procedure, get_procedure, get_result, explain_criterion)
