"""The form of a request for capacity: three pages that save themselves, and how ADIT classifies it."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from capacity.errors import RequestClosedError, RequestNotFoundError
from capacity.rules.form import CLASSIFYING, FIELDS, FormField, FormPage
from capacity.rules.priority.criteria import ASSESSING
from capacity.services.desk import RequestDesk, SeenRequest
from capacity.services.drafting import RequestDrafting
from infra.fields.model import Conflict, Edit, FieldTooLongError, Saved
from infra.policy.table import Action
from web import addresses, request_words
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of
from web.views.fields import TOO_LONG, FieldForm, edits_in, stored_fields, typed_fields

CLASSIFICATION, ASSESSMENT = request_words.CLASSIFICATION, request_words.ASSESSMENT
_PAGES: Mapping[str, tuple[FormField, ...]] = {
    **{page.value: tuple(one for one in FIELDS if one.page is page) for page in FormPage},
    CLASSIFICATION: CLASSIFYING,
    ASSESSMENT: ASSESSING,
}
_ORDER = tuple(page.value for page in FormPage)
_CLOSED = "In diesem Stand ändert hier niemand mehr etwas. Bitte sehen Sie den Stand der IT-Anforderung nach."
_CONFLICT = 409
_LARGEST_BODY = 100_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(
    "/anforderungen/{capacity_request:int}/formular/{request_page:str}",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def show_request_form(
    request: Connection,
    request_desk: NamedDependency[RequestDesk],
    capacity_request: FromPath[int],
    request_page: FromPath[str],
) -> Response[str]:
    """Show a page of the form."""
    seen = request_desk.see(request.user, capacity_request)
    held = {one.name: seen.values[one.name] for one in _fields(request_page)}
    fields = [one._replace(fault=_fault(seen, one)) for one in stored_fields(held)]
    return _form(request, seen, request_page, fields)


@post(
    "/anforderungen/{capacity_request:int}/formular/{request_page:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.FILL_IN_REQUEST,
)
async def save_request_form(
    request: Connection,
    request_desk: NamedDependency[RequestDesk],
    request_drafting: NamedDependency[RequestDrafting],
    capacity_request: FromPath[int],
    request_page: FromPath[str],
) -> Answer:
    """Save all fields of a page at once and go on to the next; with a script they are saved already."""
    edits = edits_in(await form_of(request), [one.name for one in _fields(request_page)])
    return await asyncio.to_thread(
        _save, request, request_desk, request_drafting, capacity_request, request_page, edits
    )


def _save(
    request: Connection, desk: RequestDesk, drafting: RequestDrafting, number: int, page: str, edits: list[Edit]
) -> Answer:
    outcomes: Mapping[str, Saved | Conflict] = {}
    faults, refused, status = {}, "", _CONFLICT
    try:
        outcomes = drafting.save(request.user, number, edits)
    except FieldTooLongError as error:
        faults, status = {error.field: TOO_LONG.format(longest=error.longest)}, UNREADABLE
    except RequestClosedError:
        refused = _CLOSED
    seen = desk.see(request.user, number)
    if faults or refused or any(isinstance(one, Conflict) for one in outcomes.values()):
        held = {one.name: seen.values[one.name] for one in _fields(page)}
        return _form(request, seen, page, typed_fields(held, edits, outcomes, faults), refused=refused, status=status)
    following = _ORDER[_ORDER.index(page) + 1 :] if page in _ORDER else ()
    address = addresses.capacity_request_form(number, following[0]) if following else addresses.capacity_request(number)
    return Redirect(address, status_code=SEE_OTHER)


def _fields(page: str) -> tuple[FormField, ...]:
    if page not in _PAGES:
        raise RequestNotFoundError
    return _PAGES[page]


def _fault(seen: SeenRequest, field: FieldForm) -> str:
    """Return what is wrong with a field that somebody has filled in already; an empty one is not wrong yet."""
    fault = seen.faults.get(field.name)
    return request_words.FAULTS[fault] if fault and field.value else ""


def _form(
    request: Connection,
    seen: SeenRequest,
    page: str,
    fields: list[FieldForm],
    *,
    refused: str = "",
    status: int = 200,
) -> Response[str]:
    action = Action.WRITE_REQUEST if page in _ORDER else Action.CLASSIFY_REQUEST
    number, offered = seen.request.number, seen.choices
    rules = {one.name: request_words.with_choices(one, offered) for one in _PAGES[page]}
    return render(
        request,
        "anforderungen/formular.html",
        status=status,
        seen=seen,
        title=request_words.PAGES[page],
        fields=fields,
        rules=rules,
        labels={one.name: (one.label, one.hint) for one in rules.values()},
        is_open=action in seen.may,
        at=_ORDER.index(page) + 1 if page in _ORDER else 0,
        last=len(_ORDER),
        before=_ORDER[_ORDER.index(page) - 1] if page in _ORDER[1:] else None,
        refused=refused,
        form_name=uuid4().hex,
        saving=f"/api/v1/capacity-requests/{number}/fields/",
    )


HANDLERS = (show_request_form, save_request_form)
