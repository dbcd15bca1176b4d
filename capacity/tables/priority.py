"""Tables of what decides the order of requests."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from capacity.model import UrgencyClass
from capacity.tables.requests import codes
from infra.rows import CityOwned


class PriorityRow(CityOwned, table=True):
    """The priority of a request that is being assessed or waits for a decision; computed, and computed anew."""

    __tablename__ = "capacity_priority"
    __table_args__ = (
        CheckConstraint("effort_centi >= 100", name="ck_capacity_priority_effort"),
        Index("ix_capacity_priority_rank", "city_id", "is_proposed", "tier", "value", "request_id"),
    )

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    is_proposed: bool
    anchor_nutzen: int | None = None
    anchor_entlastung: int | None = None
    anchor_pflicht: int | None = None
    anchor_abloesung: int | None = None
    anchor_strategie: int | None = None
    anchor_reife: int | None = None
    urgency: UrgencyClass | None = Field(
        default=None, sa_type=codes(UrgencyClass, "ck_capacity_priority_urgency"), nullable=True
    )
    score_tenths: int
    known_percent: int
    waited_days: int
    ageing_tenths: int
    is_protected: bool
    slack_weeks: int | None = None
    closeness_milli: int
    effort_centi: int
    as_of: date
    tier: int = Field(sa_column_kwargs={"server_default": "0"})
    drive: int = Field(sa_type=BigInteger)
    value: int = Field(sa_type=BigInteger)


class SetRankRow(CityOwned, table=True):
    """A rank set by hand."""

    __tablename__ = "capacity_set_rank"
    __table_args__ = (
        UniqueConstraint("city_id", "rank", name="uq_capacity_set_rank"),
        CheckConstraint("rank > 0", name="ck_capacity_set_rank_rank"),
    )

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    rank: int
    reason: str = Field(max_length=500)
    person: str = Field(max_length=36)
    at: datetime
