"""Table of how people want to hear of what waits for them."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from infra.rows import CityOwned


class QueueSubscriptionRow(CityOwned, table=True):
    """How somebody wants to hear of what waits for them."""

    __tablename__ = "capacity_subscription"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "person"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_capacity_subscription_person",
        ),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    person: str = Field(primary_key=True, max_length=36)
    address: str = Field(max_length=254)
    sent_on: date | None = None
    is_underway: bool = False
    calendar: str | None = Field(default=None, max_length=64, index=True)
