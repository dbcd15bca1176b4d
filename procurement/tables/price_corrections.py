"""Table of corrected prices. Only its repository names it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from infra.rows import CityOwned
from procurement.tables.shared import of_bid

_ALL_OR_NONE = "(decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (is_accepted IS NULL)"


class PriceCorrectionRow(CityOwned, table=True):
    """A request to correct the price of a bid, and what another person decided."""

    __tablename__ = "procurement_price_correction"
    __table_args__ = (
        of_bid("procurement_price_correction"),
        CheckConstraint("number > 0", name="ck_procurement_price_correction_number"),
        CheckConstraint(_ALL_OR_NONE, name="ck_procurement_price_correction_decision"),
        CheckConstraint("decided_by <> asked_by", name="ck_procurement_price_correction_two_people"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    bid: str = Field(primary_key=True, max_length=40)
    number: int = Field(primary_key=True)
    sealed: str = Field(sa_type=Text)
    rule: str = Field(sa_type=Text)
    asked_by: str = Field(max_length=36)
    asked_at: datetime
    decided_by: str | None = Field(default=None, max_length=36)
    decided_at: datetime | None = None
    is_accepted: bool | None = None
