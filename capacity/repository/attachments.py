"""Files of requests within one transaction."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from capacity.model import Attachment
from capacity.tables.attachments import AttachmentPartRow, AttachmentRow
from infra.rows import add_many

_NAMES = tuple(one.name for one in fields(Attachment))


class AttachmentRepository:
    """Files of requests.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, request: int) -> tuple[Attachment, ...]:
        """Return what is known about the files of a request, by number; contents are not read."""
        here = (col(AttachmentRow.request_id) == request, col(AttachmentRow.removed_at).is_(None))
        rows = self._session.execute(select(AttachmentRow).where(*here).order_by(col(AttachmentRow.number))).scalars()
        return tuple(Attachment(**{name: getattr(row, name) for name in _NAMES}) for row in rows)

    def next_number(self, request: int) -> int:
        """Return the number that the next file of a request gets."""
        last = select(func.max(col(AttachmentRow.number))).where(col(AttachmentRow.request_id) == request)
        return int(self._session.execute(last).scalar_one() or 0) + 1

    def add(self, request: int, file: Attachment, sealed: Sequence[str]) -> None:
        """Store a file with the sealed parts of its content."""
        values = {name: getattr(file, name) for name in _NAMES}
        add_many(self._session, AttachmentRow, [{"request_id": request, **values}])
        place = {"request_id": request, "number": file.number}
        parts = ({**place, "part": part, "sealed": one} for part, one in enumerate(sealed, start=1))
        add_many(self._session, AttachmentPartRow, parts)

    def sealed(self, request: int, number: int) -> tuple[str, ...]:
        """Return the sealed parts of a file, in order."""
        here = (col(AttachmentPartRow.request_id) == request, col(AttachmentPartRow.number) == number)
        wanted = select(col(AttachmentPartRow.sealed)).where(*here).order_by(col(AttachmentPartRow.part))
        return tuple(self._session.execute(wanted).scalars())

    def remove(self, request: int, number: int, at: datetime) -> None:
        """Forget the content of a file; its number is never given again."""
        parts = (col(AttachmentPartRow.request_id) == request, col(AttachmentPartRow.number) == number)
        self._session.execute(delete(AttachmentPartRow).where(*parts))
        here = (col(AttachmentRow.request_id) == request, col(AttachmentRow.number) == number)
        self._session.execute(update(AttachmentRow).where(*here).values(removed_at=at))
