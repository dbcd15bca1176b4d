"""``/criteria``, ``/criteria-catalogues`` and ``/criteria-matrix``: reusable criteria and what is made of them."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, RawBody
from litestar.status_codes import HTTP_200_OK

from api.etag import etag_of
from api.listing import Cursor, Limit, Listing, listed, number_in, place_in
from api.once import answer_once, presented
from api.problems import responses
from core.numbers import LARGEST_NUMBER
from infra.documents.reading import read_document
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.criteria.catalogue import document_of
from procurement.rules.criteria.changes import CatalogueChange
from procurement.rules.criteria.model import CatalogueSummary, EntrySummary
from procurement.services.criteria import Criteria
from procurement.services.selecting import Selecting
from scoring.matrix_check import Probe
from scoring.model import CriterionKind

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Name, Gruppe oder Beschreibung")]
Kind = Annotated[CriterionKind | None, QueryParameter(description="A: Ausschluss · B: Bewertung · I: Information")]
Number = Annotated[int, QueryParameter(ge=1, le=LARGEST_NUMBER, description="Nummer der Fassung")]
Chosen = Annotated[str, QueryParameter(min_length=1, max_length=80, description="Kennung des Katalogs")]
Newest = Annotated[int | None, QueryParameter(ge=1, le=LARGEST_NUMBER, description="Fassung; ohne die neueste")]

Call = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeMatrix:
    """A matrix made of chosen criteria.

    Args:
        document: ``pruefstand/evaluation/1`` without bids.
        probe: Report of the probe.
        clauses: Titles and texts of the clauses that the criteria name, by their id.
    """

    document: dict[str, Any]
    probe: Probe
    clauses: dict[str, tuple[str, str]]


@get(
    "/criteria",
    operation_id="list_criteria",
    summary="Wiederverwendbare Kriterien auflisten und suchen",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def list_criteria(  # noqa: PLR0913, PLR0917 - one argument for each parameter
    request: Call,
    actor: NamedDependency[Actor],
    criteria: NamedDependency[Criteria],
    search: Search = "",
    kind: Kind = None,
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read from the request
    limit: Limit = 25,
) -> Response[Listing[EntrySummary]]:
    """Return a part of the criteria of the newest versions."""
    found = criteria.walk(actor, search, kind, after=number_in(request), size=limit + 1)
    return listed(request, found[:limit], found[limit - 1].id if len(found) > limit else None)


@get(
    "/criteria-catalogues",
    operation_id="list_catalogues",
    summary="Kriterienkataloge auflisten",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def list_catalogues(
    request: Call,
    actor: NamedDependency[Actor],
    criteria: NamedDependency[Criteria],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read from the request
    limit: Limit = 25,
) -> Response[Listing[CatalogueSummary]]:
    """Return a part of the list: the newest version of each catalogue."""
    place = place_in(request)
    found = criteria.catalogues(actor, after=None if place is None else str(place), size=limit + 1)
    return listed(request, found[:limit], found[limit - 1].catalogue if len(found) > limit else None)


@post(
    "/criteria-catalogues",
    operation_id="import_catalogue",
    summary="Einen Kriterienkatalog als neue Fassung übernehmen",
    description="Speichert die Fassung. Dieselbe noch einmal ändert nichts; eine gespeicherte Fassung ändert sich nie.",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.MANAGE_CRITERIA,
)
def import_catalogue(
    request: Call, actor: NamedDependency[Actor], criteria: NamedDependency[Criteria], body: RawBody
) -> Response[CatalogueSummary]:
    """Import the posted document ``pruefstand/criteria/1``."""
    return answer_once(request, lambda once: criteria.import_catalogue(actor, body, once), _imported)


def _imported(summary: CatalogueSummary) -> KeptAnswer:
    location = f"/api/v1/criteria-catalogues/{summary.catalogue}/versions/{summary.number}"
    return presented(summary, status=201, location=location, etag=etag_of(summary.digest))


@get(
    "/criteria-catalogues/{catalogue:str}/versions",
    operation_id="list_catalogue_versions",
    summary="Fassungen eines Kriterienkatalogs",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def list_versions(
    request: Call,
    actor: NamedDependency[Actor],
    criteria: NamedDependency[Criteria],
    catalogue: FromPath[str],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read from the request
    limit: Limit = 25,
) -> Response[Listing[CatalogueSummary]]:
    """Return a part of the list, newest first."""
    found = criteria.versions(actor, catalogue, before=number_in(request), size=limit + 1)
    return listed(request, found[:limit], found[limit - 1].number if len(found) > limit else None)


@get(
    "/criteria-catalogues/{catalogue:str}/versions/{number:int}",
    operation_id="get_catalogue_version",
    summary="Eine Fassung eines Kriterienkatalogs",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def get_version(
    actor: NamedDependency[Actor],
    criteria: NamedDependency[Criteria],
    catalogue: FromPath[str],
    number: FromPath[int],
) -> Response[dict[str, Any]]:
    """Return the document ``pruefstand/criteria/1``."""
    opened = criteria.open(actor, catalogue, number)
    return Response(document_of(opened.catalogue), headers={"ETag": etag_of(opened.summary.digest)})


@get(
    "/criteria-catalogues/{catalogue:str}/changes",
    operation_id="compare_catalogue_versions",
    summary="Was sich zwischen zwei Fassungen geändert hat",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def compare_versions(
    actor: NamedDependency[Actor],
    criteria: NamedDependency[Criteria],
    catalogue: FromPath[str],
    before: Number,
    after: Number,
) -> tuple[CatalogueChange, ...]:
    """Return the changes from one version to another."""
    return criteria.compare(actor, catalogue, before, after)


@post(
    "/criteria-matrix",
    operation_id="make_matrix",
    summary="Eine Bewertungsmatrix aus Kriterien eines Katalogs, ohne etwas zu speichern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    repeatable=False,
    responses=responses(404),
    action=Action.READ_CRITERIA,
)
def make_matrix(
    actor: NamedDependency[Actor],
    selecting: NamedDependency[Selecting],
    body: RawBody,
    catalogue: Chosen,
    number: Newest = None,
) -> MadeMatrix:
    """Return the matrix of the posted selection with its probe."""
    chosen = selecting.make(actor, catalogue, number, read_document(body))
    clauses = {clause.id: (clause.title, clause.text) for clause in chosen.clauses}
    return MadeMatrix(document=dict(chosen.document), probe=chosen.probe, clauses=clauses)


HANDLERS = (
    list_criteria,
    list_catalogues,
    import_catalogue,
    list_versions,
    get_version,
    compare_versions,
    make_matrix,
)
