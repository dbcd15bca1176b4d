"""Open-source products and alternatives as the interface shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from api.fields import FieldView, field_view
from api.once import presented
from infra.once.model import KeptAnswer
from licensing.alternatives.finding import Hit
from procurement.model import (
    Alternative,
    AlternativeOrigin,
    AlternativeSearch,
    CatalogueProduct,
    CollectionKind,
    ProductImport,
)
from procurement.rules.alternatives import REASON, STANDING
from procurement.services.alternatives.opened import OpenedAlternatives
from procurement.services.alternatives.searching import FoundProducts


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductView:
    """A product of the catalogue.

    Args:
        id: Its number.
        name: Its name.
        url: Address of its repository.
        licence: Licence as stated.
        summary: Short description.
        description: Long description.
        features: What it can do.
        categories: Its categories.
        used_by: Public bodies that use it.
        status: Status of development.
        version: Version as stated.
        released: Day of that version; null where it is not stated.
        source: Name of the collection.
        dated: Day of the collection.
        digest: Checksum of the file it was read from.
        place: Where in the file.
    """

    id: int
    name: str
    url: str
    licence: str
    summary: str
    description: str
    features: list[str]
    categories: list[str]
    used_by: list[str]
    status: str
    version: str
    released: date | None
    source: str
    dated: date
    digest: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductImportView:
    """One import of a collection.

    Args:
        id: Its number.
        source: Name of the collection.
        dated: Day of the collection.
        kind: What it was imported from.
        digest: Checksum of the file.
        products: How many products it holds.
        left_out: How many entries did not become a product.
        imported_at: When.
        is_current: The catalogue shows it.
    """

    id: int
    source: str
    dated: date
    kind: CollectionKind
    digest: str
    products: int
    left_out: int
    imported_at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductHitView:
    """A product that a need found.

    Args:
        product: Its number in the catalogue.
        name: Its name.
        url: Address of its repository.
        licence: Licence as stated.
        summary: Short description.
        found: Words of the need by the field in which they stand.
    """

    product: int
    name: str
    url: str
    licence: str
    summary: str
    found: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProductsView:
    """What a search for alternatives found.

    Args:
        words: What was looked for.
        total: How many were found.
        items: The most telling ones.
        sources: Day of each collection that was searched, by its name.
    """

    words: str
    total: int
    items: list[ProductHitView]
    sources: Mapping[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeSearchView:
    """A kept search.

    Args:
        words: What was looked for.
        category: Only this category; empty for any.
        found: How many were found.
        sources: Day of each collection that was searched, by its name.
        searched_at: When.
    """

    words: str
    category: str
    found: int
    sources: Mapping[str, date]
    searched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeView:
    """An alternative.

    Args:
        number: Its number.
        origin: From the catalogue, or entered by hand.
        name: Name of the product.
        url: Its address.
        licence: Licence as stated.
        product_version: Version as stated.
        summary: What it does.
        source: Where that was read.
        digest: Checksum of the file it was read from; empty where it was entered by hand.
        added_at: When it was listed.
        standing: What became of it: found, considered, suitable or rejected.
        reason: Why.
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
    added_at: datetime
    standing: FieldView
    reason: FieldView


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativesView:
    """The alternatives of a procedure.

    Args:
        searches: Kept searches, the oldest first.
        items: Alternatives, the oldest first.
        check: The documented check, a text of the procedure.
        proposal: What the check would say, made from what is here.
        is_editable: The one who asks may change it now.
    """

    searches: list[AlternativeSearchView]
    items: list[AlternativeView]
    check: FieldView
    proposal: str
    is_editable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeReceipt:
    """An alternative that was listed.

    Args:
        number: Its number.
    """

    number: int


def product_view(one: CatalogueProduct) -> ProductView:
    """Return a product as it is shown."""
    product = one.product
    return ProductView(
        id=one.id,
        name=product.name,
        url=product.url,
        licence=product.licence,
        summary=product.summary,
        description=product.description,
        features=list(product.features),
        categories=list(product.categories),
        used_by=list(product.used_by),
        status=product.status,
        version=product.version,
        released=product.released,
        source=one.source,
        dated=one.dated,
        digest=product.sha256,
        place=product.place,
    )


def import_view(one: ProductImport) -> ProductImportView:
    """Return an import as it is shown."""
    return ProductImportView(
        id=one.id,
        source=one.source,
        dated=one.dated,
        kind=one.kind,
        digest=one.file_digest,
        products=one.products,
        left_out=len(one.left_out),
        imported_at=one.imported_at,
        is_current=one.is_current,
    )


def found_view(seen: FoundProducts) -> FoundProductsView:
    """Return what a search found as it is shown."""
    items = [_hit(number, hit) for number, hit in seen.hits]
    return FoundProductsView(words=seen.words, total=seen.total, items=items, sources=seen.sources)


def alternatives_view(opened: OpenedAlternatives) -> AlternativesView:
    """Return the alternatives of a procedure as they are shown."""
    return AlternativesView(
        searches=[search_view(one) for one in opened.searches],
        items=[_alternative(opened, one.alternative) for one in opened.alternatives],
        check=field_view(opened.check),
        proposal=opened.text,
        is_editable=opened.is_editable,
    )


def search_view(one: AlternativeSearch) -> AlternativeSearchView:
    """Return a kept search as it is shown."""
    return AlternativeSearchView(**{name: getattr(one, name) for name in AlternativeSearchView.__dataclass_fields__})


def stored_import(one: ProductImport) -> KeptAnswer:
    """Return the answer to an import."""
    return presented(import_view(one))


def kept_search(one: AlternativeSearch) -> KeptAnswer:
    """Return the answer to a kept search."""
    return presented(search_view(one))


def listed_alternative(one: Alternative) -> KeptAnswer:
    """Return the answer to an alternative that was listed."""
    return presented(AlternativeReceipt(number=one.number))


def _hit(number: int, hit: Hit) -> ProductHitView:
    found = {place: list(words) for place, words in hit.found.items()}
    plain = {name: getattr(hit.product, name) for name in ("name", "url", "licence", "summary")}
    return ProductHitView(product=number, found=found, **plain)


def _alternative(opened: OpenedAlternatives, one: Alternative) -> AlternativeView:
    plain = {name: getattr(one, name) for name in Alternative.__dataclass_fields__ if name != "added_by"}
    held = opened.fields[one.number]
    return AlternativeView(**plain, standing=field_view(held[STANDING]), reason=field_view(held[REASON]))
