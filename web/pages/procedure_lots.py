"""The lots of a tender procedure: list, add, rename, remove; one lot with its Bewertungsmatrix and its probe."""

import asyncio
from http import HTTPStatus
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.services import WorkbookKind
from procurement.services.procedures import LotDrafting, LotTaking, OpenedProcedure, Procedures
from scoring.matrix_check.places import criterion_names
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, faults_of, form_of, megabytes, text_in
from web.versions import version_in
from web.views.criteria_form import criteria_form
from web.views.lot_matrix import matrix_view
from web.views.lots import LotState, document_of, lot_of, lot_states, origin_lines
from web.views.probe import probe_view

CHANGED = (
    "Das Vergabeverfahren wurde inzwischen geändert. Es ist nichts gespeichert. Was Sie eingegeben haben, steht noch "
    "da; bitte vergleichen Sie es mit dem jetzigen Stand und speichern Sie noch einmal."
)
_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 20_000

Format = Annotated[WorkbookKind, QueryParameter(name="format")]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/lose", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_lots(request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str]) -> Response[str]:
    """Show all lots, to those who prepare with a form for another one."""
    return _list(request, procedures.open(request.user, procedure))


@post(
    "/vergabeverfahren/{procedure:str}/lose",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def add_lot(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_drafting: NamedDependency[LotDrafting],
    procedure: FromPath[str],
) -> Answer:
    """Add a lot and lead to it."""
    form = await form_of(request)
    title, version = text_in(form, "bezeichnung"), version_in(form)
    return await asyncio.to_thread(_add, request, procedures, lot_drafting, procedure, title, version)


def _add(
    request: Connection, procedures: Procedures, drafting: LotDrafting, slug: str, title: str, version: int
) -> Answer:
    try:
        after = drafting.put_lot(request.user, slug, version, None, title)
    except (InputError, VersionConflictError) as error:
        return _list(request, procedures.open(request.user, slug), title, error)
    return Redirect(addresses.procedure_lot(slug, after.lots[-1].number), status_code=SEE_OTHER)


@get("/vergabeverfahren/{procedure:str}/lose/{number:int}", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_lot(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Response[str]:
    """Show a lot with its Bewertungsmatrix, where its criteria come from, and the probe of it."""
    return _lot(request, procedures, lot_taking, (procedure, number))


@post(
    "/vergabeverfahren/{procedure:str}/lose/{number:int}/bezeichnung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def rename_lot(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_drafting: NamedDependency[LotDrafting],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Give a lot another title."""
    form = await form_of(request)
    title, version = text_in(form, "bezeichnung"), version_in(form)

    def rename() -> Answer:
        try:
            lot_drafting.put_lot(request.user, procedure, version, number, title)
        except (InputError, VersionConflictError) as error:
            return _lot(request, procedures, lot_taking, (procedure, number), title, error)
        return _back(procedure, number)

    return await asyncio.to_thread(rename)


@post(
    "/vergabeverfahren/{procedure:str}/lose/{number:int}/entfernen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def remove_lot(
    request: Connection,
    procedures: NamedDependency[Procedures],
    lot_drafting: NamedDependency[LotDrafting],
    lot_taking: NamedDependency[LotTaking],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Remove a lot with its Bewertungsmatrix."""
    version = version_in(await form_of(request))

    def remove() -> Answer:
        try:
            lot_drafting.remove_lot(request.user, procedure, version, number)
        except VersionConflictError as error:
            return _lot(request, procedures, lot_taking, (procedure, number), None, error)
        return Redirect(f"{addresses.procedure_lots(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(remove)


@get(
    "/vergabeverfahren/{procedure:str}/lose/{number:int}/dateien/arbeitsmappe",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def send_workbook(
    request: Connection,
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    number: FromPath[int],
    kind: Format = WorkbookKind.XLSX,
) -> Response[bytes]:
    """Send the Bewertungsmatrix as a workbook that can be changed and handed in again."""
    return attachment(procedures.lot_workbook(request.user, procedure, number, kind))


def _back(slug: str, number: int) -> Redirect:
    return Redirect(f"{addresses.procedure_lot(slug, number)}?geaendert=ja", status_code=SEE_OTHER)


def _refusal(error: Exception | None) -> tuple[int, str, str]:
    """Return status, fault at the field and sentence above the form."""
    if isinstance(error, InputError):
        return UNREADABLE, faults_of(error).lines[0].text, ""
    return (_CONFLICT, "", CHANGED) if error else (200, "", "")


def _list(
    request: Connection, opened: OpenedProcedure, typed: str = "", error: Exception | None = None
) -> Response[str]:
    status, fault, conflict = _refusal(error)
    return render(
        request,
        "vergabeverfahren/lose.html",
        status=status,
        opened=opened,
        procedure=opened.procedure,
        lots=lot_states(opened),
        typed=typed,
        fault=fault,
        conflict=conflict,
    )


def _lot(
    request: Connection,
    procedures: Procedures,
    taking: LotTaking,
    place: tuple[str, int],
    typed: str | None = None,
    error: Exception | None = None,
) -> Response[str]:
    slug, number = place
    opened = procedures.open(request.user, slug)
    lot, matrix = lot_of(opened, number), opened.matrices.get(number)
    status, fault, conflict = _refusal(error)
    state: LotState = next(one for one in lot_states(opened) if one.number == number)
    document = document_of(opened, number)
    return render(
        request,
        "vergabeverfahren/los.html",
        status=status,
        opened=opened,
        procedure=opened.procedure,
        lot=lot,
        state=state,
        origins=origin_lines(lot, taking.newer(request.user, lot.terms)),
        matrix=matrix_view(matrix) if matrix else None,
        probe=probe_view(procedures.probe_lot(request.user, slug, number), criterion_names(matrix.matrix))
        if matrix
        else None,
        by_hand=document is not None and criteria_form(document) is not None,
        typed=lot.title if typed is None else typed,
        fault=fault,
        conflict=conflict,
        megabytes=megabytes(request),
    )


HANDLERS = (show_lots, add_lot, show_lot, rename_lot, remove_lot, send_workbook)
