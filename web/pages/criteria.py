"""Reusable criteria: list and search, one criterion, versions of a catalogue and what changed between them."""

from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from infra.policy.table import Action
from procurement.services.criteria import Criteria
from scoring.model import CriterionKind
from web import addresses
from web.addresses import identifier
from web.downloads import attachment
from web.rendering import render

PAGE_SIZE = 25
_LARGEST = 1_000_000

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Kind = Annotated[str, QueryParameter(name="art", max_length=10)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST)]
Before = Annotated[int | None, QueryParameter(name="von", ge=1, le=_LARGEST)]
After = Annotated[int | None, QueryParameter(name="bis", ge=1, le=_LARGEST)]
Connection = Request[Any, Any, Any]


@get("/kriterien", sync_to_thread=True, action=Action.READ_CRITERIA)
def list_criteria(
    request: Connection,
    criteria: NamedDependency[Criteria],
    search: Search = "",
    kind: Kind = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show one page of the criteria of the newest versions, and the catalogues."""
    wanted = CriterionKind(kind) if kind in set(CriterionKind) else None
    return render(
        request,
        "kriterien/liste.html",
        found=criteria.search(request.user, search, wanted, page=number, size=PAGE_SIZE),
        catalogues=criteria.catalogues(request.user),
        search=search.strip(),
        kind=wanted.value if wanted else "",
        to=partial(addresses.criteria, kind=wanted.value if wanted else ""),
    )


@get("/kriterien/kataloge/{catalogue:str}", sync_to_thread=True, action=Action.READ_CRITERIA)
def show_catalogue(request: Connection, criteria: NamedDependency[Criteria], catalogue: FromPath[str]) -> Response[str]:
    """Show the versions of a catalogue."""
    versions = criteria.versions(request.user, catalogue)
    return render(request, "kriterien/katalog.html", versions=versions, newest=versions[0])


@get("/kriterien/kataloge/{catalogue:str}/fassungen/{number:int}", sync_to_thread=True, action=Action.READ_CRITERIA)
def show_version(
    request: Connection, criteria: NamedDependency[Criteria], catalogue: FromPath[str], number: FromPath[int]
) -> Response[str]:
    """Show everything in a version, group by group."""
    opened = criteria.open(request.user, catalogue, number)
    return render(request, "kriterien/fassung.html", summary=opened.summary, catalogue=opened.catalogue)


@get(
    "/kriterien/kataloge/{catalogue:str}/fassungen/{number:int}/kriterien/{entry:str}",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def show_entry(
    request: Connection,
    criteria: NamedDependency[Criteria],
    catalogue: FromPath[str],
    number: FromPath[int],
    entry: FromPath[str],
) -> Response[str]:
    """Show one criterion with its degrees, clauses and sources."""
    opened = criteria.open(request.user, catalogue, number)
    found = opened.entry(identifier(entry))
    return render(
        request,
        "kriterien/kriterium.html",
        summary=opened.summary,
        entry=found,
        group=next(group for group in opened.catalogue.groups if group.id == found.group),
        clauses=opened.catalogue.clauses_of((found,)),
    )


@get(
    "/kriterien/kataloge/{catalogue:str}/fassungen/{number:int}/dateien/katalog.json",
    sync_to_thread=True,
    action=Action.READ_CRITERIA,
)
def send_version(
    request: Connection, criteria: NamedDependency[Criteria], catalogue: FromPath[str], number: FromPath[int]
) -> Response[bytes]:
    """Send a version as a file for another city."""
    return attachment(criteria.export(request.user, catalogue, number))


@get("/kriterien/kataloge/{catalogue:str}/vergleich", sync_to_thread=True, action=Action.READ_CRITERIA)
def compare_versions(
    request: Connection,
    criteria: NamedDependency[Criteria],
    catalogue: FromPath[str],
    before: Before = None,
    after: After = None,
) -> Response[str]:
    """Show what changed from one version to another; without numbers between the two newest."""
    versions = criteria.versions(request.user, catalogue)
    newer = after or versions[0].number
    older = before or next((one.number for one in versions if one.number < newer), newer)
    found = criteria.compare(request.user, catalogue, older, newer)
    return render(
        request,
        "kriterien/vergleich.html",
        versions=versions,
        newest=versions[0],
        before=older,
        after=newer,
        changes=found,
    )


HANDLERS = (list_criteria, show_catalogue, show_version, show_entry, send_version, compare_versions)
