"""``/notices``: what the reader was told."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_204_NO_CONTENT

from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once, presented
from infra.notices.model import Notice
from infra.notices.services import Notices
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


@get(
    "/notices",
    operation_id="list_notices",
    summary="Eigene Mitteilungen, die neuesten zuerst",
    sync_to_thread=True,
    action=Action.USE_OWN_ACCOUNT,
)
def list_notices(
    request: Call,
    actor: NamedDependency[Actor],
    notices: NamedDependency[Notices],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[Notice]]:
    """Return a part of the list."""
    found = notices.page(actor, before=number_in(request), size=limit)
    return listed(request, found.items, found.before)


@post(
    "/notices/read",
    operation_id="mark_all_notices_read",
    summary="Alle eigenen Mitteilungen als gelesen markieren",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    action=Action.USE_OWN_ACCOUNT,
)
def mark_all_read(request: Call, actor: NamedDependency[Actor], notices: NamedDependency[Notices]) -> Response[None]:
    """Mark all notices as read."""
    return answer_once(request, lambda once: notices.mark_all_read(actor, once), _marked)


@post(
    "/notices/{notice:int}/read",
    operation_id="mark_notice_read",
    summary="Eine eigene Mitteilung als gelesen markieren",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    action=Action.USE_OWN_ACCOUNT,
)
def mark_read(
    request: Call, actor: NamedDependency[Actor], notices: NamedDependency[Notices], notice: FromPath[int]
) -> Response[None]:
    """Mark one notice as read."""
    return answer_once(request, lambda once: notices.mark_read(actor, notice, once), _marked)


def _marked(_outcome: None) -> KeptAnswer:
    return presented(status=HTTP_204_NO_CONTENT)


HANDLERS = (list_notices, mark_all_read, mark_read)
