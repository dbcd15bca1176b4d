"""The Prüfvermerk on a procedure: auditors write their own, others read what is completed."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from infra.fields.model import Conflict, Edit, FieldTooLongError, Saved
from infra.policy.table import Action
from procurement.errors import PruefvermerkEmptyError
from procurement.services.pruefvermerk import FIELDS, FINDING, AuditDesk
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.fields import TOO_LONG, FieldForm, edits_in, stored_fields, typed_fields

STEP, COMPLETE = "schritt", "abschliessen"
NAMES = tuple(rule.name for rule in FIELDS.rules)
FINDING_MISSING = "Bitte schreiben Sie eine Feststellung, bevor Sie den Prüfvermerk abschließen."

_CONFLICT = 409

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergaben/{slug:str}/pruefvermerk", sync_to_thread=True, action=Action.READ_PRUEFVERMERK)
def show_pruefvermerk(
    request: Connection, audit_desk: NamedDependency[AuditDesk], slug: FromPath[str]
) -> Response[str]:
    """Show the own draft and all completed ones."""
    seen = audit_desk.open(request.user, slug)
    return _page(request, audit_desk, slug, None if seen.draft is None else stored_fields(seen.draft))


@post(
    "/vergaben/{slug:str}/pruefvermerk",
    status_code=SEE_OTHER,
    request_max_body_size=400_000,
    action=Action.WRITE_PRUEFVERMERK,
)
async def save_pruefvermerk(request: Connection, audit_desk: NamedDependency[AuditDesk], slug: FromPath[str]) -> Answer:
    """Save all fields at once, for those who have no script; or complete the Prüfvermerk."""
    form = await form_of(request)
    edits, completes = edits_in(form, NAMES), text_in(form, STEP) == COMPLETE
    return await asyncio.to_thread(_save, request, audit_desk, slug, edits, completes=completes)


def _save(request: Connection, desk: AuditDesk, slug: str, edits: Sequence[Edit], *, completes: bool) -> Answer:
    try:
        outcomes = (
            desk.complete(request.user, slug, edits).outcomes if completes else desk.save(request.user, slug, edits)
        )
    except FieldTooLongError as error:
        return _again(request, desk, slug, edits, faults={error.field: TOO_LONG.format(longest=error.longest)})
    except PruefvermerkEmptyError:
        return _again(request, desk, slug, edits, faults={FINDING: FINDING_MISSING})
    if any(isinstance(one, Conflict) for one in outcomes.values()):
        return _again(request, desk, slug, edits, outcomes=outcomes)
    return Redirect(addresses.pruefvermerk(slug), status_code=SEE_OTHER)


def _again(
    request: Connection,
    desk: AuditDesk,
    slug: str,
    edits: Sequence[Edit],
    *,
    outcomes: Mapping[str, Saved | Conflict] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Response[str]:
    held = desk.open(request.user, slug).draft or {}
    fields = typed_fields(held, edits, outcomes or {}, faults or {})
    return _page(request, desk, slug, fields, status=UNREADABLE if faults else _CONFLICT)


def _page(
    request: Connection, desk: AuditDesk, slug: str, fields: list[FieldForm] | None, *, status: int = 200
) -> Response[str]:
    seen = desk.open(request.user, slug)
    return render(
        request,
        "vergaben/pruefvermerk.html",
        status=status,
        summary=seen.summary,
        completed=seen.completed,
        fields=fields,
        form_name=uuid4().hex,
        saving=f"/api/v1/evaluations/{slug}/pruefvermerk/fields/",
    )


HANDLERS = (show_pruefvermerk, save_pruefvermerk)
