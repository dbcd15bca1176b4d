"""``/capacity-figures``: figures of the queue; requests and figures as tables."""

from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from api.capacity_figure_view import FiguresView, figures_view
from api.capacity_queries import ActionField, Category, Dezernat, Goal, Search, Stage, Turn, asked_labels
from api.problems import responses
from capacity.model import RequestQuery
from capacity.services.figures import FigureDesk
from capacity.services.files import QueueFiles, TableKind
from infra.exported_file import ExportedFile
from infra.policy.model import Actor
from infra.policy.table import Action

Year = Annotated[int | None, QueryParameter(ge=1, le=9999, description="Jahr; ohne Angabe das laufende")]
_BYTES = "application/octet-stream"
_FILES = "Als „xlsx“, „ods“ oder „csv“. Texte, die eine Tabelle für eine Formel halten könnte, bleiben Text."


@get(
    "/capacity-figures",
    operation_id="get_capacity_figures",
    summary="Kennzahlen der IT-Anforderungen eines Jahres",
    description="Summen der Stadt. Zu weniger als fünf Personen oder fünf Fällen gibt es keine Angabe.",
    sync_to_thread=True,
    responses=responses(404),
    action=Action.READ_CAPACITY,
)
def get_figures(
    actor: NamedDependency[Actor], figure_desk: NamedDependency[FigureDesk], year: Year = None
) -> FiguresView:
    """Return the figures of a year."""
    return figures_view(figure_desk.of(actor, year))


@get(
    "/capacity-figures/{table_kind:str}",
    operation_id="get_capacity_figure_table",
    summary="Kennzahlen eines Jahres als Tabelle",
    description=_FILES,
    media_type=_BYTES,
    sync_to_thread=True,
    responses=responses(404),
    action=Action.READ_CAPACITY,
)
def get_figure_table(
    actor: NamedDependency[Actor],
    queue_files: NamedDependency[QueueFiles],
    table_kind: FromPath[TableKind],
    year: Year = None,
) -> Response[bytes]:
    """Return the figures of a year as a file."""
    return _sent(queue_files.figures_of(actor, year, table_kind))


@get(
    "/capacity-tables/requests/{table_kind:str}",
    operation_id="get_capacity_request_table",
    summary="IT-Anforderungen als Tabelle, die neuesten zuerst",
    description=f"{_FILES} Höchstens 16.000 IT-Anforderungen.",
    media_type=_BYTES,
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def get_request_table(  # noqa: PLR0913 - what Litestar hands in
    actor: NamedDependency[Actor],
    queue_files: NamedDependency[QueueFiles],
    table_kind: FromPath[TableKind],
    *,
    search: Search = "",
    stage: Stage = None,
    turn: Turn = None,
    field_of_action: ActionField = "",
    goal_2031: Goal = "",
    project_category: Category = "",
    dezernat: Dezernat = "",
) -> Response[bytes]:
    """Return the requests that a search finds as a file."""
    labels = asked_labels(
        field_of_action=field_of_action, goal_2031=goal_2031, project_category=project_category, dezernat=dezernat
    )
    query = RequestQuery(text=search, stage=stage, turn=turn, labels=labels)
    return _sent(queue_files.requests_of(actor, query, table_kind))


def _sent(file: ExportedFile) -> Response[bytes]:
    named = f'attachment; filename="{file.name}"'
    return Response(file.data, media_type=_BYTES, headers={"Content-Disposition": named})


HANDLERS = (get_figures, get_figure_table, get_request_table)
