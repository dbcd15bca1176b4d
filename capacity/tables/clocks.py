"""Tables of working days and response clocks."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field

from capacity.model import Party
from capacity.tables.requests import codes
from infra.rows import CityOwned

_RUNS = "ended_on IS NULL AND paused_on IS NULL"


class ClosingDayRow(CityOwned, table=True):
    """A day on which the city is closed."""

    __tablename__ = "capacity_closing_day"

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    day: date = Field(primary_key=True)
    reason: str = Field(max_length=200)
    person: str = Field(max_length=36)
    at: datetime


class CalendarRow(CityOwned, table=True):
    """A state of the calendar that clocks were started with; never changed."""

    __tablename__ = "capacity_calendar"
    __table_args__ = (CheckConstraint("length(digest) = 64", name="ck_capacity_calendar_digest"),)

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    digest: str = Field(primary_key=True, max_length=64)
    text: str = Field(sa_type=Text)


class ClockRow(CityOwned, table=True):
    """A response clock."""

    __tablename__ = "capacity_clock"
    __table_args__ = (
        CheckConstraint("days > 0", name="ck_capacity_clock_days"),
        Index("ix_capacity_clock_open", "city_id", "ended_on", "due"),
        Index(
            "ix_capacity_clock_turn",
            "city_id",
            "party",
            "request_id",
            postgresql_where=text(_RUNS),
            sqlite_where=text(_RUNS),
        ),
        Index("ix_capacity_clock_ended", "city_id", "ended_on", "topic", "party", "was_missed", "used", "answered_by"),
    )

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    number: int = Field(primary_key=True)
    topic: str = Field(max_length=40)
    party: Party = Field(sa_type=codes(Party, "ck_capacity_clock_party"))
    calendar: str = Field(max_length=64)
    days: int
    began: date
    due: date
    paused_on: date | None = None
    left: int | None = None
    ended_on: date | None = None
    was_missed: bool
    waited: int = 0
    used: int | None = None
    answered_by: str | None = Field(default=None, max_length=36)


class ReminderRow(CityOwned, table=True):
    """A reminder that was sent: there is at most one of each level for a clock."""

    __tablename__ = "capacity_reminder"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    clock: int = Field(primary_key=True)
    level: int = Field(primary_key=True)
    at: datetime
