"""Help: the handbook, and the accessibility statement."""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from infra.policy.table import Action
from web.markdown import HANDBOOK, documents
from web.rendering import render

_INDEX = "index"


@get("/hilfe", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_help(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the first page of the handbook."""
    return render(request, "hilfe/seite.html", document=documents(HANDBOOK)[_INDEX], is_index=True)


@get("/hilfe/{name:str}", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_help_page(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """Show one page of the handbook."""
    document = documents(HANDBOOK).get(name)
    if document is None or name == _INDEX:
        raise NotFoundException
    return render(request, "hilfe/seite.html", document=document, is_index=False)


@get("/barrierefreiheit", sync_to_thread=False, action=Action.USE_PUBLIC_TOOLS)
def show_accessibility(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the accessibility statement."""
    return render(request, "hilfe/barrierefreiheit.html")


HANDLERS = (show_help, show_help_page, show_accessibility)
