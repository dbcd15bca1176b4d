"""``/analyses/…/results``: what came of an analysis; long lists are filtered and paged in the database."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from api.evidence_result_view import ResultView, result_view
from api.listing import Cursor, Limit, Listing, listed, number_in
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import (
    ComponentOrder,
    ComponentQuery,
    ComponentRuling,
    EvidenceFinding,
    FindingWeight,
    FoundComponent,
    LicenceClass,
)
from procurement.services.evidence import EvidenceDesk

Call = Request[Any, Any, Any]
_JSON = "application/json"

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter im Namen oder in der Paket-URL")]
OfClass = Annotated[LicenceClass | None, QueryParameter(description="nur diese Art von Lizenz")]
OfRuling = Annotated[ComponentRuling | None, QueryParameter(description="nur mit diesem Urteil der Hausregeln")]
WithFinding = Annotated[bool | None, QueryParameter(description="nur mit Befund, oder nur ohne")]
OfDocument = Annotated[int | None, QueryParameter(ge=1, le=10_000, description="nur aus diesem Dokument")]
Order = Annotated[ComponentOrder, QueryParameter(description="nach Namen, oder wie in den Dateien")]
OfWeight = Annotated[FindingWeight | None, QueryParameter(description="nur von diesem Gewicht")]


@get(
    "/analyses/{analysis:int}/results/{result_number:int}",
    operation_id="get_analysis_result",
    summary="Ein Ergebnis: Zahlen, Listenstände, was aus jedem Dokument wurde",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def get_analysis_result(
    actor: NamedDependency[Actor],
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
) -> ResultView:
    """Return a finished result."""
    return result_view(evidence_desk.result(actor, analysis, result_number))


@get(
    "/analyses/{analysis:int}/results/{result_number:int}/document",
    operation_id="get_analysis_document",
    summary="Ein Ergebnis als Datei („pruefstand/licences/1“)",
    description="Dasselbe Dokument, das „pruefstand licences --json“ schreibt, zu allen Dateien.",
    media_type=_JSON,
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def get_analysis_document(
    actor: NamedDependency[Actor],
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
) -> Response[bytes]:
    """Return the whole result to save."""
    written = evidence_desk.document(actor, analysis, result_number)
    named = f'attachment; filename="lizenzanalyse-{analysis}-{result_number}.json"'
    return Response(written.encode(), media_type=_JSON, headers={"Content-Disposition": named})


@get(
    "/analyses/{analysis:int}/results/{result_number:int}/documents/{place:int}",
    operation_id="get_analysis_file_document",
    summary="Alles zu einem Dokument eines Ergebnisses",
    description="Lizenzangaben, Vereinbarkeit, Güte und Befunde; bei einem Lizenztext die Abweichungen.",
    media_type=_JSON,
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def get_analysis_file_document(
    actor: NamedDependency[Actor],
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
    place: FromPath[int],
) -> Response[bytes]:
    """Return what is told of one document."""
    written = evidence_desk.file_document(actor, analysis, result_number, place)
    return Response(written.encode(), media_type=_JSON)


@get(
    "/analyses/{analysis:int}/results/{result_number:int}/components",
    operation_id="list_analysis_components",
    summary="Komponenten eines Ergebnisses, gefiltert und geordnet",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def list_analysis_components(  # noqa: PLR0913 - each filter is a parameter of the address
    request: Call,
    *,
    actor: NamedDependency[Actor],
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
    search: Search = "",
    licence_class: OfClass = None,
    ruling: OfRuling = None,
    has_finding: WithFinding = None,
    document: OfDocument = None,
    order: Order = ComponentOrder.NAME,
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 50,
) -> Response[Listing[FoundComponent]]:
    """Return a part of the list."""
    query = ComponentQuery(
        licence_class=licence_class,
        ruling=ruling,
        has_finding=has_finding,
        verdict=document,
        text=search,
        order=order,
    )
    after = number_in(request)
    found = evidence_desk.components(actor, analysis, result_number, query, after=after, size=limit)
    return listed(request, found.items, None if found.last is None else int(found.last))


@get(
    "/analyses/{analysis:int}/results/{result_number:int}/findings",
    operation_id="list_analysis_findings",
    summary="Befunde eines Ergebnisses mit ihrer Stelle, die schwersten zuerst",
    description=(
        "Von einer Art sind je Dokument höchstens 1.000 aufgeführt, und nur die aufgeführten kennt „has_finding“ der "
        "Komponenten. Wie viele weitere gezählt sind, nennt das Dokument unter „findings_omitted“."
    ),
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def list_analysis_findings(  # noqa: PLR0913 - each filter is a parameter of the address
    request: Call,
    *,
    actor: NamedDependency[Actor],
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
    weight: OfWeight = None,
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 50,
) -> Response[Listing[EvidenceFinding]]:
    """Return a part of the list."""
    found = evidence_desk.findings(actor, analysis, result_number, weight, after=number_in(request), size=limit)
    return listed(request, found.items, None if found.last is None else int(found.last))


HANDLERS = (
    get_analysis_result,
    get_analysis_document,
    get_analysis_file_document,
    list_analysis_components,
    list_analysis_findings,
)
