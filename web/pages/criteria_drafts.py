"""Drafts of catalogues: begin one, write its head, see what is wrong with it, take it to a version."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, PruefstandError, VersionConflictError
from infra.fields.model import Conflict, Edit, FieldTooLongError, Saved
from infra.policy.table import Action
from procurement.errors import ProcurementError
from procurement.rules.criteria.draft import DraftBase, DraftPart, field_lengths
from procurement.services.cataloguing import CatalogueDrafting, CatalogueDrafts, CatalogueReleasing
from procurement.services.criteria import Criteria
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, faults_of, form_of, text_in
from web.versions import version_in
from web.views.catalogue_draft import draft_lists
from web.views.fields import TOO_LONG, edits_in, stored_fields, typed_fields

NAMES = tuple(field_lengths(DraftPart.HEAD))
STALE = "Der Entwurf wurde inzwischen geändert. Bitte sehen Sie ihn noch einmal durch."
_CONFLICT = 409
_LARGEST_BODY = 400_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody sent and could not be carried out.

    Args:
        edits: Texts of the head.
        outcomes: How saving each text ended.
        faults: What is wrong, by the name of the input.
        refusal: Why a step was not taken; empty where none was asked for.
        typed: What stood in other inputs.
    """

    edits: Sequence[Edit] = ()
    outcomes: Mapping[str, Saved | Conflict] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """HTTP status of the page."""
        return UNREADABLE if self.faults else _CONFLICT


@get("/kriterien/entwuerfe", sync_to_thread=True, action=Action.WRITE_CRITERIA)
def list_drafts(
    request: Connection, catalogue_drafts: NamedDependency[CatalogueDrafts], criteria: NamedDependency[Criteria]
) -> Response[str]:
    """Show all drafts, and a form to begin one."""
    return _list(request, catalogue_drafts, criteria)


@post("/kriterien/entwuerfe", status_code=SEE_OTHER, action=Action.WRITE_CRITERIA)
async def start_draft(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    criteria: NamedDependency[Criteria],
) -> Answer:
    """Begin a draft and lead to it."""
    form = await form_of(request)
    name, chosen = text_in(form, "kennung").strip(), text_in(form, "grundlage")

    def start() -> Answer:
        try:
            catalogue_drafting.start(request.user, name, _base(chosen))
        except (InputError, ProcurementError) as error:
            typed = {"kennung": name, "grundlage": chosen}
            return _list(request, catalogue_drafts, criteria, typed, told(request, error))
        return Redirect(addresses.catalogue_draft(name), status_code=SEE_OTHER)

    return await asyncio.to_thread(start)


@get("/kriterien/entwuerfe/{draft:str}", sync_to_thread=True, action=Action.WRITE_CRITERIA)
def show_draft(
    request: Connection, catalogue_drafts: NamedDependency[CatalogueDrafts], draft: FromPath[str]
) -> Response[str]:
    """Show a draft."""
    return draft_page(request, catalogue_drafts, draft)


@post(
    "/kriterien/entwuerfe/{draft:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.WRITE_CRITERIA,
)
async def save_head(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
) -> Answer:
    """Save the texts of the head that did not save themselves."""
    form = await form_of(request)
    edits = edits_in(form, NAMES)

    def save() -> Answer:
        try:
            outcomes = catalogue_drafting.save_texts(request.user, draft, DraftPart.HEAD, "", edits)
        except FieldTooLongError as error:
            sent = Sent(edits=edits, faults={error.field: TOO_LONG.format(longest=error.longest)})
            return draft_page(request, catalogue_drafts, draft, sent)
        except ProcurementError as error:
            return draft_page(request, catalogue_drafts, draft, Sent(edits=edits, refusal=told(request, error)))
        if any(isinstance(one, Conflict) for one in outcomes.values()):
            return draft_page(request, catalogue_drafts, draft, Sent(edits=edits, outcomes=outcomes))
        return _back(draft)

    return await asyncio.to_thread(save)


@post("/kriterien/entwuerfe/{draft:str}/verwerfen", status_code=SEE_OTHER, action=Action.WRITE_CRITERIA)
async def discard_draft(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    catalogue_drafting: NamedDependency[CatalogueDrafting],
    draft: FromPath[str],
) -> Answer:
    """Forget a draft."""
    form = await form_of(request)

    def discard() -> Answer:
        try:
            catalogue_drafting.discard(request.user, draft, version_in(form))
        except (VersionConflictError, ProcurementError) as error:
            return draft_page(request, catalogue_drafts, draft, Sent(refusal=told(request, error)))
        return Redirect(addresses.catalogue_drafts(), status_code=SEE_OTHER)

    return await asyncio.to_thread(discard)


