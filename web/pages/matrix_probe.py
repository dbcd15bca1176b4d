"""Probe a Bewertungsmatrix before publication, with or without bids, and try other weights on it. Nothing is stored.

The matrix travels in the form. What comes back is read like any other file from outside.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from core.errors import InputError
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services import Services
from scoring.matrix_check.places import criterion_names_in
from web.rendering import render
from web.upload import (
    NOTHING_SUBMITTED,
    UNREADABLE,
    Submitted,
    carried,
    faults_of,
    form_of,
    one_fault,
    room_for,
    submitted,
    text_in,
)
from web.upload_page import upload_form
from web.views.probe import ProbeView, probe_view
from web.views.rematrix import Json
from web.views.weights import ASKED, TrialView, WeightForm, before_and_after, trial_view, weight_form, with_faults

DOCUMENT = "bewertungsmatrix"
OWN = "eigene"
"""Button that leads back to the weights of the file."""

_LONGEST_WEIGHT = 200

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Probed:
    """A matrix with its report, under its own weights or others; neither while there are faults."""

    form: WeightForm
    view: ProbeView | None = None
    trial: TrialView | None = None


_form = partial(upload_form, template="probe/formular.html")


@get("/probe", sync_to_thread=False, action=Action.USE_PUBLIC_TOOLS)
def show_form(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the empty form."""
    return _form(request)


@post("/probe", status_code=200, action=Action.USE_PUBLIC_TOOLS)
async def probe_matrix(request: Request[Any, Any, Any], services: NamedDependency[Services]) -> Response[str]:
    """Show the probe of a file, or of the matrix that the form carries under the weights typed in it."""
    form = await form_of(request)
    typed = {name: value[:_LONGEST_WEIGHT] for name, value in form.items() if isinstance(value, str)}
    if DOCUMENT in form:
        handed_in = carried(text_in(form, DOCUMENT))
    else:
        handed_in, typed = await submitted(form), {}
    return await asyncio.to_thread(_answer, request, services, handed_in, typed)


def _answer(request: Request[Any, Any, Any], services: Services, handed_in: Submitted, typed: Typed) -> Response[str]:
    if not handed_in.data:
        return _form(request, handed_in, one_fault(NOTHING_SUBMITTED))
    try:
        text = services.read_matrix(request.user, handed_in.data)
        document: Json = json.loads(text)
        found = _probed(request.user, services, document, typed)
    except InputError as error:
        return _form(request, handed_in, faults_of(error))
    return render(
        request,
        "probe/ergebnis.html",
        status=UNREADABLE if found.form.has_faults else 200,
        head=document["procedure"],
        method=document["matrix"]["method"]["name"],
        document=text if len(text.encode()) <= room_for(request) else None,
        form=found.form,
        view=found.trial.probe if found.trial else found.view,
        trial=found.trial,
        weights=before_and_after(found.form),
    )


def _probed(actor: Actor, services: Services, document: Json, typed: Typed) -> _Probed:
    """Return the report.

    Raises:
        InputError: The method has no value for the bids.
    """
    form = weight_form(document, {name: value for name, value in typed.items() if OWN not in typed or name != ASKED})
    if not form.asked:
        return _Probed(form, view=probe_view(services.probe_value(actor, document), criterion_names_in(document)))
    if form.has_faults:
        return _Probed(form)
    try:
        trial = services.weigh_matrix(actor, document, form.weights)
        return _Probed(form, trial=trial_view(trial, criterion_names_in(document)))
    except InputError as error:
        return _Probed(with_faults(form, error.faults))


HANDLERS = (show_form, probe_matrix)
