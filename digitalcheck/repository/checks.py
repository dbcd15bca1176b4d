"""Digital-Checks and catalogues of questions within one transaction."""

from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, update
from sqlmodel import Session, col

from core.errors import VersionConflictError
from core.listing import Page, Stretch, stretch_of
from digitalcheck.errors import CheckNotFoundError, CheckPlaceNotFoundError
from digitalcheck.model import CheckQuery, CheckStep, PublishedQuestions, StoredCheck
from digitalcheck.tables.checks import SEARCHED, CheckRow, CheckStepRow, PublishedQuestionsRow
from infra.policy.decision import Scope
from infra.rows import city_of

_PLAIN = (
    "title",
    "reference",
    "catalogue",
    "status",
    "copied_from",
    "created_by",
    "created_at",
    "changed_at",
    "version",
)
_STEP = tuple(one.name for one in fields(CheckStep))
_QUESTIONS = tuple(one.name for one in fields(PublishedQuestions))
_NEWEST = select(CheckRow).order_by(col(CheckRow.id).desc()).execution_options(populate_existing=True)


class CheckRepository:
    """Checks as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, check: StoredCheck) -> int:
        """Store a new check and return its number."""
        row = CheckRow.model_validate({"city_id": city_of(self._session), **_values(check)})
        self._session.add(row)
        self._session.flush()
        return int(row.id or 0)

    def find(self, number: int) -> StoredCheck | None:
        """Return a check, or None."""
        row = self._session.execute(_NEWEST.where(col(CheckRow.id) == number)).scalar_one_or_none()
        return None if row is None else _check(row)

    def hold(self, number: int, at: datetime, version: int | None = None) -> StoredCheck:
        """Count a change of a check and return it; nobody else changes it until this transaction ends.

        Args:
            number: Number of the check.
            at: Moment of the change.
            version: Its version as somebody has seen it; None where fields with versions of their own change.

        Raises:
            CheckNotFoundError: There is none of this number.
            VersionConflictError: Its version is another one.
        """
        here = col(CheckRow.id) == number
        seen = () if version is None else (col(CheckRow.version) == version,)
        change = update(CheckRow).where(here, *seen).values(version=CheckRow.version + 1, changed_at=at)
        changed = self._session.execute(change.execution_options(synchronize_session=False))
        found = self.find(number)
        if found is None:
            raise CheckNotFoundError
        if changed.rowcount != 1:  # type: ignore[attr-defined]  # a cursor's result
            raise VersionConflictError(found.version)
        return found

    def save(self, check: StoredCheck) -> None:
        """Store a check as it became; version and moment of the change were counted by ``hold``."""
        change = update(CheckRow).where(col(CheckRow.id) == check.number).values(**_values(check))
        self._session.execute(change.execution_options(synchronize_session=False))

    def page(self, query: CheckQuery, scopes: Collection[Scope], *, page: int, size: int) -> Page[StoredCheck]:
        """Return one page of the checks that a search finds, newest first.

        Args:
            query: Which.
            scopes: What may be seen.
            page: Number of the page, from 1.
            size: Most checks a page holds, from 1.
        """
        where = _matching(query, scopes)
        total = self._session.execute(select(func.count()).select_from(CheckRow).where(*where)).scalar_one()
        rows = self._session.execute(_NEWEST.where(*where).limit(size).offset((page - 1) * size)).scalars()
        return Page(items=tuple(map(_check, rows)), page=page, size=size, total=total)

    def stretch(
        self, query: CheckQuery, scopes: Collection[Scope], *, after: int | None, size: int
    ) -> Stretch[StoredCheck]:
        """Return the checks after a place in the same list as ``page``.

        Args:
            query: Which.
            scopes: What may be seen.
            after: Number of the check to begin after; None for the beginning.
            size: Most checks to return, from 1.

        Raises:
            CheckPlaceNotFoundError: This list has no check of this number.
        """
        where = _matching(query, scopes)
        if after is not None:
            if self._session.execute(select(col(CheckRow.id)).where(*where, col(CheckRow.id) == after)).first() is None:
                raise CheckPlaceNotFoundError
            where.append(col(CheckRow.id) < after)
        found = [_check(row) for row in self._session.execute(_NEWEST.where(*where).limit(size + 1)).scalars()]
        return stretch_of(found, size, lambda one: str(one.number))

    def add_step(self, number: int, step: CheckStep) -> None:
        """Store a step for good."""
        values = {name: getattr(step, name) for name in _STEP}
        row = CheckStepRow.model_validate({"city_id": city_of(self._session), "check_id": number, **values})
        self._session.add(row)
        self._session.flush()

    def steps(self, number: int) -> tuple[CheckStep, ...]:
        """Return the steps of a check, oldest first."""
        of_it = select(CheckStepRow).where(col(CheckStepRow.check_id) == number).order_by(col(CheckStepRow.number))
        rows = self._session.execute(of_it).scalars()
        return tuple(CheckStep(**{name: getattr(row, name) for name in _STEP}) for row in rows)


class QuestionRepository:
    """Catalogues that a city published, within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, questions: PublishedQuestions) -> None:
        """Store a version for good. The caller has made sure that its name is free."""
        values = {name: getattr(questions, name) for name in _QUESTIONS}
        self._session.add(PublishedQuestionsRow.model_validate({"city_id": city_of(self._session), **values}))
        self._session.flush()

    def all(self) -> tuple[PublishedQuestions, ...]:
        """Return the published versions, the newest first."""
        rows = self._session.execute(select(PublishedQuestionsRow).order_by(col(PublishedQuestionsRow.id).desc()))
        return tuple(_questions(row) for row in rows.scalars())

    def find(self, name: str) -> PublishedQuestions | None:
        """Return the version of this name, or None."""
        wanted = select(PublishedQuestionsRow).where(col(PublishedQuestionsRow.name) == name)
        row = self._session.execute(wanted).scalar_one_or_none()
        return None if row is None else _questions(row)


def folded(text: str) -> str:
    """Fold case in Python: SQLite folds ASCII letters only. PostgreSQL cannot hold NUL in a text."""
    return text.replace("\0", " ").casefold()


def _matching(query: CheckQuery, scopes: Collection[Scope]) -> list[ColumnElement[bool]]:
    seen = [and_(true(), *_within(one)) for one in scopes]
    where: list[ColumnElement[bool]] = [or_(false(), *seen)]
    if query.status is not None:
        where.append(col(CheckRow.status) == query.status)
    if query.office is not None:
        where.append(col(CheckRow.office_id) == query.office)
    text = col(CheckRow.search_text)
    return [*where, *(text.contains(word, autoescape=True) for word in folded(query.text).split())]


def _within(scope: Scope) -> Iterator[ColumnElement[bool]]:
    if scope.states is not None:
        yield col(CheckRow.status).in_(sorted(scope.states))
    if scope.office is not None:
        yield col(CheckRow.office_id) == scope.office


def _values(check: StoredCheck) -> dict[str, Any]:
    return {
        "office_id": check.office,
        "request_id": check.request,
        "prefilled": " ".join(sorted(check.prefilled)),
        "search_text": folded(f"{check.title} {check.reference}")[:SEARCHED],
        **{name: getattr(check, name) for name in _PLAIN},
    }


def _check(row: CheckRow) -> StoredCheck:
    return StoredCheck(
        number=int(row.id or 0),
        office=row.office_id,
        prefilled=frozenset(row.prefilled.split()),
        request=row.request_id,
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _questions(row: PublishedQuestionsRow) -> PublishedQuestions:
    return PublishedQuestions(**{name: getattr(row, name) for name in _QUESTIONS})
