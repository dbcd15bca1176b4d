"""Verwaltungsleistungen: searching the list that holds, suggestions while somebody types, importing a list."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from core.errors import InputError
from core.german import read_day
from digitalcheck.rules.service_words import NO_LIST, list_name, services_sentence
from digitalcheck.services.public_services import LONGEST_NAME, NewServices, ServiceCatalogue
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web.local_time import NO_DAY
from web.rendering import render
from web.upload import FILE, UNREADABLE, form_of, megabytes, submitted, text_in

NAME, DAY = "name", "stand"
LABELS: Mapping[str, str] = {NAME: "Name der Liste", DAY: "Stand der Liste", FILE: "Datei"}
_NO_FILE = "Bitte wählen Sie eine Datei."
_USUAL_NAME = "Leistungskatalog (LeiKa)"
_PAGE_SIZE, _SUGGESTIONS, _LONGEST_SEARCH, _LARGEST_PAGE = 25, 20, 200, 1_000_000

Search = Annotated[str, QueryParameter(name="suche", max_length=_LONGEST_SEARCH)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]


@get("/verwaltungsleistungen", sync_to_thread=True, action=Action.READ_SERVICES)
def show_services(
    request: Connection,
    service_catalogue: NamedDependency[ServiceCatalogue],
    search: Search = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show one page of what was looked for."""
    found = service_catalogue.search(request.user, search, page=number, size=_PAGE_SIZE)
    return render(
        request,
        "leistungen/liste.html",
        kept=found.kept,
        list_name=list_name(found.kept) if found.kept else "",
        found=found.page,
        search=search.strip(),
        nothing=NO_LIST,
    )


@get("/verwaltungsleistungen/vorschlaege", sync_to_thread=True, action=Action.READ_SERVICES)
def suggest_services(request: Connection, service_catalogue: NamedDependency[ServiceCatalogue]) -> Response[str]:
    """Return suggestions for what somebody is typing; the parameter is called as their field."""
    typed = next(iter(request.query_params.values()), "")[:_LONGEST_SEARCH]
    found = service_catalogue.search(request.user, typed, size=_SUGGESTIONS)
    return render(request, "leistungen/vorschlaege.html", services=found.page.items if typed.strip() else ())


@get("/verwaltungsleistungen/neu", sync_to_thread=False, action=Action.IMPORT_SERVICES)
def show_new_services(request: Connection) -> Response[str]:
    """Show the empty form."""
    return _form(request, {NAME: _USUAL_NAME, DAY: ""}, {})


@post("/verwaltungsleistungen/neu", status_code=200, action=Action.IMPORT_SERVICES)
async def import_services(request: Connection, service_catalogue: NamedDependency[ServiceCatalogue]) -> Response[str]:
    """Import a list and show what was read, with every row that is no service."""
    form = await form_of(request)
    handed_in = await submitted(form)
    typed = {name: text_in(form, name) for name in (NAME, DAY)}
    given = (handed_in.data if handed_in.field == FILE else b"", _file_name(form))
    return await asyncio.to_thread(_import, request, service_catalogue, typed, given)


def _import(
    request: Connection, catalogue: ServiceCatalogue, typed: Mapping[str, str], given: tuple[bytes, str]
) -> Response[str]:
    (data, file), day = given, read_day(typed[DAY])
    if day is None or not data:
        return _form(request, typed, {DAY: NO_DAY} if day is None else {FILE: _NO_FILE})
    try:
        new = NewServices(name=typed[NAME], dated=day, content=data, file=file)
        imported = catalogue.add(request.user, new)
    except InputError as error:
        fault = error.faults[0]
        place = NAME if fault.pointer == "/name" else FILE
        return _form(request, typed, {place: services_sentence(fault) or fault_sentence(fault)})
    return render(request, "leistungen/eingelesen.html", imported=imported)


def _form(request: Connection, typed: Mapping[str, str], faults: Mapping[str, str]) -> Response[str]:
    return render(
        request,
        "leistungen/neu.html",
        status=UNREADABLE if faults else 200,
        typed=typed,
        faults=faults,
        ids={name: (name, label) for name, label in LABELS.items()},
        longest=LONGEST_NAME,
        megabytes=megabytes(request),
    )


def _file_name(form: FormMultiDict) -> str:
    file = form.get(FILE)
    return file.filename or FILE if isinstance(file, UploadFile) else FILE


HANDLERS = (show_services, suggest_services, show_new_services, import_services)
