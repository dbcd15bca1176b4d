"""The register of contracts and systems: the list, and tables of it to take away and to hand in."""

import asyncio
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.table import Action
from procurement.model import BrowserUse, RegisterQuery, RegisterView
from procurement.rules.register.ends import ends_of
from procurement.rules.register.wording import LABELS
from procurement.services.register import RegisterDesk, RegisterTables
from procurement.services.register.tables import MOST_WRITTEN, RegisterTableKind, TakenTable
from web import addresses, register_words
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import NOTHING_CHOSEN, UNREADABLE, FaultList, faults_of, file_in, form_of, megabytes, one_fault

PAGE_SIZE = 25
_LARGEST_PAGE = 1_000_000

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
View = Annotated[str, QueryParameter(name="auswahl", max_length=30)]
Browser = Annotated[str, QueryParameter(name="browser", max_length=20)]
Office = Annotated[str, QueryParameter(name="amt", max_length=36)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Added = Annotated[int | None, QueryParameter(name="neu", ge=0, le=_LARGEST_PAGE)]
Changed = Annotated[int | None, QueryParameter(name="geaendert", ge=0, le=_LARGEST_PAGE)]
Same = Annotated[int | None, QueryParameter(name="gleich", ge=0, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vertragsregister", sync_to_thread=True, action=Action.READ_REGISTER)
def show_register(  # noqa: PLR0913 - one argument for each parameter
    request: Connection,
    register_desk: NamedDependency[RegisterDesk],
    *,
    search: Search = "",
    view: View = "",
    browser: Browser = "",
    office: Office = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show one page of the list."""
    query = _query(register_desk, search, view, browser, office)
    found = register_desk.page(request.user, query, page=number, size=PAGE_SIZE)
    filters = {
        "auswahl": query.view.value if query.view else "",
        "browser": query.browser.value if query.browser else "",
        "amt": query.office or "",
    }
    return render(
        request,
        "vertragsregister/liste.html",
        found=found.page,
        listed=found,
        search=search.strip(),
        filters=filters,
        is_filtered=bool(search.strip() or any(filters.values())),
        words=register_words,
        ends_of=ends_of,
        to=partial(addresses.register, filters),
        kinds=tuple(RegisterTableKind),
        most=MOST_WRITTEN,
    )


@get("/vertragsregister/liste/{table_kind:str}", sync_to_thread=True, action=Action.READ_REGISTER)
def send_register(  # noqa: PLR0913 - one argument for each parameter
    request: Connection,
    register_desk: NamedDependency[RegisterDesk],
    register_tables: NamedDependency[RegisterTables],
    table_kind: FromPath[str],
    *,
    search: Search = "",
    view: View = "",
    browser: Browser = "",
    office: Office = "",
) -> Response[bytes]:
    """Send the entries that the list shows, of all its pages, as a table."""
    if table_kind not in set(RegisterTableKind):
        raise NotFoundException
    query = _query(register_desk, search, view, browser, office)
    return attachment(register_tables.written(request.user, query, RegisterTableKind(table_kind)))


@get("/vertragsregister/einlesen", sync_to_thread=False, action=Action.KEEP_REGISTER)
def show_table(request: Connection, added: Added = None, changed: Changed = None, same: Same = None) -> Response[str]:
    """Show where a table is handed in, and what came of the one before."""
    counts = (added, changed, same)
    taken = None if None in counts else TakenTable(added=added or 0, changed=changed or 0, same=same or 0)
    return _table(request, taken)


@post("/vertragsregister/einlesen", status_code=SEE_OTHER, action=Action.KEEP_REGISTER)
async def take_table(request: Connection, register_tables: NamedDependency[RegisterTables]) -> Answer:
    """Enter the lines of a table."""
    _, data = await file_in(await form_of(request))

    def call() -> Answer:
        if not data:
            return _table(request, faults=one_fault(NOTHING_CHOSEN))
        try:
            taken = register_tables.take(request.user, data)
        except InputError as error:
            return _table(request, faults=faults_of(error))
        told = {"neu": taken.added, "geaendert": taken.changed, "gleich": taken.same}
        return Redirect(f"/vertragsregister/einlesen?{urlencode(told)}", status_code=SEE_OTHER)

    return await asyncio.to_thread(call)


def _table(request: Connection, taken: TakenTable | None = None, *, faults: FaultList | None = None) -> Response[str]:
    return render(
        request,
        "vertragsregister/einlesen.html",
        status=UNREADABLE if faults else 200,
        faults=faults,
        taken=taken,
        columns=tuple(LABELS.values()),
        megabytes=megabytes(request),
    )


def _query(desk: RegisterDesk, search: str, view: str, browser: str, office: str) -> RegisterQuery:
    return desk.query(
        search,
        view=RegisterView(view) if view in set(RegisterView) else None,
        browser=BrowserUse(browser) if browser in set(BrowserUse) else None,
        office=office or None,
    )


HANDLERS = (show_register, send_register, show_table, take_table)
