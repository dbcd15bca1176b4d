"""Results of analyses of licences: an earlier one, its components, its findings, all of it as a file."""

import json
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from core.numbers import LARGEST_NUMBER
from infra.policy.table import Action
from procurement.errors import AnalysisResultNotFoundError
from procurement.model import ComponentOrder, ComponentQuery, FindingWeight
from procurement.services.evidence import EvidenceDesk
from procurement.services.evidence.desk import OpenedResult
from web import addresses
from web import evidence as words
from web.pages.evidence import told
from web.rendering import render
from web.views.evidence import document_name, since
from web.views.evidence_search import choices_of, query_of, typed_in

PAGE_SIZE = 50

Connection = Request[Any, Any, Any]
After = Annotated[int | None, QueryParameter(name="nach", ge=1, le=LARGEST_NUMBER)]


@get("/analysen/{analysis:int}/ergebnisse/{result_number:int}", sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_result(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
) -> Response[str]:
    """Show one result."""
    seen = evidence_desk.result(request.user, analysis, result_number)
    return render(request, "lizenzen/ergebnis_seite.html", words=words, **told(request.user, evidence_desk, seen))


@get(
    "/analysen/{analysis:int}/ergebnisse/{result_number:int}/komponenten",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def show_components(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
    after: After = None,
) -> Response[str]:
    """Show some components, filtered in the database; what was asked for stays in the address."""
    seen = evidence_desk.result(request.user, analysis, result_number)
    typed = typed_in(request.query_params)
    query, own = query_of(typed), f"{addresses.analysis_result(analysis, result_number)}/komponenten"
    found = evidence_desk.components(request.user, analysis, result_number, query, after=after, size=PAGE_SIZE)
    is_filtered = query != ComponentQuery(order=query.order)
    total = (
        evidence_desk.count_components(request.user, analysis, result_number, query) if is_filtered else seen.components
    )
    return render(
        request,
        "lizenzen/komponenten.html",
        seen=seen,
        found=found,
        total=total,
        typed=typed,
        choices=choices_of(seen.verdicts),
        is_filtered=is_filtered,
        newest=_address(own, typed) if after is not None else "",
        older=_address(own, typed, found.last) if found.last else "",
        words=words,
    )


@get(
    "/analysen/{analysis:int}/ergebnisse/{result_number:int}/komponenten/{component_number:int}",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def show_component(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
    component_number: FromPath[int],
) -> Response[str]:
    """Show one component: as it was read, with every way through its expression and the duties."""
    seen = evidence_desk.result(request.user, analysis, result_number)
    place = min(max(component_number, 1), LARGEST_NUMBER) - 1
    found = evidence_desk.components(
        request.user, analysis, result_number, ComponentQuery(order=ComponentOrder.FILE), after=place or None, size=1
    ).items
    if not found or found[0].number != component_number:
        raise AnalysisResultNotFoundError(result_number)
    one = found[0]
    document = json.loads(evidence_desk.file_document(request.user, analysis, result_number, one.verdict))
    answer = _said(document["compatibility"], one.licence) if one.compatible else None
    return render(
        request,
        "lizenzen/komponente.html",
        seen=seen,
        one=one,
        file_name=_names(seen)[one.verdict],
        expression=_said(document["expressions"], one.licence),
        answer=answer,
        since=since(answer) if answer else "",
        words=words,
    )


@get(
    "/analysen/{analysis:int}/ergebnisse/{result_number:int}/befunde", sync_to_thread=True, action=Action.READ_EVIDENCE
)
def show_findings(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
    after: After = None,
) -> Response[str]:
    """Show some findings with their places, the gravest first."""
    seen = evidence_desk.result(request.user, analysis, result_number)
    asked = request.query_params.get("gewicht", "")
    weight = FindingWeight(asked) if asked in set(FindingWeight) else None
    found = evidence_desk.findings(request.user, analysis, result_number, weight, after=after, size=PAGE_SIZE)
    own, typed = f"{addresses.analysis_result(analysis, result_number)}/befunde", {"gewicht": weight or ""}
    return render(
        request,
        "lizenzen/befunde.html",
        seen=seen,
        found=found,
        names=_names(seen),
        typed=weight or "",
        choices=[(one.value, f"{words.WEIGHTS[one][1]} ({seen.findings.get(one, 0)})") for one in FindingWeight],
        newest=_address(own, typed) if after is not None else "",
        older=_address(own, typed, found.last) if found.last else "",
        words=words,
    )


@get("/analysen/{analysis:int}/ergebnisse/{result_number:int}/daten", sync_to_thread=True, action=Action.READ_EVIDENCE)
def send_result(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    result_number: FromPath[int],
) -> Response[str]:
    """Send a result as one JSON document, as ``pruefstand licences --json`` writes it."""
    document = evidence_desk.document(request.user, analysis, result_number)
    name = f"lizenzanalyse-{analysis}-{result_number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(document, media_type="application/json", headers=headers)


def _said(all_of_them: list[Mapping[str, Any]], licence: str) -> Mapping[str, Any] | None:
    """Return what is said of an expression; very long ones are cut in the list of components."""
    return next((one for one in all_of_them if _fits(str(one["expression"]), licence)), None)


def _fits(expression: str, licence: str) -> bool:
    return expression == licence or (licence.endswith("…") and expression.startswith(licence[:-1]))


def _names(seen: OpenedResult) -> dict[int, str]:
    return {one.place: document_name(one) for one in seen.verdicts}


def _address(own: str, typed: Mapping[str, str], after: str | None = None) -> str:
    asked = {name: value for name, value in typed.items() if value} | ({"nach": after} if after else {})
    return f"{own}?{urlencode(asked)}" if asked else own


HANDLERS = (show_result, show_components, show_component, show_findings, send_result)
