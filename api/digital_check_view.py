"""Digital-Checks and requests for capacity as the interface shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from api.etag import etag_of
from api.fields import FieldView, field_view
from api.once import presented
from capacity.model import CapacityRequest, CapacityState
from core.numbers import decimal_string, money_string
from digitalcheck.model import CheckStatus, Part, StoredCheck
from digitalcheck.rules.reading import Unreadable
from digitalcheck.rules.result import CheckResult, build_result
from digitalcheck.services.shared import OpenedCheck
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """A check in a list.

    Args:
        number: Its number.
        title: What it is about.
        reference: Number of the Magistratsvorlage; empty while there is none.
        office: Id of the office that proposes.
        catalogue: Name of its catalogue of questions.
        status: How far it has come.
        copied_from: Number of the check its answers were taken over from.
        capacity_request: Number of its capacity request; null before it was handed in.
        changed_at: When it was changed last.
        version: Counts every change.
    """

    number: int
    title: str
    reference: str
    office: str
    catalogue: str
    status: CheckStatus
    copied_from: int | None
    capacity_request: int | None
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableView:
    """A field that nobody can read, or that is empty and must not be."""

    field: str
    type: Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCheckView:
    """A check with all that follows from it today.

    Args:
        check: The check.
        office_name: Name of the office that proposes.
        fields: What stands in its fields, by name; those never saved are left out.
        prefilled: Names of fields that were taken over and that nobody has confirmed.
        unreadable: Fields that are left out of the result.
        parts: What you may fill in now.
        result: What follows: ``pruefstand/digitalcheck-result/1``; internal.
    """

    check: CheckView
    office_name: str
    fields: dict[str, FieldView]
    prefilled: list[str]
    unreadable: list[UnreadableView]
    parts: list[Part]
    result: CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortView:
    """Person-days of a role in a quarter."""

    role: str
    quarter: str
    days_from: str
    days_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityRequestView:
    """A request for IT capacity.

    Args:
        number: Its number.
        title: What it is about.
        office: Id of the office that asks.
        state: Where it stands.
        since: Day on which it was handed in first.
        until: Last day of the promised capacity.
        reason: Why it was decided so.
        efforts: Person-days by role and quarter.
        cost_once_eur: One-off cost.
        cost_yearly_eur: Running cost a year.
        cost_total_eur: Sum over five years.
        begins: First day of the work.
        go_live: Day of the start of operation.
        version: Counts its changes.
    """

    number: int
    title: str
    office: str
    state: CapacityState
    since: date
    until: date | None
    reason: str
    efforts: list[EffortView]
    cost_once_eur: str | None
    cost_yearly_eur: str | None
    cost_total_eur: str | None
    begins: date | None
    go_live: date | None
    version: int


def check_view(check: StoredCheck) -> CheckView:
    """Return a check as a list shows it."""
    return CheckView(
        number=check.number,
        title=check.title,
        reference=check.reference,
        office=check.office,
        catalogue=check.catalogue,
        status=check.status,
        copied_from=check.copied_from,
        capacity_request=check.request,
        changed_at=check.changed_at,
        version=check.version,
    )


def opened_view(opened: OpenedCheck) -> OpenedCheckView:
    """Return a check with all that follows from it."""
    return OpenedCheckView(
        check=check_view(opened.check),
        office_name=opened.office,
        fields={name: field_view(held) for name, held in opened.values.items() if held.version},
        prefilled=sorted(opened.check.prefilled),
        unreadable=[UnreadableView(field=one.slot, type=one.kind) for one in opened.filled.faults],
        parts=sorted(opened.parts),
        result=build_result(opened.judgement),
    )


def request_view(request: CapacityRequest) -> CapacityRequestView:
    """Return a request."""
    demand = request.demand
    costs = (demand.cost_once_eur, demand.cost_yearly_eur, demand.cost_total_eur)
    once, yearly, total = (None if one is None else money_string(one) for one in costs)
    return CapacityRequestView(
        number=request.number,
        title=demand.title,
        office=demand.office,
        state=request.state,
        since=request.since,
        until=request.until,
        reason=request.reason,
        efforts=[
            EffortView(
                role=one.role,
                quarter=one.quarter,
                days_from=decimal_string(one.days_from, 9),
                days_to=decimal_string(one.days_to, 9),
            )
            for one in demand.efforts
        ],
        cost_once_eur=once,
        cost_yearly_eur=yearly,
        cost_total_eur=total,
        begins=demand.begins,
        go_live=demand.go_live,
        version=request.version,
    )


def begun_check(check: StoredCheck) -> KeptAnswer:
    """Return the answer to a check that was begun."""
    location = f"/api/v1/digital-checks/{check.number}"
    return presented(check_view(check), status=201, location=location, etag=etag_of(check.version))


def kept_request(request: CapacityRequest) -> KeptAnswer:
    """Return the answer to a request that was handed in or decided."""
    return presented(request_view(request), etag=etag_of(request.version))
