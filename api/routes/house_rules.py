"""``/house-rules``: rules of the house for licences in versions of a city."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from pydantic import BaseModel, ConfigDict, Field

from api.etag import etag_of
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once, presented
from api.problems import responses
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import HouseRulesVersion
from procurement.services.evidence import HouseRulesDesk

LONGEST_TEXT = 2**20

Call = Request[Any, Any, Any]


class HouseRulesInput(BaseModel):
    """Rules of the house as they are written."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=LONGEST_TEXT, description="pruefstand/licence-policy/1 als YAML oder JSON")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRulesView:
    """A version of the rules of the house for licences.

    Args:
        number: Counts the versions of the city, from 1; 0 is the one that ships with the program.
        version: Name of the version.
        title: What it is called.
        valid_from: Day from which analyses are judged by it.
        digest: ``sha256:…`` of the text.
        added_at: When it was added.
    """

    number: int
    version: str
    title: str
    valid_from: date
    digest: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChangeView:
    """A place where two versions differ.

    Args:
        line: Line in this version where it begins, from 1.
        removed: Lines that only the version before has.
        added: Lines that only this one has.
    """

    line: int
    removed: list[str]
    added: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedHouseRulesView:
    """A version with its text.

    Args:
        head: What it is.
        text: As it was written, ``pruefstand/licence-policy/1`` in YAML or JSON.
        earlier: Number of the version before it; null for the one that ships.
        changes: Where it differs from that.
        in_force: Number of the version that analyses are judged by now.
    """

    head: HouseRulesView
    text: str
    earlier: int | None
    changes: list[TextChangeView]
    in_force: int


@get(
    "/house-rules",
    operation_id="list_house_rules",
    summary="Hausregeln für Lizenzen auflisten, die neuesten zuerst",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def list_house_rules(
    request: Call,
    actor: NamedDependency[Actor],
    house_rules: NamedDependency[HouseRulesDesk],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read from the request
    limit: Limit = 25,
) -> Response[Listing[HouseRulesView]]:
    """Return a part of the list of the city's own versions."""
    page = house_rules.page(actor, before=number_in(request), size=limit)
    return listed(request, tuple(map(_view, page.items)), page.before)


@post(
    "/house-rules",
    operation_id="add_house_rules",
    summary="Hausregeln für Lizenzen als neue Fassung aufnehmen",
    description=(
        "Unter text der Wortlaut im Format pruefstand/licence-policy/1, als YAML oder JSON. Geprüft wird er "
        "vor dem Speichern; dieselbe Fassung noch einmal ändert nichts, eine gespeicherte Fassung ändert sich nie."
    ),
    sync_to_thread=True,
    responses=responses(409),
    action=Action.MANAGE_CRITERIA,
)
def add_house_rules(
    request: Call,
    actor: NamedDependency[Actor],
    house_rules: NamedDependency[HouseRulesDesk],
    data: JSONBody[HouseRulesInput],
) -> Response[HouseRulesView]:
    """Store the posted text."""
    text = data.text.encode("utf-8", "replace")
    return answer_once(request, lambda once: house_rules.add(actor, text, once), _added)


@get(
    "/house-rules/{house_rules_number:int}",
    operation_id="get_house_rules",
    summary="Eine Fassung der Hausregeln für Lizenzen",
    description="Die Nummer 0 ist die mitgelieferte Fassung.",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def get_house_rules(
    actor: NamedDependency[Actor],
    house_rules: NamedDependency[HouseRulesDesk],
    house_rules_number: FromPath[int],
) -> Response[OpenedHouseRulesView]:
    """Return a version with its text and what changed."""
    opened = house_rules.open(actor, house_rules_number)
    changes = [
        TextChangeView(line=one.line, removed=list(one.removed), added=list(one.added)) for one in opened.changes
    ]
    view = OpenedHouseRulesView(
        head=_view(opened.stored),
        text=opened.stored.text,
        earlier=opened.earlier.number if opened.earlier else None,
        changes=changes,
        in_force=opened.in_force.number,
    )
    return Response(view, headers={"ETag": etag_of(opened.stored.digest)})


def _view(stored: HouseRulesVersion) -> HouseRulesView:
    return HouseRulesView(**{name: getattr(stored, name) for name in HouseRulesView.__dataclass_fields__})


def _added(stored: HouseRulesVersion) -> KeptAnswer:
    location = f"/api/v1/house-rules/{stored.number}"
    return presented(_view(stored), status=201, location=location, etag=etag_of(stored.digest))


HANDLERS = (list_house_rules, add_house_rules, get_house_rules)
