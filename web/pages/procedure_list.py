"""Tender procedures: the list, and beginning one."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from infra.identity.errors import OfficeNotFoundError
from infra.policy.table import Action
from procurement.errors import ReferenceTakenError
from procurement.model import ProcedurePlan
from procurement.rules.wording import fault_sentence
from procurement.services.procedures import Drafting, Procedures
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.plan import NO_OFFICE, OFFICE, TITLE

PAGE_SIZE = 25
REFERENCE = "vergabenummer"
TAKEN = (
    "Diese Vergabenummer ist vergeben. Bitte wählen Sie eine andere oder öffnen Sie das vorhandene Vergabeverfahren."
)

_LARGEST_PAGE = 1_000_000
_LARGEST_BODY = 20_000
_PLACES: Mapping[str, str] = {"/reference": REFERENCE, "/title": TITLE}

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren", sync_to_thread=True, action=Action.LIST_PROCEDURES)
def show_procedures(
    request: Connection, procedures: NamedDependency[Procedures], search: Search = "", number: PageNumber = 1
) -> Response[str]:
    """Show one page of the list."""
    found = procedures.page(request.user, search, page=number, size=PAGE_SIZE)
    return render(
        request, "vergabeverfahren/liste.html", found=found, kinds=procedures.kind_titles, search=search.strip()
    )


@get("/vergabeverfahren/neu", sync_to_thread=True, action=Action.PREPARE_PROCEDURE)
def show_new_procedure(request: Connection, procedures: NamedDependency[Procedures]) -> Response[str]:
    """Show the empty form."""
    return _form(request, procedures, {}, {})


@post(
    "/vergabeverfahren/neu",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def add_procedure(
    request: Connection, procedures: NamedDependency[Procedures], drafting: NamedDependency[Drafting]
) -> Answer:
    """Begin a procedure."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in (REFERENCE, TITLE, OFFICE)}
    return await asyncio.to_thread(_add, request, procedures, drafting, typed)


def _add(request: Connection, procedures: Procedures, drafting: Drafting, typed: Mapping[str, str]) -> Answer:
    plan = ProcedurePlan(title=typed[TITLE], office=typed[OFFICE] or None)
    try:
        created = drafting.create(request.user, typed[REFERENCE], plan)
    except InputError as error:
        faults = {_PLACES.get(fault.pointer, REFERENCE): fault_sentence(fault) for fault in error.faults}
        return _form(request, procedures, typed, faults)
    except ReferenceTakenError:
        return _form(request, procedures, typed, {REFERENCE: TAKEN})
    except OfficeNotFoundError:
        return _form(request, procedures, typed, {OFFICE: NO_OFFICE})
    return Redirect(addresses.tender(created.slug), status_code=SEE_OTHER)


def _form(
    request: Connection, procedures: Procedures, typed: Mapping[str, str], faults: Mapping[str, str]
) -> Response[str]:
    return render(
        request,
        "vergabeverfahren/neu.html",
        status=UNREADABLE if faults else 200,
        typed={REFERENCE: "", TITLE: "", OFFICE: "", **typed},
        offices=[(office.id, office.name) for office in procedures.offices(request.user)],
        faults=faults,
    )


HANDLERS = (show_procedures, show_new_procedure, add_procedure)
