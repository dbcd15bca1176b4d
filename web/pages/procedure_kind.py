"""Public tool: what a need is worth, which kinds of procedure it admits, by when bids can be due. Nothing is stored."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from core.errors import InputError
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.report import ProcedureKindReport
from procurement.services.preparation import Preparation
from web.rendering import render
from web.upload import UNREADABLE
from web.views.need import CHECKS, LINE_FIELDS, NeedForm, need_form, purchases, with_faults


@get("/werkzeuge/verfahrensart", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_procedure_kind(request: Request[Any, Any, Any], preparation: NamedDependency[Preparation]) -> Response[str]:
    """Show the form, and the report once it is asked for."""
    query = {name: value for name, value in request.query_params.items() if isinstance(value, str)}
    form = need_form(query, preparation.today())
    form, report = _reported(request.user, preparation, form)
    return render(
        request,
        "werkzeuge/verfahrensart.html",
        status=UNREADABLE if form.faults else 200,
        form=form,
        report=report,
        line_fields=LINE_FIELDS,
        checks=CHECKS,
        purchases=purchases(),
    )


def _reported(actor: Actor, preparation: Preparation, form: NeedForm) -> tuple[NeedForm, ProcedureKindReport | None]:
    """Return the report, or none with every fault that stands in its way."""
    if not form.asked or not form.document["lots"]:
        return form, None
    try:
        report = preparation.suggest(actor, form.document)
    except InputError as error:
        return with_faults(form, error.faults), None
    return form, None if form.faults else report


HANDLERS = (show_procedure_kind,)
