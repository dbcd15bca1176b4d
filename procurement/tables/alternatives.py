"""Tables of open-source products and of alternatives. Only their repository names them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import AlternativeOrigin, CollectionKind
from procurement.tables.shared import enumerated, is_digest, of_procedure


class ProductImportRow(CityOwned, table=True):
    """One import of a collection."""

    __tablename__ = "procurement_product_import"
    __table_args__ = (
        CheckConstraint(is_digest("file_digest"), name="ck_procurement_product_import_digest"),
        Index("ix_procurement_product_import_source", "city_id", "source", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(max_length=200)
    dated: date
    kind: CollectionKind = Field(sa_type=enumerated(CollectionKind, "ck_procurement_product_import_kind"))
    file_name: str = Field(max_length=255)
    file_digest: str = Field(max_length=DIGEST_LENGTH)
    products: int
    left_out: str = Field(sa_type=Text, description="JSON")
    imported_by: str = Field(max_length=36)
    imported_at: datetime


class ProductRow(CityOwned, table=True):
    """A product of an import, in the order of its name."""

    __tablename__ = "procurement_product"
    __table_args__ = (Index("ix_procurement_product_import", "import_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="procurement_product_import.id")
    category_text: str = Field(sa_type=Text, description="categories, each between bars")
    document: str = Field(sa_type=Text, description="JSON")
    search_text: str = Field(sa_type=Text, description="everything that says what it does, folded")


class AlternativeSearchRow(CityOwned, table=True):
    """A search for alternatives that was kept."""

    __tablename__ = "procurement_alternative_search"
    __table_args__ = (of_procedure("procurement_alternative_search"),)

    slug: str = Field(primary_key=True, max_length=200)
    city_id: str = Field(primary_key=True, foreign_key="identity_city.id", max_length=40)
    number: int = Field(primary_key=True)
    words: str = Field(max_length=200)
    category: str = Field(default="", max_length=200)
    found: int
    sources: str = Field(sa_type=Text, description="JSON: days by the name of the collection")
    searched_by: str = Field(max_length=36)
    searched_at: datetime


class AlternativeRow(CityOwned, table=True):
    """A product weighed up for a procedure."""

    __tablename__ = "procurement_alternative"
    __table_args__ = (of_procedure("procurement_alternative"),)

    city_id: str = Field(primary_key=True, foreign_key="identity_city.id", max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    origin: AlternativeOrigin = Field(sa_type=enumerated(AlternativeOrigin, "ck_procurement_alternative_origin"))
    name: str = Field(max_length=400)
    url: str = Field(max_length=500)
    licence: str = Field(max_length=400)
    product_version: str = Field(max_length=100)
    summary: str = Field(max_length=1000)
    source: str = Field(max_length=400)
    digest: str = Field(max_length=DIGEST_LENGTH)
    added_by: str = Field(max_length=36)
    added_at: datetime
    is_removed: bool = Field(default=False, description="taken from the list; its number stays used")
