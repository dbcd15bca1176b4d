"""Table of procedures that are linked to a Digital-Check.

A row goes where the link is taken back before publication. Only the repository names it.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from infra.rows import CityOwned


class CheckLinkRow(CityOwned, table=True):
    """The check that a procedure is linked to."""

    __tablename__ = "procurement_check_link"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_check_link_procedure",
        ),
        Index("ix_procurement_check_link_check", "city_id", "check_id"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    check_id: int = Field(foreign_key="digitalcheck_check.id")
    linked_by: str = Field(max_length=36)
    linked_at: datetime
