"""Sessions within one transaction, found by the digest of their token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, update
from sqlmodel import Session, col

from infra.identity.tables import CityRow, PersonRoleRow, PersonRow, SessionRow
from infra.policy.model import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """A session as it is kept.

    Args:
        actor: Whose it is, with the roles of this moment.
        opened_at: When it was opened.
        seen_at: When it was last in use, to the minute.
    """

    actor: Actor
    opened_at: datetime
    seen_at: datetime


class SessionRepository:
    """Sessions as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, digest: str, city: str, person: str, *, at: datetime) -> None:
        """Remember a session by the digest of its token."""
        self._session.add(SessionRow(token_digest=digest, city_id=city, person_id=person, opened_at=at, seen_at=at))
        self._session.flush()

    def find(self, digest: str) -> StoredSession | None:
        """Return a session of the city with its person in one statement; None where the person is locked."""
        rows = self._session.execute(_FIND, {"of_digest": digest}).all()
        if not rows:
            return None
        first = rows[0]
        actor = Actor(
            city=first.city_id,
            person=first.id,
            name=first.name,
            office=first.office_id,
            roles=frozenset(Role(row.role) for row in rows if row.role is not None),
            city_name=first.city_name,
            password_due=first.must_change_password,
        )
        return StoredSession(actor=actor, opened_at=first.opened_at, seen_at=first.seen_at)

    def touch(self, digest: str, *, at: datetime) -> None:
        """Remember that a session is in use."""
        self._session.execute(update(SessionRow).where(col(SessionRow.token_digest) == digest).values(seen_at=at))

    def close(self, digest: str) -> None:
        """Forget a session."""
        self._session.execute(delete(SessionRow).where(col(SessionRow.token_digest) == digest))

    def close_all(self, person: str, *, but: str | None = None) -> int:
        """Forget all sessions of a person but one; return how many."""
        others = delete(SessionRow).where(col(SessionRow.person_id) == person)
        if but is not None:
            others = others.where(col(SessionRow.token_digest) != but)
        return int(self._session.execute(others).rowcount)  # type: ignore[attr-defined]  # a DELETE has one

    def count(self, person: str, *, seen_since: datetime, opened_since: datetime) -> int:
        """Count the sessions of a person that have not ended."""
        running = (col(SessionRow.seen_at) >= seen_since, col(SessionRow.opened_at) >= opened_since)
        found = select(func.count()).select_from(SessionRow).where(col(SessionRow.person_id) == person, *running)
        return int(self._session.execute(found).scalar_one())

    def forget_ended(self, *, seen_before: datetime, opened_before: datetime) -> None:
        """Forget the sessions of all cities that have ended."""
        self._session.execute(_FORGET, {"seen_before": seen_before, "opened_before": opened_before})


# Built once: it runs whenever somebody signs in; nothing of what it deletes was read before.
_FORGET = (
    delete(SessionRow)
    .where(
        (col(SessionRow.seen_at) < bindparam("seen_before")) | (col(SessionRow.opened_at) < bindparam("opened_before"))
    )
    .execution_options(synchronize_session=False)
)

# Built once: it runs at every request.
_FIND: Select[*tuple[Any, ...]] = (
    select(
        col(SessionRow.opened_at),
        col(SessionRow.seen_at),
        col(SessionRow.city_id),
        col(PersonRow.id),
        col(PersonRow.name),
        col(PersonRow.office_id),
        col(PersonRow.must_change_password),
        col(CityRow.name).label("city_name"),
        col(PersonRoleRow.role),
    )
    .join(PersonRow, col(PersonRow.id) == col(SessionRow.person_id))
    .join(CityRow, col(CityRow.id) == col(SessionRow.city_id))
    .outerjoin(PersonRoleRow, col(PersonRoleRow.person_id) == col(PersonRow.id))
    .where(
        col(SessionRow.token_digest) == bindparam("of_digest"),
        col(SessionRow.city_id) == col(PersonRow.city_id),
        ~col(PersonRow.is_locked),
    )
)
