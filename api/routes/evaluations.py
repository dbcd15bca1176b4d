"""``/evaluations``: stored evaluations."""

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
from procurement.model import EvaluationRecord, EvaluationSummary
from procurement.services import Services
from scoring.result import Result

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Vergabenummer, Los oder Titel")]
BidId = Annotated[str, QueryParameter(min_length=1, max_length=64, description="Kennung des Angebots")]
CriterionId = Annotated[str, QueryParameter(min_length=1, max_length=64, description="Kennung des Kriteriums")]

Call = Request[Any, Any, Any]


@get(
    "/evaluations",
    operation_id="list_evaluations",
    summary="Gespeicherte Wertungen auflisten und suchen",
    sync_to_thread=True,
    action=Action.LIST_EVALUATIONS,
)
def list_evaluations(
    request: Call,
    actor: NamedDependency[Actor],
    services: NamedDependency[Services],
    search: Search = "",
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `place_in`
    limit: Limit = 25,
) -> Response[Listing[EvaluationSummary]]:
    """Return a part of the list, newest first."""
    place = place_in(request)
    found = services.walk_evaluations(actor, search, after=None if place is None else str(place), size=limit)
    return listed(request, found.items, found.last)


@post(
    "/evaluations",
    operation_id="store_evaluation",
    summary="Eine Wertung berechnen und speichern",
    description="Speichert das Dokument mit seinem Ergebnis. Dasselbe Dokument noch einmal ändert nichts.",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.STORE_EVALUATION,
)
def store_evaluation(
    request: Call, actor: NamedDependency[Actor], services: NamedDependency[Services], body: RawBody
) -> Response[EvaluationSummary]:
    """Store the posted document ``pruefstand/evaluation/1``."""
    return answer_once(request, lambda once: services.store_evaluation(actor, body, once), _stored)


def _stored(record: EvaluationRecord) -> KeptAnswer:
    summary = record.summary
    location = f"/api/v1/evaluations/{summary.slug}"
    return presented(summary, status=201, location=location, etag=etag_of(summary.document_digest))


@get(
    "/evaluations/{slug:str}",
    operation_id="get_evaluation",
    summary="Eine gespeicherte Wertung",
    sync_to_thread=True,
    action=Action.READ_EVALUATION,
)
def get_evaluation(
    actor: NamedDependency[Actor], services: NamedDependency[Services], slug: FromPath[str]
) -> Response[EvaluationSummary]:
    """Return the line of one evaluation."""
    summary = services.get_evaluation(actor, slug).summary
    return Response(summary, headers={"ETag": etag_of(summary.document_digest)})


@get(
    "/evaluations/{slug:str}/result",
    operation_id="get_result",
    summary="Das gespeicherte Ergebnis der Wertung",
    sync_to_thread=True,
    action=Action.READ_EVALUATION,
)
def get_result(actor: NamedDependency[Actor], services: NamedDependency[Services], slug: FromPath[str]) -> Result:
    """Return the result as it was stored."""
    return services.get_result(actor, slug)


@get(
    "/evaluations/{slug:str}/explanation",
    operation_id="explain_criterion",
    summary="Wie ein Kriterium bei einem Angebot gezählt hat",
    sync_to_thread=True,
    action=Action.READ_EVALUATION,
)
def explain_criterion(
    actor: NamedDependency[Actor],
    services: NamedDependency[Services],
    slug: FromPath[str],
    bid: BidId,
    criterion: CriterionId,
) -> CriterionExplanation:
    """Explain one bid's one criterion, computed anew from the stored input."""
    return explanation_of(services.open_evaluation(actor, slug).explain(bid, criterion))


HANDLERS = (list_evaluations, store_evaluation, get_evaluation, get_result, explain_criterion)
