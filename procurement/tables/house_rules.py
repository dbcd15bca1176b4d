"""Table of the rules of the house for licences; rows never change. Only its repository names it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.tables.shared import is_digest


class HouseRulesRow(CityOwned, table=True):
    """One version of the rules of the house of a city."""

    __tablename__ = "procurement_house_rules"
    __table_args__ = (
        UniqueConstraint("city_id", "version", name="uq_procurement_house_rules_version"),
        CheckConstraint(f"number > 0 AND {is_digest('digest')}", name="ck_procurement_house_rules_number"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    number: int = Field(primary_key=True)
    version: str = Field(max_length=80)
    title: str = Field(max_length=400)
    valid_from: date
    digest: str = Field(max_length=DIGEST_LENGTH)
    text: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text, description="JSON")
    added_by: str = Field(max_length=36)
    added_at: datetime
