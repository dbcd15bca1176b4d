"""Released checks and their sheets within one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlmodel import Session, col

from core.listing import Page
from digitalcheck.model import Headline
from digitalcheck.rules.course.release import CommitteeDate, Release, ReleasedSheet, SheetForm, SheetVersion
from digitalcheck.tables.releases import (
    CommitteeRow,
    ReleaseRow,
    ReplacementRow,
    SheetFileRow,
    SheetPublicationRow,
    SheetRow,
)
from infra.rows import city_of

_PLAIN = (
    "title",
    "reference",
    "dezernat",
    "office",
    "catalogue",
    "depth",
    "headline",
    "reds",
    "day",
    "record",
    "digest",
    "paragraph",
    "released_by",
    "released_at",
)
_SHEET = ("version", "code", "digest", "pdf_digest", "likeness")
FilesByForm = Mapping[SheetVersion, Mapping[SheetForm, bytes]]
"""The files of a released check, by version and form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseQuery:
    """Which released checks somebody wants to see; what is None is not asked for.

    Args:
        committee: Only those that a committee of this name deals with; words of it, case does not matter.
        day: Only those it deals with on this day.
        headline: Only with this headline.
        dezernat: Only of this Dezernat.
        with_reds: Only with a red finding.
        checks: Numbers of checks in the order of an agenda; these come first and are found with those of the committee.
    """

    committee: str = ""
    day: date | None = None
    headline: Headline | None = None
    dezernat: str | None = None
    with_reds: bool = False
    checks: tuple[int, ...] = ()


