"""What this package tells about open-source products a city knows, and about those weighed up for a procedure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from licensing.alternatives.product import LeftOut, Product


class CollectionKind(StrEnum):
    """What products were imported from: ``publiccode.yml`` files, a table, or the export of a directory."""

    PUBLICCODE = "publiccode"
    TABLE = "table"
    EXPORT = "export"


class AlternativeOrigin(StrEnum):
    """How a product came to a procedure: from the catalogue, or entered by hand."""

    CATALOGUE = "catalogue"
    HAND = "hand"


class Standing(StrEnum):
    """What became of an alternative; rejected and suitable ones need a reason."""

    FOUND = "found"
    CONSIDERED = "considered"
    SUITABLE = "suitable"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductImport:
    """One import of a collection; it never changes, a later one of the same source replaces it in the catalogue.

    Args:
        id: Its number; 0 before it is stored.
        source: Name of the collection.
        dated: Day on which the collection was taken from its source.
        kind: What it was imported from.
        file_name: Name of the file.
        file_digest: ``sha256:…`` of the file.
        products: How many products it holds.
        left_out: What did not become a product.
        imported_by: Id of the person.
        imported_at: When, UTC.
        is_current: No later one of the same source is there.
    """

    id: int
    source: str
    dated: date
    kind: CollectionKind
    file_name: str
    file_digest: str
    products: int
    left_out: tuple[LeftOut, ...]
    imported_by: str
    imported_at: datetime
    is_current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueProduct:
    """A product of the catalogue.

    Args:
        id: Its number.
        source: Name of the collection.
        dated: Day of the collection.
        product: What the collection says of it.
    """

    id: int
    source: str
    dated: date
    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeSearch:
    """A search for alternatives that was kept, whatever it found.

    Args:
        words: What was looked for; empty where only a category was.
        category: Only this category; empty for any.
        found: How many products were found.
        sources: Day of each collection that was searched, by its name.
        searched_by: Id of the person.
        searched_at: When, UTC.
    """

    words: str
    found: int
    sources: Mapping[str, date]
    category: str = ""
    searched_by: str
    searched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A product weighed up for a procedure; standing and reason are fields that save themselves.

    Args:
        number: Counts the alternatives of the procedure, from 1; a number is never used again.
        origin: How it came there.
        name: Name of the product.
        url: Address of its repository or page; empty where none was entered.
        licence: Licence as stated.
        product_version: Version as stated.
        summary: What it does.
        source: Where that was read: collection with its day, or what the person entered.
        digest: ``sha256:…`` of the file it was read from; empty where it was entered by hand.
        added_by: Id of the person.
        added_at: When, UTC.
    """

    number: int
    origin: AlternativeOrigin
    name: str
    url: str
    licence: str
    product_version: str
    summary: str
    source: str
    digest: str
    added_by: str
    added_at: datetime
