"""Tables of the plan of the queue, which is computed and computed anew, and of the places that somebody has set."""

from datetime import date, datetime

from sqlmodel import Field

from capacity.model import BookingKind
from capacity.tables.requests import codes
from infra.rows import CityOwned


class QueuePlanRow(CityOwned, table=True):
    """The plan of a city as it was made last."""

    __tablename__ = "capacity_plan"

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    made_at: datetime
    document: str


class PlannedRequestRow(CityOwned, table=True):
    """A request in the plan."""

    __tablename__ = "capacity_plan_entry"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    place: int
    kind: BookingKind = Field(sa_type=codes(BookingKind, "ck_capacity_plan_entry_kind"))
    starts: date | None = None
    document: str


class PlanBasisRow(CityOwned, table=True):
    """What the plan of a city was made of, and what could still begin in the next quarters."""

    __tablename__ = "capacity_plan_basis"

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    document: str
    fits: str


class SetPlaceRow(CityOwned, table=True):
    """A place in the plan that somebody has set by hand."""

    __tablename__ = "capacity_place"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    weeks: str
    reason: str
    scenario: int | None = None
    person: str = Field(max_length=36)
    at: datetime
