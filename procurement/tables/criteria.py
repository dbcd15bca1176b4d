"""Tables of catalogues of criteria and their drafts. Only the repository names them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text, UniqueConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.tables.shared import SEARCHED, enumerated
from scoring.model import CriterionKind


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


class CatalogueReleaseRow(CityOwned, table=True):
    """That a version was made in this city, and by whom; rows come and never change, and the database sees to it."""

    __tablename__ = "procurement_catalogue_release"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "catalogue", "number"],
            [f"procurement_catalogue_version.{name}" for name in ("city_id", "catalogue", "number")],
            name="fk_procurement_catalogue_release_version",
        ),
        CheckConstraint("asked_by <> released_by", name="ck_procurement_catalogue_release_two_people"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    catalogue: str = Field(primary_key=True, max_length=80)
    number: int = Field(primary_key=True)
    asked_by: str = Field(max_length=36)
    released_by: str = Field(max_length=36)
    released_at: datetime


class CatalogueDraftRow(CityOwned, table=True):
    """The next version of a catalogue while it is written; its texts are fields."""

    __tablename__ = "procurement_catalogue_draft"
    __table_args__ = (
        CheckConstraint("version > 0", name="ck_procurement_catalogue_draft_version"),
        CheckConstraint("(base_catalogue IS NULL) = (base_number IS NULL)", name="ck_procurement_catalogue_draft_base"),
        CheckConstraint(
            "(asked_by IS NULL) = (asked_at IS NULL) AND (asked_by IS NULL) = (asked_digest IS NULL)",
            name="ck_procurement_catalogue_draft_asked",
        ),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    catalogue: str = Field(primary_key=True, max_length=80)
    version: int
    base_catalogue: str | None = Field(default=None, max_length=80)
    base_number: int | None = None
    entries: str = Field(sa_type=Text, description="ids in their order, a JSON list")
    clauses: str = Field(sa_type=Text, description="ids in their order, a JSON list")
    asked_by: str | None = Field(default=None, max_length=36)
    asked_at: datetime | None = None
    asked_digest: str | None = Field(default=None, max_length=DIGEST_LENGTH)
    handed_back: str = Field(sa_type=Text)
    created_by: str = Field(max_length=36)
    changed_at: datetime


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
        sa_type=enumerated(CriterionKind, "ck_procurement_catalogue_entry_kind", 1),
    )
    name: str = Field(sa_type=Text)
    group_title: str = Field(max_length=200)
    search_text: str = Field(max_length=SEARCHED, description="name, group and description, case-folded")
