"""Stored catalogues of criteria: the only place that names their tables."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlmodel import Session, col

from core.listing import Page
from infra.rows import city_of
from procurement.errors import PlaceNotFoundError
from procurement.repository.searching import folded, has_words
from procurement.rules.criteria.model import (
    CatalogueRecord,
    CatalogueSummary,
    EntrySummary,
    IndexedEntry,
)
from procurement.tables import SEARCHED, CatalogueEntryRow, CatalogueVersionRow
from scoring.model import CriterionKind

_SUMMARY = tuple(col(getattr(CatalogueVersionRow, name)) for name in CatalogueSummary.__dataclass_fields__)


class CatalogueRepository:
    """Catalogues as seen and added within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: CatalogueRecord, entries: Sequence[IndexedEntry]) -> None:
        """Store a version. The caller has made sure that neither it nor a newer one is stored."""
        city, summary = str(city_of(self._session)), record.summary
        named = {name: getattr(summary, name) for name in CatalogueSummary.__dataclass_fields__}
        self._session.add(CatalogueVersionRow.model_validate({"city_id": city, **named, "document": record.document}))
        self._session.flush()
        for entry in entries:
            row = {
                "city_id": city,
                "catalogue": summary.catalogue,
                "number": summary.number,
                "entry_key": entry.entry,
                "kind": entry.kind,
                "name": entry.name,
                "group_title": entry.group,
                "search_text": folded(entry.words)[:SEARCHED],
            }
            self._session.add(CatalogueEntryRow.model_validate(row))
        self._session.flush()

    def find(self, catalogue: str, number: int | None = None) -> CatalogueRecord | None:
        """Return a version, or with no number the newest one; None where there is none."""
        where = [
            col(CatalogueVersionRow.catalogue) == catalogue,
            *([] if number is None else [col(CatalogueVersionRow.number) == number]),
        ]
        newest = (
            select(*_SUMMARY, col(CatalogueVersionRow.document))
            .where(*where)
            .order_by(col(CatalogueVersionRow.number).desc())
            .limit(1)
        )
        row = self._session.execute(newest).one_or_none()
        return None if row is None else CatalogueRecord(summary=_summary(row), document=row.document)

    def versions(self, catalogue: str, *, before: int | None, size: int) -> tuple[CatalogueSummary, ...]:
        """Return versions of a catalogue, newest first.

        Args:
            catalogue: Id of the catalogue.
            before: Only versions older than this one; None for all.
            size: Most versions to return.
        """
        where = [
            col(CatalogueVersionRow.catalogue) == catalogue,
            *([] if before is None else [col(CatalogueVersionRow.number) < before]),
        ]
        rows = self._session.execute(
            select(*_SUMMARY).where(*where).order_by(col(CatalogueVersionRow.number).desc()).limit(size)
        )
        return tuple(map(_summary, rows))

    def newest(self, *, after: str | None, size: int) -> tuple[CatalogueSummary, ...]:
        """Return the newest version of each catalogue, in the order of their ids.

        Args:
            after: Only catalogues behind this id; None for all.
            size: Most catalogues to return.
        """
        newest = _newest().subquery()
        query = select(*_SUMMARY).join(
            newest,
            (newest.c.catalogue == col(CatalogueVersionRow.catalogue))
            & (newest.c.number == col(CatalogueVersionRow.number)),
        )
        where = [] if after is None else [col(CatalogueVersionRow.catalogue) > after]
        rows = self._session.execute(query.where(*where).order_by(col(CatalogueVersionRow.catalogue)).limit(size))
        return tuple(map(_summary, rows))

    def page(self, query: str, kind: CriterionKind | None, *, page: int, size: int) -> Page[EntrySummary]:
        """Return one page of the criteria of the newest versions that hold every word of ``query``."""
        where = _matching(query, kind)
        total = self._session.execute(_of_newest(func.count(col(CatalogueEntryRow.id))).where(*where)).scalar_one()
        in_order = _of_newest(CatalogueEntryRow).where(*where).order_by(col(CatalogueEntryRow.id))
        rows = self._session.execute(in_order.limit(size).offset((page - 1) * size)).scalars()
        return Page(items=tuple(map(_entry, rows)), page=page, size=size, total=total)

    def stretch(
        self, query: str, kind: CriterionKind | None, *, after: int | None, size: int
    ) -> tuple[EntrySummary, ...]:
        """Return the criteria of the same list as ``page`` that come after a place.

        Raises:
            PlaceNotFoundError: This list has no criterion of that number.
        """
        where = _matching(query, kind)
        if after is not None:
            here = _of_newest(col(CatalogueEntryRow.id)).where(*where, col(CatalogueEntryRow.id) == after)
            if self._session.execute(here).one_or_none() is None:
                raise PlaceNotFoundError
            where.append(col(CatalogueEntryRow.id) > after)
        rows = self._session.execute(
            _of_newest(CatalogueEntryRow).where(*where).order_by(col(CatalogueEntryRow.id)).limit(size)
        )
        return tuple(_entry(row) for row in rows.scalars())


def _newest() -> Select[str, int]:
    return select(
        col(CatalogueVersionRow.catalogue), func.max(col(CatalogueVersionRow.number)).label("number")
    ).group_by(col(CatalogueVersionRow.catalogue))


def _of_newest(what: Any) -> Select[Any]:  # noqa: ANN401 - a table class or a column
    newest, entry = _newest().subquery(), CatalogueEntryRow
    same = (newest.c.catalogue == col(entry.catalogue)) & (newest.c.number == col(entry.number))
    return select(what).join(newest, same)


def _matching(query: str, kind: CriterionKind | None) -> list[ColumnElement[bool]]:
    searched = col(CatalogueEntryRow.search_text)
    where = has_words(searched, query)
    return where if kind is None else [*where, col(CatalogueEntryRow.kind) == kind]


def _summary(row: Row[Any]) -> CatalogueSummary:
    return CatalogueSummary(**{name: getattr(row, name) for name in CatalogueSummary.__dataclass_fields__})


def _entry(row: CatalogueEntryRow) -> EntrySummary:
    return EntrySummary(
        id=int(row.id or 0),
        catalogue=row.catalogue,
        number=row.number,
        entry=row.entry_key,
        name=row.name,
        kind=row.kind,
        group=row.group_title,
    )
