"""Open-source products a city knows, and alternatives of procedures, within one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlmodel import Session, col

from core.listing import Page
from infra.rows import add_many, city_of
from licensing.alternatives.finding import spelt
from licensing.alternatives.product import LeftOut, Product
from procurement.errors import PlaceNotFoundError
from procurement.model import Alternative, AlternativeSearch, CatalogueProduct, ProductImport
from procurement.repository.searching import folded
from procurement.tables import AlternativeRow, AlternativeSearchRow, ProductImportRow, ProductRow

_PRODUCT, _LEFT_OUT = TypeAdapter(Product), TypeAdapter(tuple[LeftOut, ...])
_IMPORT = tuple(one.name for one in fields(ProductImport) if one.name not in {"left_out", "is_current"})
_ALTERNATIVE = tuple(one.name for one in fields(Alternative))
_SEARCH = tuple(one.name for one in fields(AlternativeSearch) if one.name != "sources")


class ProductRepository:
    """The catalogue as seen and added to within one transaction; only the newest import of each source counts.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, made: ProductImport, products: Sequence[Product]) -> int:
        """Store an import with its products, and return its number."""
        values = {name: getattr(made, name) for name in _IMPORT if name != "id"}
        row = ProductImportRow(
            city_id=str(city_of(self._session)), left_out=_LEFT_OUT.dump_json(made.left_out).decode(), **values
        )
        self._session.add(row)
        self._session.flush()
        add_many(self._session, ProductRow, ({"import_id": row.id, **_columns(one)} for one in products))
        return int(row.id or 0)

    def imports(self, *, before: int | None, size: int) -> tuple[ProductImport, ...]:
        """Return imports, the newest first, one more than ``size`` where the list goes on."""
        current = set(self._session.execute(_current()).scalars())
        where = [] if before is None else [col(ProductImportRow.id) < before]
        found = select(ProductImportRow).where(*where).order_by(col(ProductImportRow.id).desc()).limit(size + 1)
        return tuple(_import(row, is_current=row.id in current) for row in self._session.execute(found).scalars())

    def sources(self) -> Mapping[str, date]:
        """Return the day of the newest import of each source, by its name."""
        found = select(ProductImportRow).where(col(ProductImportRow.id).in_(_current()))
        rows = self._session.execute(found.order_by(col(ProductImportRow.source))).scalars()
        return {row.source: row.dated for row in rows}

    def find(self, number: int) -> CatalogueProduct | None:
        """Return a product of the catalogue, or None."""
        rows = self._session.execute(_of_current([col(ProductRow.id) == number])).all()
        return _product(*rows[0]) if rows else None

    def page(self, query: str, category: str, *, page: int, size: int) -> Page[CatalogueProduct]:
        """Return one page of the products that hold every word of ``query``."""
        where = _matching(query, category)
        counted = select(func.count(col(ProductRow.id))).where(col(ProductRow.import_id).in_(_current()), *where)
        total = int(self._session.execute(counted).scalar_one())
        found = _of_current(where).limit(size).offset((page - 1) * size)
        items = tuple(_product(*row) for row in self._session.execute(found).all())
        return Page(items=items, page=page, size=size, total=total)

    def stretch(self, query: str, category: str, *, after: int | None, size: int) -> tuple[CatalogueProduct, ...]:
        """Return the products of the same list as ``page`` that come after a place.

        Raises:
            PlaceNotFoundError: This list has no product of that number.
        """
        where = _matching(query, category)
        if after is not None:
            if not self._session.execute(_of_current([*where, col(ProductRow.id) == after])).all():
                raise PlaceNotFoundError
            where = [*where, col(ProductRow.id) > after]
        return tuple(_product(*row) for row in self._session.execute(_of_current(where).limit(size)).all())

    def naming(self, words: Sequence[str], category: str, *, most: int) -> tuple[CatalogueProduct, ...]:
        """Return the products that hold any of some words, spelt as they are searched; all where there is no word."""
        searched, where = col(ProductRow.search_text), _matching("", category)
        if words:
            where.append(or_(*(searched.contains(word, autoescape=True) for word in words)))
        return tuple(_product(*row) for row in self._session.execute(_of_current(where).limit(most)).all())

    def categories(self) -> tuple[str, ...]:
        """Return the categories of the catalogue, in order."""
        found = select(col(ProductRow.category_text)).where(col(ProductRow.import_id).in_(_current())).distinct()
        texts = self._session.execute(found).scalars()
        return tuple(sorted({word for text in texts for word in text.split("|") if word}))


