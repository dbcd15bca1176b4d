"""Cities, offices and people within one transaction. This package alone names the tables of the room."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, func, or_, tuple_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from infra.identity.model import City, Office, Person, PersonDraft
from infra.identity.repository.credentials import Credentials, CredentialsRepository
from infra.identity.repository.failures import FailureRepository
from infra.identity.repository.sessions import SessionRepository, StoredSession
from infra.identity.tables import CityRow, OfficeRow, PersonRoleRow, PersonRow
from infra.policy.model import NOBODY, Actor, Role
from infra.rows import city_of

__all__ = [
    "Credentials",
    "CredentialsRepository",
    "FailureRepository",
    "IdentityRepository",
    "SessionRepository",
    "StoredSession",
]

_SEARCHED = 260


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

    def city(self, city: str) -> City | None:
        """Return a city of the instance, or None."""
        row = self._session.get(CityRow, city)
        return None if row is None else _city(row)

    def cities(self) -> tuple[City, ...]:
        """Return all cities of the instance in the order of their names."""
        return tuple(map(_city, self._session.exec(select(CityRow).order_by(col(CityRow.name), col(CityRow.id)))))

    def cities_added(self) -> list[tuple[str, datetime]]:
        """Return the ids of all cities of the instance with the moment they were added."""
        rows = self._session.exec(select(CityRow.id, CityRow.added_at).order_by(col(CityRow.id)))
        return [(city, added_at) for city, added_at in rows]

    def add_office(self, office: str, name: str, *, is_dezernat: bool) -> None:
        """Add an office of the city. The caller has made sure that id and name are free."""
        self._session.add(OfficeRow(city_id=self._city, id=office, name=name, is_dezernat=is_dezernat))
        self._session.flush()

    def offices(self) -> tuple[Office, ...]:
        """Return all offices: each Dezernat before the Ämter, in the order of their names."""
        return tuple(map(_office, self._session.exec(_OFFICES_IN_ORDER)))

    def offices_after(self, place: Office | None, size: int) -> tuple[Office, ...]:
        """Return the offices that come after one in the same order; the first ones for None."""
        found = _OFFICES_IN_ORDER
        if place is not None:
            is_dezernat, name = col(OfficeRow.is_dezernat), col(OfficeRow.name)
            of_its_kind = and_(is_dezernat.is_(place.is_dezernat), name > place.name)
            found = found.where(or_(of_its_kind, ~is_dezernat) if place.is_dezernat else of_its_kind)
        return tuple(map(_office, self._session.exec(found.limit(size))))

    def office(self, office: str) -> Office | None:
        """Return an office, or None."""
        row = self._session.exec(select(OfficeRow).where(col(OfficeRow.id) == office)).one_or_none()
        return None if row is None else _office(row)

    def change_office(self, office: str, *, name: str, is_dezernat: bool) -> None:
        """Change an office that there is."""
        row = self._session.exec(select(OfficeRow).where(col(OfficeRow.id) == office)).one()
        row.name, row.is_dezernat, row.version = name, is_dezernat, row.version + 1
        self._session.flush()

    def add_person(  # noqa: PLR0913 - the facts of a person
        self,
        person: str,
        account: str,
        name: str,
        roles: Iterable[Role],
        *,
        at: datetime,
        office: str | None = None,
        password_hash: str = "",
    ) -> None:
        """Add a person of the city the session is open for; without a password nobody can sign in as that person."""
        folded = account.casefold()
        row = PersonRow(
            city_id=self._city,
            id=person,
            account=folded,
            name=name,
            search_text=_searched(name, folded),
            office_id=office,
            password_hash=password_hash,
            added_at=at,
        )
        self._session.add(row)
        self._session.flush()
        self._set_roles(person, roles)

    def has_person(self, person: str) -> bool:
        """Tell whether there is a person of this id, locked or not."""
        return self._row(person) is not None

    def actor(self, city: str, person: str) -> Actor | None:
        """Return a person with the roles of this moment; None for an unknown or locked one."""
        found = select(PersonRow).where(col(PersonRow.id) == person, ~col(PersonRow.is_locked))
        row = self._session.exec(found).one_or_none()
        if row is None:
            return None
        return Actor(city=city, person=row.id, name=row.name, office=row.office_id, roles=self._roles([person])[person])

    def names(self, people: Collection[str]) -> dict[str, str]:
        """Return the names of people by their id, locked ones too; unknown ones are missing."""
        asked = [one for one in people if "\0" not in one]  # PostgreSQL cannot be asked for one that holds it
        found = select(PersonRow.id, PersonRow.name).where(col(PersonRow.id).in_(asked))
        return {person: name for person, name in self._session.exec(found)}  # noqa: C416 - rows are no tuples for mypy

    def first_names(self, most: int) -> dict[str, str]:
        """Return the names of people by their id in the order of the names, locked ones too, at most so many."""
        found = select(PersonRow.id, PersonRow.name).order_by(col(PersonRow.search_text), col(PersonRow.id))
        return {person: name for person, name in self._session.exec(found.limit(most))}  # noqa: C416 - the same

    def people_with(self, role: Role, office: str | None = None) -> list[str]:
        """Return the ids of the people who have a role and are not locked, of all offices or of one."""
        found = select(PersonRow.id).join(PersonRoleRow, col(PersonRoleRow.person_id) == col(PersonRow.id))
        if office is not None:
            found = found.where(col(PersonRow.office_id) == office)
        return list(self._session.exec(found.where(col(PersonRoleRow.role) == role, ~col(PersonRow.is_locked))))

    def person(self, person: str) -> Person | None:
        """Return a person, locked or not, or None."""
        found = self._people(select_columns(PersonRow, col(OfficeRow.name)).where(col(PersonRow.id) == person))
        return found[0] if found else None

    def page(self, query: str, *, page: int, size: int) -> tuple[tuple[Person, ...], int]:
        """Return one page of the people whose name or account holds every word, and how many there are in all."""
        where = _holding(query)
        total = self._session.exec(select(func.count()).select_from(PersonRow).where(*where)).one()
        return self._people(_PEOPLE_IN_ORDER.where(*where).limit(size).offset((page - 1) * size)), total

    def people_after(self, place: str | None, query: str, size: int) -> tuple[Person, ...]:
        """Return the people of the same list that come after one that there is; the first ones for None."""
        found = _PEOPLE_IN_ORDER.where(*_holding(query))
        if place is not None:
            keys = (col(PersonRow.search_text), col(PersonRow.id))
            found = found.where(tuple_(*keys) > tuple_(self._existing(place).search_text, place))
        return self._people(found.limit(size))

    def change_person(self, person: str, draft: PersonDraft) -> None:
        """Change a person that there is."""
        row = self._existing(person)
        row.name, row.office_id, row.version = draft.name, draft.office, row.version + 1
        row.search_text = _searched(draft.name, row.account)
        self._session.flush()
        self._session.execute(delete(PersonRoleRow).where(col(PersonRoleRow.person_id) == person))
        self._set_roles(person, draft.roles)

    def set_locked(self, person: str, *, locked: bool) -> None:
        """Lock or unlock a person that there is."""
        row = self._existing(person)
        row.is_locked, row.version = locked, row.version + 1
        self._session.flush()

    def other_administrators(self, person: str) -> int:
        """Count the people besides this one who can manage people now."""
        administrators = (
            select(func.count())
            .select_from(PersonRow)
            .join(PersonRoleRow, col(PersonRoleRow.person_id) == col(PersonRow.id))
            .where(
                col(PersonRoleRow.role) == Role.ADMINISTRATOR, col(PersonRow.id) != person, ~col(PersonRow.is_locked)
            )
        )
        return self._session.exec(administrators).one()

    @property
    def _city(self) -> str:
        return str(city_of(self._session))

    def _row(self, person: str) -> PersonRow | None:
        return self._session.exec(select(PersonRow).where(col(PersonRow.id) == person)).one_or_none()

    def _existing(self, person: str) -> PersonRow:
        return self._session.exec(select(PersonRow).where(col(PersonRow.id) == person)).one()

    def _set_roles(self, person: str, roles: Iterable[Role]) -> None:
        city = self._city
        self._session.add_all(PersonRoleRow(city_id=city, person_id=person, role=role) for role in sorted(set(roles)))
        self._session.flush()

    def _people(self, statement: Select[*tuple[Any, ...]]) -> tuple[Person, ...]:
        with_office = statement.outerjoin(OfficeRow, col(OfficeRow.id) == col(PersonRow.office_id))
        rows = self._session.execute(with_office).all()
        roles = self._roles([row.id for row, _ in rows])
        return tuple(_person(row, office_name or "", roles[row.id]) for row, office_name in rows)

    def _roles(self, people: list[str]) -> Mapping[str, frozenset[Role]]:
        """Return the roles of people in one statement."""
        found: dict[str, set[Role]] = {person: set() for person in people}
        held = select(PersonRoleRow.person_id, PersonRoleRow.role).where(col(PersonRoleRow.person_id).in_(people))
        for person, role in self._session.exec(held):
            found[person].add(Role(role))
        return {person: frozenset(roles) for person, roles in found.items()}


def _city(row: CityRow) -> City:
    return City(id=row.id, name=row.name, is_demo=row.is_demo)


def _office(row: OfficeRow) -> Office:
    return Office(id=row.id, name=row.name, is_dezernat=row.is_dezernat, version=row.version)


def _person(row: PersonRow, office_name: str, roles: frozenset[Role]) -> Person:
    return Person(
        id=row.id,
        account=row.account,
        name=row.name,
        office=row.office_id,
        office_name=office_name,
        roles=tuple(sorted(roles)),
        is_locked=row.is_locked,
        has_second_factor=row.totp_secret is not None,
        password_due=row.must_change_password,
        version=row.version,
        added_at=row.added_at,
    )


def _holding(query: str) -> list[ColumnElement[bool]]:
    searched = col(PersonRow.search_text)
    return [searched.contains(word, autoescape=True) for word in _folded(query).split()]


def _searched(name: str, account: str) -> str:
    return _folded(f"{name} {account}")[:_SEARCHED]


def _folded(text: str) -> str:
    """Fold case in Python: SQLite folds ASCII letters only. PostgreSQL cannot hold NUL in a text."""
    return text.replace("\0", " ").casefold()


def still_there(session: Session, actor: Actor) -> Actor:
    """Return what is left of an actor at this moment: roles taken away are gone, somebody locked is nobody known."""
    if actor.person is None:
        return actor
    rows = session.execute(_STILL_THERE, {"of_person": actor.person}).all()
    if not rows:
        return NOBODY
    roles = frozenset(Role(role) for _, role in rows if role is not None)
    return replace(actor, roles=actor.roles & roles, office=rows[0][0])


_OFFICES_IN_ORDER = select(OfficeRow).order_by(col(OfficeRow.is_dezernat).desc(), col(OfficeRow.name))
_PEOPLE_IN_ORDER = select_columns(PersonRow, col(OfficeRow.name)).order_by(
    col(PersonRow.search_text), col(PersonRow.id)
)

# Built once: it runs in every writing transaction.
_STILL_THERE = (
    select_columns(col(PersonRow.office_id), col(PersonRoleRow.role))
    .join(PersonRoleRow, col(PersonRoleRow.person_id) == col(PersonRow.id), isouter=True)
    .where(col(PersonRow.id) == bindparam("of_person"), ~col(PersonRow.is_locked))
)
