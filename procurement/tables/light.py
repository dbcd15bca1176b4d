"""Tables of Kurzbewertungen. Only their repository names them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import ShortAssessmentStage
from procurement.tables.shared import enumerated, is_digest


class ShortAssessmentRow(CityOwned, table=True):
    """A Kurzbewertung; what stands on it are fields."""

    __tablename__ = "procurement_short_assessment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "office"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_procurement_short_assessment_office",
        ),
        CheckConstraint("version > 0", name="ck_procurement_short_assessment_version"),
        Index("ix_procurement_short_assessment_office", "city_id", "office", "id"),
        {"sqlite_autoincrement": True},  # a number is never given twice: old links must not lead elsewhere
    )

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=120)
    search_text: str = Field(max_length=200)
    office: str = Field(max_length=36)
    stage: ShortAssessmentStage = Field(
        sa_type=enumerated(ShortAssessmentStage, "ck_procurement_short_assessment_stage")
    )
    version: int
    created_by: str = Field(max_length=36)
    created_at: datetime
    changed_at: datetime
    asked_by: str | None = Field(default=None, max_length=36)
    asked_at: datetime | None = None
    handed_back: str = Field(default="", max_length=500)


class ShortAssessmentWriterRow(CityOwned, table=True):
    """Somebody who began it, handed it in, or ever wrote a field of it; triggers keep it from changing."""

    __tablename__ = "procurement_short_assessment_writer"

    assessment_id: int = Field(primary_key=True, foreign_key="procurement_short_assessment.id")
    person: str = Field(primary_key=True, max_length=40)
    since: datetime


class ShortAssessmentRecordRow(CityOwned, table=True):
    """What was signed; triggers keep it from changing."""

    __tablename__ = "procurement_short_assessment_record"
    __table_args__ = (CheckConstraint(is_digest("digest"), name="ck_procurement_short_assessment_record_digest"),)

    assessment_id: int = Field(primary_key=True, foreign_key="procurement_short_assessment.id")
    document: str = Field(sa_type=Text, description="canonical JSON")
    digest: str = Field(max_length=DIGEST_LENGTH)
    signed_by: str = Field(max_length=36)
    signed_at: datetime
