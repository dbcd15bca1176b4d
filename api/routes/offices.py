"""``/offices``: the Ämter and Dezernate of the city."""

from typing import Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.errors import BrokenCursorError
from api.etag import etag_of, expected_version
from api.listing import Cursor, Limit, Listing, listed, place_in
from api.once import answer_once, presented
from api.problems import responses
from infra.identity.errors import OfficeNotFoundError
from infra.identity.model import Office
from infra.identity.places import Offices
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


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


@get(
    "/offices",
    operation_id="list_offices",
    summary="Ämter und Dezernate",
    sync_to_thread=True,
    action=Action.READ_CITY,
)
def list_offices(
    request: Call,
    actor: NamedDependency[Actor],
    offices: NamedDependency[Offices],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `place_in`
    limit: Limit = 25,
) -> Response[Listing[Office]]:
    """Return a part of the list: each Dezernat before the Ämter, in the order of names."""
    place = place_in(request)
    try:
        found = offices.walk(actor, after=None if place is None else str(place), size=limit)
    except OfficeNotFoundError as error:
        raise BrokenCursorError from error
    return listed(request, found.items, found.last)


@post(
    "/offices",
    operation_id="add_office",
    summary="Ein Amt oder Dezernat anlegen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    action=Action.MANAGE_CITY,
)
def add_office(
    request: Call, actor: NamedDependency[Actor], offices: NamedDependency[Offices], data: JSONBody[OfficeInput]
) -> Response[Office]:
    """Add an office."""
    return answer_once(
        request, lambda once: offices.add(actor, data.name, is_dezernat=data.is_dezernat, once=once), _added
    )


@get(
    "/offices/{office:str}",
    operation_id="get_office",
    summary="Ein Amt oder Dezernat",
    sync_to_thread=True,
    action=Action.READ_CITY,
)
def get_office(
    actor: NamedDependency[Actor], offices: NamedDependency[Offices], office: FromPath[str]
) -> Response[Office]:
    """Return one office."""
    found = offices.get(actor, office)
    return Response(found, headers={"ETag": etag_of(found.version)})


@patch(
    "/offices/{office:str}",
    operation_id="change_office",
    summary="Ein Amt oder Dezernat ändern",
    sync_to_thread=True,
    responses=responses(412, 428),
    action=Action.MANAGE_CITY,
)
def change_office(
    request: Call,
    actor: NamedDependency[Actor],
    offices: NamedDependency[Offices],
    office: FromPath[str],
    data: JSONBody[OfficePatch],
) -> Response[Office]:
    """Change what is given. What is left out stays as it is in the version that the client has seen."""
    seen = expected_version(request)
    known = offices.get(actor, office)  # of another version the change is refused, whatever it holds
    name = known.name if data.name is None else data.name
    is_dezernat = known.is_dezernat if data.is_dezernat is None else data.is_dezernat
    return answer_once(
        request,
        lambda once: offices.change(
            actor, office, name=name, is_dezernat=is_dezernat, expected_version=seen, once=once
        ),
        _changed,
    )


def _added(office: Office) -> KeptAnswer:
    location = f"/api/v1/offices/{office.id}"
    return presented(office, status=HTTP_201_CREATED, location=location, etag=etag_of(office.version))


def _changed(office: Office) -> KeptAnswer:
    return presented(office, etag=etag_of(office.version))


HANDLERS = (list_offices, add_office, get_office, change_office)
