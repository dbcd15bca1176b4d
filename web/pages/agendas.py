"""Agendas of the Magistrat: the list, importing one, and one with the checks of its proposals."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from core.german import read_day
from digitalcheck.model import CheckStatus
from digitalcheck.rules.council.wording import GAPS, agenda_sentence
from digitalcheck.rules.wording import STATES
from digitalcheck.services.agendas import LONGEST_NAME, Agendas, NewAgenda
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses
from web.local_time import NO_DAY
from web.rendering import render
from web.upload import FILE, UNREADABLE, form_of, megabytes, submitted, text_in

NAME, DAY = "name", "tag"
LABELS: Mapping[str, str] = {NAME: "Name der Sitzung", DAY: "Tag der Sitzung", FILE: "Datei", "eingabe": "Text"}
"""Names of the inputs in the list of faults."""
_USUAL_NAME = "Sitzung des Magistrats"
_LARGEST_PAGE = 1_000_000
_PAGE_SIZE = 25

PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/tagesordnungen", sync_to_thread=True, action=Action.READ_AGENDAS)
def show_agendas(request: Connection, agendas: NamedDependency[Agendas], number: PageNumber = 1) -> Response[str]:
    """Show one page of the list."""
    found = agendas.page(request.user, page=number, size=_PAGE_SIZE)
    return render(
        request, "tagesordnungen/liste.html", found=found, to=lambda _search, wanted: addresses.agendas(wanted)
    )


@get("/tagesordnungen/neu", sync_to_thread=False, action=Action.IMPORT_AGENDAS)
def show_new_agenda(request: Connection) -> Response[str]:
    """Show the empty form."""
    return _form(request, {NAME: _USUAL_NAME, DAY: ""}, "", {})


@post("/tagesordnungen/neu", status_code=200, action=Action.IMPORT_AGENDAS)
async def import_agenda(request: Connection, agendas: NamedDependency[Agendas]) -> Response[str]:
    """Import an agenda and show what was read, with every line that is no proposal."""
    form = await form_of(request)
    handed_in = await submitted(form)
    typed = {name: text_in(form, name) for name in (NAME, DAY)}
    file = _file_name(form) if handed_in.field == FILE else ""
    return await asyncio.to_thread(_import, request, agendas, typed, (handed_in.data, handed_in.text, file))


def _import(
    request: Connection, agendas: Agendas, typed: Mapping[str, str], given: tuple[bytes, str, str]
) -> Response[str]:
    data, text, file = given
    day = read_day(typed[DAY])
    field = FILE if file else "eingabe"
    if day is None:
        return _form(request, typed, text, {DAY: NO_DAY})
    if not data:
        return _form(request, typed, text, {field: "Bitte wählen Sie eine Datei oder fügen Sie die Tagesordnung ein."})
    try:
        new = NewAgenda(name=typed[NAME], day=day, content=data, file=file)
        imported = agendas.add(request.user, new)
    except InputError as error:
        fault = error.faults[0]
        place = NAME if fault.pointer == "/name" else field
        return _form(request, typed, text, {place: agenda_sentence(fault) or fault_sentence(fault)})
    return render(request, "tagesordnungen/eingelesen.html", imported=imported, gaps=GAPS)


@get("/tagesordnungen/{agenda:int}", sync_to_thread=True, action=Action.READ_AGENDAS)
def show_agenda(request: Connection, agendas: NamedDependency[Agendas], agenda: FromPath[int]) -> Response[str]:
    """Show one agenda with the checks of its proposals."""
    opened = agendas.open(request.user, agenda)
    states = {one.value: STATES[one] for one in CheckStatus}
    without = sum(one.check is None for one in opened.places)
    return render(request, "tagesordnungen/eine.html", opened=opened, states=states, without=without)


def _form(request: Connection, typed: Mapping[str, str], text: str, faults: Mapping[str, str]) -> Response[str]:
    return render(
        request,
        "tagesordnungen/neu.html",
        status=UNREADABLE if faults else 200,
        typed=typed,
        text=text,
        faults=faults,
        ids={name: (name, label) for name, label in LABELS.items()},
        longest=LONGEST_NAME,
        megabytes=megabytes(request),
    )


def _file_name(form: FormMultiDict) -> str:
    file = form.get(FILE)
    return file.filename or FILE if isinstance(file, UploadFile) else FILE


HANDLERS = (show_agendas, show_new_agenda, import_agenda, show_agenda)
