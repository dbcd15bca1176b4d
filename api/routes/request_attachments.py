"""``/capacity-requests/…/attachments``: files of a request."""

from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.attachment_view import AttachmentView, attachment_view
from api.content import content_of
from api.once import answer_once, presented
from api.problems import responses
from capacity.services.attaching import RequestAttachments
from infra.inspect.attachments import MOST_BYTES
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_LONGEST_NAME = 400
_LONGEST_FILE = MOST_BYTES * 4 // 3 + 4


class AttachmentInput(BaseModel):
    """A file with its content."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=_LONGEST_NAME, description="Name der Datei")
    content: str = Field(max_length=_LONGEST_FILE, description="Inhalt, base64")


@post(
    "/capacity-requests/{capacity_request:int}/attachments",
    operation_id="add_capacity_request_attachment",
    summary="Eine Anlage zu einer IT-Anforderung hinzufügen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.ATTACH_TO_REQUEST,
)
def add_attachment(
    request: Call,
    actor: NamedDependency[Actor],
    request_attachments: NamedDependency[RequestAttachments],
    capacity_request: FromPath[int],
    data: JSONBody[AttachmentInput],
) -> Response[AttachmentView]:
    """Attach a file."""
    content = content_of(data.content, "/content")
    place = f"/api/v1/capacity-requests/{capacity_request}/attachments"
    return answer_once(
        request,
        lambda once: request_attachments.add(actor, capacity_request, data.name, content, once),
        lambda file: presented(attachment_view(file), status=201, location=f"{place}/{file.number}"),
    )


@get(
    "/capacity-requests/{capacity_request:int}/attachments/{attachment_number:int}",
    operation_id="get_capacity_request_attachment",
    summary="Eine Anlage einer IT-Anforderung",
    media_type="application/octet-stream",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def get_attachment(
    actor: NamedDependency[Actor],
    request_attachments: NamedDependency[RequestAttachments],
    capacity_request: FromPath[int],
    attachment_number: FromPath[int],
) -> Response[bytes]:
    """Return a file to save, never to show."""
    found = request_attachments.file(actor, capacity_request, attachment_number)
    return Response(found.content, media_type="application/octet-stream", headers=dict(found.headers))


@delete(
    "/capacity-requests/{capacity_request:int}/attachments/{attachment_number:int}",
    operation_id="remove_capacity_request_attachment",
    summary="Eine Anlage entfernen, die Sie selbst hinzugefügt haben",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.ATTACH_TO_REQUEST,
)
def remove_attachment(
    request: Call,
    actor: NamedDependency[Actor],
    request_attachments: NamedDependency[RequestAttachments],
    capacity_request: FromPath[int],
    attachment_number: FromPath[int],
) -> Response[None]:
    """Take a file away."""
    return answer_once(
        request,
        lambda once: request_attachments.remove(actor, capacity_request, attachment_number, once),
        lambda _: presented(None, status=204),
    )


HANDLERS = (add_attachment, get_attachment, remove_attachment)
