"""Taking opened bids over: a ZIP or list with a preview that has to be confirmed, or one bid by hand."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import PreviewChangedError
from procurement.model import BidState
from procurement.services import WorkbookKind
from procurement.services.intake.importing import BidImport, GivenFile
from procurement.services.intake.reading import Bids
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import (
    NOTHING_CHOSEN,
    UNREADABLE,
    FaultList,
    faults_of,
    form_of,
    megabytes,
    one_fault,
    submitted,
    text_in,
)
from web.versions import version_in
from web.views.bid_form import FILES, NAMES, PRICE_FILES, faults_by_input, labels, lot_choices, read_bid, state_choices
from web.views.procedure_bids import preview_lines

SEAL = "siegel"
OTHER_FILE = (
    "Das ist nicht die Datei der Vorschau. Gespeichert ist nichts. Unten steht die Vorschau der Datei, die Sie zuletzt "
    "gewählt haben."
)
CHANGED = (
    "Das Vergabeverfahren wurde inzwischen geändert. Gespeichert ist nichts. Bitte prüfen Sie die Vorschau noch einmal."
)
CHANGED_BY_HAND = "Das Vergabeverfahren wurde inzwischen geändert. Gespeichert ist nichts. Bitte prüfen Sie die Liste."
_CONFLICT = 409

Format = Annotated[WorkbookKind, QueryParameter(name="format")]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Typed = Mapping[str, str]


@get("/vergabeverfahren/{procedure:str}/angebote/uebernehmen", sync_to_thread=True, action=Action.IMPORT_BIDS)
def show_import(request: Connection, bids: NamedDependency[Bids], procedure: FromPath[str]) -> Response[str]:
    """Show the form, or why nothing can be taken over now."""
    return _form(request, bids, procedure)


@post(
    "/vergabeverfahren/{procedure:str}/angebote/uebernehmen",
    status_code=200,
    action=Action.IMPORT_BIDS,
)
async def import_bids(
    request: Connection,
    bids: NamedDependency[Bids],
    bid_import: NamedDependency[BidImport],
    procedure: FromPath[str],
) -> Answer:
    """Show the preview of a file; with the seal of a preview store the file."""
    form = await form_of(request)
    data, seal, version = (await submitted(form)).data, text_in(form, SEAL), version_in(form)

    def answer() -> Answer:
        if not data:
            return _form(request, bids, procedure, one_fault(NOTHING_CHOSEN))
        try:
            if not seal:
                return _preview(request, bid_import, procedure, data)
            return _confirm(request, bid_import, (procedure, version, seal), data)
        except InputError as error:
            return _form(request, bids, procedure, faults_of(error))

    return await asyncio.to_thread(answer)


def _confirm(request: Connection, service: BidImport, seen: tuple[str, int, str], data: bytes) -> Answer:
    slug, version, seal = seen
    try:
        service.confirm(request.user, slug, version, data, seal)
    except PreviewChangedError:
        return _preview(request, service, slug, data, OTHER_FILE)
    except VersionConflictError:
        return _preview(request, service, slug, data, CHANGED)
    return Redirect(f"{addresses.procedure_bids(slug)}?geaendert=ja", status_code=SEE_OTHER)


def _preview(request: Connection, service: BidImport, slug: str, data: bytes, conflict: str = "") -> Response[str]:
    preview = service.preview(request.user, slug, data)
    return render(
        request,
        "vergabeverfahren/angebote_vorschau.html",
        status=_CONFLICT if conflict else 200,
        procedure=preview.procedure,
        preview=preview,
        lines=preview_lines(preview),
        conflict=conflict,
    )


def _form(request: Connection, bids: Bids, slug: str, faults: FaultList | None = None) -> Response[str]:
    seen = bids.all(request.user, slug)
    return render(
        request,
        "vergabeverfahren/angebote_uebernehmen.html",
        status=UNREADABLE if faults else 200,
        procedure=seen.procedure,
        seen=seen,
        faults=faults,
        megabytes=megabytes(request),
    )


@get("/vergabeverfahren/{procedure:str}/angebote/vorlage", sync_to_thread=True, action=Action.IMPORT_BIDS)
def send_template(
    request: Connection,
    bid_import: NamedDependency[BidImport],
    procedure: FromPath[str],
    kind: Format = WorkbookKind.XLSX,
) -> Response[bytes]:
    """Send the empty list."""
    return attachment(bid_import.template(request.user, procedure, kind))


@get("/vergabeverfahren/{procedure:str}/angebote/neu", sync_to_thread=True, action=Action.IMPORT_BIDS)
def show_new_bid(request: Connection, bids: NamedDependency[Bids], procedure: FromPath[str]) -> Response[str]:
    """Show the form for one bid by hand."""
    return _by_hand(request, bids, procedure)


@post("/vergabeverfahren/{procedure:str}/angebote/neu", status_code=SEE_OTHER, action=Action.IMPORT_BIDS)
async def add_bid(
    request: Connection,
    bids: NamedDependency[Bids],
    bid_import: NamedDependency[BidImport],
    procedure: FromPath[str],
) -> Answer:
    """Store one bid."""
    form = await form_of(request)
    typed, version = {name: text_in(form, name) for name in NAMES}, version_in(form)
    files = [*await _files(form, FILES, with_price=False), *await _files(form, PRICE_FILES, with_price=True)]

    def add() -> Answer:
        given, faults = read_bid(typed, files)
        if given is None:
            return _by_hand(request, bids, procedure, typed, faults)
        try:
            bid_import.add(request.user, procedure, version, given)
        except InputError as error:
            return _by_hand(request, bids, procedure, typed, faults_by_input(error.faults))
        except VersionConflictError:
            return _by_hand(request, bids, procedure, typed, {}, CHANGED_BY_HAND)
        return Redirect(f"{addresses.procedure_bids(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(add)


async def _files(form: FormMultiDict, name: str, *, with_price: bool) -> list[GivenFile]:
    sent = [one for one in form.getall(name, []) if isinstance(one, UploadFile) and one.filename]
    return [GivenFile(name=one.filename, content=await one.read(), with_price=with_price) for one in sent]


def _by_hand(
    request: Connection,
    bids: Bids,
    slug: str,
    typed: Typed | None = None,
    faults: Typed | None = None,
    conflict: str = "",
) -> Response[str]:
    seen = bids.all(request.user, slug)
    return render(
        request,
        "vergabeverfahren/angebot_neu.html",
        status=_CONFLICT if conflict else UNREADABLE if faults else 200,
        procedure=seen.procedure,
        seen=seen,
        typed=typed or dict.fromkeys(NAMES, "") | {"stand": BidState.RECEIVED.value},
        faults=dict(faults or {}),
        labels=labels(),
        lots=lot_choices(seen.procedure),
        states=state_choices(),
        conflict=conflict,
        megabytes=megabytes(request),
    )


HANDLERS = (show_import, import_bids, send_template, show_new_bid, add_bid)
