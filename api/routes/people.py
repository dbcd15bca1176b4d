"""``/people`` and ``/offices``: who can sign in, and what they are there for."""

from dataclasses import dataclass, field
from typing import Annotated

from litestar import get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.problems import responses
from infra.identity.model import NewAccess, Office, Person, PersonDraft, PersonPage
from infra.identity.people import People
from infra.identity.places import Offices
from infra.policy.model import Actor, Role
from infra.policy.table import Action

_LARGEST_PAGE = 1_000_000

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Name oder Konto")]
PageNumber = Annotated[int, QueryParameter(ge=1, le=_LARGEST_PAGE, description="Nummer der Seite, ab 1")]
PageSize = Annotated[int, QueryParameter(ge=1, le=100, description="Einträge je Seite, höchstens 100")]


class PersonInput(BaseModel):
    """A new person."""

    model_config = ConfigDict(extra="forbid")

    account: str = Field(max_length=120, description="Konto, später nicht mehr zu ändern")
    name: str = Field(max_length=120, description="Vor- und Nachname")
    roles: set[Role] = Field(default_factory=set, description="Rollen")
    office: str | None = Field(default=None, max_length=36, description="Kennung des Amts oder Dezernats")


class PersonPatch(BaseModel):
    """What is to be changed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, max_length=120, description="Vor- und Nachname")
    roles: set[Role] | None = Field(default=None, description="Rollen, alle zusammen")
    office: str | None = Field(default=None, max_length=36, description="Kennung des Amts; null für keines")


class OfficeInput(BaseModel):
    """A new office."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=120, description="Name, in der Stadt nur einmal")
    is_dezernat: bool = Field(default=False, description="Ein Dezernat, kein Amt")


