"""Tables of this package. Only the repository names them."""

from datetime import date, datetime
from enum import Enum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text, UniqueConstraint
from sqlalchemy import Enum as EnumColumn
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import EvaluationState, ProcedureStage, ProcedureType
from scoring.model import CriterionKind

SEARCHED = 600  # PostgreSQL indexes at most 2,704 bytes of a text


def _values(enumeration: type[Enum]) -> list[str]:
    return [member.value for member in enumeration]


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
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(min_length=1, max_length=200)
    reference: str = Field(min_length=1, max_length=200)
    lot: str = Field(max_length=200, description="empty where there are no lots: NULL would defeat the uniqueness")
    title: str = Field(sa_type=Text)
    method: str = Field(min_length=1, max_length=60)
    state: EvaluationState = Field(
        sa_type=EnumColumn(
            EvaluationState,
            name="ck_procurement_evaluation_state",
            native_enum=False,
            values_callable=_values,
            create_constraint=True,
            length=20,
        ),
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


def _enumerated(enumeration: type[Enum], name: str) -> EnumColumn:
    return EnumColumn(
        enumeration, name=name, native_enum=False, values_callable=_values, create_constraint=True, length=60
    )


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
        CheckConstraint("version > 0 AND publications >= 0", name="ck_procurement_procedure_numbers"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(min_length=1, max_length=200)
    reference: str = Field(min_length=1, max_length=200)
    title: str = Field(sa_type=Text)
    office_id: str | None = Field(default=None, max_length=36)
    kind: ProcedureType | None = Field(
        default=None, sa_type=_enumerated(ProcedureType, "ck_procurement_procedure_kind"), nullable=True
    )
    bid_deadline: datetime | None = None
    participation_deadline: datetime | None = None
    stage: ProcedureStage = Field(sa_type=_enumerated(ProcedureStage, "ck_procurement_procedure_stage"))
    version: int
    publications: int
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


class CatalogueVersionRow(CityOwned, table=True):
    """One version of a catalogue of criteria; rows come and never change."""

    __tablename__ = "procurement_catalogue_version"
    __table_args__ = (
        CheckConstraint("number > 0 AND entries > 0", name="ck_procurement_catalogue_version_numbers"),
        CheckConstraint(f"length(digest) = {DIGEST_LENGTH}", name="ck_procurement_catalogue_version_digest"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    catalogue: str = Field(primary_key=True, max_length=80)
    number: int = Field(primary_key=True)
    title: str = Field(max_length=200)
    dated: date
    licence: str = Field(max_length=200)
    entries: int
    digest: str = Field(min_length=DIGEST_LENGTH, max_length=DIGEST_LENGTH)
    stored_at: datetime
    document: str = Field(sa_type=Text)


class CatalogueEntryRow(CityOwned, table=True):
    """A criterion of a version, for searching: what it says stands in the document."""

    __tablename__ = "procurement_catalogue_entry"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "catalogue", "number"],
            [f"procurement_catalogue_version.{name}" for name in ("city_id", "catalogue", "number")],
            name="fk_procurement_catalogue_entry_version",
        ),
        UniqueConstraint("city_id", "catalogue", "number", "entry_key", name="uq_procurement_catalogue_entry_place"),
    )

    id: int | None = Field(default=None, primary_key=True)
    catalogue: str = Field(max_length=80)
    number: int
    entry_key: str = Field(max_length=64, description="id of the criterion in its catalogue")
    kind: CriterionKind = Field(
        sa_type=EnumColumn(
            CriterionKind,
            name="ck_procurement_catalogue_entry_kind",
            native_enum=False,
            values_callable=_values,
            create_constraint=True,
            length=1,
        ),
    )
    name: str = Field(sa_type=Text)
    group_title: str = Field(max_length=200)
    search_text: str = Field(max_length=SEARCHED, description="name, group and description, case-folded")
