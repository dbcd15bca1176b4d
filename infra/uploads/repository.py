"""Uploads within one transaction: the only place that names their tables."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, delete, func, update
from sqlmodel import Session, col, select

from infra.rows import city_of
from infra.uploads.model import KEPT, Upload
from infra.uploads.tables import UploadPieceRow, UploadRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What a person has uploaded since a moment.

    Args:
        count: How many uploads were begun.
        size: Bytes of them: all that was announced, of closed ones what arrived.
        first: When the first of them was begun; None for none.
    """

    count: int
    size: int
    first: datetime | None


class UploadRepository:
    """Uploads of the city that the session is open for.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, upload: Upload, person: str) -> None:
        """Store a new upload, of which nothing has arrived."""
        row = UploadRow(
            city_id=str(city_of(self._session)),
            id=upload.id,
            person_id=person,
            name=upload.name,
            about=upload.about,
            size=upload.size,
            received=0,
            begun_at=upload.begun_at,
            touched_at=upload.begun_at,
        )
        self._session.add(row)
        self._session.flush()

    def find(self, upload: str, *, alive_at: datetime) -> tuple[Upload, str] | None:
        """Return an upload that is neither closed nor too old, and the id of its person; or None."""
        found = select(UploadRow).where(
            col(UploadRow.id) == upload, col(UploadRow.closed_at).is_(None), col(UploadRow.touched_at) > alive_at - KEPT
        )
        row = self._session.exec(found).one_or_none()
        return None if row is None else (_upload(row), row.person_id)

    def of_person(self, person: str, about: str | None, *, alive_at: datetime) -> tuple[Upload, ...]:
        """Return the open uploads of a person, the oldest first: all, or those for one purpose."""
        found = select(UploadRow).where(
            col(UploadRow.person_id) == person,
            col(UploadRow.closed_at).is_(None),
            col(UploadRow.touched_at) > alive_at - KEPT,
        )
        if about is not None:
            found = found.where(col(UploadRow.about) == about)
        rows = self._session.exec(found.order_by(col(UploadRow.begun_at), col(UploadRow.id))).all()
        return tuple(map(_upload, rows))

    def used(self, person: str, since: datetime) -> Used:
        """Return what a person has uploaded since a moment."""
        counted = case((col(UploadRow.closed_at).is_(None), col(UploadRow.size)), else_=col(UploadRow.received))
        found = select(func.count(), func.sum(counted), func.min(UploadRow.begun_at)).where(
            col(UploadRow.person_id) == person, col(UploadRow.begun_at) > since
        )
        count, size, first = self._session.exec(found).one()
        return Used(count=count, size=int(size or 0), first=first)

    def add_piece(self, upload: str, place: int, size: int, sealed: str, *, at: datetime) -> None:
        """Store the next piece of so many bytes; the caller has compared its place in the same transaction."""
        city = str(city_of(self._session))
        row = UploadPieceRow(city_id=city, upload_id=upload, place=place, sealed=sealed)
        self._session.add(row)
        self._session.flush()
        self._session.expunge(row)  # a whole file must not gather in the session
        self._change(upload, received=place + size, touched_at=at)

    def piece_at(self, upload: str, place: int) -> str | None:
        """Return the sealed piece that begins after so many bytes, or None."""
        found = select(UploadPieceRow.sealed).where(
            col(UploadPieceRow.upload_id) == upload, col(UploadPieceRow.place) == place
        )
        return self._session.exec(found).one_or_none()

    def close(self, upload: str, *, at: datetime) -> None:
        """Drop the content of an upload and keep its line for the limits."""
        of_upload = delete(UploadPieceRow).where(col(UploadPieceRow.upload_id) == upload)
        self._session.execute(of_upload.execution_options(synchronize_session=False))
        self._change(upload, closed_at=at, name="", about="")

    def forget_untouched_until(self, moment: datetime, most: int) -> int:
        """Drop up to ``most`` uploads of which nothing was heard since; return how many there were."""
        old = select(UploadRow.id).where(col(UploadRow.touched_at) <= moment).limit(most)
        ids = self._session.exec(old).all()
        for table, column in ((UploadPieceRow, col(UploadPieceRow.upload_id)), (UploadRow, col(UploadRow.id))):
            self._session.execute(delete(table).where(column.in_(ids)).execution_options(synchronize_session=False))
        return len(ids)

    def _change(self, upload: str, **values: object) -> None:
        changed = update(UploadRow).where(col(UploadRow.id) == upload).values(**values)
        self._session.execute(changed.execution_options(synchronize_session=False))


def _upload(row: UploadRow) -> Upload:
    return Upload(
        id=row.id,
        name=row.name,
        about=row.about,
        size=row.size,
        offset=row.received,
        begun_at=row.begun_at,
        expires_at=row.touched_at + KEPT,
    )