@post("/kriterien/entwuerfe/{draft:str}/freigabe", status_code=SEE_OTHER, action=Action.WRITE_CRITERIA)
async def ask_for_release(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    catalogue_releasing: NamedDependency[CatalogueReleasing],
    draft: FromPath[str],
) -> Answer:
    """Ask another person to release a draft."""
    form = await form_of(request)
    return await asyncio.to_thread(_ask, request, catalogue_drafts, catalogue_releasing, draft, form)


def _ask(
    request: Connection, drafts: CatalogueDrafts, releasing: CatalogueReleasing, catalogue: str, form: FormMultiDict
) -> Answer:
    try:
        releasing.ask(request.user, catalogue, version_in(form), text_in(form, "siegel"))
    except (InputError, VersionConflictError, ProcurementError) as error:
        return draft_page(request, drafts, catalogue, Sent(refusal=told(request, error)))
    return _back(catalogue)


@post("/kriterien/entwuerfe/{draft:str}/entscheidung", status_code=SEE_OTHER, action=Action.RELEASE_CRITERIA)
async def decide(
    request: Connection,
    catalogue_drafts: NamedDependency[CatalogueDrafts],
    catalogue_releasing: NamedDependency[CatalogueReleasing],
    draft: FromPath[str],
) -> Answer:
    """Release a draft, or hand it back with a reason."""
    form = await form_of(request)
    return await asyncio.to_thread(_decide, request, catalogue_drafts, catalogue_releasing, draft, form)


def _decide(
    request: Connection, drafts: CatalogueDrafts, releasing: CatalogueReleasing, catalogue: str, form: FormMultiDict
) -> Answer:
    reason = text_in(form, "grund")
    try:
        if text_in(form, "schritt") == "zurueckgeben":
            releasing.hand_back(request.user, catalogue, version_in(form), reason)
            return _back(catalogue)
        stored = releasing.release(request.user, catalogue, version_in(form), text_in(form, "siegel"))
    except (InputError, VersionConflictError, ProcurementError) as error:
        sent = Sent(refusal=told(request, error), typed={"grund": reason})
        return draft_page(request, drafts, catalogue, sent)
    return Redirect(addresses.catalogue(stored.catalogue, stored.number), status_code=SEE_OTHER)


def draft_page(request: Connection, drafts: CatalogueDrafts, catalogue: str, sent: Sent | None = None) -> Response[str]:
    """Return the page of a draft; what somebody sent and could not be carried out stays on it."""
    opened = drafts.open(request.user, catalogue)
    fields = typed_fields(opened.head, sent.edits, sent.outcomes, sent.faults) if sent else stored_fields(opened.head)
    return render(
        request,
        "kriterien/entwurf.html",
        status=sent.status if sent else 200,
        opened=opened,
        draft=opened.draft,
        lists=draft_lists(opened),
        fields=fields,
        sent=sent or Sent(),
        is_asking=opened.draft.asked_by == request.user.person,
        form_name=uuid4().hex,
        saving=f"/api/v1/criteria-drafts/{catalogue}/{DraftPart.HEAD.value}/katalog/",
    )


def told(request: Connection, error: PruefstandError) -> str:
    """Return why something was not carried out."""
    if isinstance(error, VersionConflictError):
        return STALE
    if isinstance(error, InputError):
        return faults_of(error).lines[0].text
    return str(request.app.state.to_problem(error).title)


def _list(
    request: Connection,
    drafts: CatalogueDrafts,
    criteria: Criteria,
    typed: Mapping[str, str] | None = None,
    fault: str = "",
) -> Response[str]:
    return render(
        request,
        "kriterien/entwuerfe.html",
        status=UNREADABLE if fault else 200,
        drafts=drafts.drafts(request.user),
        catalogues=criteria.catalogues(request.user),
        own=criteria.own(request.user),
        typed=typed or {"kennung": "", "grundlage": ""},
        fault=fault,
    )


def _base(chosen: str) -> DraftBase | None:
    name, _, number = chosen.rpartition(" ")
    fits = number.isascii() and number.isdecimal() and 0 < len(number) < 8  # noqa: PLR2004 - more than any version
    return DraftBase(catalogue=name, number=int(number)) if name and fits else None


def _back(catalogue: str) -> Redirect:
    return Redirect(f"{addresses.catalogue_draft(catalogue)}?geaendert=ja", status_code=SEE_OTHER)


HANDLERS = (list_drafts, start_draft, show_draft, save_head, discard_draft, ask_for_release, decide)
