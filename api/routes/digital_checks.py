"""``/digital-checks`` and ``/capacity-requests``: filling in checks, and the capacity they need."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.digital_check_view import (
    CapacityRequestView,
    CheckView,
    OpenedCheckView,
    begun_check,
    check_view,
    kept_request,
    opened_view,
    request_view,
)
from api.etag import etag_of, etag_of_view, expected_version
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, saved_field
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once
from api.problems import responses
from capacity.model import CapacityState
from capacity.services import LONGEST_REASON, CapacityRequests
from core.numbers import LARGEST_NUMBER
from digitalcheck.model import CheckQuery, CheckStatus
from digitalcheck.services.checks import Checks
from digitalcheck.services.filling import Filling, NewCheck
from digitalcheck.services.handing import Handing
from infra.policy.model import Actor
from infra.policy.table import Action

Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Titel oder Nummer der Vorlage")]
Status = Annotated[CheckStatus | None, QueryParameter(description="nur in diesem Stand")]
Call = Request[Any, Any, Any]


class CheckInput(BaseModel):
    """What a check begins with."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(max_length=150, description="Titel der Vorlage")
    reference: str = Field(default="", max_length=60, description="Nummer der Vorlage, sofern es sie schon gibt")
    dezernat: str = Field(default="", max_length=80, description="Dezernat")
    kind: str = Field(default="", max_length=64, description="Art der Vorlage, die ohne Vorprüfung auskommt")
    earlier: int | None = Field(
        default=None, ge=1, le=LARGEST_NUMBER, description="Früherer Digital-Check, dessen Antworten übernommen werden"
    )


class DecisionInput(BaseModel):
    """What is promised."""

    model_config = ConfigDict(extra="forbid")

    state: CapacityState = Field(description="Was zugesagt wird; „keine“ lehnt ab")
    until: date | None = Field(default=None, description="Letzter Tag der zugesagten Kapazität")
    reason: str = Field(default="", max_length=LONGEST_REASON, description="Begründung; nötig bei einer Ablehnung")


@get(
    "/digital-checks",
    operation_id="list_digital_checks",
    summary="Digital-Checks auflisten und suchen",
    sync_to_thread=True,
    action=Action.READ_CHECK,
)
def list_checks(  # noqa: PLR0913, PLR0917 - what Litestar hands in
    request: Call,
    actor: NamedDependency[Actor],
    checks: NamedDependency[Checks],
    search: Search = "",
    status: Status = None,
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[CheckView]]:
    """Return a part of the list, newest first."""
    query = CheckQuery(text=search, status=status)
    found = checks.stretch(actor, query, after=number_in(request), size=limit)
    return listed(request, map(check_view, found.items), None if found.last is None else int(found.last))


@post(
    "/digital-checks",
    operation_id="begin_digital_check",
    summary="Einen Digital-Check des eigenen Amts beginnen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.WRITE_CHECK,
)
def begin_check(
    request: Call, actor: NamedDependency[Actor], filling: NamedDependency[Filling], data: JSONBody[CheckInput]
) -> Response[CheckView]:
    """Begin a check."""
    new = NewCheck(**{name: getattr(data, name) for name in CheckInput.model_fields})
    return answer_once(request, lambda once: filling.create(actor, new, once), begun_check)


@get(
    "/digital-checks/{check:int}",
    operation_id="get_digital_check",
    summary="Ein Digital-Check mit allem, was heute daraus folgt",
    sync_to_thread=True,
    action=Action.READ_CHECK,
)
def get_check(
    actor: NamedDependency[Actor], checks: NamedDependency[Checks], check: FromPath[int]
) -> Response[OpenedCheckView]:
    """Return one check."""
    view = opened_view(checks.open(actor, check))
    return Response(view, headers={"ETag": etag_of_view(view.check.version, view)})


@patch(
    "/digital-checks/{check:int}/fields/{check_field:str}",
    operation_id="change_digital_check_field",
    summary="Ein Feld eines Digital-Checks speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.FILL_IN_CHECK,
)
def change_field(
    request: Call,
    actor: NamedDependency[Actor],
    filling: NamedDependency[Filling],
    check: FromPath[int],
    check_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save one field."""
    edit = edit_of(request, check_field, data)
    return answer_once(request, lambda once: filling.change(actor, check, edit, once), saved_field)


@post(
    "/digital-checks/{check:int}/capacity-request",
    operation_id="hand_in_capacity_request",
    summary="Die IT-Anforderung aus den Angaben stellen oder auf deren Stand bringen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_CHECK,
)
def hand_in_request(
    request: Call, actor: NamedDependency[Actor], handing: NamedDependency[Handing], check: FromPath[int]
) -> Response[CapacityRequestView]:
    """Hand in what the check needs."""
    seen = expected_version(request)
    return answer_once(request, lambda once: handing.request(actor, check, seen, once), kept_request)


@get(
    "/capacity-requests/{capacity_request:int}",
    operation_id="get_capacity_request",
    summary="Eine IT-Anforderung",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def get_request(
    actor: NamedDependency[Actor],
    capacity_requests: NamedDependency[CapacityRequests],
    capacity_request: FromPath[int],
) -> Response[CapacityRequestView]:
    """Return one request."""
    found = capacity_requests.get(actor, capacity_request)
    return Response(request_view(found), headers={"ETag": etag_of(found.version)})


@put(
    "/capacity-requests/{capacity_request:int}/decision",
    operation_id="decide_capacity_request",
    summary="Über eine IT-Anforderung entscheiden",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.DECIDE_CAPACITY,
)
def decide_request(
    request: Call,
    actor: NamedDependency[Actor],
    capacity_requests: NamedDependency[CapacityRequests],
    capacity_request: FromPath[int],
    data: JSONBody[DecisionInput],
) -> Response[CapacityRequestView]:
    """Say what is promised."""
    seen, told = expected_version(request), {"until": data.until, "reason": data.reason}
    return answer_once(
        request,
        lambda once: capacity_requests.decide(actor, capacity_request, seen, data.state, once=once, **told),  # type: ignore[arg-type]  # both by name
        kept_request,
    )


HANDLERS = (list_checks, begin_check, get_check, change_field, hand_in_request, get_request, decide_request)
