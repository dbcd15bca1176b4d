"""Tables of requests for capacity, where they stand, and the words they are found by."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy import Enum as EnumColumn
from sqlmodel import Field

from capacity.model import CapacityState, RequestStage
from capacity.rules.words import LONGEST_WORD, MOST_WORDS
from infra.rows import CityOwned

MEASURE = 24
"""Characters of an exact number: 12 digits, a point, 9 digits, and room."""


def codes(kind: type[StrEnum], name: str) -> EnumColumn:
    """Return the type of a column that holds one of the values of ``kind``."""
    return EnumColumn(
        kind,
        name=name,
        native_enum=False,
        values_callable=lambda members: [member.value for member in members],
        create_constraint=True,
        length=20,
    )


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
    state: CapacityState = Field(sa_type=codes(CapacityState, "ck_capacity_request_state"))
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


class RequestStandingRow(CityOwned, table=True):
    """Where a request stands in the queue."""

    __tablename__ = "capacity_standing"
    __table_args__ = (
        Index("ix_capacity_standing_stage", "city_id", "stage", "request_id"),
        Index("ix_capacity_standing_order", "city_id", "request_id", "stage"),
    )

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    stage: RequestStage = Field(sa_type=codes(RequestStage, "ck_capacity_standing_stage"))
    created_at: datetime
    proposed_by: str | None = Field(default=None, max_length=36)
    window_from: date | None = None
    resubmit_on: date | None = None
    merged_into: int | None = None
    search_text: str = Field(max_length=200)


class RequestTextRow(CityOwned, table=True):
    """The telling words of a request, for finding others that are alike.

    On SQLite triggers keep a full-text index of it (``capacity_text_index``); PostgreSQL reads it as a ``tsvector``.
    """

    __tablename__ = "capacity_text"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    words: str = Field(max_length=MOST_WORDS * (LONGEST_WORD + 1))


class RequestDependencyRow(CityOwned, table=True):
    """A request that must be finished before another."""

    __tablename__ = "capacity_dependency"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    on_request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
