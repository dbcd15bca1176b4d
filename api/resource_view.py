"""The resource plan and what person-days cost, as the interface shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from api.once import presented
from capacity.model import ResourceLine, ResourceSum, RoleRate
from capacity.services.resources import SeenResources
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRateView:
    """What a person-day of a role costs from a day on."""

    role: str
    valid_from: date
    eur_per_day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceSumView:
    """Person-days and their cost.

    Args:
        person_days: Person-days.
        euro: What they cost; null where a part of them has no rate.
        unpriced_days: Person-days without a rate.
    """

    person_days: str
    euro: str | None
    unpriced_days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLineView:
    """A line of the resource plan.

    Args:
        dezernat: The Dezernat; empty where nobody has said.
        account: Produktkonto or Investitionsnummer; empty likewise.
        mip: Whether it stands in the mittelfristige Investitionsplanung: ``ja``, ``nein``, ``nicht_investiv``; empty
            likewise.
        role: The role.
        is_planned: It follows from the weeks of the plan; false: from the quarters of the estimate.
        total: Person-days and their cost.
    """

    dezernat: str
    account: str
    mip: str
    role: str
    is_planned: bool
    total: ResourceSumView


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceYearView:
    """A budget year of the resource plan."""

    year: int
    total: ResourceSumView


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePlanView:
    """The resource plan of a budget year.

    Args:
        made_at: When the plan was made that it follows from; null where none was made yet.
        year: The budget year; null where there is no line.
        years: All budget years that there are lines of.
        lines: The first 1,000 lines of this year.
        count: How many lines this year has.
        unestimated: Requests that are in no line, for nobody has estimated their effort.
    """

    made_at: datetime | None
    year: int | None
    years: list[ResourceYearView]
    lines: list[ResourceLineView]
    count: int
    unestimated: int


def rate_view(one: RoleRate) -> RoleRateView:
    """Return what a person-day costs."""
    return RoleRateView(role=one.role, valid_from=one.valid_from, eur_per_day=f"{one.eur_per_day:f}")


def kept_rate(one: RoleRate) -> KeptAnswer:
    """Return the answer to a rate that was entered."""
    return presented(rate_view(one))


def resources_view(seen: SeenResources) -> ResourcePlanView:
    """Return the resource plan of a year."""
    return ResourcePlanView(
        made_at=seen.made_at,
        year=seen.year,
        years=[ResourceYearView(year=year, total=_sum(total)) for year, total in seen.totals.items()],
        lines=[_line(one) for one in seen.lines.items],
        count=seen.lines.total,
        unestimated=seen.unestimated,
    )


def _line(one: ResourceLine) -> ResourceLineView:
    where = one.line
    return ResourceLineView(
        dezernat=where.dezernat,
        account=where.account,
        mip=where.mip,
        role=one.role,
        is_planned=one.is_planned,
        total=_sum(one.total),
    )


def _sum(total: ResourceSum) -> ResourceSumView:
    return ResourceSumView(
        person_days=f"{total.person_days:f}",
        euro=None if total.euro is None else f"{total.euro:f}",
        unpriced_days=f"{total.unpriced_days:f}",
    )
