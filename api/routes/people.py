"""``/people``: who can sign in, and what they are there for."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.errors import BrokenCursorError
from api.etag import etag_of_view, expected_version
from api.listing import Cursor, Limit, Listing, listed, place_in
from api.once import answer_once, presented
from api.problems import responses
from infra.identity.errors import PersonNotFoundError
from infra.identity.model import NewAccess, Person, PersonDraft
from infra.identity.people import People
from infra.once.model import KeptAnswer
from infra.policy.model import Actor, Role
from infra.policy.table import Action

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Name oder Konto")]

Call = Request[Any, Any, Any]

_NOT_KEPT = (
    "Die Antwort enthält ein Einmalkennwort und wird deshalb nicht aufbewahrt: Ein „Idempotency-Key“ hat hier keine "
    "Wirkung. {unclear}"
)


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
    action=Action.READ_PEOPLE,
)
def list_people(
    request: Call,
    actor: NamedDependency[Actor],
    people: NamedDependency[People],
    search: Search = "",
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `place_in`
    limit: Limit = 25,
) -> Response[Listing[Person]]:
    """Return a part of the list, in the order of names."""
    place = place_in(request)
    try:
        found = people.walk(actor, search, after=None if place is None else str(place), size=limit)
    except PersonNotFoundError as error:
        raise BrokenCursorError from error
    return listed(request, found.items, found.last)


@post(
    "/people",
    operation_id="add_person",
    summary="Eine Person anlegen",
    description=_NOT_KEPT.format(
        unclear="Bleibt die Antwort aus, suchen Sie das Konto und stellen Sie seinen Zugang wieder her."
    ),
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    action=Action.MANAGE_PEOPLE,
    repeatable=False,
)
def add_person(
    actor: NamedDependency[Actor], people: NamedDependency[People], data: JSONBody[PersonInput]
) -> Response[AccessView]:
    """Add a person with a one-time password."""
    draft = PersonDraft(name=data.name, roles=frozenset(data.roles), office=data.office)
    access = people.add(actor, data.account, draft)
    location = f"/api/v1/people/{access.person.id}"
    return Response(_access(access), headers={"Location": location, "ETag": _tag(access.person)})


@get(
    "/people/{person:str}",
    operation_id="get_person",
    summary="Eine Person",
    sync_to_thread=True,
    action=Action.READ_PEOPLE,
)
def get_person(
    actor: NamedDependency[Actor], people: NamedDependency[People], person: FromPath[str]
) -> Response[Person]:
    """Return one person."""
    found = people.get(actor, person)
    return Response(found, headers={"ETag": _tag(found)})


@patch(
    "/people/{person:str}",
    operation_id="change_person",
    summary="Name, Amt und Rollen ändern",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.MANAGE_PEOPLE,
)
def change_person(
    request: Call,
    actor: NamedDependency[Actor],
    people: NamedDependency[People],
    person: FromPath[str],
    data: JSONBody[PersonPatch],
) -> Response[Person]:
    """Change what is given. What is left out stays as it is in the version that the client has seen."""
    seen = expected_version(request)
    draft = _changed(people.get(actor, person), data)  # of another version it is refused, whatever it holds
    return answer_once(
        request, lambda once: people.change(actor, person, draft, expected_version=seen, once=once), _presented
    )


@post(
    "/people/{person:str}/lock",
    operation_id="lock_person",
    summary="Eine Person sperren",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.MANAGE_PEOPLE,
)
def lock_person(
    request: Call, actor: NamedDependency[Actor], people: NamedDependency[People], person: FromPath[str]
) -> Response[Person]:
    """Lock a person out at once."""
    return _set_locked(request, actor, people, person, locked=True)


@post(
    "/people/{person:str}/unlock",
    operation_id="unlock_person",
    summary="Eine Person entsperren",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(412, 428),
    action=Action.MANAGE_PEOPLE,
)
def unlock_person(
    request: Call, actor: NamedDependency[Actor], people: NamedDependency[People], person: FromPath[str]
) -> Response[Person]:
    """Let a person in again."""
    return _set_locked(request, actor, people, person, locked=False)


@post(
    "/people/{person:str}/recovery",
    operation_id="recover_person",
    summary="Den Zugang einer Person wiederherstellen",
    description="Der zweite Faktor entfällt, alle Sitzungen enden. Nicht für den eigenen Zugang. "
    + _NOT_KEPT.format(unclear="Bleibt die Antwort aus, wiederholen Sie die Anfrage; nur das letzte Kennwort gilt."),
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.MANAGE_PEOPLE,
    repeatable=False,
)
def recover_person(actor: NamedDependency[Actor], people: NamedDependency[People], person: FromPath[str]) -> AccessView:
    """Give a person a one-time password; the second factor goes, all sessions end."""
    return _access(people.recover(actor, person))


def _set_locked(request: Call, actor: Actor, people: People, person: str, *, locked: bool) -> Response[Person]:
    seen = expected_version(request)
    return answer_once(
        request,
        lambda once: people.set_locked(actor, person, locked=locked, expected_version=seen, once=once),
        _presented,
    )


def _changed(known: Person, data: PersonPatch) -> PersonDraft:
    return PersonDraft(
        name=known.name if data.name is None else data.name,
        roles=frozenset(known.roles if data.roles is None else data.roles),
        office=data.office if "office" in data.model_fields_set else known.office,
    )


def _tag(person: Person) -> str:
    return etag_of_view(person.version, person)


def _presented(person: Person) -> KeptAnswer:
    return presented(person, etag=_tag(person))


def _access(access: NewAccess) -> AccessView:
    return AccessView(person=access.person, one_time_password=access.one_time_password)


HANDLERS = (list_people, add_person, get_person, change_person, lock_person, unlock_person, recover_person)
