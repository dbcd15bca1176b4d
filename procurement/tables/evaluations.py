"""Tables of stored evaluations. Only the repository names them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import EvaluationState
from procurement.tables.shared import SEARCHED, enumerated


class EvaluationRow(CityOwned, table=True):
    """The evaluation of one lot by one method, with its input and its result.

    The short columns stand first: a list reads them without touching the pages that hold the documents.
    """

    __tablename__ = "procurement_evaluation"
    __table_args__ = (
        UniqueConstraint("city_id", "reference", "lot", "method", name="uq_procurement_evaluation_place"),
        UniqueConstraint("city_id", "slug", name="uq_procurement_evaluation_slug"),
        CheckConstraint("length(slug) BETWEEN 1 AND 200", name="ck_procurement_evaluation_slug"),
        CheckConstraint("length(reference) BETWEEN 1 AND 200", name="ck_procurement_evaluation_reference"),
        CheckConstraint("length(lot) <= 200", name="ck_procurement_evaluation_lot"),
        CheckConstraint("length(method) > 0", name="ck_procurement_evaluation_method"),
        CheckConstraint("tenderers > 0", name="ck_procurement_evaluation_tenderers"),
        CheckConstraint(
            f"length(document_digest) = {DIGEST_LENGTH} AND length(result_digest) = {DIGEST_LENGTH}",
            name="ck_procurement_evaluation_digests",
        ),
        Index("ix_procurement_evaluation_city", "city_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(min_length=1, max_length=200)
    reference: str = Field(min_length=1, max_length=200)
    lot: str = Field(max_length=200, description="empty where there are no lots: NULL would defeat the uniqueness")
    title: str = Field(sa_type=Text)
    method: str = Field(min_length=1, max_length=60)
    state: EvaluationState = Field(
        sa_type=enumerated(EvaluationState, "ck_procurement_evaluation_state", 20),
    )
    tenderers: int = Field(gt=0)
    stored_at: datetime
    search_text: str = Field(max_length=SEARCHED, index=True, description="reference, lot and title, case-folded")
    document_digest: str = Field(min_length=DIGEST_LENGTH, max_length=DIGEST_LENGTH)
    result_digest: str = Field(min_length=DIGEST_LENGTH, max_length=DIGEST_LENGTH)
    document: str = Field(sa_type=Text)
    result: str = Field(sa_type=Text)


class PruefvermerkRow(CityOwned, table=True):
    """A completed Prüfvermerk, one for each auditor and evaluation; rows come and never change."""

    __tablename__ = "procurement_pruefvermerk"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "slug"],
            ["procurement_evaluation.city_id", "procurement_evaluation.slug"],
            name="fk_procurement_pruefvermerk_evaluation",
        ),
        ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_procurement_pruefvermerk_person",
        ),
        CheckConstraint(f"length(digest) = {DIGEST_LENGTH}", name="ck_procurement_pruefvermerk_digest"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    person_id: str = Field(primary_key=True, max_length=36)
    completed_at: datetime
    document: str = Field(sa_type=Text)
    digest: str = Field(min_length=DIGEST_LENGTH, max_length=DIGEST_LENGTH)
