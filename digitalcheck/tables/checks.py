"""Tables of Digital-Checks. Only the repository names them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy import Enum as EnumColumn
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from digitalcheck.model import CheckStatus
from infra.rows import CityOwned

SEARCHED = 260


def status_column(name: str) -> EnumColumn:
    """Return the type of a column that holds a state of a check."""
    return EnumColumn(
        CheckStatus,
        name=name,
        native_enum=False,
        values_callable=lambda members: [member.value for member in members],
        create_constraint=True,
        length=20,
    )


class CheckRow(CityOwned, table=True):
    """A Digital-Check; what was typed stands in the fields of its record."""

    __tablename__ = "digitalcheck_check"
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["city_id", "office_id"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_digitalcheck_check_office",
        ),
        CheckConstraint("version > 0", name="ck_digitalcheck_check_version"),
        Index("ix_digitalcheck_check_city", "city_id", "id"),
        Index("ix_digitalcheck_check_office", "city_id", "office_id", "id"),
        {"sqlite_autoincrement": True},  # a number is never given twice: it stands on paper
    )

    id: int | None = Field(default=None, primary_key=True)
    office_id: str = Field(max_length=36)
    title: str = Field(max_length=150, description="a copy of the field, for lists")
    reference: str = Field(max_length=60, description="likewise")
    search_text: str = Field(max_length=SEARCHED, description="title and reference, case-folded")
    catalogue: str = Field(max_length=100)
    status: CheckStatus = Field(sa_type=status_column("ck_digitalcheck_check_status"))
    copied_from: int | None = None
    prefilled: str = Field(sa_type=Text, description="names of fields nobody has confirmed yet, by spaces")
    request_id: int | None = Field(default=None, foreign_key="capacity_request.id")
    created_by: str = Field(max_length=36)
    created_at: datetime
    changed_at: datetime
    version: int


class CheckStepRow(CityOwned, table=True):
    """A step of a check from state to state."""

    __tablename__ = "digitalcheck_step"

    check_id: int = Field(primary_key=True, foreign_key="digitalcheck_check.id")
    number: int = Field(primary_key=True)
    before: CheckStatus = Field(sa_type=status_column("ck_digitalcheck_step_before"))
    after: CheckStatus = Field(sa_type=status_column("ck_digitalcheck_step_after"))
    reason: str = Field(max_length=500)
    person: str = Field(max_length=36)
    at: datetime


class PublishedQuestionsRow(CityOwned, table=True):
    """A catalogue of questions that a city published."""

    __tablename__ = "digitalcheck_questions"
    __table_args__ = (
        UniqueConstraint("city_id", "name", name="uq_digitalcheck_questions_name"),
        CheckConstraint(f"length(digest) = {DIGEST_LENGTH}", name="ck_digitalcheck_questions_digest"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=100)
    title: str = Field(max_length=400)
    digest: str = Field(max_length=DIGEST_LENGTH)
    document: str = Field(sa_type=Text)
    published_by: str = Field(max_length=40)
    published_at: datetime
