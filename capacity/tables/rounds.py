"""Tables of rounds. Their rows come and never change: triggers refuse it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from capacity.model import RoundKind
from capacity.tables.requests import codes
from infra.rows import CityOwned


class CapacityRoundRow(CityOwned, table=True):
    """A round as it was opened."""

    __tablename__ = "capacity_round"
    __table_args__ = (
        Index("ix_capacity_round_kind", "city_id", "kind", "id"),
        {"sqlite_autoincrement": True},  # a number is never given twice: old links must not lead elsewhere
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: RoundKind = Field(sa_type=codes(RoundKind, "ck_capacity_round_kind"))
    day: date
    basis: str = Field(sa_type=Text)
    opened_by: str = Field(max_length=36)
    opened_at: datetime


class RoundRecordRow(CityOwned, table=True):
    """What a round resolved."""

    __tablename__ = "capacity_round_record"
    __table_args__ = (CheckConstraint("length(digest) = 71", name="ck_capacity_round_record_digest"),)

    round_id: int = Field(primary_key=True, foreign_key="capacity_round.id")
    document: str = Field(sa_type=Text)
    digest: str = Field(max_length=71)
    closed_by: str = Field(max_length=36)
    closed_at: datetime
