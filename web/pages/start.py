"""Start page: what Prüfstand does, and the procedures it holds."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter

from infra.policy.decision import decide
from infra.policy.table import Action
from procurement.services import Services
from web.rendering import render
from web.views.headline import first_of
from web.views.waiting import Desk, desk

PAGE_SIZE = 20
_LARGEST_PAGE = 1_000_000

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]


@get(
    "/",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
    dependencies={"desk": Provide(desk, sync_to_thread=False)},
)
def show_start(
    request: Request[Any, Any, Any],
    services: NamedDependency[Services],
    desk: NamedDependency[Desk],
    search: Search = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show what waits for somebody and what they can do here; to those who may see them, a page of the procedures."""
    tasks = desk.of(request.user)
    if decide(request.user, Action.LIST_EVALUATIONS):
        return render(request, "start/aufgaben.html", tasks=tasks)
    found = services.list_evaluations(request.user, search, page=number, size=PAGE_SIZE)
    firsts = {one.slug: first_of(services.get_result(request.user, one.slug)) for one in found.items}
    return render(request, "start/seite.html", found=found, firsts=firsts, search=search.strip(), tasks=tasks)


HANDLERS = (show_start,)
