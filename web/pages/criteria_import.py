"""Import a catalogue of criteria: upload, preview with what would change, confirm. Nothing is stored before that."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.table import Action
from procurement.errors import CatalogueOwnError, CatalogueVersionTakenError
from procurement.services.criteria import Criteria
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import (
    NOTHING_SUBMITTED,
    UNREADABLE,
    FaultList,
    Submitted,
    faults_of,
    form_of,
    megabytes,
    one_fault,
    room_for,
    submitted,
    text_in,
)

DOCUMENT, SHIPPED = "katalog", "mitgeliefert"
TAKEN = (
    "Diese oder eine neuere Fassung ist schon gespeichert und sagt etwas anderes. Fassungen ändern sich nie: "
    "Bitte geben Sie der Änderung eine höhere Nummer als {newest}."
)
OWN = "Diesen Katalog pflegt Ihre Stadt selbst: Seine Fassungen entstehen hier und werden nicht übernommen."
TOO_LARGE = "Der Katalog ist zu groß für diese Seite. Bitte nutzen Sie die Schnittstelle."

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/kriterien/neu", sync_to_thread=False, action=Action.MANAGE_CRITERIA)
def show_form(request: Connection) -> Response[str]:
    """Show the empty form."""
    return _form(request)


@post("/kriterien/neu", status_code=200, action=Action.MANAGE_CRITERIA)
async def import_catalogue(request: Connection, criteria: NamedDependency[Criteria]) -> Answer:
    """Show the preview of a file; with the document of a preview store it and lead to its version."""
    form = await form_of(request)
    if DOCUMENT in form:
        return await asyncio.to_thread(_store, request, criteria, text_in(form, DOCUMENT))
    if SHIPPED in form:
        return await asyncio.to_thread(_preview_shipped, request, criteria)
    return await asyncio.to_thread(_preview, request, criteria, await submitted(form))


def _preview_shipped(request: Connection, criteria: Criteria) -> Response[str]:
    return _preview(request, criteria, Submitted(criteria.shipped_document(request.user), "", SHIPPED))


def _preview(request: Connection, criteria: Criteria, handed_in: Submitted) -> Response[str]:
    if not handed_in.data:
        return _form(request, handed_in, one_fault(NOTHING_SUBMITTED))
    try:
        preview = criteria.preview(request.user, handed_in.data)
    except InputError as error:
        return _form(request, handed_in, faults_of(error))
    if len(preview.document.encode()) > room_for(request):
        return _form(request, handed_in, one_fault(TOO_LARGE))
    return render(request, "kriterien/vorschau.html", preview=preview)


def _store(request: Connection, criteria: Criteria, document: str) -> Answer:
    try:
        summary = criteria.import_catalogue(request.user, document.encode("utf-8", "replace"))
    except InputError as error:
        return _form(request, None, faults_of(error))
    except CatalogueVersionTakenError as error:
        return _form(request, None, one_fault(TAKEN.format(**error.properties)))
    except CatalogueOwnError:
        return _form(request, None, one_fault(OWN))
    return Redirect(addresses.catalogue(summary.catalogue, summary.number), status_code=SEE_OTHER)


def _form(request: Connection, handed_in: Submitted | None = None, faults: FaultList | None = None) -> Response[str]:
    return render(
        request,
        "kriterien/uebernehmen.html",
        status=UNREADABLE if faults else 200,
        faults=faults,
        submitted=handed_in,
        megabytes=megabytes(request),
    )


HANDLERS = (show_form, import_catalogue)
