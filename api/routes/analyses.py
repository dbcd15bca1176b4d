"""``/analyses``: evidence on licences, of a bid or free-standing; files in, results asked for."""

from typing import Any

from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.etag import etag_of_view, expected_version
from api.evidence_view import (
    AnalysisReceipt,
    AnalysisView,
    ListedAnalysisView,
    analysis_view,
    changed_analysis,
    created_analysis,
    listed_analysis,
)
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once, presented
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from licensing.catalogue.obligations import Scenario
from licensing.compatibility.cells import Use
from procurement.model import AnalysisChoice
from procurement.services.evidence import EvidenceDesk, EvidenceGathering
from procurement.services.evidence.gathering import LONGEST_OUTBOUND, LONGEST_TITLE, NewAnalysis

Call = Request[Any, Any, Any]


class AnalysisInput(BaseModel):
    """What an analysis is called and judged by."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(max_length=LONGEST_TITLE, description="Bezeichnung")
    outbound: str = Field(
        default="",
        max_length=LONGEST_OUTBOUND,
        description="Lizenz des angebotenen Produkts als SPDX-Ausdruck; leer: die, die in der Datei steht",
    )
    use: Use = Field(default=Use.LINK, description="Wie die Komponenten im Produkt verwendet werden")
    scenario: Scenario = Field(default=Scenario.DISTRIBUTION, description="Was mit dem Produkt geschieht")
    rules: str = Field(default="", max_length=100, description="Fassung der Hausregeln; leer: die geltende")

    def choice(self) -> AnalysisChoice:
        """Return what is judged by as the services take it."""
        return AnalysisChoice(outbound=self.outbound, use=self.use, scenario=self.scenario, rules=self.rules)


@get(
    "/analyses",
    operation_id="list_analyses",
    summary="Freie Lizenzanalysen auflisten, die neuesten zuerst",
    description="Die eigenen; Vergabestelle und Revision sehen alle der Stadt.",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def list_analyses(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_desk: NamedDependency[EvidenceDesk],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ListedAnalysisView]]:
    """Return a part of the list."""
    page = evidence_desk.free(actor, before=number_in(request), size=limit)
    return listed(request, [listed_analysis(one) for one in page.items], page.before)


@get(
    "/procedures/{procedure:str}/bids/{bid:str}/analyses",
    operation_id="list_analyses_of_bid",
    summary="Lizenzanalysen zu einem Angebot auflisten, die neuesten zuerst",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def list_analyses_of_bid(  # noqa: PLR0913 - who, which bid, from where on
    request: Call,
    *,
    actor: NamedDependency[Actor],
    evidence_desk: NamedDependency[EvidenceDesk],
    procedure: FromPath[str],
    bid: FromPath[str],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ListedAnalysisView]]:
    """Return a part of the list."""
    page = evidence_desk.of_bid(actor, procedure, bid, before=number_in(request), size=limit)
    return listed(request, [listed_analysis(one) for one in page.items], page.before)


@post(
    "/analyses",
    operation_id="create_analysis",
    summary="Eine freie Lizenzanalyse anlegen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    action=Action.GATHER_EVIDENCE,
)
def create_analysis(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_gathering: NamedDependency[EvidenceGathering],
    data: JSONBody[AnalysisInput],
) -> Response[AnalysisReceipt]:
    """Make one that belongs to no bid."""
    new = NewAnalysis(title=data.title, choice=data.choice())
    return answer_once(request, lambda once: evidence_gathering.create(actor, new, once), created_analysis)


@post(
    "/procedures/{procedure:str}/bids/{bid:str}/analyses",
    operation_id="create_analysis_of_bid",
    summary="Eine Lizenzanalyse zu einem Angebot anlegen",
    description="Von der Öffnung bis zur Feststellung der Leistungswertung.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def create_analysis_of_bid(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_gathering: NamedDependency[EvidenceGathering],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[AnalysisInput],
) -> Response[AnalysisReceipt]:
    """Make one that belongs to a bid."""
    new = NewAnalysis(title=data.title, choice=data.choice(), slug=procedure, bid=bid)
    return answer_once(request, lambda once: evidence_gathering.create(actor, new, once), created_analysis)


@get(
    "/analyses/{analysis:int}",
    operation_id="get_analysis",
    summary="Eine Lizenzanalyse mit Dateien, Ergebnissen und Fortschritt",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def get_analysis(
    actor: NamedDependency[Actor], evidence_desk: NamedDependency[EvidenceDesk], analysis: FromPath[int]
) -> Response[AnalysisView]:
    """Return one analysis."""
    view = analysis_view(evidence_desk.open(actor, analysis))
    return Response(view, headers={"ETag": etag_of_view(view.version, view)})


@put(
    "/analyses/{analysis:int}",
    operation_id="change_analysis",
    summary="Bezeichnung und Fragestellung einer Lizenzanalyse ändern",
    description="Ergebnisse, die es schon gibt, bleiben, wie sie sind.",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.GATHER_EVIDENCE,
)
def change_analysis(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_gathering: NamedDependency[EvidenceGathering],
    analysis: FromPath[int],
    data: JSONBody[AnalysisInput],
) -> Response[AnalysisReceipt]:
    """Change what the next result is judged by."""
    seen, title, choice = expected_version(request), data.title, data.choice()
    return answer_once(
        request, lambda once: evidence_gathering.change(actor, analysis, seen, title, choice, once), changed_analysis
    )


@delete(
    "/analyses/{analysis:int}",
    operation_id="delete_analysis",
    summary="Den Entwurf einer freien Lizenzanalyse löschen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.GATHER_EVIDENCE,
)
def delete_analysis(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_gathering: NamedDependency[EvidenceGathering],
    analysis: FromPath[int],
) -> Response[None]:
    """Take a draft away."""
    seen = expected_version(request)
    return answer_once(
        request,
        lambda once: evidence_gathering.delete(actor, analysis, seen, once),
        lambda _nothing: presented(status=HTTP_204_NO_CONTENT),
    )


HANDLERS = (
    list_analyses,
    list_analyses_of_bid,
    create_analysis,
    create_analysis_of_bid,
    get_analysis,
    change_analysis,
    delete_analysis,
)
