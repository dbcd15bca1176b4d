"""``/procedures``: stored evaluations."""

from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from api.explanation import CriterionExplanation, explanation_of
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import ProcedurePage, ProcedureSummary
from procurement.services import Services
from scoring.result import Result

_LARGEST_PAGE = 1_000_000

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Vergabenummer, Los oder Titel")]
BidId = Annotated[str, QueryParameter(min_length=1, max_length=64, description="Kennung des Angebots")]
CriterionId = Annotated[str, QueryParameter(min_length=1, max_length=64, description="Kennung des Kriteriums")]
PageNumber = Annotated[int, QueryParameter(ge=1, le=_LARGEST_PAGE, description="Nummer der Seite, ab 1")]
PageSize = Annotated[int, QueryParameter(ge=1, le=100, description="Einträge je Seite, höchstens 100")]


@get(
    "/procedures",
    operation_id="list_procedures",
    summary="Vergabeverfahren auflisten und suchen",
    sync_to_thread=True,
    responses=responses(400),
    action=Action.LIST_PROCEDURES,
)
def list_procedures(
    actor: NamedDependency[Actor],
    services: NamedDependency[Services],
    search: Search = "",
    page: PageNumber = 1,
    size: PageSize = 25,
) -> ProcedurePage:
    """Return one page, newest first."""
    return services.list_procedures(actor, search, page=page, size=size)


@get(
    "/procedures/{slug:str}",
    operation_id="get_procedure",
    summary="Ein Vergabeverfahren",
    sync_to_thread=True,
    responses=responses(404),
    action=Action.READ_PROCEDURE,
)
def get_procedure(
    actor: NamedDependency[Actor], services: NamedDependency[Services], slug: FromPath[str]
) -> ProcedureSummary:
    """Return the line of one procedure."""
    return services.get_procedure(actor, slug).summary


@get(
    "/procedures/{slug:str}/result",
    operation_id="get_result",
    summary="Das gespeicherte Ergebnis der Wertung",
    sync_to_thread=True,
    responses=responses(404),
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
    responses=responses(400, 404),
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


HANDLERS = (list_procedures, get_procedure, get_result, explain_criterion)
