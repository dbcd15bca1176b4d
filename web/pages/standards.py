"""The catalogue of open standards: the list with its filters, one standard with its facts, and files."""

from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from infra.policy.table import Action
from licensing.standards.listing import StandardQuery
from licensing.standards.model import StandardDomain
from licensing.standards.openness import Openness
from procurement.services.standards import Standards
from procurement.services.standards.shelf import CatalogueFile
from web import standards as words
from web.addresses import identifier
from web.downloads import attachment
from web.rendering import render

PAGE_SIZE = 25
_LARGEST = 1_000_000

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Domain = Annotated[str, QueryParameter(name="bereich", max_length=40)]
Class = Annotated[str, QueryParameter(name="offenheit", max_length=40)]
Maintainer = Annotated[str, QueryParameter(name="stelle", max_length=80)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST)]
Connection = Request[Any, Any, Any]


def query_of(asked: Mapping[str, str]) -> StandardQuery:
    """Return what was asked for; a filter that does not exist filters nothing."""
    domain, openness = asked["bereich"], asked["offenheit"]
    return StandardQuery(
        domain=StandardDomain(domain) if domain in set(StandardDomain) else None,
        openness=Openness(openness) if openness in set(Openness) else None,
        body=asked["stelle"],
        text=asked["suche"],
    )


@get("/standards", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def list_standards(  # noqa: PLR0913 - each filter is an argument
    request: Connection,
    *,
    standards: NamedDependency[Standards],
    search: Search = "",
    domain: Domain = "",
    openness: Class = "",
    maintainer: Maintainer = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show one page of the standards that are asked for."""
    asked = {"suche": search.strip(), "bereich": domain, "offenheit": openness, "stelle": maintainer}
    return render(
        request,
        "standards/liste.html",
        found=standards.shelf.page(request.user, query_of(asked), page=number, size=PAGE_SIZE),
        bodies=standards.shelf.bodies(request.user),
        asked=asked,
        version=standards.shelf.catalogue.version,
        words=words,
    )


@get("/standards/{standard:str}", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_standard(request: Connection, standards: NamedDependency[Standards], standard: FromPath[str]) -> Response[str]:
    """Show one standard: its facts with their sources, what follows, clauses."""
    opened = standards.shelf.open(request.user, identifier(standard))
    return render(
        request,
        "standards/standard.html",
        opened=opened,
        standard=opened.judged.standard,
        verdict=opened.judged.verdict,
        names={one.id: one.name for one in standards.shelf.catalogue.standards.values()},
        words=words,
    )


@get("/standards/dateien/katalog.json", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def send_json(
    request: Connection,
    *,
    standards: NamedDependency[Standards],
    search: Search = "",
    domain: Domain = "",
    openness: Class = "",
    maintainer: Maintainer = "",
) -> Response[bytes]:
    """Send the standards that are asked for with their facts and sources."""
    asked = {"suche": search, "bereich": domain, "offenheit": openness, "stelle": maintainer}
    return attachment(standards.shelf.file(request.user, query_of(asked), CatalogueFile.JSON))


@get("/standards/dateien/katalog.csv", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def send_csv(
    request: Connection,
    *,
    standards: NamedDependency[Standards],
    search: Search = "",
    domain: Domain = "",
    openness: Class = "",
    maintainer: Maintainer = "",
) -> Response[bytes]:
    """Send the standards that are asked for as a table."""
    asked = {"suche": search, "bereich": domain, "offenheit": openness, "stelle": maintainer}
    return attachment(standards.shelf.file(request.user, query_of(asked), CatalogueFile.CSV))


HANDLERS = (list_standards, show_standard, send_json, send_csv)
