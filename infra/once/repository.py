"""Kept answers within one transaction."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from infra.once.model import AlreadyDoneError, KeptAnswer, KeyReusedError, Once
from infra.once.tables import AnswerRow
from infra.rows import city_of


class AnswerRepository:
    """Answers of the city that the session is open for.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def raise_if_done(self, person: str, once: Once) -> None:
        """Let a new request pass.

        Raises:
            AlreadyDoneError: It was carried out before.
            KeyReusedError: Its key was used for another one.
        """
        found = select(AnswerRow).where(col(AnswerRow.person_id) == person, col(AnswerRow.key) == once.key)
        row = self._session.exec(found).one_or_none()
        if row is None:
            return
        if row.request_digest != once.request_digest:
            raise KeyReusedError
        raise AlreadyDoneError(KeptAnswer(status=row.status, headers=dict(row.headers), body=row.body))

    def keep(self, person: str, once: Once, answer: KeptAnswer, *, at: datetime) -> None:
        """Keep the answer to a request."""
        row = AnswerRow(
            city_id=str(city_of(self._session)),
            person_id=person,
            key=once.key,
            request_digest=once.request_digest,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            at=at,
        )
        self._session.add(row)
        self._session.flush()

    def forget_before(self, moment: datetime) -> None:
        """Drop older answers."""
        self._session.execute(delete(AnswerRow).where(col(AnswerRow.at) < moment))
