"""Managing offices: list, add, rename."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from infra.identity.errors import FieldsRefusedError
from infra.identity.model import Office
from infra.identity.places import Offices
from infra.identity.wording import field_sentence
from infra.policy.table import Action
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

_LARGEST_BODY = 20_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/verwaltung/aemter", sync_to_thread=True, action=Action.READ_CITY)
def show_offices(request: Connection, offices: NamedDependency[Offices]) -> Response[str]:
    """Show all offices, and to administrators a form for another one."""
    return _list(request, offices, "", {}, is_dezernat=False)


@post("/verwaltung/aemter", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.MANAGE_CITY)
async def add_office(request: Connection, offices: NamedDependency[Offices]) -> Answer:
    """Add an office."""
    form = await form_of(request)
    name, is_dezernat = text_in(form, "name"), "dezernat" in form
    try:
        await asyncio.to_thread(offices.add, request.user, name, is_dezernat=is_dezernat)
    except FieldsRefusedError as error:
        return await asyncio.to_thread(_list, request, offices, name, _sentences(error), is_dezernat=is_dezernat)
    return Redirect("/verwaltung/aemter?geaendert=ja", status_code=SEE_OTHER)


@get("/verwaltung/aemter/{office:str}", sync_to_thread=True, action=Action.MANAGE_CITY)
def show_office(request: Connection, offices: NamedDependency[Offices], office: FromPath[str]) -> Response[str]:
    """Show the form of one office."""
    found = offices.get(request.user, office)
    return _form(request, found, found.name, {}, is_dezernat=found.is_dezernat)


@post(
    "/verwaltung/aemter/{office:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.MANAGE_CITY,
)
async def change_office(request: Connection, offices: NamedDependency[Offices], office: FromPath[str]) -> Answer:
    """Rename an office."""
    form = await form_of(request)
    name, is_dezernat, version = text_in(form, "name"), "dezernat" in form, text_in(form, "version")
    expected = int(version) if version.isascii() and version.isdecimal() and len(version) <= 9 else None  # noqa: PLR2004
    try:
        await asyncio.to_thread(
            offices.change, request.user, office, name=name, is_dezernat=is_dezernat, expected_version=expected
        )
    except FieldsRefusedError as error:
        found = await asyncio.to_thread(offices.get, request.user, office)
        return _form(request, found, name, _sentences(error), is_dezernat=is_dezernat)
    return Redirect("/verwaltung/aemter?geaendert=ja", status_code=SEE_OTHER)


def _list(
    request: Connection, offices: Offices, name: str, faults: dict[str, str], *, is_dezernat: bool
) -> Response[str]:
    return render(
        request,
        "verwaltung/aemter.html",
        status=UNREADABLE if faults else 200,
        offices=offices.all(request.user),
        name=name,
        is_dezernat=is_dezernat,
        faults=faults,
    )


def _form(
    request: Connection, office: Office, name: str, faults: dict[str, str], *, is_dezernat: bool
) -> Response[str]:
    return render(
        request,
        "verwaltung/amt.html",
        status=UNREADABLE if faults else 200,
        office=office,
        name=name,
        is_dezernat=is_dezernat,
        faults=faults,
    )


def _sentences(error: FieldsRefusedError) -> dict[str, str]:
    return {field: field_sentence(refusal) for field, refusal in error.faults.items()}


HANDLERS = (show_offices, add_office, show_office, change_office)
