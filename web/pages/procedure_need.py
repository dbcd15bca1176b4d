"""The need of a tender procedure with its estimated value: the form is that of the tool, here it is kept."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.services.preparation import Preparation
from procurement.services.procedures import Drafting, OpenedProcedure, Procedures
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of
from web.versions import version_in
from web.views.need import CHECKS, LINE_FIELDS, NeedForm, need_form, purchases, with_faults
from web.views.procedure import need_missing
from web.views.stored_need import first_need_form, fits_form, stored_need_form

_CONFLICT = 409
_LARGEST_BODY = 400_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/bedarf", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_need(
    request: Connection,
    procedures: NamedDependency[Procedures],
    preparation: NamedDependency[Preparation],
    procedure: FromPath[str],
) -> Response[str]:
    """Show the need with what follows from it."""
    opened = procedures.open(request.user, procedure)
    if opened.need is None:
        return _page(request, opened, first_need_form(opened.procedure.lots, preparation.today()))
    return _page(request, opened, stored_need_form(opened.need) if fits_form(opened.need) else None)


@post(
    "/vergabeverfahren/{procedure:str}/bedarf",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def save_need(
    request: Connection,
    procedures: NamedDependency[Procedures],
    drafting: NamedDependency[Drafting],
    preparation: NamedDependency[Preparation],
    procedure: FromPath[str],
) -> Answer:
    """Save the need, or give the form one more lot."""
    sent = await form_of(request)
    typed = {name: value for name, value in sent.items() if isinstance(value, str)}
    form = need_form(typed, preparation.today())
    return await asyncio.to_thread(_save, request, procedures, drafting, procedure, (version_in(sent), form))


def _save(
    request: Connection, procedures: Procedures, drafting: Drafting, slug: str, sent: tuple[int, NeedForm]
) -> Answer:
    version, form = sent
    is_stale = False
    if form.asked and form.document["lots"] and not form.faults:
        try:
            drafting.save_need(request.user, slug, version, form.document)
        except InputError as error:
            form = with_faults(form, error.faults)
        except VersionConflictError:
            is_stale = True
        else:
            return Redirect(f"{addresses.procedure_need(slug)}?geaendert=ja", status_code=SEE_OTHER)
    return _page(request, procedures.open(request.user, slug), form, version=version, is_stale=is_stale)


def _page(
    request: Connection,
    opened: OpenedProcedure,
    form: NeedForm | None,
    *,
    version: int | None = None,
    is_stale: bool = False,
) -> Response[str]:
    """Return the page.

    Args:
        request: What is answered.
        opened: The procedure.
        form: What stands in the form; None where a stored need does not fit into it.
        version: The version that the form was made for; None for the present one.
        is_stale: Somebody else was faster; the form now replaces what they have saved, once it is sent again.
    """
    return render(
        request,
        "vergabeverfahren/bedarf.html",
        status=_CONFLICT if is_stale else UNREADABLE if form and form.faults else 200,
        opened=opened,
        procedure=opened.procedure,
        form=form,
        stored=stored_need_form(opened.need) if opened.need else None,
        version=opened.procedure.version if version is None or is_stale else version,
        is_stale=is_stale,
        is_sent=version is not None,
        missing=need_missing(opened),
        line_fields=LINE_FIELDS,
        checks=CHECKS,
        purchases=purchases(),
    )


HANDLERS = (show_need, save_need)
