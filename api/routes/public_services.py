"""``/public-services``: Verwaltungsleistungen that a check can name, from the list that the city imported."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter
from litestar.status_codes import HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.content import content_of
from api.once import answer_once, presented
from digitalcheck.rules.public_services import ServiceList
from digitalcheck.services.public_services import LONGEST_NAME, ImportedServices, NewServices, ServiceCatalogue
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_LARGEST_PAGE, _PAGE_SIZE, _LONGEST_FILE = 1_000_000, 50, 7_000_000
PageNumber = Annotated[int, QueryParameter(name="page", ge=1, le=_LARGEST_PAGE, description="Seite, ab 1")]
Search = Annotated[
    str, QueryParameter(name="search", max_length=200, description="Wörter des Namens oder Anfang des Schlüssels")
]


class ServicesInput(BaseModel):
    """A list as a file."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=LONGEST_NAME, description="Name der Liste")
    dated: date = Field(description="Tag, den der Auszug zeigt")
    file: str = Field(min_length=1, max_length=255, description="Name der Datei (XLSX, ODS, CSV)")
    content: str = Field(max_length=_LONGEST_FILE, description="Inhalt der Datei, base64")

    def services(self) -> NewServices:
        """Return it as the service takes it."""
        content = content_of(self.content, "/content")
        return NewServices(name=self.name, dated=self.dated, content=content, file=self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceListView:
    """A list without its services."""

    id: int
    name: str
    dated: date
    source: str
    digest: str
    imported_at: datetime
    services: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicServiceView:
    """A Verwaltungsleistung."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServicesView:
    """One page of services; ``list`` is null where the city imported none."""

    list: ServiceListView | None
    items: tuple[PublicServiceView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutRowView:
    """A row that is no service."""

    row: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedServicesView:
    """A list as it was imported, with the first rows that are no service and how many there are."""

    list: ServiceListView
    left_out: tuple[LeftOutRowView, ...]
    left_out_count: int


@get(
    "/public-services",
    operation_id="search_public_services",
    summary="Verwaltungsleistungen suchen",
    description="Sucht in der Liste, die die Stadt zuletzt eingelesen hat.",
    sync_to_thread=True,
    action=Action.READ_SERVICES,
)
def search_services(
    actor: NamedDependency[Actor],
    service_catalogue: NamedDependency[ServiceCatalogue],
    search: Search = "",
    page: PageNumber = 1,
) -> FoundServicesView:
    """Return one page of what was looked for."""
    found = service_catalogue.search(actor, search, page=page, size=_PAGE_SIZE)
    return FoundServicesView(
        list=_list(found.kept) if found.kept else None,
        items=tuple(PublicServiceView(key=one.key, name=one.name) for one in found.page.items),
        total=found.page.total,
        page=page,
        pages=found.page.pages,
    )


@post(
    "/public-services",
    operation_id="import_public_services",
    summary="Eine Liste der Verwaltungsleistungen einlesen",
    description="Als Tabelle mit Schlüssel und Bezeichnung. Sie gilt danach; frühere bleiben gespeichert.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    action=Action.IMPORT_SERVICES,
)
def import_services(
    request: Call,
    actor: NamedDependency[Actor],
    service_catalogue: NamedDependency[ServiceCatalogue],
    data: JSONBody[ServicesInput],
) -> Response[ImportedServicesView]:
    """Import a list."""
    wish = data.services()
    return answer_once(request, lambda once: service_catalogue.add(actor, wish, once), _imported)


def _list(one: ServiceList) -> ServiceListView:
    return ServiceListView(
        id=one.id,
        name=one.name,
        dated=one.dated,
        source=one.source,
        digest=one.digest,
        imported_at=one.imported_at,
        services=one.services,
    )


def _imported(one: ImportedServices) -> KeptAnswer:
    view = ImportedServicesView(
        list=_list(one.kept),
        left_out=tuple(LeftOutRowView(row=place, text=text) for place, text in one.read.left_out),
        left_out_count=one.read.left_out_count,
    )
    return presented(view, status=HTTP_201_CREATED, location="/api/v1/public-services")


HANDLERS = (search_services, import_services)
