"""Tables of effort that was really spent, and of promises of a finish."""

from datetime import date, datetime

from sqlmodel import Field

from capacity.tables.requests import MEASURE
from infra.rows import CityOwned


class SpentEffortRow(CityOwned, table=True):
    """Person-days that a request really took of a role."""

    __tablename__ = "capacity_spent"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    role: str = Field(primary_key=True, max_length=64)
    days: str = Field(max_length=MEASURE)
    person: str = Field(max_length=36)
    at: datetime


class FinishPromiseRow(CityOwned, table=True):
    """A finish that was promised; never changed."""

    __tablename__ = "capacity_promise"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    number: int = Field(primary_key=True)
    due: date
    given_at: datetime
