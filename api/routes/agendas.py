"""``/agendas``: agendas of the Magistrat with the checks of their proposals."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.content import content_of
from api.once import answer_once, presented
from digitalcheck.rules.council.kept import AgendaPlace, KeptAgenda
from digitalcheck.services.agendas import LONGEST_NAME, Agendas, ImportedAgenda, NewAgenda
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_LARGEST_PAGE = 1_000_000
PageNumber = Annotated[int, QueryParameter(name="page", ge=1, le=_LARGEST_PAGE, description="Seite, ab 1")]
_LONGEST_FILE = 7_000_000
_PAGE_SIZE = 50


class AgendaInput(BaseModel):
    """An agenda: a file, or text."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=LONGEST_NAME, description="Name der Sitzung")
    day: date = Field(description="Tag der Sitzung")
    text: str = Field(default="", max_length=200_000, description="Eingefügte Tagesordnung, wenn keine Datei")
    file: str = Field(default="", max_length=255, description="Name der Datei (XLSX, ODS, CSV)")
    content: str = Field(default="", max_length=_LONGEST_FILE, description="Inhalt der Datei, base64")

    def agenda(self) -> NewAgenda:
        """Return it as the service takes it."""
        content = content_of(self.content, "/content") if self.file else self.text.encode()
        return NewAgenda(name=self.name, day=self.day, content=content, file=self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """An agenda without its proposals."""

    id: int
    name: str
    day: date
    source: str
    digest: str
    imported_at: datetime
    entries: int
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaListView:
    """One page of agendas."""

    items: list[AgendaView]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutView:
    """A line that is no proposal."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAgendaView:
    """An agenda as it was imported, with every line that is no proposal."""

    agenda: AgendaView
    left_out: list[LeftOutView]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPlaceView:
    """A proposal on an agenda; ``check`` is null where no check has its number."""

    number: str
    reference: str
    title: str
    office: str
    check: int | None
    check_status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAgendaView:
    """An agenda with its proposals."""

    agenda: AgendaView
    entries: list[AgendaPlaceView]


@get(
    "/agendas",
    operation_id="list_agendas",
    summary="Tagesordnungen des Magistrats",
    sync_to_thread=True,
    action=Action.READ_AGENDAS,
)
def list_agendas(
    actor: NamedDependency[Actor], agendas: NamedDependency[Agendas], page: PageNumber = 1
) -> AgendaListView:
    """Return one page, the latest meeting first."""
    found = agendas.page(actor, page=page, size=_PAGE_SIZE)
    return AgendaListView(items=[_agenda(one) for one in found.items], total=found.total, page=page, pages=found.pages)


@post(
    "/agendas",
    operation_id="import_agenda",
    summary="Eine Tagesordnung einlesen",
    description="Als Datei (XLSX, ODS, CSV) oder als Text. Eine spätere derselben Sitzung tritt an ihre Stelle.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    action=Action.IMPORT_AGENDAS,
)
def import_agenda(
    request: Call, actor: NamedDependency[Actor], agendas: NamedDependency[Agendas], data: JSONBody[AgendaInput]
) -> Response[ImportedAgendaView]:
    """Import an agenda."""
    wish = data.agenda()
    return answer_once(request, lambda once: agendas.add(actor, wish, once), _imported)


@get(
    "/agendas/{agenda:int}",
    operation_id="get_agenda",
    summary="Eine Tagesordnung mit den Digital-Checks ihrer Vorlagen",
    sync_to_thread=True,
    action=Action.READ_AGENDAS,
)
def get_agenda(
    actor: NamedDependency[Actor], agendas: NamedDependency[Agendas], agenda: FromPath[int]
) -> OpenedAgendaView:
    """Return one agenda."""
    opened = agendas.open(actor, agenda)
    return OpenedAgendaView(agenda=_agenda(opened.kept), entries=[_place(one) for one in opened.places])


def _agenda(one: KeptAgenda) -> AgendaView:
    return AgendaView(
        id=one.id,
        name=one.name,
        day=one.day,
        source=one.source,
        digest=one.digest,
        imported_at=one.imported_at,
        entries=one.entries,
        is_current=one.is_current,
    )


def _imported(one: ImportedAgenda) -> KeptAnswer:
    left_out = [LeftOutView(line=gap.place, text=gap.text, reason=gap.gap.value) for gap in one.agenda.left_out]
    content = ImportedAgendaView(agenda=_agenda(one.kept), left_out=left_out)
    return presented(content, status=HTTP_201_CREATED, location=f"/api/v1/agendas/{one.kept.id}")


def _place(one: AgendaPlace) -> AgendaPlaceView:
    return AgendaPlaceView(
        number=one.entry.number,
        reference=one.entry.reference,
        title=one.entry.title,
        office=one.entry.office,
        check=one.check.number if one.check else None,
        check_status=one.check.status if one.check else None,
    )


HANDLERS = (list_agendas, import_agenda, get_agenda)
