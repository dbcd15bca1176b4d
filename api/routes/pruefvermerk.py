"""``/evaluations/…/pruefvermerk``: the auditors' Prüfvermerke; the own draft is saved field by field."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, field_view, saved_field
from api.once import answer_once, presented
from api.problems import responses
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import Pruefvermerk
from procurement.services.pruefvermerk import AuditDesk, Completion, Pruefvermerke

Call = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PruefvermerkView:
    """A completed Prüfvermerk.

    Args:
        author: Name of the auditor.
        fields: Texts by the name of their field.
        completed_at: When it was completed.
        digest: ``sha256:…`` of the document that was frozen.
    """

    author: str
    fields: dict[str, str]
    completed_at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PruefvermerkeView:
    """The Prüfvermerke on one procedure.

    Args:
        draft: The own draft by the name of each field; null for those who have none.
        completed: All completed ones, oldest first.
    """

    draft: dict[str, FieldView] | None
    completed: list[PruefvermerkView]


@get(
    "/evaluations/{slug:str}/pruefvermerk",
    operation_id="get_pruefvermerke",
    summary="Prüfvermerke zu einem Vergabeverfahren und der eigene Entwurf",
    sync_to_thread=True,
    action=Action.READ_PRUEFVERMERK,
)
def get_pruefvermerke(
    actor: NamedDependency[Actor], audit_desk: NamedDependency[AuditDesk], slug: FromPath[str]
) -> PruefvermerkeView:
    """Return the completed ones and the own draft."""
    return _seen(audit_desk.open(actor, slug))


@patch(
    "/evaluations/{slug:str}/pruefvermerk/fields/{field:str}",
    operation_id="change_pruefvermerk_field",
    summary="Ein Feld des eigenen Entwurfs speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_PRUEFVERMERK,
)
def change_field(
    request: Call,
    actor: NamedDependency[Actor],
    audit_desk: NamedDependency[AuditDesk],
    slug: FromPath[str],
    field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field."""
    edit = edit_of(request, field, data)
    return answer_once(request, lambda once: audit_desk.change(actor, slug, edit, once), saved_field)


@post(
    "/evaluations/{slug:str}/pruefvermerk/completion",
    operation_id="complete_pruefvermerk",
    summary="Den eigenen Prüfvermerk abschließen; danach ist er nicht mehr zu ändern",
    status_code=200,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.WRITE_PRUEFVERMERK,
)
def complete_pruefvermerk(
    request: Call, actor: NamedDependency[Actor], audit_desk: NamedDependency[AuditDesk], slug: FromPath[str]
) -> Response[PruefvermerkView]:
    """Freeze the own draft as it is saved."""
    return answer_once(request, lambda once: audit_desk.complete(actor, slug, (), once), _completed)


def _completed(completion: Completion) -> KeptAnswer:
    if completion.completed is None:
        raise AssertionError("nothing was edited, so nothing can be in conflict")
    return presented(_completed_view(completion.completed))


def _seen(seen: Pruefvermerke) -> PruefvermerkeView:
    draft = None if seen.draft is None else {name: field_view(held) for name, held in seen.draft.items()}
    return PruefvermerkeView(draft=draft, completed=[_completed_view(one) for one in seen.completed])


def _completed_view(one: Pruefvermerk) -> PruefvermerkView:
    return PruefvermerkView(
        author=one.author, fields=dict(one.fields), completed_at=one.completed_at, digest=one.digest
    )


HANDLERS = (get_pruefvermerke, change_field, complete_pruefvermerk)