class OfficePatch(BaseModel):
    """What is to be changed; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, max_length=120, description="Name, in der Stadt nur einmal")
    is_dezernat: bool | None = Field(default=None, description="Ein Dezernat, kein Amt")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessView:
    """A person and the one-time password, which no later answer repeats.

    Args:
        person: Whose it is.
        one_time_password: To be handed over in person; good for three days.
    """

    person: Person
    one_time_password: str = field(repr=False)


@get(
    "/people",
    operation_id="list_people",
    summary="Personen auflisten und suchen",
    sync_to_thread=True,
    responses=responses(400, 401, 403),
    action=Action.READ_PEOPLE,
)
def list_people(
    actor: NamedDependency[Actor],
    people: NamedDependency[People],
    search: Search = "",
    page: PageNumber = 1,
    size: PageSize = 25,
) -> PersonPage:
    """Return one page in the order of names."""
    return people.page(actor, search, page=page, size=size)


@post(
    "/people",
    operation_id="add_person",
    summary="Eine Person anlegen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(400, 401, 403, 422),
    action=Action.MANAGE_PEOPLE,
)
def add_person(
    actor: NamedDependency[Actor], people: NamedDependency[People], data: JSONBody[PersonInput]
) -> AccessView:
    """Add a person with a one-time password."""
    draft = PersonDraft(name=data.name, roles=frozenset(data.roles), office=data.office)
    return _access(people.add(actor, data.account, draft))


@get(
    "/people/{person:str}",
    operation_id="get_person",
    summary="Eine Person",
    sync_to_thread=True,
    responses=responses(401, 403, 404),
    action=Action.READ_PEOPLE,
)
def get_person(actor: NamedDependency[Actor], people: NamedDependency[People], person: FromPath[str]) -> Person:
    """Return one person."""
    return people.get(actor, person)


@patch(
    "/people/{person:str}",
    operation_id="change_person",
    summary="Name, Amt und Rollen ändern",
    sync_to_thread=True,
    responses=responses(400, 401, 403, 404, 409, 422),
    action=Action.MANAGE_PEOPLE,
)
def change_person(
    actor: NamedDependency[Actor],
    people: NamedDependency[People],
    person: FromPath[str],
    data: JSONBody[PersonPatch],
) -> Person:
    """Change what is given. What is left out is taken from the version that was read, and no other."""
    known = people.get(actor, person)
    given = data.model_fields_set
    draft = PersonDraft(
        name=known.name if data.name is None else data.name,
        roles=frozenset(known.roles if data.roles is None else data.roles),
        office=data.office if "office" in given else known.office,
    )
    return people.change(actor, person, draft, expected_version=known.version)


@post(
    "/people/{person:str}/lock",
    operation_id="lock_person",
    summary="Eine Person sperren",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(401, 403, 404, 409),
    action=Action.MANAGE_PEOPLE,
)
def lock_person(actor: NamedDependency[Actor], people: NamedDependency[People], person: FromPath[str]) -> Person:
    """Lock a person out at once."""
    return people.set_locked(actor, person, locked=True)


@post(
    "/people/{person:str}/unlock",
    operation_id="unlock_person",
    summary="Eine Person entsperren",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(401, 403, 404),
    action=Action.MANAGE_PEOPLE,
)
def unlock_person(actor: NamedDependency[Actor], people: NamedDependency[People], person: FromPath[str]) -> Person:
    """Let a person in again."""
    return people.set_locked(actor, person, locked=False)


@post(
    "/people/{person:str}/recovery",
    operation_id="recover_person",
    summary="Den Zugang einer Person wiederherstellen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(401, 403, 404),
    action=Action.MANAGE_PEOPLE,
)
def recover_person(actor: NamedDependency[Actor], people: NamedDependency[People], person: FromPath[str]) -> AccessView:
    """Give a person a one-time password; the second factor goes, all sessions end."""
    return _access(people.recover(actor, person))


@get(
    "/offices",
    operation_id="list_offices",
    summary="Ämter und Dezernate",
    sync_to_thread=True,
    responses=responses(401, 403),
    action=Action.READ_CITY,
)
def list_offices(actor: NamedDependency[Actor], offices: NamedDependency[Offices]) -> tuple[Office, ...]:
    """Return all offices: each Dezernat before the Ämter."""
    return offices.all(actor)


@post(
    "/offices",
    operation_id="add_office",
    summary="Ein Amt oder Dezernat anlegen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(400, 401, 403, 422),
    action=Action.MANAGE_CITY,
)
def add_office(actor: NamedDependency[Actor], offices: NamedDependency[Offices], data: JSONBody[OfficeInput]) -> Office:
    """Add an office."""
    return offices.add(actor, data.name, is_dezernat=data.is_dezernat)


@get(
    "/offices/{office:str}",
    operation_id="get_office",
    summary="Ein Amt oder Dezernat",
    sync_to_thread=True,
    responses=responses(401, 403, 404),
    action=Action.READ_CITY,
)
def get_office(actor: NamedDependency[Actor], offices: NamedDependency[Offices], office: FromPath[str]) -> Office:
    """Return one office."""
    return offices.get(actor, office)


@patch(
    "/offices/{office:str}",
    operation_id="change_office",
    summary="Ein Amt oder Dezernat ändern",
    sync_to_thread=True,
    responses=responses(400, 401, 403, 404, 409, 422),
    action=Action.MANAGE_CITY,
)
def change_office(
    actor: NamedDependency[Actor],
    offices: NamedDependency[Offices],
    office: FromPath[str],
    data: JSONBody[OfficePatch],
) -> Office:
    """Change what is given. What is left out is taken from the version that was read, and no other."""
    known = offices.get(actor, office)
    name = known.name if data.name is None else data.name
    is_dezernat = known.is_dezernat if data.is_dezernat is None else data.is_dezernat
    return offices.change(actor, office, name=name, is_dezernat=is_dezernat, expected_version=known.version)


def _access(access: NewAccess) -> AccessView:
    return AccessView(person=access.person, one_time_password=access.one_time_password)


HANDLERS = (
    list_people,
    add_person,
    get_person,
    change_person,
    lock_person,
    unlock_person,
    recover_person,
    list_offices,
    add_office,
    get_office,
    change_office,
)
