"""``/notices``: what the reader was told."""

from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_204_NO_CONTENT

from api.problems import responses
from infra.notices.model import NoticePage
from infra.notices.services import Notices
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.rows import LARGEST_NUMBER

Before = Annotated[int | None, QueryParameter(ge=1, le=LARGEST_NUMBER, description="Nur Einträge mit kleinerer Nummer")]
PageSize = Annotated[int, QueryParameter(ge=1, le=100, description="Einträge je Seite, höchstens 100")]


@get(
    "/notices",
    operation_id="list_notices",
    summary="Eigene Mitteilungen, die neuesten zuerst",
    sync_to_thread=True,
    responses=responses(400, 401),
    action=Action.USE_OWN_ACCOUNT,
)
def list_notices(
    actor: NamedDependency[Actor], notices: NamedDependency[Notices], before: Before = None, size: PageSize = 25
) -> NoticePage:
    """Return one page; ``before`` of the answer asks for the next one."""
    return notices.page(actor, before=before, size=size)


@post(
    "/notices/read",
    operation_id="mark_all_notices_read",
    summary="Alle eigenen Mitteilungen als gelesen markieren",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(401),
    action=Action.USE_OWN_ACCOUNT,
)
def mark_all_read(actor: NamedDependency[Actor], notices: NamedDependency[Notices]) -> None:
    """Mark all notices as read."""
    notices.mark_all_read(actor)


@post(
    "/notices/{notice:int}/read",
    operation_id="mark_notice_read",
    summary="Eine eigene Mitteilung als gelesen markieren",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(401, 404),
    action=Action.USE_OWN_ACCOUNT,
)
def mark_read(actor: NamedDependency[Actor], notices: NamedDependency[Notices], notice: FromPath[int]) -> None:
    """Mark one notice as read."""
    notices.mark_read(actor, notice)


HANDLERS = (list_notices, mark_all_read, mark_read)
