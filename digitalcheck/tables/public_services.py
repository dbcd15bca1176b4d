"""Tables of lists of Verwaltungsleistungen. Rows come and never change. Only the repository names them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from digitalcheck.rules.public_services import LONGEST_SERVICE
from digitalcheck.rules.service_key import LONGEST_KEY
from infra.rows import CityOwned


class ServiceListRow(CityOwned, table=True):
    """A list as it was imported; the one imported last holds."""

    __tablename__ = "digitalcheck_service_list"
    __table_args__: Any = (
        CheckConstraint(f"length(digest) = {DIGEST_LENGTH}", name="ck_digitalcheck_service_list_digest"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    dated: date
    source: str = Field(max_length=255)
    digest: str = Field(max_length=DIGEST_LENGTH)
    services: int
    imported_by: str = Field(max_length=36)
    imported_at: datetime


class ServiceRow(CityOwned, table=True):
    """A Verwaltungsleistung of a list."""

    __tablename__ = "digitalcheck_service"

    list_id: int = Field(primary_key=True, foreign_key="digitalcheck_service_list.id")
    key: str = Field(primary_key=True, max_length=LONGEST_KEY)
    name: str = Field(max_length=LONGEST_SERVICE)
    search_text: str = Field(max_length=2 * LONGEST_SERVICE, description="the name, case-folded")
