"""Figures of the queue, and tables of requests and figures to take away."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter

from capacity.papers.tables import TOGETHER, UNTOLD, rounded, topic_words, zone_words
from capacity.services.figures import FigureDesk
from capacity.services.files import QueueFiles, TableKind
from infra.policy.table import Action
from web.downloads import attachment
from web.pages.capacity_requests import query_of
from web.rendering import render

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Stage = Annotated[str, QueryParameter(name="stand", max_length=20)]
Turn = Annotated[str, QueryParameter(name="stelle", max_length=20)]
Year = Annotated[int | None, QueryParameter(name="jahr", ge=1, le=9999)]
Connection = Request[Any, Any, Any]


@get("/anforderungen/kennzahlen", sync_to_thread=True, action=Action.READ_CAPACITY)
def show_figures(request: Connection, figure_desk: NamedDependency[FigureDesk], year: Year = None) -> Response[str]:
    """Show the figures of a year: answers in time, ages, waiting."""
    found = figure_desk.of(request.user, year)
    return render(
        request,
        "anforderungen/kennzahlen.html",
        found=found,
        year_options=[(str(one), str(one)) for one in figure_desk.years()],
        ages=(
            ("Warten auf eine Entscheidung", found.waiting),
            ("In Arbeit nach der Entscheidung", found.working),
            (f"Bis zur Entscheidung, entschieden {found.year}", found.decided),
        ),
        zones=zone_words(found.rule.borders),
        together=TOGETHER,
        untold=UNTOLD,
        rule=found.rule,
        kinds=tuple(TableKind),
        rounded=rounded,
        topic_words=topic_words,
    )


@get("/anforderungen/kennzahlen/{table_kind:str}", sync_to_thread=True, action=Action.READ_CAPACITY)
def send_figures(
    request: Connection,
    queue_files: NamedDependency[QueueFiles],
    table_kind: FromPath[str],
    year: Year = None,
) -> Response[bytes]:
    """Send the figures of a year as a table."""
    return attachment(queue_files.figures_of(request.user, year, kind_of(table_kind)))


@get("/anforderungen/liste/{table_kind:str}", sync_to_thread=True, action=Action.READ_CAPACITY)
def send_requests(
    request: Connection,
    queue_files: NamedDependency[QueueFiles],
    table_kind: FromPath[str],
    *,
    search: Search = "",
    stage: Stage = "",
    turn: Turn = "",
) -> Response[bytes]:
    """Send the requests that the list shows, of all its pages, as a table."""
    query = query_of(request, search, stage, turn)
    return attachment(queue_files.requests_of(request.user, query, kind_of(table_kind)))


def kind_of(name: str) -> TableKind:
    """Return the kind of table of this name.

    Raises:
        NotFoundException: There is none.
    """
    if name not in set(TableKind):
        raise NotFoundException
    return TableKind(name)


HANDLERS = (show_figures, send_figures, send_requests)
