"""Tables of the resource plan, which is computed with the plan of the queue, and of what person-days cost."""

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from capacity.tables.requests import MEASURE
from infra.rows import CityOwned

_CITY = "identity_city.id"
_ROLE, _NAME, _PERSON = 64, 200, 36


class RoleRateRow(CityOwned, table=True):
    """What a person-day of a role costs from a day on."""

    __tablename__ = "capacity_rate"

    city_id: str = Field(foreign_key=_CITY, primary_key=True, max_length=40)
    role: str = Field(primary_key=True, max_length=_ROLE)
    valid_from: date = Field(primary_key=True)
    eur_per_day: str = Field(max_length=MEASURE)
    person: str = Field(max_length=_PERSON)
    at: datetime


class ResourceLineRow(CityOwned, table=True):
    """A line of the resource plan."""

    __tablename__ = "capacity_resource_line"

    city_id: str = Field(foreign_key=_CITY, primary_key=True, max_length=40)
    year: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    dezernat: str = Field(max_length=_NAME)
    account: str = Field(max_length=_NAME)
    mip: str = Field(max_length=20)
    role: str = Field(max_length=_ROLE)
    is_planned: bool
    quarter_days: int
    quarter_cents: int = Field(sa_type=BigInteger)
    unpriced: int
