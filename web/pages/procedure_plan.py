"""What is decided about a tender procedure: title, office, kind and deadlines in one piece, texts each for itself."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.fields.model import Conflict, Edit, FieldTooLongError, Saved
from infra.identity.errors import OfficeNotFoundError
from infra.policy.table import Action
from procurement.errors import ProcedureFrozenError
from procurement.rules.procedure.facts import TextField
from procurement.services.procedures import Drafting, OpenedProcedure, Procedures
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.fields import TOO_LONG, edits_in, stored_fields, typed_fields
from web.views.plan import (
    LABELS,
    NAMES,
    NO_OFFICE,
    OFFICE,
    faults_by_input,
    kind_choices,
    other_values,
    period_lines,
    read_plan,
    typed_plan,
)
from web.wording import PROCEDURE_TEXTS

_TEXTS = tuple(name.value for name in TextField)
_LABELS = {**LABELS, **{name: label for name, (label, _) in PROCEDURE_TEXTS.items()}}
_CONFLICT = 409
_LARGEST_BODY = 600_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The form as somebody sent it, and what became of it.

    Args:
        version: Version of the procedure that they have seen, or that their plan has become.
        typed: What stands in the inputs of the plan.
        edits: Texts.
        outcomes: How saving each text ended.
        faults: What is wrong, by the name of the input.
        is_stale: Somebody else has changed the procedure.
        is_frozen: In its stage nothing changes.
    """

    version: int
    typed: Mapping[str, str]
    edits: tuple[Edit, ...]
    outcomes: Mapping[str, Saved | Conflict] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    is_stale: bool = False
    is_frozen: bool = False

    @property
    def has_conflict(self) -> bool:
        """Something else was saved since the person looked."""
        return self.is_stale or self.is_frozen or any(isinstance(one, Conflict) for one in self.outcomes.values())


@get("/vergabeverfahren/{procedure:str}/angaben", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_plan(request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str]) -> Response[str]:
    """Show plan and texts; as a form to those who may change them now."""
    return _page(request, procedures, procedures.open(request.user, procedure), None)


@post(
    "/vergabeverfahren/{procedure:str}/angaben",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def save_plan(
    request: Connection,
    procedures: NamedDependency[Procedures],
    drafting: NamedDependency[Drafting],
    procedure: FromPath[str],
) -> Answer:
    """Save the plan, and the texts that did not save themselves."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in NAMES}
    sent = Sent(version=version_in(form), typed=typed, edits=tuple(edits_in(form, _TEXTS)))
    return await asyncio.to_thread(_save, request, procedures, drafting, procedure, sent)


def _save(request: Connection, procedures: Procedures, drafting: Drafting, slug: str, sent: Sent) -> Answer:
    sent = _with_texts(request, drafting, slug, sent)
    sent = _with_plan(request, procedures, drafting, slug, sent)
    if sent.faults or sent.has_conflict:
        return _page(request, procedures, procedures.open(request.user, slug), sent)
    return Redirect(f"{addresses.procedure_plan(slug)}?geaendert=ja", status_code=SEE_OTHER)


def _with_texts(request: Connection, drafting: Drafting, slug: str, sent: Sent) -> Sent:
    try:
        return replace(sent, outcomes=drafting.save_texts(request.user, slug, sent.edits))
    except FieldTooLongError as error:
        return replace(sent, faults={error.field: TOO_LONG.format(longest=error.longest)})
    except ProcedureFrozenError:
        return replace(sent, is_frozen=True)


def _with_plan(request: Connection, procedures: Procedures, drafting: Drafting, slug: str, sent: Sent) -> Sent:
    stored = procedures.open(request.user, slug).procedure.plan
    plan, faults = read_plan(sent.typed, stored)
    if not faults and not sent.is_frozen and plan != stored:
        try:
            saved = drafting.save_plan(request.user, slug, sent.version, plan)
            sent = replace(sent, version=saved.version)
        except InputError as error:
            faults = faults_by_input(error.faults)
        except OfficeNotFoundError:
            faults = {OFFICE: NO_OFFICE}
        except VersionConflictError:
            sent = replace(sent, is_stale=True)
        except ProcedureFrozenError:
            sent = replace(sent, is_frozen=True)
    return replace(sent, faults={**sent.faults, **faults})


def _page(request: Connection, procedures: Procedures, opened: OpenedProcedure, sent: Sent | None) -> Response[str]:
    """Return the page; what somebody sent and could not be saved stays in the form."""
    stored, held = typed_plan(opened.procedure.plan), {name.value: one for name, one in opened.texts.items()}
    offices = dict[str, str]()
    if sent or opened.is_editable:
        offices = {office.id: office.name for office in procedures.offices(request.user)}
    return render(
        request,
        "vergabeverfahren/angaben.html",
        status=200 if sent is None else UNREADABLE if sent.faults else _CONFLICT,
        opened=opened,
        procedure=opened.procedure,
        sent=sent,
        typed=sent.typed if sent else stored,
        faults=sent.faults if sent else {},
        version=opened.procedure.version if sent is None or sent.is_stale else sent.version,
        fields=typed_fields(held, sent.edits, sent.outcomes, sent.faults) if sent else stored_fields(held),
        labels=_LABELS,
        others=other_values(sent.typed, stored, offices, procedures.kind_titles) if sent and sent.is_stale else [],
        offices=list(offices.items()),
        choices=kind_choices(opened.facts.suggestion, procedures.kinds),
        periods=period_lines(opened.facts),
        kinds=procedures.kind_titles,
        form_name=uuid4().hex,
        saving=f"/api/v1/procedures/{opened.procedure.slug}/texts/",
    )


HANDLERS = (show_plan, save_plan)
