"""What is the same in every Digital-Check of the own office: filled in once, taken over into new checks."""

import asyncio
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from digitalcheck.errors import OfficeMissingError
from digitalcheck.services.filling import Filling
from infra.fields.model import Conflict, Edit, FieldTooLongError
from infra.policy.table import Action
from web.pages.digital_checks import NO_OFFICE
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of
from web.views.check_defaults import defaults_form, names_of
from web.views.digital_check import Answered, edits_of
from web.views.fields import TOO_LONG

_CONFLICT = 409
_LARGEST_BODY = 400_000
_ADDRESS = "/digital-checks/vorgaben"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(_ADDRESS, sync_to_thread=True, action=Action.WRITE_CHECK)
def show_defaults(request: Connection, filling: NamedDependency[Filling]) -> Response[str]:
    """Show the form."""
    return _form(request, filling)


@post(_ADDRESS, status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.WRITE_CHECK)
async def save_defaults(request: Connection, filling: NamedDependency[Filling]) -> Answer:
    """Save all fields at once; with a script they are saved already."""
    form = await form_of(request)

    def save() -> Answer:
        try:
            catalogue, _ = filling.office_answers(request.user)
        except OfficeMissingError:
            return _form(request, filling)
        return _save(request, filling, edits_of(form, names_of(catalogue)))

    return await asyncio.to_thread(save)


def _save(request: Connection, filling: Filling, edits: list[Edit]) -> Answer:
    try:
        outcomes = filling.save_office_answers(request.user, edits)
    except FieldTooLongError as error:
        faults = {error.field: TOO_LONG.format(longest=error.longest)}
        return _form(request, filling, Answered(edits, faults=faults), status=UNREADABLE)
    if any(isinstance(one, Conflict) for one in outcomes.values()):
        return _form(request, filling, Answered(edits, outcomes), status=_CONFLICT)
    return Redirect(f"{_ADDRESS}?geaendert=ja", status_code=SEE_OTHER)


def _form(
    request: Connection, filling: Filling, answered: Answered | None = None, *, status: int = 200
) -> Response[str]:
    try:
        catalogue, held = filling.office_answers(request.user)
    except OfficeMissingError:
        return render(request, "digitalcheck/vorgaben.html", form=None, refused=NO_OFFICE, fields=[], labels={})
    form = defaults_form(catalogue, held, answered)
    return render(
        request,
        "digitalcheck/vorgaben.html",
        status=status,
        catalogue=catalogue,
        form=form,
        fields=[one.field for one in form.all_shown],
        labels={one.field.name: (one.label, one.hint) for one in form.all_shown},
        refused="",
        form_name=uuid4().hex,
        saving="/api/v1/check-defaults/fields/",
    )


HANDLERS = (show_defaults, save_defaults)
