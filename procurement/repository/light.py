"""Kurzbewertungen within one transaction."""

from collections.abc import Collection
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import Session, col

from core.errors import VersionConflictError
from core.listing import Page, Stretch, stretch_of
from infra.policy.decision import Scope
from infra.rows import city_of
from procurement.errors import PlaceNotFoundError, ShortAssessmentNotFoundError
from procurement.model import ShortAssessment, ShortAssessmentRecord, ShortAssessmentStage
from procurement.repository.searching import folded, has_words, is_seen
from procurement.tables import ShortAssessmentRecordRow, ShortAssessmentRow, ShortAssessmentWriterRow

_ROW = ShortAssessmentRow
_SEARCHED = 200
_PLAIN = tuple(one.name for one in fields(ShortAssessment) if one.name != "number")
_NEWEST = select(_ROW).order_by(col(_ROW.id).desc()).execution_options(populate_existing=True)


class ShortAssessmentRepository:
    """Kurzbewertungen as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: ShortAssessment) -> int:
        """Store a new one and return its number."""
        row = _ROW.model_validate({"city_id": city_of(self._session), **_values(new), "search_text": ""})
        self._session.add(row)
        self._session.flush()
        number = int(row.id or 0)
        self.name(number, new.title)
        return number

    def find(self, number: int) -> ShortAssessment | None:
        """Return one, or None."""
        row = self._session.execute(_NEWEST.where(col(_ROW.id) == number)).scalar_one_or_none()
        return None if row is None else _assessment(row)

    def save(self, one: ShortAssessment, seen: int) -> None:
        """Store one as it became.

        Args:
            one: With its new version.
            seen: Its version when it was read.

        Raises:
            ShortAssessmentNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has taken a step.
        """
        here = col(_ROW.id) == one.number
        change = update(_ROW).where(here, col(_ROW.version) == seen).values(**_values(one))
        changed = self._session.execute(change.execution_options(synchronize_session=False))
        if changed.rowcount != 1:  # type: ignore[attr-defined]  # a cursor's result
            now = self._session.execute(select(col(_ROW.version)).where(here)).scalar_one_or_none()
            if now is None:
                raise ShortAssessmentNotFoundError
            raise VersionConflictError(now)

    def name(self, number: int, title: str) -> None:
        """Let lists follow the title in the form."""
        text = folded(f"{title} {number}")[:_SEARCHED]
        change = update(_ROW).where(col(_ROW.id) == number).values(title=title, search_text=text)
        self._session.execute(change.execution_options(synchronize_session=False))

    def page(
        self, text: str, stage: ShortAssessmentStage | None, scopes: Collection[Scope], *, page: int, size: int
    ) -> Page[ShortAssessment]:
        """Return one page of those that a search finds, newest first.

        Args:
            text: Words of the title, or the number.
            stage: Only in this stage; None for any.
            scopes: What may be seen.
            page: Number of the page, from 1.
            size: Most entries of a page, from 1.
        """
        where = _matching(text, stage, scopes)
        total = self._session.execute(select(func.count()).select_from(_ROW).where(*where)).scalar_one()
        rows = self._session.execute(_NEWEST.where(*where).limit(size).offset((page - 1) * size)).scalars()
        return Page(items=tuple(map(_assessment, rows)), page=page, size=size, total=total)

    def stretch(
        self,
        text: str,
        stage: ShortAssessmentStage | None,
        scopes: Collection[Scope],
        *,
        after: int | None,
        size: int,
    ) -> Stretch[ShortAssessment]:
        """Return those after a place in the same list as ``page``.

        Raises:
            PlaceNotFoundError: This list has none of this number.
        """
        where = _matching(text, stage, scopes)
        if after is not None:
            if not self._session.execute(_NEWEST.where(*where, col(_ROW.id) == after)).first():
                raise PlaceNotFoundError
            where.append(col(_ROW.id) < after)
        found = [_assessment(row) for row in self._session.execute(_NEWEST.where(*where).limit(size + 1)).scalars()]
        return stretch_of(found, size, lambda one: str(one.number))

    def writers(self, number: int) -> frozenset[str]:
        """Return the ids of all who ever wrote in it, began it or handed it in."""
        wanted = select(col(ShortAssessmentWriterRow.person)).where(
            col(ShortAssessmentWriterRow.assessment_id) == number
        )
        return frozenset(self._session.execute(wanted).scalars())

    def add_writer(self, number: int, person: str, at: datetime) -> None:
        """Store for good that somebody wrote in it; those it knows stay as they are."""
        if person in self.writers(number):
            return
        row = {"city_id": city_of(self._session), "assessment_id": number, "person": person, "since": at}
        self._session.add(ShortAssessmentWriterRow.model_validate(row))
        self._session.flush()

    def put_record(self, record: ShortAssessmentRecord) -> None:
        """Store for good what was signed."""
        row = {
            "city_id": city_of(self._session),
            "assessment_id": record.number,
            "document": record.document,
            "digest": record.digest,
            "signed_by": record.signed_by,
            "signed_at": record.signed_at,
        }
        self._session.add(ShortAssessmentRecordRow.model_validate(row))
        self._session.flush()

    def record(self, number: int) -> ShortAssessmentRecord | None:
        """Return what was signed; None where nobody did yet."""
        wanted = select(ShortAssessmentRecordRow).where(col(ShortAssessmentRecordRow.assessment_id) == number)
        row = self._session.execute(wanted).scalar_one_or_none()
        if row is None:
            return None
        return ShortAssessmentRecord(
            number=row.assessment_id,
            document=row.document,
            digest=row.digest,
            signed_by=row.signed_by,
            signed_at=row.signed_at,
        )


def _values(one: ShortAssessment) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _PLAIN}


def _assessment(row: ShortAssessmentRow) -> ShortAssessment:
    return ShortAssessment(number=int(row.id or 0), **{name: getattr(row, name) for name in _PLAIN})


def _matching(text: str, stage: ShortAssessmentStage | None, scopes: Collection[Scope]) -> list[ColumnElement[bool]]:
    where = [is_seen(scopes, col(_ROW.office), col(_ROW.stage)), *has_words(col(_ROW.search_text), text)]
    if stage is not None:
        where.append(col(_ROW.stage) == stage)
    return where
