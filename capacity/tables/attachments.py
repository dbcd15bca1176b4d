"""Tables of files that belong to requests. What is taken away leaves its number and its checksum, no content."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned


class AttachmentRow(CityOwned, table=True):
    """A file of a request, without its content."""

    __tablename__ = "capacity_attachment"
    __table_args__ = (CheckConstraint("number > 0 AND size > 0", name="ck_capacity_attachment_size"),)

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    number: int = Field(primary_key=True)
    name: str = Field(max_length=255)
    size: int
    digest: str = Field(max_length=DIGEST_LENGTH)
    box_key: str = Field(max_length=36)
    person: str = Field(max_length=36)
    at: datetime
    removed_at: datetime | None = None


class AttachmentPartRow(CityOwned, table=True):
    """A part of a file's content, compressed and sealed with a key that is not in the database."""

    __tablename__ = "capacity_attachment_part"
    __table_args__ = (
        ForeignKeyConstraint(
            ["request_id", "number"],
            ["capacity_attachment.request_id", "capacity_attachment.number"],
            name="fk_capacity_attachment_part_file",
        ),
    )

    request_id: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    part: int = Field(primary_key=True)
    sealed: str = Field(sa_type=Text)
