"""Tables of released checks: their rows come and never change. Only the repository names them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy import Enum as EnumColumn
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from digitalcheck.model import Depth, Headline
from digitalcheck.rules.course.release import SheetForm, SheetVersion
from infra.rows import CityOwned

LONGEST_CODE = 14


def _enumerated(kind: type[StrEnum], name: str) -> EnumColumn:
    return EnumColumn(
        kind,
        name=name,
        native_enum=False,
        values_callable=lambda members: [member.value for member in members],
        create_constraint=True,
        length=30,
    )


class ReleaseRow(CityOwned, table=True):
    """A check as it was released."""

    __tablename__ = "digitalcheck_release"
    __table_args__: Any = (
        CheckConstraint(f"length(digest) = {DIGEST_LENGTH}", name="ck_digitalcheck_release_digest"),
        CheckConstraint("reds >= 0", name="ck_digitalcheck_release_reds"),
    )

    check_id: int = Field(primary_key=True, foreign_key="digitalcheck_check.id")
    title: str = Field(max_length=150)
    reference: str = Field(max_length=60)
    dezernat: str = Field(max_length=80)
    office: str = Field(max_length=120)
    catalogue: str = Field(max_length=100)
    depth: Depth = Field(sa_type=_enumerated(Depth, "ck_digitalcheck_release_depth"))
    headline: Headline | None = Field(
        default=None, sa_type=_enumerated(Headline, "ck_digitalcheck_release_headline"), nullable=True
    )
    reds: int
    day: date
    record: str = Field(sa_type=Text, description="canonical JSON")
    digest: str = Field(max_length=DIGEST_LENGTH)
    paragraph: str = Field(sa_type=Text)
    released_by: str = Field(max_length=36)
    released_at: datetime


class CommitteeRow(CityOwned, table=True):
    """A committee that deals with a released check."""

    __tablename__ = "digitalcheck_committee"
    __table_args__: Any = (Index("ix_digitalcheck_committee_day", "city_id", "committee_key", "day"),)

    check_id: int = Field(primary_key=True, foreign_key="digitalcheck_release.check_id")
    number: int = Field(primary_key=True)
    committee: str = Field(max_length=200)
    committee_key: str = Field(max_length=200, description="folded")
    day: date | None = None


class SheetRow(CityOwned, table=True):
    """A version of a released sheet."""

    __tablename__ = "digitalcheck_sheet"
    __table_args__: Any = (
        UniqueConstraint("city_id", "code", name="uq_digitalcheck_sheet_code"),
        CheckConstraint(
            f"length(digest) = {DIGEST_LENGTH} AND length(pdf_digest) = {DIGEST_LENGTH}"
            f" AND length(likeness) = {DIGEST_LENGTH}",
            name="ck_digitalcheck_sheet_digest",
        ),
        Index("ix_digitalcheck_sheet_pdf", "city_id", "pdf_digest"),
        Index("ix_digitalcheck_sheet_likeness", "city_id", "likeness"),
    )

    check_id: int = Field(primary_key=True, foreign_key="digitalcheck_release.check_id")
    version: SheetVersion = Field(primary_key=True, sa_type=_enumerated(SheetVersion, "ck_digitalcheck_sheet_version"))
    code: str = Field(max_length=LONGEST_CODE)
    digest: str = Field(max_length=DIGEST_LENGTH)
    pdf_digest: str = Field(max_length=DIGEST_LENGTH)
    likeness: str = Field(max_length=DIGEST_LENGTH)


class SheetFileRow(CityOwned, table=True):
    """A file of a released sheet, byte for byte."""

    __tablename__ = "digitalcheck_sheet_file"
    __table_args__: Any = (
        ForeignKeyConstraint(
            ["check_id", "version"],
            ["digitalcheck_sheet.check_id", "digitalcheck_sheet.version"],
            name="fk_digitalcheck_sheet_file_sheet",
        ),
    )

    check_id: int = Field(primary_key=True)
    version: SheetVersion = Field(
        primary_key=True, sa_type=_enumerated(SheetVersion, "ck_digitalcheck_sheet_file_version")
    )
    form: SheetForm = Field(primary_key=True, sa_type=_enumerated(SheetForm, "ck_digitalcheck_sheet_file_form"))
    content: bytes = Field(sa_type=LargeBinary)


class SheetPublicationRow(CityOwned, table=True):
    """The committee office gave the public version of a sheet to everybody."""

    __tablename__ = "digitalcheck_sheet_publication"

    check_id: int = Field(primary_key=True, foreign_key="digitalcheck_release.check_id")
    published_by: str = Field(max_length=36)
    published_at: datetime


class ReplacementRow(CityOwned, table=True):
    """A released check took the place of another."""

    __tablename__ = "digitalcheck_replacement"

    check_id: int = Field(primary_key=True, foreign_key="digitalcheck_release.check_id")
    successor: int = Field(foreign_key="digitalcheck_release.check_id")
    replaced_by: str = Field(max_length=36)
    replaced_at: datetime
