"""Making analyses of licences and adding files to them: in pieces, with the form, or from the bid."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from litestar import Request, Response, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.uploads.errors import UploadNotFoundError, UploadUnfinishedError
from infra.uploads.services import Uploads
from procurement.errors import AnalysisEmptyError
from procurement.model import Analysis, EvidenceKind
from procurement.services.evidence import Analysing, EvidenceDesk, EvidenceFiles, EvidenceGathering
from procurement.services.evidence.files import NewEvidence, checked_claim
from procurement.services.evidence.gathering import NewAnalysis
from procurement.services.intake.reading import Bids
from web import addresses
from web.pages.evidence import analysis_page, list_page
from web.rendering import SEE_OTHER
from web.upload import FaultList, faults_of, form_of, one_fault, text_in
from web.versions import version_in
from web.views.evidence_forms import ABOUT_FILES, TYPED, choice_in

NOTHING = "Bitte wählen Sie mindestens eine Datei."
GONE = "Eine hochgeladene Datei ist nicht mehr da. Bitte laden Sie sie noch einmal hoch."
UNFINISHED = "Eine Datei ist noch nicht vollständig angekommen. Bitte warten Sie, bis sie fertig hochgeladen ist."
NO_FILE = "Die Analyse hat keine Datei. Bitte fügen Sie zuerst eine hinzu."

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """The files that a form hands in.

    Args:
        uploads: Ids of files that have arrived in pieces.
        contents: Names and bytes of files that came with the form.
        of_bid: Names of files of the bid.
    """

    uploads: tuple[str, ...]
    contents: tuple[tuple[str, bytes], ...]
    of_bid: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of what is known by name."""
        return tuple(name for name, _ in self.contents) + self.of_bid

    @property
    def is_empty(self) -> bool:
        """There is no file."""
        return not (self.uploads or self.contents or self.of_bid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(Handed):
    """What a form about an analysis hands in.

    Args:
        typed: Its fields.
        version: The version that the person has seen.
    """

    typed: dict[str, str]
    version: int

    @property
    def about_files(self) -> dict[str, str]:
        """What the form for more files asks; what it does not ask is not to be taken for emptied."""
        return {name: self.typed[name] for name in ABOUT_FILES}


@dataclass(frozen=True, slots=True)
class Desk:
    """The services that a change needs."""

    desk: EvidenceDesk
    gathering: EvidenceGathering
    files: EvidenceFiles
    analysing: Analysing
    uploads: Uploads
    bids: Bids


async def given_in(request: Connection) -> Given:
    """Return what a form about an analysis hands in."""
    form = await form_of(request)
    handed = await files_in(form)
    return Given(
        uploads=handed.uploads,
        contents=handed.contents,
        of_bid=handed.of_bid,
        typed={name: text_in(form, name) for name in TYPED},
        version=version_in(form),
    )


async def handed_in(request: Connection) -> Handed:
    """Return the files that a form hands in."""
    return await files_in(await form_of(request))


async def files_in(form: FormMultiDict) -> Handed:
    """Return the files in a form that carries more than files."""
    files = [one for one in form.getall("dateien", []) if isinstance(one, UploadFile) and one.filename]
    return Handed(
        uploads=_texts(form, "hochgeladen"),
        contents=tuple([(one.filename, await one.read()) for one in files]),
        of_bid=_texts(form, "aus-angebot"),
    )


def _texts(form: FormMultiDict, name: str) -> tuple[str, ...]:
    return tuple(one for one in form.getall(name, []) if isinstance(one, str))


def new_in(given: Given, name: str) -> NewEvidence:
    """Return what a file of this name is, as the form tells it of all."""
    is_text = given.typed["art"] == EvidenceKind.LICENCE_TEXT
    kind = EvidenceKind.LICENCE_TEXT if is_text else EvidenceKind.BILL
    return NewEvidence(name=name, kind=kind, licence=given.typed["lizenz"] if is_text else "")


def add_all(actor: Actor, desk: Desk, analysis: Analysis, given: Given) -> Analysis:
    """Add every file to an analysis, one change each, and return the analysis as it became.

    Raises:
        InputError: A file cannot be added; those before it are.
        UploadNotFoundError: An upload is gone.
        UploadUnfinishedError: Something of an upload is missing.
    """
    for upload in given.uploads:
        analysis = desk.files.add_upload(actor, analysis.id, analysis.version, new_in(given, ""), upload)
    for name, content in given.contents:
        analysis = desk.files.add(actor, analysis.id, analysis.version, new_in(given, name), content)
    for name in given.of_bid:
        analysis = desk.files.add_from_bid(actor, analysis.id, analysis.version, new_in(given, name))
    return analysis


def trouble(error: Exception) -> FaultList:
    """Return what is wrong with files, as a page lists it."""
    if isinstance(error, InputError):
        return faults_of(error)
    known = {UploadNotFoundError: GONE, UploadUnfinishedError: UNFINISHED, AnalysisEmptyError: NO_FILE}
    return one_fault(known[type(error)])


TROUBLES = (InputError, UploadNotFoundError, UploadUnfinishedError, AnalysisEmptyError)


def _created(request: Connection, desk: Desk, given: Given, of_bid: tuple[str, str] | None) -> Answer:
    bids = desk.bids if of_bid else None

    def again(faults: FaultList) -> Response[str]:
        return list_page(request, desk.desk, desk.uploads, bids=bids, of_bid=of_bid, typed=given.typed, faults=faults)

    if given.is_empty:
        return again(one_fault(NOTHING))
    slug, bid = of_bid or (None, None)
    try:
        _require_arrived(request.user, desk, given)
        checked_claim(new_in(given, ""))
        title = given.typed["titel"].strip() or _title(request.user, desk, given)
        made = desk.gathering.create(
            request.user, NewAnalysis(title=title[:200], choice=choice_in(given.typed), slug=slug, bid=bid)
        )
    except TROUBLES as error:
        return again(trouble(error))
    return _added(request, desk, made, given, is_started=True)


def _require_arrived(actor: Actor, desk: Desk, given: Given) -> None:
    """Refuse before anything is made."""
    if not all(desk.uploads.get(actor, upload).is_finished for upload in given.uploads):
        raise UploadUnfinishedError


def _title(actor: Actor, desk: Desk, given: Given) -> str:
    return given.names[0] if given.names else desk.uploads.get(actor, given.uploads[0]).name


def _added(request: Connection, desk: Desk, analysis: Analysis, given: Given, *, is_started: bool) -> Answer:
    try:
        analysis = add_all(request.user, desk, analysis, given)
        if is_started:
            desk.analysing.start(request.user, analysis.id, analysis.version)
    except TROUBLES as error:
        page = (request, desk.desk, desk.uploads, desk.bids, analysis.id)
        return analysis_page(*page, given.about_files, trouble(error))
    return Redirect(addresses.analysis(analysis.id), status_code=SEE_OTHER)


@post("/analysen", status_code=SEE_OTHER, action=Action.GATHER_EVIDENCE)
async def create_analysis(  # noqa: PLR0913, PLR0917 - what a new analysis needs
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    evidence_gathering: NamedDependency[EvidenceGathering],
    evidence_files: NamedDependency[EvidenceFiles],
    analysing: NamedDependency[Analysing],
    uploads: NamedDependency[Uploads],
    bids: NamedDependency[Bids],
) -> Answer:
    """Make a free-standing analysis of the files and start it."""
    desk = Desk(evidence_desk, evidence_gathering, evidence_files, analysing, uploads, bids)
    return await asyncio.to_thread(_created, request, desk, await given_in(request), None)


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/analysen",
    status_code=SEE_OTHER,
    action=Action.GATHER_EVIDENCE,
)
async def create_bid_analysis(  # noqa: PLR0913, PLR0917 - what a new analysis needs
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    evidence_gathering: NamedDependency[EvidenceGathering],
    evidence_files: NamedDependency[EvidenceFiles],
    analysing: NamedDependency[Analysing],
    uploads: NamedDependency[Uploads],
    bids: NamedDependency[Bids],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Answer:
    """Make an analysis of a bid and start it."""
    desk = Desk(evidence_desk, evidence_gathering, evidence_files, analysing, uploads, bids)
    of_bid = (procedure, addresses.identifier(bid))
    return await asyncio.to_thread(_created, request, desk, await given_in(request), of_bid)


@post("/analysen/{analysis:int}/dateien", status_code=SEE_OTHER, action=Action.GATHER_EVIDENCE)
async def add_files(  # noqa: PLR0913, PLR0917 - what more files need
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    evidence_gathering: NamedDependency[EvidenceGathering],
    evidence_files: NamedDependency[EvidenceFiles],
    analysing: NamedDependency[Analysing],
    uploads: NamedDependency[Uploads],
    bids: NamedDependency[Bids],
    analysis: FromPath[int],
) -> Answer:
    """Add files; they are judged with the next result."""
    desk = Desk(evidence_desk, evidence_gathering, evidence_files, analysing, uploads, bids)
    given = await given_in(request)

    def add() -> Answer:
        opened = desk.desk.open(request.user, analysis)
        if given.is_empty:
            page = (request, desk.desk, desk.uploads, desk.bids, analysis)
            return analysis_page(*page, given.about_files, one_fault(NOTHING))
        as_seen = replace(opened.analysis, version=given.version)
        return _added(request, desk, as_seen, given, is_started=False)

    return await asyncio.to_thread(add)


HANDLERS = (create_analysis, create_bid_analysis, add_files)
