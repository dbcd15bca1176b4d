"""Tables of the end of a file. Only their repository names them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import ArchiveAnswer, HoldReason
from procurement.tables.shared import SEARCHED, enumerated, is_digest, of_procedure


class HoldRow(CityOwned, table=True):
    """A hold on a file; a trigger keeps an open one from going."""

    __tablename__ = "procurement_hold"
    __table_args__ = (
        of_procedure("procurement_hold"),
        CheckConstraint("number > 0", name="ck_procurement_hold_number"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="ck_procurement_hold_lifted"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    reason: HoldReason = Field(sa_type=enumerated(HoldReason, "ck_procurement_hold_reason"))
    note: str = Field(sa_type=Text)
    set_by: str = Field(max_length=36)
    set_at: datetime
    lifted_by: str | None = Field(default=None, max_length=36)
    lifted_at: datetime | None = None
    lift_note: str = Field(sa_type=Text)


class DispositionRow(CityOwned, table=True):
    """How far the disposal of a file is."""

    __tablename__ = "procurement_disposition"
    __table_args__ = (
        of_procedure("procurement_disposition"),
        CheckConstraint("version > 0", name="ck_procurement_disposition_version"),
        CheckConstraint("answer IS NULL OR offered_on IS NOT NULL", name="ck_procurement_disposition_offered"),
        CheckConstraint("asked_by IS NULL OR answer IS NOT NULL", name="ck_procurement_disposition_asked"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    version: int
    offered_on: date | None = None
    offer_note: str = Field(sa_type=Text)
    answer: ArchiveAnswer | None = Field(
        default=None, sa_type=enumerated(ArchiveAnswer, "ck_procurement_disposition_answer"), nullable=True
    )
    answered_on: date | None = None
    answer_note: str = Field(sa_type=Text)
    asked_by: str | None = Field(default=None, max_length=36)
    asked_at: datetime | None = None


class DisposalRow(CityOwned, table=True):
    """Proof of a deletion; it refers to nothing, and triggers refuse every change."""

    __tablename__ = "procurement_disposal"
    __table_args__ = (
        UniqueConstraint("city_id", "reference", name="uq_procurement_disposal_reference"),
        CheckConstraint(is_digest("digest"), name="ck_procurement_disposal_digest"),
        CheckConstraint("asked_by <> decided_by", name="ck_procurement_disposal_two_people"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    reference: str = Field(max_length=200)
    search_text: str = Field(max_length=SEARCHED, description="the reference, case-folded")
    document: str = Field(sa_type=Text)
    digest: str = Field(max_length=DIGEST_LENGTH)
    asked_by: str = Field(max_length=36)
    decided_by: str = Field(max_length=36)
    decided_at: datetime
