"""``/analyses/…/files``: files of an analysis, from here, from an upload or from the bid; and results of them."""

from typing import Any

from litestar import Request, Response, delete, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.content import content_of
from api.etag import expected_version
from api.evidence_view import AnalysisReceipt, changed_analysis, started_analysis
from api.once import answer_once
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from licensing.sbom.column_fields import FIELDS
from procurement.model import EvidenceKind
from procurement.services.evidence import Analysing, EvidenceFiles
from procurement.services.evidence.analysing import ConfirmedColumns
from procurement.services.evidence.files import LONGEST_CLAIM, NewEvidence

Call = Request[Any, Any, Any]
_LONGEST_FILE = 60_000_000
_LONGEST_NAME = 400


class ClaimInput(BaseModel):
    """What a file is."""

    model_config = ConfigDict(extra="forbid")

    kind: EvidenceKind = Field(default=EvidenceKind.BILL, description="Stückliste oder Lizenzliste, oder Lizenztext")
    licence: str = Field(
        default="", max_length=LONGEST_CLAIM, description="Bei einem Lizenztext: welche Lizenz er sein soll"
    )


class ContentInput(ClaimInput):
    """A file with its content."""

    name: str = Field(max_length=_LONGEST_NAME, description="Name der Datei")
    content: str = Field(max_length=_LONGEST_FILE, description="Inhalt, base64; größere Dateien über „/uploads“")


class UploadInput(ClaimInput):
    """A file that arrived in pieces."""

    name: str = Field(default="", max_length=_LONGEST_NAME, description="Name der Datei; leer: der beim Hochladen")
    upload: str = Field(max_length=40, description="Kennung des abgeschlossenen Hochladens")


class BidFileInput(ClaimInput):
    """A file that was imported with the bid."""

    name: str = Field(max_length=_LONGEST_NAME, description="Name der Datei im Angebot")


class ColumnsInput(BaseModel):
    """What the columns of a licence list mean."""

    model_config = ConfigDict(extra="forbid")

    list: str = Field(
        default="",
        max_length=1000,
        description="Welche Liste der Datei gemeint ist, so wie „member“ im Ergebnis sie nennt; "
        "leer, wenn die Datei nur eine enthält",
    )
    columns: dict[str, int] = Field(
        max_length=20,
        description=f"Feld zu Spalte, gezählt ab 0: {', '.join(FIELDS)}",
    )


@post(
    "/analyses/{analysis:int}/files",
    operation_id="add_evidence_file",
    summary="Eine Datei zu einer Lizenzanalyse hinzufügen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.GATHER_EVIDENCE,
)
def add_evidence_file(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_files: NamedDependency[EvidenceFiles],
    analysis: FromPath[int],
    data: JSONBody[ContentInput],
) -> Response[AnalysisReceipt]:
    """Add a file that comes with the request."""
    seen, content = expected_version(request), content_of(data.content, "/content")
    new = NewEvidence(name=data.name, kind=data.kind, licence=data.licence)
    return answer_once(
        request, lambda once: evidence_files.add(actor, analysis, seen, new, content, once), changed_analysis
    )


@post(
    "/analyses/{analysis:int}/files-from-upload",
    operation_id="add_evidence_upload",
    summary="Eine hochgeladene Datei zu einer Lizenzanalyse hinzufügen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.GATHER_EVIDENCE,
)
def add_evidence_upload(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_files: NamedDependency[EvidenceFiles],
    analysis: FromPath[int],
    data: JSONBody[UploadInput],
) -> Response[AnalysisReceipt]:
    """Add a file that has arrived in pieces; the upload is gone afterwards."""
    seen, new = expected_version(request), NewEvidence(name=data.name, kind=data.kind, licence=data.licence)
    return answer_once(
        request,
        lambda once: evidence_files.add_upload(actor, analysis, seen, new, data.upload, once),
        changed_analysis,
    )


@post(
    "/analyses/{analysis:int}/files-from-bid",
    operation_id="add_evidence_from_bid",
    summary="Eine Datei des Angebots in die Lizenzanalyse übernehmen",
    description="Dateien, in denen der Preis steht, werden nie übernommen.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.GATHER_EVIDENCE,
)
def add_evidence_from_bid(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_files: NamedDependency[EvidenceFiles],
    analysis: FromPath[int],
    data: JSONBody[BidFileInput],
) -> Response[AnalysisReceipt]:
    """Add a file that was imported with the bid."""
    seen, new = expected_version(request), NewEvidence(name=data.name, kind=data.kind, licence=data.licence)
    return answer_once(
        request, lambda once: evidence_files.add_from_bid(actor, analysis, seen, new, once), changed_analysis
    )


@delete(
    "/analyses/{analysis:int}/files/{file_number:int}",
    operation_id="remove_evidence_file",
    summary="Eine Datei aus einer Lizenzanalyse entfernen",
    description="Ergebnisse, in die sie eingegangen ist, bleiben, wie sie sind.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.GATHER_EVIDENCE,
)
def remove_evidence_file(
    request: Call,
    actor: NamedDependency[Actor],
    evidence_files: NamedDependency[EvidenceFiles],
    analysis: FromPath[int],
    file_number: FromPath[int],
) -> Response[AnalysisReceipt]:
    """Take a file away."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: evidence_files.remove(actor, analysis, seen, file_number, once), changed_analysis
    )


@put(
    "/analyses/{analysis:int}/files/{file_number:int}/columns",
    operation_id="confirm_evidence_columns",
    summary="Die Spalten einer Lizenzliste bestätigen und neu analysieren",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.GATHER_EVIDENCE,
)
def confirm_evidence_columns(
    request: Call,
    actor: NamedDependency[Actor],
    analysing: NamedDependency[Analysing],
    analysis: FromPath[int],
    file_number: FromPath[int],
    data: JSONBody[ColumnsInput],
) -> Response[AnalysisReceipt]:
    """Confirm or correct columns; a new result is made with them."""
    seen, confirmed = expected_version(request), ConfirmedColumns(columns=data.columns, list=data.list)
    return answer_once(
        request,
        lambda once: analysing.confirm_columns(actor, analysis, seen, file_number, confirmed, once),
        started_analysis,
    )


@post(
    "/analyses/{analysis:int}/results",
    operation_id="start_analysis",
    summary="Eine Lizenzanalyse starten",
    description="Das Ergebnis entsteht im Hintergrund; „GET /analyses/{analysis}“ zeigt, wie weit es ist.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.GATHER_EVIDENCE,
)
def start_analysis(
    request: Call, actor: NamedDependency[Actor], analysing: NamedDependency[Analysing], analysis: FromPath[int]
) -> Response[AnalysisReceipt]:
    """Ask for a new result of all files."""
    seen = expected_version(request)
    return answer_once(request, lambda once: analysing.start(actor, analysis, seen, once), started_analysis)


HANDLERS = (
    add_evidence_file,
    add_evidence_upload,
    add_evidence_from_bid,
    remove_evidence_file,
    confirm_evidence_columns,
    start_analysis,
)