class ReleaseRepository:
    """Released checks as seen and added to within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, release: Release, files: FilesByForm) -> None:
        """Store a release with its files for good."""
        self._insert(ReleaseRow, check_id=release.check, **{name: getattr(release, name) for name in _PLAIN})
        for number, one in enumerate(release.committees, 1):
            key = folded(one.committee)[:200]
            self._insert(
                CommitteeRow,
                check_id=release.check,
                number=number,
                committee=one.committee,
                committee_key=key,
                day=one.day,
            )
        for sheet in release.sheets:
            self._insert(SheetRow, check_id=release.check, **{name: getattr(sheet, name) for name in _SHEET})
            for form, content in files[sheet.version].items():
                self._insert(SheetFileRow, check_id=release.check, version=sheet.version, form=form, content=content)

    def publish(self, check: int, person: str, at: datetime) -> None:
        """Store for good that the public version is everybody's."""
        self._insert(SheetPublicationRow, check_id=check, published_by=person, published_at=at)

    def replace(self, check: int, successor: int, person: str, at: datetime) -> None:
        """Store for good that another check has taken the place of one."""
        self._insert(ReplacementRow, check_id=check, successor=successor, replaced_by=person, replaced_at=at)

    def find(self, check: int) -> Release | None:
        """Return a release, or None."""
        return next(iter(self._read([check])), None)

    def by_code(self, code: str) -> tuple[Release, SheetVersion] | None:
        """Return the release with a sheet of this Prüfcode and which version that is, or None."""
        return self._by(col(SheetRow.code) == code)

    def by_file(self, digest: str) -> tuple[Release, SheetVersion] | None:
        """Return the release whose PDF has exactly these bytes likewise."""
        return self._by(col(SheetRow.pdf_digest) == digest)

    def by_likeness(self, likeness: str) -> tuple[Release, SheetVersion] | None:
        """Return the release whose PDF says and shows the same likewise."""
        return self._by(col(SheetRow.likeness) == likeness)

    def file(self, check: int, version: SheetVersion, form: SheetForm) -> bytes | None:
        """Return a file of a released sheet, or None."""
        of_it = select(col(SheetFileRow.content)).where(
            col(SheetFileRow.check_id) == check,
            col(SheetFileRow.version) == version,
            col(SheetFileRow.form) == form,
        )
        return self._session.execute(of_it).scalar_one_or_none()

    def next_day(self, committee: str, today: date) -> date | None:
        """Return the next day from today on which a committee of this name deals with a released check."""
        after = select(func.min(col(CommitteeRow.day))).where(
            col(CommitteeRow.committee_key).contains(folded(committee), autoescape=True), col(CommitteeRow.day) >= today
        )
        return self._session.execute(after).scalar_one_or_none()

    def days(self, committee: str, limit: int) -> tuple[date, ...]:
        """Return the days on which a committee of this name deals or dealt with released checks, the latest first."""
        of_it = (
            select(col(CommitteeRow.day))
            .where(
                col(CommitteeRow.committee_key).contains(folded(committee), autoescape=True),
                col(CommitteeRow.day).is_not(None),
            )
            .distinct()
            .order_by(col(CommitteeRow.day).desc())
            .limit(limit)
        )
        return tuple(day for day in self._session.execute(of_it).scalars() if day is not None)

    def dezernate(self) -> tuple[str, ...]:
        """Return the names of all Dezernate with released checks."""
        named = select(col(ReleaseRow.dezernat)).distinct().order_by(col(ReleaseRow.dezernat))
        return tuple(self._session.execute(named).scalars())

    def page(self, query: ReleaseQuery, *, page: int, size: int) -> Page[Release]:
        """Return one page of the released checks that a search finds, in the order of agenda and number of the Vorlage.

        Args:
            query: Which; those that were replaced are left out.
            page: Number of the page, from 1.
            size: Most releases a page holds, from 1.
        """
        where = _matching(query)
        total = self._session.execute(select(func.count()).select_from(ReleaseRow).where(*where)).scalar_one()
        wanted = (
            select(col(ReleaseRow.check_id))
            .where(*where)
            .order_by(*_in_order(query), col(ReleaseRow.reference), col(ReleaseRow.check_id))
            .limit(size)
            .offset((page - 1) * size)
        )
        numbers = list(self._session.execute(wanted).scalars())
        found = {one.check: one for one in self._read(numbers)}
        return Page(items=tuple(found[number] for number in numbers), page=page, size=size, total=total)

    def published(self, *, page: int, size: int) -> Page[Release]:
        """Return one page of the checks whose public sheet is everybody's, those given last first."""
        total = self._session.execute(select(func.count()).select_from(SheetPublicationRow)).scalar_one()
        newest = (col(SheetPublicationRow.published_at).desc(), col(SheetPublicationRow.check_id).desc())
        wanted = select(col(SheetPublicationRow.check_id)).order_by(*newest).limit(size).offset((page - 1) * size)
        numbers = list(self._session.execute(wanted).scalars())
        found = {one.check: one for one in self._read(numbers)}
        return Page(items=tuple(found[number] for number in numbers), page=page, size=size, total=total)

    def _by(self, condition: ColumnElement[bool]) -> tuple[Release, SheetVersion] | None:
        of_it = select(SheetRow).where(condition).order_by(col(SheetRow.check_id), col(SheetRow.version))
        row = self._session.execute(of_it).scalars().first()
        release = None if row is None else self.find(row.check_id)
        return None if row is None or release is None else (release, row.version)

    def _read(self, numbers: Sequence[int]) -> list[Release]:
        rows = self._of(select(ReleaseRow).where(col(ReleaseRow.check_id).in_(numbers)))
        sheets = self._of(select(SheetRow).where(col(SheetRow.check_id).in_(numbers)).order_by(col(SheetRow.version)))
        committees = self._of(
            select(CommitteeRow).where(col(CommitteeRow.check_id).in_(numbers)).order_by(col(CommitteeRow.number))
        )
        published = self._of(select(SheetPublicationRow).where(col(SheetPublicationRow.check_id).in_(numbers)))
        replaced = self._of(select(ReplacementRow).where(col(ReplacementRow.check_id).in_(numbers)))
        publications = {one.check_id: one.published_at for one in published}
        successors = {one.check_id: one.successor for one in replaced}
        return [
            Release(
                check=row.check_id,
                sheets=tuple(_sheet(one) for one in sheets if one.check_id == row.check_id),
                committees=tuple(
                    CommitteeDate(committee=one.committee, day=one.day)
                    for one in committees
                    if one.check_id == row.check_id
                ),
                published_at=publications.get(row.check_id),
                successor=successors.get(row.check_id),
                **{name: getattr(row, name) for name in _PLAIN},
            )
            for row in rows
        ]

    def _of(self, statement: Select[Any]) -> list[Any]:
        return list(self._session.execute(statement).scalars())

    def _insert(self, table: type[Any], **values: object) -> None:
        self._session.add(table.model_validate({"city_id": city_of(self._session), **values}))
        self._session.flush()


def folded(text: str) -> str:
    """Fold case in Python: SQLite folds ASCII letters only."""
    return text.replace("\0", " ").casefold()


def _matching(query: ReleaseQuery) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [col(ReleaseRow.check_id).not_in(select(col(ReplacementRow.check_id)))]
    if query.committee or query.day:
        of_it = select(col(CommitteeRow.check_id)).where(
            col(CommitteeRow.committee_key).contains(folded(query.committee), autoescape=True)
        )
        if query.day is not None:
            of_it = of_it.where(col(CommitteeRow.day) == query.day)
        dealt_with = col(ReleaseRow.check_id).in_(of_it)
        where.append(or_(dealt_with, col(ReleaseRow.check_id).in_(query.checks)) if query.checks else dealt_with)
    if query.headline is not None:
        where.append(col(ReleaseRow.headline) == query.headline)
    if query.dezernat is not None:
        where.append(col(ReleaseRow.dezernat) == query.dezernat)
    if query.with_reds:
        where.append(col(ReleaseRow.reds) > 0)
    return where


def _in_order(query: ReleaseQuery) -> list[ColumnElement[Any]]:
    places = {check: place for place, check in enumerate(query.checks)}
    return [case(places, value=col(ReleaseRow.check_id), else_=len(places))] if places else []


def _sheet(row: SheetRow) -> ReleasedSheet:
    return ReleasedSheet(**{name: getattr(row, name) for name in _SHEET})
