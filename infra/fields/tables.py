"""Table of fields. Only the repository names it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from infra.rows import CityOwned


class FieldRow(CityOwned, table=True):
    """What one field of one record holds."""

    __tablename__ = "field_value"
    __table_args__ = (CheckConstraint("version > 0", name="ck_field_value_version"),)

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    kind: str = Field(primary_key=True, max_length=40)
    record_id: str = Field(primary_key=True, max_length=320)
    field: str = Field(primary_key=True, max_length=40)
    owner_id: str | None = Field(default=None, max_length=36, description="whose draft; empty for shared records")
    value: str = Field(sa_type=Text)
    version: int
    changed_by: str = Field(max_length=40)
    changed_at: datetime
    form: str | None = Field(default=None, max_length=36, description="the open form that saved it last")
