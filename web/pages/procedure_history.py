"""What happened to a tender procedure, with before and after: for auditors and for the Vergabestelle."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from core.numbers import LARGEST_NUMBER
from infra.policy.table import Action
from procurement.services.results import History
from web.rendering import render
from web.views.audit import entry_view

Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]


@get("/vergabeverfahren/{procedure:str}/verlauf", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_history(
    request: Request[Any, Any, Any],
    history: NamedDependency[History],
    procedure: FromPath[str],
    before: Before = None,
) -> Response[str]:
    """Show one page of everything that happened."""
    view = history.open(request.user, procedure, before)
    return render(
        request,
        "vergabeverfahren/verlauf.html",
        view=view,
        procedure=view.procedure,
        entries=[entry_view(one, view.names, view.bids) for one in view.page.entries],
        is_first=before is None,
    )


HANDLERS = (show_history,)
