"""Managing people: list, add, change, lock, recover."""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from infra.identity.errors import FieldsRefusedError, IdentityError, LastAdministratorError
from infra.identity.model import NewAccess, Person, PersonDraft
from infra.identity.people import People
from infra.identity.places import Offices
from infra.identity.wording import field_sentence, sentence
from infra.policy.model import Role
from infra.policy.table import Action
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

PAGE_SIZE = 50
_LARGEST_PAGE = 1_000_000
_LARGEST_BODY = 20_000
_CONFLICT = 409

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/verwaltung/personen", sync_to_thread=True, action=Action.READ_PEOPLE)
def show_people(
    request: Connection, people: NamedDependency[People], search: Search = "", number: PageNumber = 1
) -> Response[str]:
    """Show one page of the list."""
    found = people.page(request.user, search, page=number, size=PAGE_SIZE)
    return render(request, "verwaltung/personen.html", found=found, search=search.strip())


@get("/verwaltung/personen/neu", sync_to_thread=True, action=Action.MANAGE_PEOPLE)
def show_new(request: Connection, offices: NamedDependency[Offices]) -> Response[str]:
    """Show the empty form."""
    return _new_form(request, offices, "", PersonDraft(name="", roles=frozenset()), {})


@post("/verwaltung/personen/neu", status_code=200, request_max_body_size=_LARGEST_BODY, action=Action.MANAGE_PEOPLE)
async def add_person(
    request: Connection, people: NamedDependency[People], offices: NamedDependency[Offices]
) -> Response[str]:
    """Add a person and show the one-time password, this once."""
    form = await form_of(request)
    return await asyncio.to_thread(_add, request, people, offices, text_in(form, "konto"), _draft(form))


def _add(request: Connection, people: People, offices: Offices, account: str, draft: PersonDraft) -> Response[str]:
    try:
        return _access(request, people.add(request.user, account, draft), is_new=True)
    except FieldsRefusedError as error:
        return _new_form(request, offices, account, draft, _sentences(error))


@get("/verwaltung/personen/{person:str}", sync_to_thread=True, action=Action.READ_PEOPLE)
def show_person(
    request: Connection, people: NamedDependency[People], offices: NamedDependency[Offices], person: FromPath[str]
) -> Response[str]:
    """Show one person, to administrators as a form."""
    found = people.get(request.user, person)
    return _person_form(request, offices, found, _draft_of(found), {})


@post(
    "/verwaltung/personen/{person:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.MANAGE_PEOPLE,
)
async def change_person(
    request: Connection, people: NamedDependency[People], offices: NamedDependency[Offices], person: FromPath[str]
) -> Answer:
    """Change name, office and roles."""
    form = await form_of(request)
    return await asyncio.to_thread(_change, request, people, offices, person, _draft(form), _version(form))


def _change(
    request: Connection, people: People, offices: Offices, person: str, draft: PersonDraft, version: int | None
) -> Answer:
    try:
        people.change(request.user, person, draft, expected_version=version)
    except (FieldsRefusedError, LastAdministratorError) as error:
        return _person_form(request, offices, people.get(request.user, person), draft, _sentences(error))
    return Redirect(f"/verwaltung/personen/{person}?geaendert=ja", status_code=SEE_OTHER)


@post(
    "/verwaltung/personen/{person:str}/sperren",
    status_code=SEE_OTHER,
    sync_to_thread=True,
    action=Action.MANAGE_PEOPLE,
)
def lock_person(request: Connection, people: NamedDependency[People], person: FromPath[str]) -> Redirect:
    """Lock a person out."""
    people.set_locked(request.user, person, locked=True)
    return Redirect(f"/verwaltung/personen/{person}?geaendert=ja", status_code=SEE_OTHER)


@post(
    "/verwaltung/personen/{person:str}/entsperren",
    status_code=SEE_OTHER,
    sync_to_thread=True,
    action=Action.MANAGE_PEOPLE,
)
def unlock_person(request: Connection, people: NamedDependency[People], person: FromPath[str]) -> Redirect:
    """Let a person in again."""
    people.set_locked(request.user, person, locked=False)
    return Redirect(f"/verwaltung/personen/{person}?geaendert=ja", status_code=SEE_OTHER)


@post(
    "/verwaltung/personen/{person:str}/wiederherstellen",
    status_code=200,
    sync_to_thread=True,
    action=Action.MANAGE_PEOPLE,
)
def recover_person(request: Connection, people: NamedDependency[People], person: FromPath[str]) -> Response[str]:
    """Give a person a one-time password and show it, this once."""
    return _access(request, people.recover(request.user, person), is_new=False)


def _draft(form: FormMultiDict) -> PersonDraft:
    roles = frozenset(Role(role) for role in form.getall("rolle", []) if role in set(Role))
    return PersonDraft(name=text_in(form, "name"), roles=roles, office=text_in(form, "amt") or None)


def _draft_of(person: Person) -> PersonDraft:
    return PersonDraft(name=person.name, roles=frozenset(person.roles), office=person.office)


def _version(form: FormMultiDict) -> int | None:
    text = text_in(form, "version")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004 - fits 32 bits


def _new_form(
    request: Connection, offices: Offices, account: str, draft: PersonDraft, faults: dict[str, str]
) -> Response[str]:
    return render(
        request,
        "verwaltung/neu.html",
        status=UNREADABLE if faults else 200,
        account=account,
        draft=draft,
        offices=offices.all(request.user),
        faults=faults,
    )


def _person_form(
    request: Connection, offices: Offices, person: Person, draft: PersonDraft, faults: dict[str, str]
) -> Response[str]:
    status = (_CONFLICT if "" in faults else UNREADABLE) if faults else 200
    return render(
        request,
        "verwaltung/person.html",
        status=status,
        person=person,
        draft=draft,
        offices=offices.all(request.user),
        faults=faults,
    )


def _access(request: Connection, access: NewAccess, *, is_new: bool) -> Response[str]:
    return render(request, "verwaltung/zugang.html", access=access, is_new=is_new)


def _sentences(error: IdentityError) -> dict[str, str]:
    if isinstance(error, FieldsRefusedError):
        return {field: field_sentence(refusal) for field, refusal in error.faults.items()}
    return {"": sentence(error)}


HANDLERS = (show_people, show_new, add_person, show_person, change_person, lock_person, unlock_person, recover_person)
