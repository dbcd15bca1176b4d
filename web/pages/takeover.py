"""Take an evaluation over from a file: upload, preview, confirm. Nothing is stored before the last step."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.table import Action
from procurement.errors import PreviewChangedError
from procurement.services import Preview, Services
from web import addresses
from web.rendering import render
from web.upload import (
    NOTHING_CHOSEN,
    UNREADABLE,
    FaultList,
    faults_of,
    form_of,
    megabytes,
    one_fault,
    room_for,
    submitted,
    text_in,
)
from web.views.reading import read_bids
from web.views.result import result_view

DOCUMENT, DIGEST = "wertung", "pruefsumme"

CHANGED = "Gespeichert werden sollte etwas anderes als das in der Vorschau. Bitte wählen Sie die Datei noch einmal."
TOO_LARGE = (
    "Die Wertung ist zu groß, um sie über diese Seite zu übernehmen. Bitte nutzen Sie die Befehlszeile oder die "
    "Schnittstelle."
)

Answer = Response[str] | Redirect


@get("/vergaben/neu", sync_to_thread=False, action=Action.STORE_EVALUATION)
def show_form(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the empty form."""
    return _form(request)


@post("/vergaben/neu", status_code=200, action=Action.STORE_EVALUATION)
async def take_over(request: Request[Any, Any, Any], services: NamedDependency[Services]) -> Answer:
    """Show the preview of a file; with the document of a preview store it and lead to its result."""
    form = await form_of(request)
    if DOCUMENT in form:
        document, digest = text_in(form, DOCUMENT), text_in(form, DIGEST)
        return await asyncio.to_thread(_store, request, services, document, digest)
    data = (await submitted(form)).data
    return await asyncio.to_thread(_preview, request, services, data)


def _preview(request: Request[Any, Any, Any], services: Services, data: bytes) -> Response[str]:
    if not data:
        return _form(request, one_fault(NOTHING_CHOSEN))
    try:
        preview = services.preview(request.user, data)
    except InputError as error:
        return _form(request, faults_of(error))
    if len(preview.document.encode()) > room_for(request):
        return _form(request, one_fault(TOO_LARGE))
    return _show(request, preview)


def _show(request: Request[Any, Any, Any], preview: Preview) -> Response[str]:
    return render(
        request,
        "neu/vorschau.html",
        view=result_view(preview.outcome, preview.result),
        preview=preview,
        evaluation=preview.outcome.evaluation,
        read=read_bids(preview.outcome.evaluation),
    )


def _store(request: Request[Any, Any, Any], services: Services, document: str, digest: str) -> Answer:
    try:
        record = services.take_over(request.user, document.encode("utf-8", "replace"), digest)
    except PreviewChangedError:
        return _form(request, one_fault(CHANGED))
    except InputError as error:
        return _form(request, faults_of(error))
    return Redirect(addresses.procedure(record.summary.slug), status_code=303)


def _form(request: Request[Any, Any, Any], faults: FaultList | None = None) -> Response[str]:
    status = UNREADABLE if faults else 200
    return render(request, "neu/formular.html", status=status, faults=faults, megabytes=megabytes(request))


HANDLERS = (show_form, take_over)
