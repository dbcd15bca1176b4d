"""Stored evaluations and Prüfvermerke within one transaction."""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlmodel import Session, col

from core.listing import Page, Stretch, stretch_of
from infra.rows import city_of
from procurement.errors import PlaceNotFoundError
from procurement.model import EvaluationRecord, EvaluationSummary, Pruefvermerk
from procurement.repository.searching import folded, has_words
from procurement.tables import SEARCHED, DisposalRow, EvaluationRow, PruefvermerkRow

_SUMMARY = (
    col(EvaluationRow.slug),
    col(EvaluationRow.reference),
    col(EvaluationRow.lot),
    col(EvaluationRow.title),
    col(EvaluationRow.method),
    col(EvaluationRow.state),
    col(EvaluationRow.tenderers),
    col(EvaluationRow.stored_at),
    col(EvaluationRow.document_digest),
    col(EvaluationRow.result_digest),
)


class EvaluationRepository:
    """Stored evaluations as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: EvaluationRecord) -> None:
        """Store ``record``. The caller has made sure that neither its slug nor its lot and method are taken."""
        summary = record.summary
        row = EvaluationRow.model_validate(
            {
                "city_id": city_of(self._session),
                **{name: getattr(summary, name) for name in EvaluationSummary.__dataclass_fields__},
                "lot": summary.lot or "",
                "search_text": folded(f"{summary.reference} {summary.lot or ''} {summary.title}")[:SEARCHED],
                "document": record.document,
                "result": record.result,
            }
        )
        self._session.add(row)
        self._session.flush()

    def find(self, slug: str) -> EvaluationRecord | None:
        """Return the evaluation with this slug, or None."""
        return self._one(col(EvaluationRow.slug) == slug)

    def find_lot(self, reference: str, lot: str | None, method: str) -> EvaluationRecord | None:
        """Return the evaluation of a lot by a method, or None."""
        return self._one(
            col(EvaluationRow.reference) == reference,
            col(EvaluationRow.lot) == (lot or ""),
            col(EvaluationRow.method) == method,
        )

    def of_reference(self, reference: str) -> tuple[EvaluationSummary, ...]:
        """Return everything that is stored under a reference number, oldest first."""
        found = select(*_SUMMARY).where(col(EvaluationRow.reference) == reference).order_by(col(EvaluationRow.id))
        return tuple(_summary(row) for row in self._session.execute(found))

    def move_aside(self, record: EvaluationRecord, lot: str) -> None:
        """Let a record give up its place: it stays as it is, under its address, and is listed under another lot."""
        summary = record.summary
        text = folded(f"{summary.reference} {lot} {summary.title}")[:SEARCHED]
        here = col(EvaluationRow.slug) == summary.slug
        change = update(EvaluationRow).where(here).values(lot=lot, search_text=text)
        self._session.execute(change.execution_options(synchronize_session=False))

    def has_slug(self, slug: str) -> bool:
        """Tell whether the slug is taken."""
        found = select(col(EvaluationRow.id)).where(col(EvaluationRow.slug) == slug)
        return self._session.execute(found).first() is not None

    def was_deleted(self, reference: str) -> bool:
        """Tell whether the file of a procedure of this reference number is deleted."""
        found = select(col(DisposalRow.slug)).where(col(DisposalRow.reference) == reference)
        return self._session.execute(found).first() is not None

    def page(self, query: str, states: frozenset[str] | None, *, page: int, size: int) -> Page[EvaluationSummary]:
        """Return one page of the evaluations whose reference, lot or title holds every word of ``query``, newest first.

        Args:
            query: Words in any order and case; empty for all evaluations.
            states: Only evaluations in one of these states; None for all.
            page: Number of the page, from 1.
            size: Most evaluations a page holds, from 1.
        """
        where = _matching(query, states)
        total = self._session.execute(select(func.count()).select_from(EvaluationRow).where(*where)).scalar_one()
        newest_first = select(*_SUMMARY).where(*where).order_by(col(EvaluationRow.id).desc())
        rows = self._session.execute(newest_first.limit(size).offset((page - 1) * size))
        return Page(items=tuple(_summary(row) for row in rows), page=page, size=size, total=total)

    def stretch(
        self, query: str, states: frozenset[str] | None, *, after: str | None, size: int
    ) -> Stretch[EvaluationSummary]:
        """Return the evaluations after a place in the same list as ``page``; what is added meanwhile moves nothing.

        Args:
            query: Words in any order and case; empty for all evaluations.
            states: Only evaluations in one of these states; None for all.
            after: Slug of the evaluation to begin after; None for the beginning.
            size: Most evaluations to return, from 1.

        Raises:
            PlaceNotFoundError: This list has no evaluation of this slug.
        """
        where = _matching(query, states)
        if after is not None:
            place = select(col(EvaluationRow.id)).where(*where, col(EvaluationRow.slug) == after)
            if (row := self._session.execute(place).one_or_none()) is None:
                raise PlaceNotFoundError
            where.append(col(EvaluationRow.id) < row.id)
        newest_first = select(*_SUMMARY).where(*where).order_by(col(EvaluationRow.id).desc())
        items = [_summary(row) for row in self._session.execute(newest_first.limit(size + 1))]
        return stretch_of(items, size, lambda one: one.slug)

    def _one(self, *where: ColumnElement[bool]) -> EvaluationRecord | None:
        row = self._session.execute(
            select(*_SUMMARY, col(EvaluationRow.document), col(EvaluationRow.result)).where(*where)
        ).one_or_none()
        if row is None:
            return None
        return EvaluationRecord(summary=_summary(row), document=row.document, result=row.result)


class PruefvermerkRepository:
    """Completed Prüfvermerke as seen and added within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, completed: Pruefvermerk) -> None:
        """Store a completed one. The caller has made sure that its author has none on this procedure yet."""
        row = PruefvermerkRow(
            city_id=str(city_of(self._session)),
            slug=completed.slug,
            person_id=completed.person,
            completed_at=completed.completed_at,
            document=completed.document,
            digest=completed.digest,
        )
        self._session.add(row)
        self._session.flush()

    def has(self, slug: str, person: str) -> bool:
        """Tell whether somebody has completed one on a procedure."""
        found = select(col(PruefvermerkRow.digest)).where(
            col(PruefvermerkRow.slug) == slug, col(PruefvermerkRow.person_id) == person
        )
        return self._session.execute(found).first() is not None

    def of(self, slug: str, names_of: Callable[[Collection[str]], Mapping[str, str]]) -> tuple[Pruefvermerk, ...]:
        """Return those on a procedure, oldest first.

        Args:
            slug: Name of the procedure's stored evaluation.
            names_of: Returns the names of people by their id.
        """
        on_it = select(PruefvermerkRow).where(col(PruefvermerkRow.slug) == slug)
        in_order = on_it.order_by(col(PruefvermerkRow.completed_at), col(PruefvermerkRow.person_id))
        rows = self._session.execute(in_order).scalars().all()
        names = names_of({row.person_id for row in rows})
        return tuple(_pruefvermerk(row, names) for row in rows)


def _pruefvermerk(row: PruefvermerkRow, name_of: Mapping[str, str]) -> Pruefvermerk:
    return Pruefvermerk(
        slug=row.slug,
        person=row.person_id,
        author=name_of.get(row.person_id, ""),
        fields=json.loads(row.document)["fields"],
        completed_at=row.completed_at,
        document=row.document,
        digest=row.digest,
    )


def _matching(query: str, states: frozenset[str] | None) -> list[ColumnElement[bool]]:
    searched = col(EvaluationRow.search_text)
    where = has_words(searched, query)
    if states is not None:
        where.append(col(EvaluationRow.state).in_(states))
    return where


def _summary(row: Row[Any]) -> EvaluationSummary:
    return EvaluationSummary(
        slug=row.slug,
        reference=row.reference,
        lot=row.lot or None,
        title=row.title,
        method=row.method,
        state=row.state,
        tenderers=row.tenderers,
        stored_at=row.stored_at,
        document_digest=row.document_digest,
        result_digest=row.result_digest,
    )