class AlternativeRepository:
    """Alternatives of procedures within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, slug: str, alternative: Alternative) -> Alternative:
        """Store an alternative and return it with its number."""
        values = {name: getattr(alternative, name) for name in _ALTERNATIVE if name != "number"}
        number = self._next(AlternativeRow, slug)
        row = AlternativeRow(city_id=str(city_of(self._session)), slug=slug, number=number, **values)
        self._session.add(row)
        self._session.flush()
        return _alternative(row)

    def all(self, slug: str) -> tuple[Alternative, ...]:
        """Return the alternatives of a procedure, the oldest first."""
        here = (col(AlternativeRow.slug) == slug, col(AlternativeRow.is_removed).is_(False))
        found = select(AlternativeRow).where(*here).order_by(col(AlternativeRow.number))
        return tuple(_alternative(row) for row in self._session.execute(found).scalars())

    def remove(self, slug: str, number: int) -> None:
        """Take an alternative from the list."""
        here = (col(AlternativeRow.slug) == slug, col(AlternativeRow.number) == number)
        change = update(AlternativeRow).where(*here).values(is_removed=True)
        self._session.execute(change.execution_options(synchronize_session=False))

    def add_search(self, slug: str, search: AlternativeSearch) -> None:
        """Keep a search."""
        values = {name: getattr(search, name) for name in _SEARCH}
        sources = json.dumps({name: day.isoformat() for name, day in search.sources.items()}, ensure_ascii=False)
        row = AlternativeSearchRow(
            city_id=str(city_of(self._session)),
            slug=slug,
            number=self._next(AlternativeSearchRow, slug),
            sources=sources,
            **values,
        )
        self._session.add(row)
        self._session.flush()

    def searches(self, slug: str) -> tuple[AlternativeSearch, ...]:
        """Return the kept searches of a procedure, the oldest first."""
        found = select(AlternativeSearchRow).where(col(AlternativeSearchRow.slug) == slug)
        rows = self._session.execute(found.order_by(col(AlternativeSearchRow.number))).scalars()
        return tuple(_search(row) for row in rows)

    def _next(self, table: type[AlternativeRow] | type[AlternativeSearchRow], slug: str) -> int:
        last = select(func.max(col(table.number))).where(col(table.slug) == slug)
        return int(self._session.execute(last).scalar_one() or 0) + 1


def _current() -> Select[Any]:
    return select(func.max(col(ProductImportRow.id))).group_by(col(ProductImportRow.source))


def _of_current(where: Sequence[ColumnElement[bool]]) -> Select[ProductRow, ProductImportRow]:
    same = col(ProductImportRow.id) == col(ProductRow.import_id)
    query = select(ProductRow, ProductImportRow).join(ProductImportRow, same)
    return query.where(col(ProductRow.import_id).in_(_current()), *where).order_by(col(ProductRow.id))


def _matching(query: str, category: str) -> list[ColumnElement[bool]]:
    searched = col(ProductRow.search_text)
    where = [searched.contains(word, autoescape=True) for word in _spelt(query).split()]
    if category:
        where.append(col(ProductRow.category_text).contains(f"|{folded(category)}|", autoescape=True))
    return where


def _columns(product: Product) -> dict[str, Any]:
    told = (product.name, product.summary, product.description, *product.features, *product.categories, product.licence)
    categories = "".join(f"|{one.replace('|', ' ')}" for one in product.categories)
    return {
        "category_text": folded(f"{categories}|") if categories else "",
        "document": _PRODUCT.dump_json(product).decode().replace("\\u0000", " "),
        "search_text": _spelt(" ".join(told)),
    }


def _spelt(text: str) -> str:
    return spelt(folded(text))


def _product(row: ProductRow, made: ProductImportRow) -> CatalogueProduct:
    product = _PRODUCT.validate_json(row.document)
    return CatalogueProduct(id=int(row.id or 0), source=made.source, dated=made.dated, product=product)


def _import(row: ProductImportRow, *, is_current: bool) -> ProductImport:
    values = {name: getattr(row, name) for name in _IMPORT}
    return ProductImport(left_out=_LEFT_OUT.validate_json(row.left_out), is_current=is_current, **values)


def _alternative(row: AlternativeRow) -> Alternative:
    return Alternative(**{name: getattr(row, name) for name in _ALTERNATIVE})


def _search(row: AlternativeSearchRow) -> AlternativeSearch:
    sources = {name: date.fromisoformat(day) for name, day in json.loads(row.sources).items()}
    return AlternativeSearch(sources=sources, **{name: getattr(row, name) for name in _SEARCH})
