"""Files of a request: attached, saved, taken away."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from capacity.errors import AttachmentNotFoundError, RequestClosedError
from capacity.services.attaching import RequestAttachments
from capacity.services.desk import RequestDesk
from core.errors import InputError
from infra.inspect.attachments import MOST_BYTES
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import NOTHING_CHOSEN, file_in, form_of
from web.versions import number_in
from web.views.request import ATTACHMENT, Refused, shown

_CONFLICT, _FRAME, _SMALL_BODY = 409, 100_000, 20_000
_GONE = "Diese Anlage gibt es nicht mehr, oder jemand anderes hat sie hinzugefügt."
_CLOSED = "In diesem Stand ändern sich die Anlagen nicht mehr."

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@post(
    "/anforderungen/{capacity_request:int}/anlagen",
    status_code=SEE_OTHER,
    request_max_body_size=MOST_BYTES + _FRAME,
    action=Action.ATTACH_TO_REQUEST,
)
async def add_attachment(
    request: Connection,
    request_attachments: NamedDependency[RequestAttachments],
    request_desk: NamedDependency[RequestDesk],
    capacity_request: FromPath[int],
) -> Answer:
    """Attach a file."""
    name, data = await file_in(await form_of(request))

    def add() -> object:
        return request_attachments.add(request.user, capacity_request, name, data)

    missing = "" if name or data else NOTHING_CHOSEN
    return await asyncio.to_thread(_done, request, request_desk, capacity_request, add, missing)


@post(
    "/anforderungen/{capacity_request:int}/anlagen/entfernen",
    status_code=SEE_OTHER,
    request_max_body_size=_SMALL_BODY,
    action=Action.ATTACH_TO_REQUEST,
)
async def remove_attachment(
    request: Connection,
    request_attachments: NamedDependency[RequestAttachments],
    request_desk: NamedDependency[RequestDesk],
    capacity_request: FromPath[int],
) -> Answer:
    """Take a file away."""
    known = number_in(await form_of(request), "anlage")

    def remove() -> None:
        request_attachments.remove(request.user, capacity_request, known)

    return await asyncio.to_thread(_done, request, request_desk, capacity_request, remove, "")


def _done(request: Connection, desk: RequestDesk, number: int, act: Callable[[], object], missing: str) -> Answer:
    sentences: tuple[str, ...] = (missing,) if missing else ()
    if not sentences:
        try:
            act()
        except InputError as error:
            sentences = tuple(map(fault_sentence, error.faults))
        except AttachmentNotFoundError:
            sentences = (_GONE,)
        except RequestClosedError:
            sentences = (_CLOSED,)
    if not sentences:
        return Redirect(f"{addresses.capacity_request(number)}?geaendert=ja", status_code=SEE_OTHER)
    refused = Refused(title=ATTACHMENT, sentences=sentences, typed={})
    page = shown(request.user, desk.see(request.user, number), refused=refused)
    return render(request, "anforderungen/seite.html", status=_CONFLICT, **page)


@get(
    "/anforderungen/{capacity_request:int}/anlagen/{attachment_number:int}",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def send_attachment(
    request: Connection,
    request_attachments: NamedDependency[RequestAttachments],
    capacity_request: FromPath[int],
    attachment_number: FromPath[int],
) -> Response[bytes]:
    """Send a file that a browser saves and never shows."""
    found = request_attachments.file(request.user, capacity_request, attachment_number)
    return Response(found.content, media_type="application/octet-stream", headers=dict(found.headers))


HANDLERS = (add_attachment, remove_attachment, send_attachment)
