"""Tables of tender procedures up to their publication. Only the repository names them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text, UniqueConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import ProcedureStage, ProcedureType
from procurement.tables.shared import SEARCHED, enumerated


class ProcedureRow(CityOwned, table=True):
    """A tender procedure as it stands; its texts are fields, its lots and publications have tables of their own."""

    __tablename__ = "procurement_procedure"
    __table_args__ = (
        UniqueConstraint("city_id", "slug", name="uq_procurement_procedure_slug"),
        UniqueConstraint("city_id", "reference", name="uq_procurement_procedure_reference"),
        ForeignKeyConstraint(
            ["city_id", "office_id"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_procurement_procedure_office",
        ),
        CheckConstraint("length(slug) BETWEEN 1 AND 200", name="ck_procurement_procedure_slug"),
        CheckConstraint("length(reference) BETWEEN 1 AND 200", name="ck_procurement_procedure_reference"),
        CheckConstraint("version > 0 AND publications >= 0 AND round > 0", name="ck_procurement_procedure_numbers"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(min_length=1, max_length=200)
    reference: str = Field(min_length=1, max_length=200)
    title: str = Field(sa_type=Text)
    office_id: str | None = Field(default=None, max_length=36)
    kind: ProcedureType | None = Field(
        default=None, sa_type=enumerated(ProcedureType, "ck_procurement_procedure_kind"), nullable=True
    )
    bid_deadline: datetime | None = None
    participation_deadline: datetime | None = None
    stage: ProcedureStage = Field(sa_type=enumerated(ProcedureStage, "ck_procurement_procedure_stage"))
    version: int
    publications: int
    two_envelopes: bool = False
    round: int = 1
    round_deadline: datetime | None = Field(default=None, description="of the invitation; else that of the plan holds")
    opened: int | None = Field(default=None, description="the publication whose bids were opened last")
    changed_at: datetime
    search_text: str = Field(max_length=SEARCHED, index=True, description="reference and title, case-folded")
    asked_by: str | None = Field(default=None, max_length=36)
    asked_at: datetime | None = None
    asked_digest: str | None = Field(default=None, max_length=DIGEST_LENGTH)
    created_by: str = Field(max_length=36)
    created_at: datetime
    reason: str = Field(sa_type=Text)
    handed_back: str = Field(sa_type=Text)
    need: str | None = Field(default=None, sa_type=Text)
    eligibility: str | None = Field(default=None, sa_type=Text)


class LotRow(CityOwned, table=True):
    """One lot of a procedure."""

    __tablename__ = "procurement_lot"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_lot_procedure",
        ),
        CheckConstraint("number > 0", name="ck_procurement_lot_number"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    title: str = Field(max_length=200)
    document: str | None = Field(default=None, sa_type=Text)
    terms: str | None = Field(default=None, sa_type=Text, description="where its criteria come from, what it asks for")


class PublicationRow(CityOwned, table=True):
    """One published version; rows come and never change, and the database itself sees to it."""

    __tablename__ = "procurement_publication"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_procedure.city_id", "procurement_procedure.slug"],
            name="fk_procurement_publication_procedure",
        ),
        CheckConstraint("number > 0", name="ck_procurement_publication_number"),
        CheckConstraint("asked_by <> released_by", name="ck_procurement_publication_two_people"),
        CheckConstraint(
            f"length(digest) = {DIGEST_LENGTH} AND length(internal_digest) = {DIGEST_LENGTH}",
            name="ck_procurement_publication_digests",
        ),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    digest: str = Field(min_length=DIGEST_LENGTH, max_length=DIGEST_LENGTH)
    internal_digest: str = Field(min_length=DIGEST_LENGTH, max_length=DIGEST_LENGTH)
    asked_by: str = Field(max_length=36)
    released_by: str = Field(max_length=36)
    published_at: datetime
    reason: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)
    internal: str = Field(sa_type=Text)
