"""Criteria and clauses of a draft: add one, write it field by field, take it out."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.fields.model import Conflict, Edit, FieldTooLongError, Saved
from infra.policy.table import Action
from procurement.errors import CatalogueDraftFrozenError, ProcurementError
from procurement.rules.criteria.draft import DraftPart, field_lengths
from procurement.services.cataloguing import CatalogueDrafting, CatalogueDrafts
from web import addresses
from web.criteria import KINDS
from web.pages.criteria_drafts import Sent, draft_page, told
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.catalogue_draft import draft_lists, faults_by_field
from web.views.fields import TOO_LONG, edits_in, stored_fields, typed_fields

_CONFLICT = 409
_LARGEST_BODY = 1_000_000
_PARTS = "/kriterien/entwuerfe/{draft:str}/{part:str}"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@post(_PARTS, status_code=SEE_OTHER, action=Action.WRITE_CRITERIA)
async def add_part(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
    part: FromPath[DraftPart],
) -> Answer:
    """Add a criterion or clause and lead to it."""
    form = await form_of(request)
    id_ = text_in(form, "kennung").strip()

    def add() -> Answer:
        try:
            catalogue_drafting.add_part(request.user, draft, version_in(form), part, id_)
        except InputError as error:
            sent = Sent(faults={f"neu-{part.value}": told(request, error)}, typed={part.value: id_})
            return draft_page(request, catalogue_drafts, draft, sent)
        except (VersionConflictError, ProcurementError) as error:
            sent = Sent(refusal=told(request, error), typed={part.value: id_})
            return draft_page(request, catalogue_drafts, draft, sent)
        return Redirect(addresses.draft_part(draft, part.value, id_), status_code=SEE_OTHER)

    return await asyncio.to_thread(add)


@get(f"{_PARTS}/{{part_id:str}}", sync_to_thread=True, action=Action.WRITE_CRITERIA)
def show_part(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    draft: FromPath[str],
    part: FromPath[DraftPart],
    part_id: FromPath[str],
) -> Response[str]:
    """Show a criterion or clause as a form."""
    return _page(request, catalogue_drafts, draft, part, addresses.identifier(part_id))


@post(
    f"{_PARTS}/{{part_id:str}}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.WRITE_CRITERIA,
)
async def save_part(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
    part: FromPath[DraftPart],
    part_id: FromPath[str],
) -> Answer:
    """Save the texts that did not save themselves."""
    form = await form_of(request)
    id_, edits = addresses.identifier(part_id), edits_in(form, tuple(field_lengths(part)))
    return await asyncio.to_thread(_save, request, catalogue_drafts, catalogue_drafting, (draft, part, id_), edits)


def _save(
    request: Connection,
    drafts: CatalogueDrafts,
    drafting: CatalogueDrafting,
    place: tuple[str, DraftPart, str],
    edits: Sequence[Edit],
) -> Answer:
    try:
        outcomes = drafting.save_texts(request.user, *place, edits)
    except FieldTooLongError as error:
        return _page(request, drafts, *place, edits, faults={error.field: TOO_LONG.format(longest=error.longest)})
    except CatalogueDraftFrozenError as error:
        return _page(request, drafts, *place, edits, refusal=told(request, error))
    if any(isinstance(one, Conflict) for one in outcomes.values()):
        return _page(request, drafts, *place, edits, outcomes=outcomes)
    return Redirect(f"{addresses.draft_part(place[0], place[1].value, place[2])}?geaendert=ja", status_code=SEE_OTHER)


@post(f"{_PARTS}/{{part_id:str}}/entfernen", status_code=SEE_OTHER, action=Action.WRITE_CRITERIA)
async def remove_part(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
    part: FromPath[DraftPart],
    part_id: FromPath[str],
) -> Answer:
    """Take a criterion or clause out."""
    form = await form_of(request)

    def remove() -> Answer:
        try:
            catalogue_drafting.remove_part(request.user, draft, version_in(form), part, addresses.identifier(part_id))
        except (VersionConflictError, ProcurementError) as error:
            return draft_page(request, catalogue_drafts, draft, Sent(refusal=told(request, error)))
        return Redirect(f"{addresses.catalogue_draft(draft)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(remove)


def _page(  # noqa: PLR0913 - one argument for each thing that can go wrong
    request: Connection,
    drafts: CatalogueDrafts,
    catalogue: str,
    part: DraftPart,
    id_: str,
    edits: Sequence[Edit] = (),
    *,
    outcomes: Mapping[str, Saved | Conflict] | None = None,
    faults: Mapping[str, str] | None = None,
    refusal: str = "",
) -> Response[str]:
    held, opened = drafts.fields(request.user, catalogue, part, id_), drafts.open(request.user, catalogue)
    said = faults_by_field(opened, part, id_)
    fields = typed_fields(held, edits, outcomes or {}, faults or {}) if edits else stored_fields(held)
    status = UNREADABLE if faults else _CONFLICT if outcomes or refusal else 200
    return render(
        request,
        "kriterien/entwurf_teil.html",
        status=status,
        opened=opened,
        draft=opened.draft,
        part=part,
        part_id=id_,
        fields=fields,
        said=said,
        refusal=refusal,
        kinds=list(KINDS.items()),
        groups=draft_lists(opened).groups,
        clauses=opened.draft.clauses,
        lengths=field_lengths(part),
        form_name=uuid4().hex,
        saving=f"/api/v1/criteria-drafts/{catalogue}/{part.value}/{addresses.segment(id_)}/",
    )


HANDLERS = (add_part, show_part, save_part, remove_part)
