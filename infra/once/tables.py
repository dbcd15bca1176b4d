"""Table of answers. Only the repository names it."""

from datetime import datetime

from sqlalchemy import JSON, LargeBinary
from sqlmodel import Field

from infra.rows import CityOwned


class AnswerRow(CityOwned, table=True):
    """The answer to one request of one person."""

    __tablename__ = "once_answer"

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    person_id: str = Field(primary_key=True, max_length=36)
    key: str = Field(primary_key=True, max_length=200)
    request_digest: str = Field(max_length=64)
    status: int
    headers: dict[str, str] = Field(sa_type=JSON)
    body: bytes = Field(sa_type=LargeBinary)
    at: datetime = Field(index=True)
