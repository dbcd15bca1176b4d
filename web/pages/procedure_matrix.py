"""The Bewertungsmatrix of a lot: handed in as a file with a preview, or changed by hand. Nothing is stored unseen."""

import asyncio
from http import HTTPStatus
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.rules.procedure.publication import canonical
from procurement.services.procedures import LotDrafting, Procedures
from scoring.intake import parse_evaluation
from scoring.model import Evaluation
from web import addresses
from web.pages.procedure_lots import CHANGED
from web.rendering import SEE_OTHER, render
from web.upload import (
    NOTHING_SUBMITTED,
    UNREADABLE,
    FaultList,
    Submitted,
    carried,
    faults_of,
    form_of,
    megabytes,
    one_fault,
    room_for,
    submitted,
    text_in,
)
from web.versions import version_in
from web.views.criteria_form import CriteriaForm, changed_document, criteria_form, typed_form, with_faults
from web.views.lot_matrix import matrix_view
from web.views.lots import document_of, lot_of

DOCUMENT = "bewertungsmatrix"
TOO_LARGE = "Die Bewertungsmatrix ist zu groß für diese Seite. Bitte nutzen Sie die Schnittstelle."
OTHER_CRITERIA = (
    "Die Kriterien dieses Loses wurden inzwischen ersetzt; Ihre Eingaben passen nicht mehr zu ihnen. Es ist nichts "
    "gespeichert. Ihre Eingaben stehen unten, damit Sie sie übernehmen können."
)
_CONFLICT = int(HTTPStatus.CONFLICT)
_CARRIED = frozenset({"version", "gliederung"})

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@post(
    "/vergabeverfahren/{procedure:str}/lose/{number:int}/bewertungsmatrix",
    status_code=200,
    action=Action.PREPARE_PROCEDURE,
)
async def set_matrix(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_drafting: NamedDependency[LotDrafting],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Show the preview of a file; with the document of a preview store it and lead to the lot."""
    form = await form_of(request)
    if DOCUMENT in form:
        document, version = text_in(form, DOCUMENT), version_in(form)
        return await asyncio.to_thread(
            _store, request, procedures, lot_drafting, (procedure, number), (document, version)
        )
    handed_in = await submitted(form)
    return await asyncio.to_thread(_preview, request, procedures, lot_drafting, (procedure, number), handed_in)


def _preview(
    request: Connection, procedures: Procedures, drafting: LotDrafting, lot: tuple[str, int], handed_in: Submitted
) -> Response[str]:
    if not handed_in.data:
        return _upload(request, procedures, lot, handed_in, one_fault(NOTHING_SUBMITTED))
    try:
        read = drafting.read_matrix(request.user, handed_in.data)
    except InputError as error:
        return _upload(request, procedures, lot, handed_in, faults_of(error))
    document = canonical(read.model_copy(update={"bids": ()}).model_dump(mode="json", exclude_none=True))
    if len(document.encode()) > room_for(request):
        return _upload(request, procedures, lot, handed_in, one_fault(TOO_LARGE))
    return _show(request, procedures, lot, read, document)


def _store(
    request: Connection,
    procedures: Procedures,
    drafting: LotDrafting,
    lot: tuple[str, int],
    carried_in: tuple[str, int],
) -> Answer:
    (slug, number), (document, version) = lot, carried_in
    try:
        read = drafting.read_matrix(request.user, document.encode("utf-8", "replace"))
        drafting.set_matrix(request.user, slug, version, number, read)
    except InputError as error:
        return _upload(request, procedures, lot, carried(document), faults_of(error))
    except VersionConflictError:
        return _show(request, procedures, lot, read, document, conflict=CHANGED)
    return Redirect(f"{addresses.procedure_lot(slug, number)}?geaendert=ja", status_code=SEE_OTHER)


def _show(
    request: Connection,
    procedures: Procedures,
    lot: tuple[str, int],
    read: Evaluation,
    document: str,
    conflict: str = "",
) -> Response[str]:
    opened = procedures.open(request.user, lot[0])
    return render(
        request,
        "vergabeverfahren/matrix_vorschau.html",
        status=_CONFLICT if conflict else 200,
        opened=opened,
        procedure=opened.procedure,
        lot=lot_of(opened, lot[1]),
        matrix=matrix_view(read),
        head=read.procedure,
        bids=len(read.bids),
        document=document,
        conflict=conflict,
    )


def _upload(
    request: Connection, procedures: Procedures, lot: tuple[str, int], handed_in: Submitted, faults: FaultList
) -> Response[str]:
    opened = procedures.open(request.user, lot[0])
    return render(
        request,
        "vergabeverfahren/matrix_hochladen.html",
        status=UNREADABLE,
        procedure=opened.procedure,
        lot=lot_of(opened, lot[1]),
        submitted=handed_in,
        faults=faults,
        megabytes=megabytes(request),
    )


@get(
    "/vergabeverfahren/{procedure:str}/lose/{number:int}/kriterien",
    sync_to_thread=True,
    action=Action.PREPARE_PROCEDURE,
)
def show_criteria(
    request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str], number: FromPath[int]
) -> Response[str]:
    """Show weights and texts as a form."""
    return _criteria(request, procedures, (procedure, number))


@post(
    "/vergabeverfahren/{procedure:str}/lose/{number:int}/kriterien",
    status_code=SEE_OTHER,
    action=Action.PREPARE_PROCEDURE,
)
async def change_criteria(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_drafting: NamedDependency[LotDrafting],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Store weights and texts; weights that do not sum to 100 are said at their fields."""
    form = await form_of(request)
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    return await asyncio.to_thread(
        _change, request, procedures, lot_drafting, (procedure, number), (typed, version_in(form))
    )


def _change(
    request: Connection,
    procedures: Procedures,
    drafting: LotDrafting,
    lot: tuple[str, int],
    sent: tuple[dict[str, str], int],
) -> Answer:
    (slug, number), (typed, version) = lot, sent
    document = document_of(procedures.open(request.user, slug), number)
    form = criteria_form(document) if document else None
    if document is None or form is None or typed.get("gliederung") != form.outline:
        kept = {name: value for name, value in typed.items() if value and name not in _CARRIED}
        return _criteria(request, procedures, lot, kept=kept, conflict=OTHER_CRITERIA)
    form = typed_form(form, typed)
    if form.faults:
        return _criteria(request, procedures, lot, form)
    try:
        changed = parse_evaluation(changed_document(document, form), bids_required=False)
        drafting.set_matrix(request.user, slug, version, number, changed)
    except InputError as error:
        return _criteria(request, procedures, lot, with_faults(form, error.faults))
    except VersionConflictError:
        return _criteria(request, procedures, lot, form, conflict=CHANGED)
    return Redirect(f"{addresses.procedure_lot(slug, number)}?geaendert=ja", status_code=SEE_OTHER)


def _criteria(
    request: Connection,
    procedures: Procedures,
    lot: tuple[str, int],
    form: CriteriaForm | None = None,
    *,
    kept: dict[str, str] | None = None,
    conflict: str = "",
) -> Response[str]:
    opened = procedures.open(request.user, lot[0])
    document = document_of(opened, lot[1])
    faulty = form is not None and bool(form.faults)
    return render(
        request,
        "vergabeverfahren/kriterien.html",
        status=_CONFLICT if conflict else UNREADABLE if faulty else 200,
        opened=opened,
        procedure=opened.procedure,
        lot=lot_of(opened, lot[1]),
        form=form or (criteria_form(document) if document else None),
        kept=kept or {},
        conflict=conflict,
    )


HANDLERS = (set_matrix, show_criteria, change_criteria)
