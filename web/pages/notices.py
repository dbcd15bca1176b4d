"""Notices: what one was told, and marking it as read."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.numbers import LARGEST_NUMBER
from infra.notices.services import Notices
from infra.policy.table import Action
from web.rendering import SEE_OTHER, render

PAGE_SIZE = 25
LIST = "/mitteilungen"

Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]
Asking = Request[Any, Any, Any]


@get(LIST, sync_to_thread=True, action=Action.USE_OWN_ACCOUNT)
def show_notices(request: Asking, notices: NamedDependency[Notices], before: Before = None) -> Response[str]:
    """Show one page of the list."""
    found = notices.page(request.user, before=before, size=PAGE_SIZE)
    return render(request, "mitteilungen/liste.html", found=found, is_first=before is None)


@post(f"{LIST}/{{notice:int}}/gelesen", status_code=SEE_OTHER, sync_to_thread=True, action=Action.USE_OWN_ACCOUNT)
def mark_read(request: Asking, notices: NamedDependency[Notices], notice: FromPath[int]) -> Redirect:
    """Mark one notice as read."""
    notices.mark_read(request.user, notice)
    return Redirect(LIST, status_code=SEE_OTHER)


@post(f"{LIST}/gelesen", status_code=SEE_OTHER, sync_to_thread=True, action=Action.USE_OWN_ACCOUNT)
def mark_all_read(request: Asking, notices: NamedDependency[Notices]) -> Redirect:
    """Mark all notices as read."""
    notices.mark_all_read(request.user)
    return Redirect(LIST, status_code=SEE_OTHER)


HANDLERS = (show_notices, mark_read, mark_all_read)
