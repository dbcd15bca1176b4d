"""Table of notices. Only the repository names it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKeyConstraint, Index
from sqlmodel import Field

from infra.rows import CityOwned


class NoticeRow(CityOwned, table=True):
    """One notice to one person."""

    __tablename__ = "notice"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_notice_person",
        ),
        Index("ix_notice_person", "city_id", "person_id", "id"),
        Index("ix_notice_unread", "city_id", "person_id", "read_at"),
        {"sqlite_autoincrement": True},  # a number is never given twice: old links must not lead elsewhere
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: str = Field(max_length=36)
    at: datetime
    kind: str = Field(max_length=40)
    properties: dict[str, str] = Field(sa_type=JSON)
    link: str | None = Field(default=None, max_length=200)
    read_at: datetime | None = None
