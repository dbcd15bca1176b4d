"""Having an analysis of licences judged: once more by another choice, without a file, or by confirmed columns."""

import asyncio
import json
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.table import Action
from infra.uploads.services import Uploads
from procurement.errors import AnalysisEmptyError, AnalysisResultNotFoundError, EvidenceFileNotFoundError
from procurement.model import ComponentOrder, ComponentQuery, FileVerdict
from procurement.services.evidence import Analysing, EvidenceDesk, EvidenceFiles, EvidenceGathering
from procurement.services.evidence.analysing import ConfirmedColumns
from procurement.services.evidence.desk import OpenedAnalysis
from procurement.services.intake.reading import Bids
from web import addresses
from web import evidence as words
from web.pages.evidence import analysis_page
from web.pages.evidence_changes import trouble
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, FaultList, faults_of, form_of, text_in
from web.versions import version_in
from web.views.evidence import document_name
from web.views.evidence_forms import TYPED, choice_in

_LARGEST_BODY = 40_000
_FIRST = 5
_LIST = "liste"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@post(
    "/analysen/{analysis:int}/pruefen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def judge_again(  # noqa: PLR0913, PLR0917 - what the page needs that says what is wrong
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    evidence_gathering: NamedDependency[EvidenceGathering],
    analysing: NamedDependency[Analysing],
    uploads: NamedDependency[Uploads],
    bids: NamedDependency[Bids],
    analysis: FromPath[int],
) -> Answer:
    """Keep the choice and ask for a new result; those that are there stay."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in TYPED} | {"art": "bill"}
    version = version_in(form)

    def start() -> Answer:
        held = evidence_desk.open(request.user, analysis).analysis
        try:
            changed = evidence_gathering.change(request.user, analysis, version, held.title, choice_in(typed))
            analysing.start(request.user, analysis, changed.version)
        except (InputError, AnalysisEmptyError) as error:
            return analysis_page(request, evidence_desk, uploads, bids, analysis, typed, trouble(error))
        return Redirect(addresses.analysis(analysis), status_code=SEE_OTHER)

    return await asyncio.to_thread(start)


@post(
    "/analysen/{analysis:int}/dateien/{file_number:int}/entfernen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def remove_file(
    request: Connection,
    evidence_files: NamedDependency[EvidenceFiles],
    analysis: FromPath[int],
    file_number: FromPath[int],
) -> Redirect:
    """Take a file away; results that were made with it stay."""
    version = version_in(await form_of(request))
    await asyncio.to_thread(evidence_files.remove, request.user, analysis, version, file_number)
    return Redirect(addresses.analysis(analysis), status_code=SEE_OTHER)


@get("/analysen/{analysis:int}/dateien/{file_number:int}/spalten", sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_columns(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    analysis: FromPath[int],
    file_number: FromPath[int],
) -> Response[str]:
    """Show how the columns of a licence list were read; which one, where a file has several, the query says."""
    return _columns(request, evidence_desk, analysis, file_number, request.query_params.get(_LIST, ""))


@post(
    "/analysen/{analysis:int}/dateien/{file_number:int}/spalten",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def confirm_columns(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    analysing: NamedDependency[Analysing],
    analysis: FromPath[int],
    file_number: FromPath[int],
) -> Answer:
    """Keep the columns as confirmed and have the list read by them."""
    form = await form_of(request)
    typed, version = {field: text_in(form, f"spalte-{field}") for field in words.COLUMNS}, version_in(form)
    name = text_in(form, _LIST)

    def confirm() -> Answer:
        columns = {field: int(at) for field, at in typed.items() if _is_column(at)}
        try:
            confirmed = ConfirmedColumns(columns=columns, list=name)
            analysing.confirm_columns(request.user, analysis, version, file_number, confirmed)
        except InputError as error:
            return _columns(request, evidence_desk, analysis, file_number, name, (typed, faults_of(error)))
        return Redirect(addresses.analysis(analysis), status_code=SEE_OTHER)

    return await asyncio.to_thread(confirm)


def _is_column(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= len("999")


def _columns(
    request: Connection,
    desk: EvidenceDesk,
    analysis: int,
    number: int,
    name: str,
    refused: tuple[dict[str, str], FaultList] | None = None,
) -> Response[str]:
    """Return the page of one list of a file, with what was typed and refused; of the first where none is named."""
    actor, opened = request.user, desk.open(request.user, analysis)
    result, lists = _lists_in(request, desk, opened, number)
    verdict = next((one for one in lists if not name or one.member == name), None)
    if verdict is None:
        raise AnalysisResultNotFoundError(result)
    typed, faults = refused or (None, None)
    others = [one.member for one in lists if one is not verdict]
    columns = {"rows": [], **json.loads(desk.file_document(actor, analysis, result, verdict.place))["columns"]}
    guessed = {field: str(columns["fields"].get(field, "")) for field in words.COLUMNS}
    query = ComponentQuery(verdict=verdict.place, order=ComponentOrder.FILE)
    return render(
        request,
        "lizenzen/spalten.html",
        status=UNREADABLE if faults else 200,
        opened=opened,
        name=document_name(verdict),
        own_list=verdict.member,
        others=[(one, addresses.list_columns(analysis, number, one)) for one in others],
        columns=columns,
        first=desk.components(actor, analysis, result, query, size=_FIRST).items,
        options=[(str(at), title or f"Spalte {at + 1}") for at, title in enumerate(columns["titles"])],
        typed=typed or guessed,
        faults=faults,
        words=words,
    )


def _lists_in(
    request: Connection, desk: EvidenceDesk, opened: OpenedAnalysis, number: int
) -> tuple[int, list[FileVerdict]]:
    """Return the last result and the licence lists that it found in a file."""
    if all(one.number != number for one in opened.files):
        raise EvidenceFileNotFoundError(number)
    if not opened.results:
        raise AnalysisResultNotFoundError(0)
    result = opened.results[0].number
    verdicts = desk.result(request.user, opened.analysis.id, result).verdicts
    return result, [one for one in verdicts if one.file == number and one.columns]


HANDLERS = (judge_again, remove_file, show_columns, confirm_columns)
