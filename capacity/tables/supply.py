"""Tables of what the city can work."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from capacity.tables.requests import MEASURE
from infra.rows import CityOwned

_CITY = "identity_city.id"
_ROLE, _NAME, _PERSON = 64, 120, 36


class SupplyRow(CityOwned, table=True):
    """Person-days that a role can give in a week or a quarter."""

    __tablename__ = "capacity_supply"

    city_id: str = Field(foreign_key=_CITY, primary_key=True, max_length=40)
    role: str = Field(primary_key=True, max_length=_ROLE)
    period: str = Field(primary_key=True, max_length=MEASURE)
    days: str = Field(max_length=MEASURE)
    person: str = Field(max_length=_PERSON)
    at: datetime


class StaffingRow(CityOwned, table=True):
    """How a role is staffed from a day on."""

    __tablename__ = "capacity_staffing"
    __table_args__ = (CheckConstraint("base_percent BETWEEN 0 AND 100", name="ck_capacity_staffing_base_percent"),)

    city_id: str = Field(foreign_key=_CITY, primary_key=True, max_length=40)
    role: str = Field(primary_key=True, max_length=_ROLE)
    valid_from: date = Field(primary_key=True)
    fte: str = Field(max_length=MEASURE)
    base_percent: int
    person: str = Field(max_length=_PERSON)
    at: datetime


class PoolRow(CityOwned, table=True):
    """Person-days of somebody outside."""

    __tablename__ = "capacity_pool"
    __table_args__ = (CheckConstraint("begins <= ends", name="ck_capacity_pool_ends"),)

    city_id: str = Field(foreign_key=_CITY, primary_key=True, max_length=40)
    name: str = Field(primary_key=True, max_length=_NAME)
    role: str = Field(primary_key=True, max_length=_ROLE)
    begins: date = Field(primary_key=True)
    ends: date
    days: str = Field(max_length=MEASURE)
    budget_eur: str | None = Field(default=None, max_length=MEASURE)
    person: str = Field(max_length=_PERSON)
    at: datetime
