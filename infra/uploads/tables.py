"""Tables of uploads. Only the repository names them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text
from sqlmodel import Field

from infra.rows import CityOwned


class UploadRow(CityOwned, table=True):
    """One upload of one person. It stays as a line without content for a day, so that limits count it."""

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("size > 0", name="ck_upload_size"),
        CheckConstraint("received >= 0 AND received <= size", name="ck_upload_received"),
        Index("ix_upload_person", "city_id", "person_id", "begun_at"),
        Index("ix_upload_touched", "city_id", "touched_at"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    id: str = Field(primary_key=True, max_length=36)
    person_id: str = Field(max_length=36)
    name: str = Field(max_length=200)
    about: str = Field(max_length=320)
    size: int
    received: int
    begun_at: datetime
    touched_at: datetime
    closed_at: datetime | None = Field(default=None, description="when it was removed or handed over")


class UploadPieceRow(CityOwned, table=True):
    """A piece of an upload, small enough to be held in memory, sealed with a key that is not in the database."""

    __tablename__ = "upload_piece"
    __table_args__ = (
        CheckConstraint("place >= 0", name="ck_upload_piece_place"),
        ForeignKeyConstraint(["city_id", "upload_id"], ["upload.city_id", "upload.id"], name="fk_upload_piece_upload"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    upload_id: str = Field(primary_key=True, max_length=36)
    place: int = Field(primary_key=True, description="how many bytes come before it")
    sealed: str = Field(sa_type=Text)
