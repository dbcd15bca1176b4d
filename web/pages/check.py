"""Check a file: evaluate an uploaded or pasted document and show the result without storing anything."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import ClientException

from core.errors import InputError, Severity
from procurement.services import ScoredDocument, Services
from scoring.wording import fault_sentence
from web.rendering import render
from web.views.bid import all_bid_views
from web.views.result import result_view

_LONGEST_ECHO = 200_000
_UNREADABLE = 422
NOTHING_SUBMITTED = "Es fehlt eine Datei. Bitte wählen Sie eine Datei oder fügen Sie ihren Inhalt ein."


@dataclass(frozen=True, slots=True)
class Submitted:
    """What somebody handed in.

    Args:
        data: The document as bytes; empty when nothing was chosen.
        text: Text to keep in the field so that it can be corrected; empty where it is too long or no text.
        field: Id of the field it came from.
    """

    data: bytes
    text: str
    field: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault as the page lists it."""

    place: str
    text: str
    source: str | None


@get("/pruefen", sync_to_thread=False)
def show_form(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the empty form."""
    return _form(request)


@post("/pruefen", status_code=200)
async def check_document(request: Request[Any, Any, Any], services: NamedDependency[Services]) -> Response[str]:
    """Evaluate the document; show its result, or the form with every fault."""
    submitted = await _submitted(request)
    return await asyncio.to_thread(_answer, request, services, submitted)


def _answer(request: Request[Any, Any, Any], services: Services, submitted: Submitted) -> Response[str]:
    if not submitted.data:
        return _form(request, submitted, [FaultLine("", NOTHING_SUBMITTED, None)])
    try:
        return _result(request, services.score_document(submitted.data))
    except InputError as error:
        faults = [FaultLine(one.pointer, fault_sentence(one), one.legal_source) for one in error.faults]
        forbidden = error.severity is Severity.FORBIDDEN
        return _form(request, submitted, faults, omitted=error.omitted, forbidden=forbidden)


def _form(
    request: Request[Any, Any, Any],
    submitted: Submitted | None = None,
    faults: Sequence[FaultLine] = (),
    *,
    omitted: int = 0,
    forbidden: bool = False,
) -> Response[str]:
    limit = request.app.request_max_body_size
    return render(
        request,
        "pruefen/formular.html",
        status=_UNREADABLE if faults else 200,
        faults=faults,
        forbidden=forbidden,
        omitted=omitted,
        submitted=submitted,
        megabytes=limit // 1_000_000 if isinstance(limit, int) else 0,
    )


def _result(request: Request[Any, Any, Any], scored: ScoredDocument) -> Response[str]:
    view = result_view(scored.outcome, scored.result)
    bids = all_bid_views(scored.outcome, view.bids)
    return render(request, "pruefen/ergebnis.html", view=view, outcome=scored.outcome, bids=bids)


async def _submitted(request: Request[Any, Any, Any]) -> Submitted:
    """Return what the form carries: the file if one was chosen, else the pasted text."""
    try:
        form: FormMultiDict = await request.form()
    except (UnicodeDecodeError, LookupError) as error:  # text that is none, in a charset that does not exist
        raise ClientException from error
    file, text = form.get("datei"), form.get("inhalt")
    if isinstance(file, UploadFile):
        data = await file.read()
        if data or file.filename:
            return Submitted(data, _echo(data), "datei")
    pasted = text if isinstance(text, str) else ""
    return Submitted(pasted.strip().encode(), pasted if len(pasted) <= _LONGEST_ECHO else "", "eingabe")


def _echo(data: bytes) -> str:
    if len(data) > _LONGEST_ECHO:
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


HANDLERS = (show_form, check_document)
