"""Tables of what the city lets people choose from, and of what requests hold of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from capacity.model import ChoiceList
from capacity.tables.requests import codes
from infra.rows import CityOwned


class ChoiceRow(CityOwned, table=True):
    """An entry of a list."""

    __tablename__ = "capacity_choice"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="ck_capacity_choice_days"),
        CheckConstraint("length(value) > 0", name="ck_capacity_choice_value"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    list: ChoiceList = Field(sa_type=codes(ChoiceList, "ck_capacity_choice_list"), primary_key=True)
    value: str = Field(primary_key=True, max_length=200)
    since: date
    until: date | None = None
    person: str = Field(max_length=36)
    at: datetime


class LabelRow(CityOwned, table=True):
    """What a request holds in a field by which requests are found and counted; follows its form."""

    __tablename__ = "capacity_label"
    __table_args__ = (Index("ix_capacity_label_value", "city_id", "field", "value", "request_id"),)

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    field: str = Field(primary_key=True, max_length=40)
    value: str = Field(max_length=200)
