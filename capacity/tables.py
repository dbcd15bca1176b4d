"""Tables of requests for capacity. Only the repository names them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy import Enum as EnumColumn
from sqlmodel import Field

from capacity.model import CapacityState
from infra.rows import CityOwned

MEASURE = 24
"""Characters of an exact number: 12 digits, a point, 9 digits, and room."""


class CapacityRequestRow(CityOwned, table=True):
    """A request for IT capacity."""

    __tablename__ = "capacity_request"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "office_id"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_capacity_request_office",
        ),
        CheckConstraint("version > 0", name="ck_capacity_request_version"),
        Index("ix_capacity_request_office", "city_id", "office_id", "id"),
        {"sqlite_autoincrement": True},  # a number is never given twice: old links must not lead elsewhere
    )

    id: int | None = Field(default=None, primary_key=True)
    office_id: str = Field(max_length=36)
    title: str = Field(max_length=150)
    state: CapacityState = Field(
        sa_type=EnumColumn(
            CapacityState,
            name="ck_capacity_request_state",
            native_enum=False,
            values_callable=lambda members: [member.value for member in members],
            create_constraint=True,
            length=20,
        )
    )
    since: date
    until: date | None = None
    begins: date | None = None
    go_live: date | None = None
    cost_once_eur: str | None = Field(default=None, max_length=MEASURE)
    cost_yearly_eur: str | None = Field(default=None, max_length=MEASURE)
    cost_total_eur: str | None = Field(default=None, max_length=MEASURE)
    reason: str = Field(max_length=500)
    decided_by: str | None = Field(default=None, max_length=36)
    decided_at: datetime | None = None
    handed_in_by: str = Field(max_length=36)
    changed_at: datetime
    version: int


class RequestedEffortRow(CityOwned, table=True):
    """Person-days of a role in a quarter."""

    __tablename__ = "capacity_effort"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    number: int = Field(primary_key=True)
    role: str = Field(max_length=64)
    quarter: str = Field(max_length=MEASURE)
    days_from: str = Field(max_length=MEASURE)
    days_to: str = Field(max_length=MEASURE)
