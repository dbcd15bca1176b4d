"""Tables of agendas that were imported. Only the repository names them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned


class AgendaRow(CityOwned, table=True):
    """An agenda as it was imported; a later import of the same meeting takes its place."""

    __tablename__ = "digitalcheck_agenda"
    __table_args__: Any = (
        CheckConstraint(f"length(digest) = {DIGEST_LENGTH}", name="ck_digitalcheck_agenda_digest"),
        Index("ix_digitalcheck_agenda_day", "city_id", "is_current", "day", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    day: date
    source: str = Field(max_length=255)
    digest: str = Field(max_length=DIGEST_LENGTH)
    imported_by: str = Field(max_length=36)
    imported_at: datetime
    entries: int
    is_current: bool


class AgendaEntryRow(CityOwned, table=True):
    """A proposal on an agenda."""

    __tablename__ = "digitalcheck_agenda_entry"

    agenda_id: int = Field(primary_key=True, foreign_key="digitalcheck_agenda.id")
    position: int = Field(primary_key=True)
    number: str = Field(max_length=500)
    reference: str = Field(max_length=500)
    title: str = Field(max_length=500)
    office: str = Field(max_length=500)
