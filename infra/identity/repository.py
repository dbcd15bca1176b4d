"""Cities, offices, people and sessions within one transaction: the only place that names their tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from infra.identity.tables import CityRow, PersonRoleRow, PersonRow, SessionRow, SignInFailureRow
from infra.policy.model import Actor, Role
from infra.rows import city_of


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it is kept.

    Args:
        city: City of the person.
        person: Whose session it is.
        opened_at: When it was opened.
        seen_at: When it was last in use, to the minute.
    """

    city: str
    person: str
    opened_at: datetime
    seen_at: datetime


class IdentityRepository:
    """Identity as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_city(self, city: str, name: str, *, is_demo: bool, at: datetime) -> None:
        """Add a city. The caller has made sure that there is none of this id."""
        self._session.add(CityRow(id=city, name=name, is_demo=is_demo, added_at=at))
        self._session.flush()

    def has_city(self, city: str) -> bool:
        """Tell whether there is a city of this id."""
        return self._session.get(CityRow, city) is not None

    def cities_added(self) -> list[tuple[str, datetime]]:
        """Return all cities with the moment they were added."""
        rows = self._session.exec(select(CityRow.id, CityRow.added_at).order_by(CityRow.id))
        return [(city, added_at) for city, added_at in rows]

    def add_person(self, person: str, account: str, name: str, roles: Iterable[Role], *, at: datetime) -> None:
        """Add a person of the city the session is open for; without a password nobody can sign in as that person."""
        city = str(city_of(self._session))
        row = PersonRow(city_id=city, id=person, account=account.casefold(), name=name, password_hash="", added_at=at)
        self._session.add(row)
        self._session.flush()
        self._session.add_all(PersonRoleRow(city_id=city, person_id=person, role=role) for role in sorted(roles))
        self._session.flush()

    def actor(self, city: str, person: str) -> Actor | None:
        """Return a person with the roles of this moment; None for an unknown or locked one."""
        found = select(PersonRow).where(col(PersonRow.id) == person, ~col(PersonRow.is_locked))
        row = self._session.exec(found).one_or_none()
        if row is None:
            return None
        roles = self._session.exec(select(PersonRoleRow.role).where(col(PersonRoleRow.person_id) == person))
        return Actor(city=city, person=row.id, name=row.name, office=row.office_id, roles=frozenset(map(Role, roles)))

    def open_session(self, digest: str, city: str, person: str, *, at: datetime) -> None:
        """Remember a session by the digest of its token."""
        self._session.add(SessionRow(token_digest=digest, city_id=city, person_id=person, opened_at=at, seen_at=at))
        self._session.flush()

    def find_session(self, digest: str) -> StoredSession | None:
        """Return a session, or None."""
        row = self._session.get(SessionRow, digest)
        return None if row is None else StoredSession(row.city_id, row.person_id, row.opened_at, row.seen_at)

    def forget_ended_sessions(self, *, seen_before: datetime, opened_before: datetime) -> None:
        """Forget the sessions of all cities that have ended."""
        ended = (col(SessionRow.seen_at) < seen_before) | (col(SessionRow.opened_at) < opened_before)
        self._session.execute(delete(SessionRow).where(ended))

    def forget_failures_before(self, moment: datetime) -> None:
        """Forget refused attempts that are too old to count."""
        self._session.execute(delete(SignInFailureRow).where(col(SignInFailureRow.at) < moment))

    def touch_session(self, digest: str, *, at: datetime) -> None:
        """Remember that a session is in use."""
        self._session.execute(update(SessionRow).where(col(SessionRow.token_digest) == digest).values(seen_at=at))

    def close_session(self, digest: str) -> None:
        """Forget a session."""
        self._session.execute(delete(SessionRow).where(col(SessionRow.token_digest) == digest))
