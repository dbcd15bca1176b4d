"""Evidence on licences as the interface shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from api.etag import etag_of
from api.evidence_result_view import ChoiceView, ResultHeadView, choice_view, head_view
from api.once import presented
from infra.once.model import KeptAnswer
from procurement.model import Analysis, EvidenceKind, EvidenceOrigin
from procurement.services.evidence.analysing import StartedAnalysis
from procurement.services.evidence.desk import OpenedAnalysis
from procurement.services.evidence.listed import ListedAnalysis
from procurement.services.evidence.shared import AnalysisState


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAnalysisView:
    """An analysis in a list.

    Args:
        id: Its number.
        procedure: Procedure of the bid; null for a free-standing one.
        bid: The bid; null likewise.
        title: What it is called.
        state: Where it stands.
        created_at: When it was made.
        version: Counts its changes, from 1.
    """

    id: int
    procedure: str | None
    bid: str | None
    title: str
    state: AnalysisState
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFileView:
    """A file of an analysis.

    Args:
        number: Its number within the analysis.
        kind: What it is.
        name: Its name.
        size: Bytes.
        digest: ``sha256:…`` of the content.
        licence: For a licence text the licence that it claims to be.
        columns: Confirmed columns by the licence list (its name in the file, empty where none was named), field to
            column from 0; null while only guessed.
        origin: Where it comes from.
        added_at: When it was added.
    """

    number: int
    kind: EvidenceKind
    name: str
    size: int
    digest: str
    licence: str
    columns: Mapping[str, Mapping[str, int]] | None
    origin: EvidenceOrigin
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisProgressView:
    """How far a result is that is being made.

    Args:
        done: Components stored so far.
        total: Components in all; null while a file is read.
        step: What is being done, in German.
    """

    done: int
    total: int | None
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisView:
    """An analysis.

    Args:
        id: Its number.
        procedure: Procedure of the bid; null for a free-standing one.
        bid: The bid; null likewise.
        title: What it is called.
        choice: What the next result is judged by.
        rules: Versions of the rules of the house that can be chosen.
        state: Where it stands.
        progress: How far the result is that is being made; null where none is.
        job: Number of the job that makes it, or has failed to; null where there is none.
        files: Its files.
        results: Finished results, the newest first.
        created_at: When it was made.
        version: Counts its changes, from 1.
        may_change: The one who asks may change it and ask for results now.
    """

    id: int
    procedure: str | None
    bid: str | None
    title: str
    choice: ChoiceView
    rules: list[str]
    state: AnalysisState
    progress: AnalysisProgressView | None
    job: int | None
    files: list[EvidenceFileView]
    results: list[ResultHeadView]
    created_at: datetime
    version: int
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisReceipt:
    """An analysis that was made or changed.

    Args:
        id: Its number.
        version: Its version now.
        result: Number of the result that is being made; null where none was asked for.
    """

    id: int
    version: int
    result: int | None = None


def listed_analysis(listed: ListedAnalysis) -> ListedAnalysisView:
    """Return an analysis as lists show it."""
    one = listed.analysis
    return ListedAnalysisView(
        id=one.id,
        procedure=one.slug,
        bid=one.bid,
        title=one.title,
        state=listed.state,
        created_at=one.created_at,
        version=one.version,
    )


def analysis_view(opened: OpenedAnalysis) -> AnalysisView:
    """Return an analysis as it is shown."""
    one, told = opened.analysis, opened.progress
    files = [
        EvidenceFileView(**{name: getattr(file, name) for name in EvidenceFileView.__dataclass_fields__})
        for file in opened.files
    ]
    return AnalysisView(
        id=one.id,
        procedure=one.slug,
        bid=one.bid,
        title=one.title,
        choice=choice_view(one.choice),
        rules=list(opened.rules),
        state=opened.state,
        progress=AnalysisProgressView(done=told.done, total=told.total, step=told.step) if told else None,
        job=opened.job,
        files=files,
        results=[head_view(result) for result in opened.results],
        created_at=one.created_at,
        version=one.version,
        may_change=opened.may_change,
    )


def changed_analysis(analysis: Analysis) -> KeptAnswer:
    """Return the answer to a change."""
    return presented(AnalysisReceipt(id=analysis.id, version=analysis.version), etag=etag_of(analysis.version))


def created_analysis(analysis: Analysis) -> KeptAnswer:
    """Return the answer to an analysis that was made."""
    receipt = AnalysisReceipt(id=analysis.id, version=analysis.version)
    location = f"/api/v1/analyses/{analysis.id}"
    return presented(receipt, status=201, location=location, etag=etag_of(analysis.version))


def started_analysis(started: StartedAnalysis) -> KeptAnswer:
    """Return the answer to a result that was asked for."""
    analysis = started.analysis
    receipt = AnalysisReceipt(id=analysis.id, version=analysis.version, result=started.result.number)
    return presented(receipt, etag=etag_of(analysis.version))
