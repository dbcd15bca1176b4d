"""Tables of readings of a council system. Only the repository names them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from infra.rows import CityOwned

KEY_LENGTH, LONGEST_NUMBER = 64, 200


class CouncilReadingRow(CityOwned, table=True):
    """A reading of a council system."""

    __tablename__ = "digitalcheck_council_reading"
    __table_args__: Any = (
        CheckConstraint("pages >= 0 AND papers >= 0", name="ck_digitalcheck_council_reading_pages"),
        Index("ix_digitalcheck_council_reading_city", "city_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    system: str = Field(max_length=2000)
    name: str = Field(max_length=200)
    cursor: str = Field(sa_type=Text, description="JSON: where to go on")
    begun_at: datetime
    read_at: datetime
    finished_at: datetime | None = None
    pages: int
    papers: int
    is_whole: bool
    failure: str = Field(max_length=300)


class CouncilObjectRow(CityOwned, table=True):
    """An organization or a meeting; meetings also stand under each of their agenda items."""

    __tablename__ = "digitalcheck_council_object"

    reading_id: int = Field(primary_key=True, foreign_key="digitalcheck_council_reading.id")
    kind: str = Field(primary_key=True, max_length=20)
    key: str = Field(primary_key=True, max_length=KEY_LENGTH, description="SHA-256 of the address")
    document: str = Field(sa_type=Text, description="JSON")


class CouncilPaperRow(CityOwned, table=True):
    """A paper."""

    __tablename__ = "digitalcheck_council_paper"
    __table_args__: Any = (
        Index("ix_digitalcheck_council_paper_reference", "reading_id", "reference_key"),
        Index("ix_digitalcheck_council_paper_kind", "reading_id", "kind_key", "year", "quarter"),
    )

    reading_id: int = Field(primary_key=True, foreign_key="digitalcheck_council_reading.id")
    key: str = Field(primary_key=True, max_length=KEY_LENGTH, description="SHA-256 of the address")
    reference_key: str = Field(max_length=LONGEST_NUMBER)
    kind_key: str = Field(max_length=LONGEST_NUMBER)
    day: date | None = None
    year: int = Field(description="of the day; 0 without one")
    quarter: int = Field(description="1 to 4; 0 without a day")
    has_check: bool
    document: str = Field(sa_type=Text, description="JSON")


class CouncilPublicationRow(CityOwned, table=True):
    """What the council system shows of the sheet of a released check."""

    __tablename__ = "digitalcheck_council_publication"

    check_id: int = Field(primary_key=True, foreign_key="digitalcheck_release.check_id")
    state: str = Field(max_length=20)
    seen_at: datetime
