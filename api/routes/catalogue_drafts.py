"""``/criteria-drafts``: the next version of a catalogue while it is written."""

from typing import Any

from litestar import Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.catalogue_draft_view import (
    DraftReceipt,
    DraftView,
    changed_draft,
    draft_view,
    started,
)
from api.etag import etag_of, expected_version
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, field_view, saved_field
from api.once import answer_once
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.criteria.draft import DraftBase, DraftPart
from procurement.services.cataloguing import CatalogueDrafting, CatalogueDrafts

Call = Request[Any, Any, Any]


class BaseInput(BaseModel):
    """A stored version to begin with."""

    model_config = ConfigDict(extra="forbid")

    catalogue: str = Field(max_length=80, description="Kennung des Katalogs")
    number: int = Field(ge=1, le=1_000_000, description="Nummer der Fassung")


class StartInput(BaseModel):
    """A draft to begin."""

    model_config = ConfigDict(extra="forbid")

    catalogue: str = Field(max_length=80, description="Kennung: kleine Buchstaben a bis z, Ziffern, Bindestriche")
    base: BaseInput | None = Field(default=None, description="Fassung, mit der begonnen wird")


class PartInput(BaseModel):
    """A criterion or clause to add."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(max_length=64, description="Kennung ohne Leerzeichen, im Katalog nur einmal")


@get(
    "/criteria-drafts",
    operation_id="list_catalogue_drafts",
    summary="Entwürfe von Kriterienkatalogen auflisten",
    sync_to_thread=True,
    action=Action.WRITE_CRITERIA,
)
def list_drafts(
    actor: NamedDependency[Actor], catalogue_drafts: NamedDependency[CatalogueDrafts]
) -> list[DraftReceipt]:
    """Return all of them; a city writes a handful at a time."""
    return [DraftReceipt.of(one) for one in catalogue_drafts.drafts(actor)]


@post(
    "/criteria-drafts",
    operation_id="start_catalogue_draft",
    summary="Die nächste Fassung eines Kriterienkatalogs beginnen",
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.WRITE_CRITERIA,
)
def start_draft(
    request: Call,
    actor: NamedDependency[Actor],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    data: JSONBody[StartInput],
) -> Response[DraftReceipt]:
    """Begin a draft."""
    base = DraftBase(catalogue=data.base.catalogue, number=data.base.number) if data.base else None
    return answer_once(request, lambda once: catalogue_drafting.start(actor, data.catalogue, base, once), started)


@get(
    "/criteria-drafts/{draft:str}",
    operation_id="get_catalogue_draft",
    summary="Ein Entwurf mit dem, was daraus würde",
    sync_to_thread=True,
    action=Action.WRITE_CRITERIA,
)
def get_draft(
    actor: NamedDependency[Actor],
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    draft: FromPath[str],
) -> Response[DraftView]:
    """Return a draft with the document that it makes, or with what is wrong with it."""
    opened = catalogue_drafts.open(actor, draft)
    return Response(draft_view(opened), headers={"ETag": etag_of(opened.draft.version)})


@delete(
    "/criteria-drafts/{draft:str}",
    operation_id="discard_catalogue_draft",
    summary="Einen Entwurf verwerfen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_CRITERIA,
)
def discard_draft(
    request: Call,
    actor: NamedDependency[Actor],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
) -> Response[DraftReceipt]:
    """Forget a draft; stored versions stay."""
    seen = expected_version(request)
    return answer_once(request, lambda once: catalogue_drafting.discard(actor, draft, seen, once), changed_draft)


@post(
    "/criteria-drafts/{draft:str}/{part:str}",
    operation_id="add_catalogue_part",
    summary="Ein Kriterium („kriterien“) oder eine Klausel („klauseln“) hinzufügen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_CRITERIA,
)
def add_part(
    request: Call,
    actor: NamedDependency[Actor],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
    part: FromPath[DraftPart],
    data: JSONBody[PartInput],
) -> Response[DraftReceipt]:
    """Add an empty part at the end."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: catalogue_drafting.add_part(actor, draft, seen, part, data.id, once), changed_draft
    )


@get(
    "/criteria-drafts/{draft:str}/{part:str}/{part_id:str}",
    operation_id="get_catalogue_part",
    summary="Die Felder eines Kriteriums oder einer Klausel; die des Katalogs selbst unter „katalog/katalog“",
    sync_to_thread=True,
    action=Action.WRITE_CRITERIA,
)
def get_part(
    actor: NamedDependency[Actor],
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    draft: FromPath[str],
    part: FromPath[DraftPart],
    part_id: FromPath[str],
) -> dict[str, FieldView]:
    """Return all fields by their name."""
    held = catalogue_drafts.fields(actor, draft, part, _id(part, part_id))
    return {name: field_view(one) for name, one in held.items()}


@delete(
    "/criteria-drafts/{draft:str}/{part:str}/{part_id:str}",
    operation_id="remove_catalogue_part",
    summary="Ein Kriterium oder eine Klausel herausnehmen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_CRITERIA,
)
def remove_part(
    request: Call,
    actor: NamedDependency[Actor],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
    part: FromPath[DraftPart],
    part_id: FromPath[str],
) -> Response[DraftReceipt]:
    """Take a part out with what was typed about it."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: catalogue_drafting.remove_part(actor, draft, seen, part, part_id, once), changed_draft
    )


@patch(
    "/criteria-drafts/{draft:str}/{part:str}/{part_id:str}/{draft_field:str}",
    operation_id="change_catalogue_text",
    summary="Ein Feld eines Entwurfs speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_CRITERIA,
)
def change_text(  # noqa: PLR0913, PLR0917 - one argument for each parameter
    request: Call,
    actor: NamedDependency[Actor],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
    part: FromPath[DraftPart],
    part_id: FromPath[str],
    draft_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one text."""
    edit, id_ = edit_of(request, draft_field, data), _id(part, part_id)
    return answer_once(
        request, lambda once: catalogue_drafting.change_text(actor, draft, part, id_, edit, once), saved_field
    )


def _id(part: DraftPart, part_id: str) -> str:
    """Return the id of a part; the head of a catalogue has none."""
    return "" if part is DraftPart.HEAD else part_id


HANDLERS = (
    list_drafts,
    start_draft,
    get_draft,
    discard_draft,
    add_part,
    get_part,
    remove_part,
    change_text,
)
