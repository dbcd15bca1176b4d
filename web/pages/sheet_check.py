"""Is a sheet genuine? For everybody, without signing in: by its Prüfcode, or by the file itself."""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from digitalcheck.services.sheets import sheet_name
from digitalcheck.services.verifying import LONGEST_CODE, Authenticity, Verified, Verifying
from infra.identity.errors import CityNotFoundError
from infra.identity.places import Cities
from infra.policy.table import Action
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, FaultList, faults_of, file_in, form_of, megabytes, one_fault, text_in

CITY, CODE = "stadt", "pruefcode"
NOTHING = "Bitte geben Sie den Prüfcode ein, oder wählen Sie die PDF-Datei."
NO_CITY = "Bitte wählen Sie die Stadt, von der die Übersicht kommt."
_LARGEST_BODY = 6_000_000

Connection = Request[Any, Any, Any]


@get("/pruefcode", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_form(
    request: Connection,
    cities: NamedDependency[Cities],
    city: Annotated[str | None, QueryParameter(name=CITY, max_length=40)] = None,
    code: Annotated[str, QueryParameter(name=CODE, max_length=LONGEST_CODE)] = "",
) -> Response[str] | Redirect:
    """Show the form; a code that was typed leads to what is known of it."""
    if not code.strip():
        return _form(request, cities)
    try:
        return Redirect(addresses.sheet_check(cities.only(city), code.strip()), status_code=SEE_OTHER)
    except CityNotFoundError:
        return _form(request, cities, one_fault(NO_CITY), code)


@post("/pruefcode", status_code=200, request_max_body_size=_LARGEST_BODY, action=Action.USE_PUBLIC_TOOLS)
async def check_file(
    request: Connection, cities: NamedDependency[Cities], verifying: NamedDependency[Verifying]
) -> Response[str]:
    """Show what is known of a file. Nothing is stored."""
    form = await form_of(request)
    _, data = await file_in(form)
    return await asyncio.to_thread(_checked, request, cities, verifying, text_in(form, CITY) or None, data)


@get("/pruefcode/{city:str}/{code:str}", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_code(
    request: Connection, verifying: NamedDependency[Verifying], city: FromPath[str], code: FromPath[str]
) -> Response[str]:
    """Show what is known of a Prüfcode."""
    typed = addresses.identifier(code)
    return _result(request, city, verifying.by_code(city, typed), typed=typed)


@get("/pruefcode/{city:str}/{code:str}/{sheet:str}", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def get_public_sheet(
    verifying: NamedDependency[Verifying], city: FromPath[str], code: FromPath[str], sheet: FromPath[str]
) -> Response[bytes]:
    """Return a public sheet as a file."""
    return attachment(verifying.public_sheet(city, code, sheet_name(sheet)[1]))


def _checked(request: Connection, cities: Cities, verifying: Verifying, city: str | None, data: bytes) -> Response[str]:
    if not data:
        return _form(request, cities, one_fault(NOTHING))
    try:
        chosen = cities.only(city)
        return _result(request, chosen, verifying.by_file(chosen, data))
    except CityNotFoundError:
        return _form(request, cities, one_fault(NO_CITY))
    except InputError as error:
        return _form(request, cities, faults_of(error))


def _form(request: Connection, cities: Cities, faults: FaultList | None = None, code: str = "") -> Response[str]:
    return render(
        request,
        "freigabe/pruefcode.html",
        status=UNREADABLE if faults else 200,
        cities=cities.all(),
        faults=faults,
        code=code,
        megabytes=megabytes(request),
        found=None,
    )


def _result(request: Connection, city: str, found: Verified, typed: str = "") -> Response[str]:
    return render(
        request,
        "freigabe/echtheit.html",
        city=city,
        found=found,
        typed=typed[:LONGEST_CODE],
        is_known=found.authenticity is not Authenticity.UNKNOWN,
        is_repacked=found.authenticity is Authenticity.REPACKED,
    )


HANDLERS = (show_form, check_file, show_code, get_public_sheet)
