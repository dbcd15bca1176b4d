"""Tender procedures, their lots and published versions within one transaction."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, false, func, or_, select, update
from sqlmodel import Session, col

from core.errors import VersionConflictError
from core.listing import Page, Stretch, stretch_of
from infra.policy.decision import Scope
from infra.rows import city_of
from procurement.errors import PlaceNotFoundError, ProcedureNotFoundError
from procurement.model import (
    Lot,
    Procedure,
    ProcedurePlan,
    ProcedureSummary,
    Publication,
)
from procurement.repository.searching import folded, has_words
from procurement.rules.procedure.lot_terms import read_terms, terms_text
from procurement.tables import SEARCHED, DisposalRow, LotRow, ProcedureRow, PublicationRow

Scopes = Collection[Scope]
"""What somebody may see of a list."""


class ProcedureRepository:
    """Procedures as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, procedure: Procedure) -> None:
        """Store a new procedure with its lots. The caller has made sure that slug and reference are free."""
        values = {name: getattr(procedure, name) for name in _KEPT}
        row = ProcedureRow.model_validate(
            {
                "city_id": city_of(self._session),
                "slug": procedure.slug,
                "reference": procedure.reference,
                "version": procedure.version,
                **values,
                **_planned(procedure),
            }
        )
        self._session.add(row)
        self._session.flush()
        for lot in procedure.lots:
            self._put_lot(procedure.slug, lot)

    def find(self, slug: str) -> Procedure | None:
        """Return a procedure with its lots, or None."""
        row = self._session.execute(select(ProcedureRow).where(col(ProcedureRow.slug) == slug)).scalar_one_or_none()
        return None if row is None else _procedure(row, self._lots(slug))

    def find_reference(self, reference: str) -> Procedure | None:
        """Return the procedure of a reference number, or None."""
        here = select(col(ProcedureRow.slug)).where(col(ProcedureRow.reference) == reference)
        slug = self._session.execute(here).scalar_one_or_none()
        return None if slug is None else self.find(slug)

    def lock(self, slug: str, version: int, at: datetime) -> Procedure:
        """Count a change of a procedure and return it as it was read by nobody else since: the first thing to do.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Its version is another one.
        """
        here = col(ProcedureRow.slug) == slug
        counted = (
            update(ProcedureRow)
            .where(here, col(ProcedureRow.version) == version)
            .values(version=version + 1, changed_at=at)
            .execution_options(synchronize_session=False)
        )
        if self._session.execute(counted).rowcount != 1:  # type: ignore[attr-defined]  # a cursor's result
            now = self._session.execute(select(col(ProcedureRow.version)).where(here)).scalar_one_or_none()
            if now is None:
                raise ProcedureNotFoundError(slug)
            raise VersionConflictError(now)
        found = self.find(slug)
        if found is None:
            raise AssertionError("the row was changed a moment ago")
        return found

    def hold(self, slug: str) -> Procedure:
        """Return a procedure whose row nobody else changes until this transaction ends; its version stays.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        here = select(col(ProcedureRow.id)).where(col(ProcedureRow.slug) == slug).with_for_update()
        if self._session.execute(here).one_or_none() is None or (found := self.find(slug)) is None:
            raise ProcedureNotFoundError(slug)
        return found

    def save(self, before: Procedure, after: Procedure) -> None:
        """Store a procedure as it became; version and moment of the change were counted by ``lock``."""
        values = {name: getattr(after, name) for name in _KEPT if name != "changed_at"}
        change = update(ProcedureRow).where(col(ProcedureRow.slug) == after.slug).values(**values, **_planned(after))
        self._session.execute(change.execution_options(synchronize_session=False))
        known = {lot.number: lot for lot in before.lots}
        kept = {lot.number: lot for lot in after.lots}
        for number in [one for one in known if kept.get(one) != known[one]]:
            here = (col(LotRow.slug) == after.slug, col(LotRow.number) == number)
            self._session.execute(delete(LotRow).where(*here))
        for number in [one for one in kept if kept[one] != known.get(one)]:
            self._put_lot(after.slug, kept[number])

    def has_slug(self, slug: str) -> bool:
        """Tell whether the slug is taken, or was by a file that is deleted."""
        return self._has(col(ProcedureRow.slug) == slug) or self._gone(col(DisposalRow.slug) == slug)

    def has_reference(self, reference: str) -> bool:
        """Tell whether the city has a procedure of this reference number, or had one whose file is deleted."""
        taken = self._has(col(ProcedureRow.reference) == reference)
        return taken or self._gone(col(DisposalRow.reference) == reference)

    def page(self, query: str, scopes: Scopes, *, page: int, size: int) -> Page[ProcedureSummary]:
        """Return one page of the procedures whose reference or title holds every word of ``query``, newest first.

        Args:
            query: Words in any order and case; empty for all procedures.
            scopes: What may be seen.
            page: Number of the page, from 1.
            size: Most procedures a page holds, from 1.
        """
        where = _matching(query, scopes)
        total = self._session.execute(select(func.count()).select_from(ProcedureRow).where(*where)).scalar_one()
        rows = self._session.execute(_NEWEST.where(*where).limit(size).offset((page - 1) * size))
        return Page(items=tuple(map(_summary, rows.scalars())), page=page, size=size, total=total)

    def stretch(self, query: str, scopes: Scopes, *, after: str | None, size: int) -> Stretch[ProcedureSummary]:
        """Return the procedures after a place in the same list as ``page``; what is added meanwhile moves nothing.

        Args:
            query: Words in any order and case; empty for all procedures.
            scopes: What may be seen.
            after: Slug of the procedure to begin after; None for the beginning.
            size: Most procedures to return, from 1.

        Raises:
            PlaceNotFoundError: This list has no procedure of this slug.
        """
        where = _matching(query, scopes)
        if after is not None:
            place = select(col(ProcedureRow.id)).where(*where, col(ProcedureRow.slug) == after)
            if (row := self._session.execute(place).one_or_none()) is None:
                raise PlaceNotFoundError
            where.append(col(ProcedureRow.id) < row.id)
        items = [_summary(row) for row in self._session.execute(_NEWEST.where(*where).limit(size + 1)).scalars()]
        return stretch_of(items, size, lambda one: one.slug)

    def add_publication(self, slug: str, publication: Publication) -> None:
        """Store a published version for good."""
        values = {name: getattr(publication, name) for name in Publication.__dataclass_fields__}
        row = PublicationRow.model_validate({"city_id": city_of(self._session), "slug": slug, **values})
        self._session.add(row)
        self._session.flush()

    def publications(self, slug: str) -> tuple[Publication, ...]:
        """Return the published versions of a procedure, oldest first."""
        of_it = select(PublicationRow).where(col(PublicationRow.slug) == slug).order_by(col(PublicationRow.number))
        return tuple(_publication(row) for row in self._session.execute(of_it).scalars())

    def _has(self, where: ColumnElement[bool]) -> bool:
        return self._session.execute(select(col(ProcedureRow.id)).where(where)).first() is not None

    def _gone(self, where: ColumnElement[bool]) -> bool:
        return self._session.execute(select(col(DisposalRow.slug)).where(where)).first() is not None

    def _lots(self, slug: str) -> tuple[Lot, ...]:
        of_it = select(LotRow).where(col(LotRow.slug) == slug).order_by(col(LotRow.number))
        rows = self._session.execute(of_it.execution_options(populate_existing=True)).scalars()
        return tuple(
            Lot(number=row.number, title=row.title, document=row.document, terms=read_terms(row.terms)) for row in rows
        )

    def _put_lot(self, slug: str, lot: Lot) -> None:
        city = str(city_of(self._session))
        terms = terms_text(lot.terms)
        row = LotRow(city_id=city, slug=slug, number=lot.number, title=lot.title, document=lot.document, terms=terms)
        self._session.add(row)
        self._session.flush()
        self._session.expunge(row)


_KEPT = (
    "stage",
    "publications",
    "round",
    "round_deadline",
    "opened",
    "changed_at",
    "asked_by",
    "asked_at",
    "asked_digest",
    "created_by",
    "created_at",
    "reason",
    "handed_back",
    "need",
    "eligibility",
)
_NEWEST = select(ProcedureRow).order_by(col(ProcedureRow.id).desc())


def _planned(procedure: Procedure) -> dict[str, object]:
    plan = procedure.plan
    return {
        "title": plan.title,
        "office_id": plan.office,
        "kind": plan.kind,
        "bid_deadline": plan.bid_deadline,
        "participation_deadline": plan.participation_deadline,
        "two_envelopes": plan.two_envelopes,
        "search_text": folded(f"{procedure.reference} {plan.title}")[:SEARCHED],
    }


def _matching(query: str, scopes: Scopes) -> list[ColumnElement[bool]]:
    searched = col(ProcedureRow.search_text)
    return [
        or_(false(), *(_within(scope) for scope in scopes)),
        *has_words(searched, query),
    ]


def _within(scope: Scope) -> ColumnElement[bool]:
    where: list[ColumnElement[bool]] = [col(ProcedureRow.id).is_not(None)]
    if scope.states is not None:
        where.append(col(ProcedureRow.stage).in_(sorted(scope.states)))
    if scope.office is not None:
        where.append(col(ProcedureRow.office_id) == scope.office)
    return and_(*where)


def _procedure(row: ProcedureRow, lots: tuple[Lot, ...]) -> Procedure:
    kept = {name: getattr(row, name) for name in _KEPT}
    plan = ProcedurePlan(
        title=row.title,
        office=row.office_id,
        kind=row.kind,
        bid_deadline=row.bid_deadline,
        participation_deadline=row.participation_deadline,
        two_envelopes=row.two_envelopes,
    )
    return Procedure(slug=row.slug, reference=row.reference, version=row.version, plan=plan, lots=lots, **kept)


def _summary(row: ProcedureRow) -> ProcedureSummary:
    return ProcedureSummary(
        slug=row.slug,
        reference=row.reference,
        title=row.title,
        stage=row.stage,
        office=row.office_id,
        kind=row.kind,
        bid_deadline=row.bid_deadline,
        publications=row.publications,
        changed_at=row.changed_at,
    )


def _publication(row: PublicationRow) -> Publication:
    return Publication(**{name: getattr(row, name) for name in Publication.__dataclass_fields__})
