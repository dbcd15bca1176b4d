"""Notices within one transaction: the only place that names their table."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from infra.notices.model import Notice, NoticeKind, NoticePage
from infra.notices.tables import NoticeRow
from infra.rows import city_of


class NoticeRepository:
    """Notices of the city that the session is open for.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, person: str, kind: NoticeKind, properties: Mapping[str, str], link: str | None, *, at: datetime
    ) -> None:
        """Tell a person something."""
        row = NoticeRow(
            city_id=str(city_of(self._session)),
            person_id=person,
            at=at,
            kind=kind.value,
            properties=dict(properties),
            link=link,
        )
        self._session.add(row)
        self._session.flush()

    def unread(self, person: str, most: int) -> int:
        """Count what a person has not read, up to ``most``."""
        found = select(NoticeRow.id).where(col(NoticeRow.person_id) == person, col(NoticeRow.read_at).is_(None))
        counted = select(func.count()).select_from(found.limit(most).subquery())
        return self._session.exec(counted).one()

    def page(self, person: str, before: int | None, size: int) -> NoticePage:
        """Return the newest notices with a number below ``before``."""
        found = select(NoticeRow).where(col(NoticeRow.person_id) == person).order_by(col(NoticeRow.id).desc())
        if before is not None:
            found = found.where(col(NoticeRow.id) < before)
        rows = self._session.exec(found.limit(size + 1)).all()
        items = tuple(map(_notice, rows[:size]))
        return NoticePage(items=items, before=items[-1].id if len(rows) > size else None)

    def owner(self, notice: int) -> str | None:
        """Return the id of the person a notice is for, or None."""
        return self._session.exec(select(NoticeRow.person_id).where(col(NoticeRow.id) == notice)).one_or_none()

    def mark_read(self, person: str, notice: int | None, *, at: datetime) -> None:
        """Mark one notice of a person as read, or all; one that was read before keeps its moment."""
        unread = update(NoticeRow).where(col(NoticeRow.person_id) == person, col(NoticeRow.read_at).is_(None))
        self._session.execute(
            (unread if notice is None else unread.where(col(NoticeRow.id) == notice)).values(read_at=at)
        )

    def forget_read_before(self, moment: datetime) -> None:
        """Drop notices that were read earlier."""
        self._session.execute(delete(NoticeRow).where(col(NoticeRow.read_at) < moment))


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        id=int(row.id or 0),
        at=row.at,
        kind=NoticeKind(row.kind),
        properties=dict(row.properties),
        link=row.link,
        read_at=row.read_at,
    )
