"""The eligibility matrix of a Teilnahmewettbewerb: what candidates must meet, and by what the best are chosen."""

import asyncio
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import ProcedureFrozenError
from procurement.services.procedures import Drafting, Procedures
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of
from web.versions import version_in
from web.views.eligibility import CODES, COLUMNS, HEAD, KINDS, Form, faults_by_input, read_form, sent_form, stored_form

_CONFLICT = 409
_LARGEST_BODY = 400_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/eignung", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_eligibility(
    request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str]
) -> Response[str]:
    """Show the eligibility matrix."""
    return _page(request, procedures, procedure)


@post(
    "/vergabeverfahren/{procedure:str}/eignung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def save_eligibility(
    request: Connection,
    procedures: NamedDependency[Procedures],
    drafting: NamedDependency[Drafting],
    procedure: FromPath[str],
) -> Answer:
    """Save the eligibility matrix."""
    form = await form_of(request)
    return await asyncio.to_thread(_save, request, procedures, drafting, procedure, form)


def _save(request: Connection, procedures: Procedures, drafting: Drafting, slug: str, form: FormMultiDict) -> Answer:
    sent = sent_form(form)
    document, rows, faults = read_form(sent)
    if faults:
        return _page(request, procedures, slug, replace(sent, faults=faults))
    try:
        drafting.save_eligibility(request.user, slug, version_in(form), document)
    except InputError as error:
        return _page(request, procedures, slug, replace(sent, faults=faults_by_input(error.faults, rows)))
    except (VersionConflictError, ProcedureFrozenError):
        return _page(request, procedures, slug, sent, is_stale=True)
    return Redirect(f"{addresses.eligibility(slug)}?geaendert=ja", status_code=SEE_OTHER)


def _page(
    request: Connection, procedures: Procedures, slug: str, form: Form | None = None, *, is_stale: bool = False
) -> Response[str]:
    opened = procedures.open(request.user, slug)
    shown = form or stored_form(opened.procedure.eligibility)
    return render(
        request,
        "vergabeverfahren/eignung.html",
        status=_CONFLICT if is_stale else UNREADABLE if shown.faults else 200,
        opened=opened,
        procedure=opened.procedure,
        form=shown,
        head=HEAD,
        columns=COLUMNS,
        kinds=KINDS,
        codes=CODES,
        is_stale=is_stale,
        about=opened.facts.participation,
    )


HANDLERS = (show_eligibility, save_eligibility)
